package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Several targets with correlated noise, as a user has them: sampled, fitted, scored, predicted, reported. */
class SeveralTargetsCommandTest {

    @TempDir
    private Path folder;
    private String config = "";

    @BeforeEach
    void write() throws IOException {
        Random random = new Random(4);
        StringBuilder data = new StringBuilder("x,height,weight\n");
        for (int i = 0; i < 90; i++) {
            double x = random.nextGaussian();
            double common = random.nextGaussian();
            data.append(x).append(',').append(170 + 5 * x + 4 * common + random.nextGaussian()).append(',')
                    .append(70 + 8 * x + 6 * common + 2 * random.nextGaussian()).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), data);
        config = Files.writeString(folder.resolve("run.toml"), """
                data = { file = "data.csv", target = ["height", "weight"], test = { fraction = 0.25, seed = 1 } }
                network.hidden = []
                likelihood = { family = "multivariate_normal", eta = 2.0 }
                sampler = { chains = 2, warmup = 100, draws = 60 }
                """).toString();
    }

    private JsonNode sample(String name, String... more) {
        List<String> all = new java.util.ArrayList<>(
                List.of("sample", config, "--out", folder.resolve(name).toString(), "--json"));
        all.addAll(List.of(more));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.out()).as(run.err()).isNotEmpty();
        return new JsonMapper().readTree(run.out());
    }

    @Test
    void everyCommandKnowsAllTargets() throws IOException {
        JsonNode run = sample("run");
        JsonNode targets = run.get("targets");
        assertThat(targets.get("height").get("original").get("rmse").doubleValue()).isBetween(2.0, 7.0);
        assertThat(targets.get("weight").get("original").get("rmse").doubleValue()).isBetween(3.0, 12.0);
        double together = run.get("original").get("nll").doubleValue();
        double apart = targets.get("height").get("original").get("nll").doubleValue()
                + targets.get("weight").get("original").get("nll").doubleValue();
        // A correlation of 0.92 is worth 0.9 nats.
        assertThat(apart - together).isBetween(0.5, 1.3);
        double unit = together - run.get("standardised").get("nll").doubleValue();
        assertThat(unit).isCloseTo(apart - targets.get("height").get("standardised").get("nll").doubleValue()
                - targets.get("weight").get("standardised").get("nll").doubleValue(), within(1e-9));
        String folderOfRun = folder.resolve("run").toString();
        assertThat(Files.readString(folder.resolve("run").resolve("report.html"))).contains("Each target");

        CommandRun evaluated = CommandRun.of("evaluate", folderOfRun, "--json");
        assertThat(new JsonMapper().readTree(evaluated.out()).get("targets").get("weight").get("original").get("rmse"))
                .isEqualTo(targets.get("weight").get("original").get("rmse"));
        assertThat(CommandRun.of("evaluate", folderOfRun).out()).contains("Each target, in its own unit", "weight");

        Path table = folder.resolve("p.csv");
        CommandRun predicted = CommandRun.of("predict", folderOfRun, "--data", folder.resolve("data.csv").toString(),
                "--out", table.toString(), "--draws", "2");
        assertThat(predicted.status()).as(predicted.err()).isZero();
        assertThat(Files.readAllLines(table).getFirst()).contains("mean,", "mean_weight", "q5_weight", "draw_1_weight",
                "target,joint_log_density,log_density_height", "log_density_weight");
        Path inputs = Files.writeString(folder.resolve("new.csv"), "x\n0.5\n-1\n");
        Path others = folder.resolve("q.csv");
        CommandRun unknown = CommandRun.of("predict", folderOfRun, "--data", inputs.toString(), "--out",
                others.toString());
        assertThat(unknown.status()).as(unknown.err()).isZero();
        assertThat(Files.readAllLines(others)).hasSize(3);
        assertThat(Files.readAllLines(others).getFirst()).contains("mean_weight").doesNotContain("log_density");

        // The score of each row is written for each target: their means are the metrics.
        Path scores = folder.resolve("s.csv");
        assertThat(CommandRun.of("evaluate", folderOfRun, "--scores-out", scores.toString()).status()).isZero();
        assertThat(-mean(scores, "joint_log_density")).isCloseTo(together, within(1e-9));
        for (String name : List.of("height", "weight")) {
            assertThat(-mean(scores, "log_density_" + name))
                    .isCloseTo(targets.get(name).get("original").get("nll").doubleValue(), within(1e-9));
        }

        // What is known of a row has its density; what is not is empty.
        Path some = Files.writeString(folder.resolve("some.csv"), "x,height,weight\n0.5,171,\n-1,,66\n0,170,70\n");
        List<List<String>> rows = predicted(folderOfRun, some);
        assertThat(rows.get(0).get(0)).isEmpty();
        assertThat(rows.get(0).get(1)).isNotEmpty();
        assertThat(rows.get(0).get(2)).isEmpty();
        assertThat(rows.get(1).get(0)).isEmpty();
        assertThat(rows.get(1).get(1)).isEmpty();
        assertThat(rows.get(1).get(2)).isNotEmpty();
        assertThat(rows.get(2)).doesNotContain("");
        // Nor are further targets lost where the first has no column.
        Path without = Files.writeString(folder.resolve("without.csv"), "x,weight\n-1,66\n0,\n");
        List<List<String>> further = predicted(folderOfRun, without);
        assertThat(further.get(0)).isEqualTo(rows.get(1));
        assertThat(further.get(1)).containsOnly("");
        assertThat(CommandRun.of("evaluate", folderOfRun, "--data", without.toString()).complaint())
                .contains("no column for the target");
    }

    private static List<String> column(Path table, String name) throws IOException {
        List<String> lines = Files.readAllLines(table);
        int at = List.of(lines.getFirst().split(",", -1)).indexOf(name);
        assertThat(at).as(lines.getFirst()).isNotNegative();
        return lines.stream().skip(1).map(line -> line.split(",", -1)[at]).toList();
    }

    private static double mean(Path table, String name) throws IOException {
        return column(table, name).stream().mapToDouble(Double::parseDouble).average().orElseThrow();
    }

    /** Of each row the joint density and that of each target. */
    private static List<List<String>> predicted(String run, Path data) throws IOException {
        Path out = data.resolveSibling(data.getFileName() + "-predicted.csv");
        CommandRun done = CommandRun.of("predict", run, "--data", data.toString(), "--out", out.toString());
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(Files.readString(out)).doesNotContain("NaN");
        List<List<String>> rows = new ArrayList<>();
        for (String name : List.of("joint_log_density", "log_density_height", "log_density_weight")) {
            List<String> cells = column(out, name);
            for (int row = 0; row < cells.size(); row++) {
                if (rows.size() <= row) {
                    rows.add(new ArrayList<>());
                }
                rows.get(row).add(cells.get(row));
            }
        }
        return rows;
    }

    @Test
    void approximationsDoToo() {
        JsonNode run = sample("laplace", "--set", "sampler.method=laplace", "--set", "sampler.chains=1");
        assertThat(run.get("targets").get("weight").get("original").get("rmse").doubleValue()).isBetween(3.0, 12.0);
    }

    @Test
    @Tag("slow")
    void otherMethodsAndRunsWithoutWeightsDoToo() {
        for (String method : List.of("vi", "map")) {
            JsonNode run = sample(method, "--set", "sampler.method=" + method, "--set", "sampler.chains=2");
            assertThat(run.get("targets").get("weight").get("original").get("rmse").doubleValue()).as(method)
                    .isBetween(3.0, 12.0);
        }
        JsonNode kept = sample("kept", "--set", "store.keep=predictions");
        assertThat(kept.get("targets").get("weight").get("original").get("rmse").doubleValue()).isBetween(3.0, 12.0);
    }

    /** Moments are those of the first target: that the others are not known by themselves is said wherever the joint density stands. */
    @Test
    void runsThatKeptMomentsSayWhatTheyDoNotKnow() throws IOException {
        JsonNode moments = sample("moments", "--set", "store.keep=moments", "--set", "sampler.draws=20");
        assertThat(moments.has("targets")).isFalse();
        assertThat(moments.get("targets_remark").stringValue()).contains("all targets together (height, weight)",
                "store.keep = \"moments\"");
        assertThat(Files.readString(folder.resolve("moments").resolve("report.html")))
                .contains("all targets together (height, weight)");
        assertThat(CommandRun.of("evaluate", folder.resolve("moments").toString()).out())
                .contains("all targets together (height, weight)");
    }

    /**
     * What {@code init} writes for several targets is read as it is meant, also where one of them is missing in a
     * row.
     */
    @Test
    void initWritesThem() throws IOException {
        Path data = folder.resolve("data.csv");
        Files.writeString(data, Files.readString(data) + "1.5,175,\n");
        Path written = folder.resolve("init.toml");
        CommandRun made = CommandRun.of("init", data.toString(), "--target", "height, weight", "--out",
                written.toString());
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).contains("targets height, weight (multivariate_normal)");
        assertThat(Files.readString(written)).contains("target = [\"height\", \"weight\"]\n",
                "family = \"multivariate_normal\"", "\nmissing = \"drop\"", "# features = [");
        JsonNode run = new JsonMapper().readTree(CommandRun.of("sample", written.toString(), "--set",
                "network.hidden=[]", "--set", "sampler.method=laplace", "--set", "sampler.chains=1", "--set",
                "sampler.draws=50", "--out", folder.resolve("of-init").toString(), "--json").out());
        assertThat(run.get("targets").get("weight").get("original").get("rmse").doubleValue()).isBetween(3.0, 12.0);
        assertThat(run.get("warnings").toString()).contains("left out because values are missing in them",
                "\\\"weight\\\" in 1");
        Path mixed = Files.writeString(folder.resolve("mixed.csv"), "x,y,z\n1,2,a\n2,3,4\n3,5,1\n4,4,2\n");
        assertThat(CommandRun.of("init", mixed.toString(), "--target", "y,z").complaint())
                .contains("column \"z\"", "is not a number, but several targets are numbers");
    }

    @Test
    void wrongUseIsSaid() throws IOException {
        assertThat(CommandRun.of("sample", config, "--set", "data.categorical=[\"weight\"]").complaint())
                .contains("data.categorical", "\"weight\" is one of several targets");
        String data = folder.resolve("data.csv").toString();
        assertThat(CommandRun.of("init", data, "--target", "height,weight", "--family", "gaussian").complaint())
                .contains("--family gaussian is of one target, but --target names 2");
        assertThat(CommandRun.of("init", data, "--target", "height,height").complaint()).contains("listed twice");
        assertThat(CommandRun.of("init", data, "--target", "height,wight").complaint()).contains("wight", "weight");
        assertThat(CommandRun.of("init", data, "--target", "height,weight", "--drop", "weight").complaint())
                .contains("\"weight\" is the target");
        assertThat(CommandRun.of("init", data, "--target", "x,height,weight").complaint())
                .contains("no column is left to predict from: all are targets");
        assertThat(CommandRun.of("prior", config, "--draws", "20", "--out", folder.resolve("p.html").toString()).out())
                .contains("of 2 targets the first, height, is shown");
        assertThat(CommandRun.of("sample", config, "--set", "likelihood.family=gaussian").complaint())
                .contains("multivariate_normal");
        assertThat(CommandRun.of("sample", config, "--set", "data.target=height").complaint())
                .contains("data.target names one");
        assertThat(CommandRun.of("sample", config, "--set", "data.target=[]").complaint()).contains("empty list");
        assertThat(CommandRun.of("sample", config, "--set", "data.target=[\"height\", \"height\"]").complaint())
                .contains("listed twice");
        assertThat(CommandRun.of("sample", config, "--set", "data.target=[\"height\", \"wight\"]").complaint())
                .contains("wight", "weight");
        Files.writeString(Path.of(data), "x,height,weight\n1,2,3\n2,3,\n3,5,1\n4,4,4\n");
        assertThat(CommandRun.of("sample", config, "--set", "data.test.fraction=0").complaint())
                .contains("weight", "the target has no value");
    }
}
