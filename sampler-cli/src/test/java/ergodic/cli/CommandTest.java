package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.cli.command.ExitStatus;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands as a user calls them, on a small data set: what they print, write and answer. */
class CommandTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Path config(String target, String more) throws IOException {
        StringBuilder data = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 40; i++) {
            String y = switch (target) {
                case "number" -> Double.toString(Math.sin(i) + 0.01 * (i % 5));
                case "binary" -> i % 3 == 0 ? "yes" : "no";
                case "classes" -> "abc".substring(i % 3, i % 3 + 1);
                default -> Integer.toString(i % 6);
            };
            data.append(Math.sin(i)).append(',').append(i % 7).append(',').append(y).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), data);
        Path file = folder.resolve("run.toml");
        Files.writeString(file, """
                data = { file = "data.csv", target = "y", test = { fraction = 0.25, seed = 1 } }
                network.hidden = [3]
                warm-start.steps = 50
                [sampler]
                chains = 2
                warmup = 40
                draws = 30
                """ + more);
        return file;
    }

    private JsonNode json(CommandRun run) {
        assertThat(run.status()).as(run.err()).isIn(0, 3);
        return JSON.readTree(run.out());
    }

    private CommandRun sample(Path file, String out, String... more) {
        return CommandRun.of(Stream
                .concat(Stream.of("sample", file.toString(), "--out", folder.resolve(out).toString(), "--json"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void oneRunFromSampleToReport() throws IOException {
        Path run = folder.resolve("run");
        JsonNode sampled = json(sample(config("number", ""), "run"));
        assertThat(sampled.get("draws").intValue()).isEqualTo(30);
        JsonNode last = sampled.get("network").get(sampled.get("network").size() - 1);
        assertThat(last.get("layer").stringValue()).isEqualTo("output");
        assertThat(last.get("output").get(0).intValue()).isEqualTo(1);
        assertThat(last.get("prior").stringValue()).contains("normal 1");
        assertThat(last.get("parameters").intValue()).isGreaterThan(1);
        assertThat(sampled.get("verdict").get("level").stringValue()).isNotBlank();
        assertThat(Files.readString(Path.of(sampled.get("report").stringValue())))
                .containsIgnoringCase("<!doctype html>")
                .containsIgnoringCase(sampled.get("verdict").get("words").stringValue());

        JsonNode evaluated = json(CommandRun.of("evaluate", run.toString(), "--json"));
        assertThat(evaluated.get("rows").intValue()).isEqualTo(10);
        double sd = evaluated.get("original").get("rmse").doubleValue()
                / evaluated.get("standardised").get("rmse").doubleValue();
        assertThat(evaluated.get("original").get("nll").doubleValue()
                - evaluated.get("standardised").get("nll").doubleValue()).isCloseTo(Math.log(sd), within(1e-9));
        assertThat(evaluated.get("standardised")).isEqualTo(sampled.get("standardised"));

        Files.writeString(folder.resolve("rows.txt"), "0 5 7\n");
        JsonNode chosen = json(
                CommandRun.of("evaluate", run.toString(), "--rows", folder.resolve("rows.txt").toString(),
                        "--split", "0", "--json"));
        assertThat(chosen.get("rows").intValue()).isEqualTo(3);

        JsonNode diagnosed = json(CommandRun.of("diagnose", run.toString(), "--json"));
        assertThat(diagnosed.get("variables").get(0).propertyNames()).contains("name", "mean", "median", "sd", "mad",
                "q5",
                "q95", "rhat", "ess_bulk", "ess_tail", "mcse_mean");
        assertThat(diagnosed.get("verdict")).isEqualTo(sampled.get("verdict"));

        aChainIsLeftOutByRequest(run, evaluated);

        Path table = folder.resolve("predictions.csv");
        JsonNode predicted = json(CommandRun.of("predict", run.toString(), "--data",
                folder.resolve("data.csv").toString(), "--out", table.toString(), "--json"));
        assertThat(predicted.get("rows").intValue()).isEqualTo(40);
        assertThat(Files.readAllLines(table)).hasSize(41).first().asString()
                .startsWith("row,mean,sd,aleatoric_sd,epistemic_sd,q2.5,q5,");
        String[] cells = Files.readAllLines(table).get(3).split(",");
        assertThat(Math.hypot(Double.parseDouble(cells[3]), Double.parseDouble(cells[4])))
                .isCloseTo(Double.parseDouble(cells[2]), within(1e-9));
    }

    private void aChainIsLeftOutByRequest(Path run, JsonNode whole) throws IOException {
        JsonNode stacked = json(CommandRun.of("evaluate", run.toString(), "--stacking", "--json"));
        assertThat(stacked.get("original")).isEqualTo(whole.get("original"));
        JsonNode stacking = stacked.get("stacking");
        assertThat(stacking.get("weights").get(0).doubleValue() + stacking.get("weights").get(1).doubleValue())
                .isCloseTo(1.0, within(1e-9));
        assertThat(stacking.get("nll_equal").doubleValue())
                .isCloseTo(whole.get("original").get("nll").doubleValue(), within(1e-9));
        assertThat(stacking.get("nll_stacked_by_these_rows").doubleValue())
                .isLessThanOrEqualTo(stacking.get("nll_equal").doubleValue() + 1e-12);
        assertThat(CommandRun.of("evaluate", run.toString(), "--stacking", "--without-chain", "1").complaint())
                .contains("--stacking weighs chains, and there is one only");
        JsonNode left = json(CommandRun.of("evaluate", run.toString(), "--loo", "--json")).get("stacking");
        assertThat(left.get("weights").get(0).doubleValue() + left.get("weights").get(1).doubleValue())
                .isCloseTo(1.0, within(1e-9));
        assertThat(left.get("nll_equal").doubleValue()).isCloseTo(stacking.get("nll_equal").doubleValue(),
                within(1e-9));
        assertThat(left.get("nll_left_out_stacked").doubleValue())
                .isLessThanOrEqualTo(left.get("nll_left_out_equal").doubleValue() + 1e-12);
        assertThat(left.get("nll_left_out_equal").doubleValue()).isNotCloseTo(left.get("nll_equal").doubleValue(),
                within(1e-9));
        assertThat(left.get("k_hat_share_above").doubleValue()).isBetween(0.0, 1.0);
        Path weighed = run.resolveSibling("stacked.html");
        CommandRun.of("report", run.toString(), "--loo", "--out", weighed.toString());
        assertThat(Files.readString(weighed)).contains("Weights of chains", "each left out (k-hat up to");
        assertThat(whole.get("left_out")).isEmpty();
        JsonNode alone = json(CommandRun.of("evaluate", run.toString(), "--without-chain", "2", "--json"));
        assertThat(alone.get("left_out").get(0).intValue()).isEqualTo(2);
        assertThat(alone.get("chains").intValue()).isEqualTo(1);
        assertThat(alone.get("original")).isNotEqualTo(whole.get("original"));
        Path page = folder.resolve("alone.html");
        json(CommandRun.of("report", run.toString(), "--without-chain", "2", "--out", page.toString(), "--json"));
        assertThat(Files.readString(page)).contains(
                "Left out by request: chain 2 of 2, 50.0 % of the mixture; the other one weighs 100.0 % instead");
        assertThat(CommandRun.of("evaluate", run.toString(), "--without-chain", "3").complaint())
                .contains("--without-chain 3: there is no such chain; there are 2, from 1");
        assertThat(
                CommandRun.of("diagnose", run.toString(), "--without-chain", "1", "--without-chain", "2").complaint())
                .contains("leaves no chain");
        JsonNode nested = json(CommandRun.of("diagnose", run.toString(), "--superchains", "2", "--json"));
        assertThat(nested.get("nested_rhat").get("superchains").intValue()).isEqualTo(2);
        assertThat(nested.get("nested_rhat").get("rhat_nested").doubleValue()).isGreaterThanOrEqualTo(1.0);
        assertThat(CommandRun.of("diagnose", run.toString(), "--superchains", "3").complaint())
                .contains("2 chains do not make 3 superchains");
    }

    /** The rows of a run are named by their numbers in the file, so that another model can be scored on the same. */
    @Test
    void heldOutRowsAreKnownByTheirNumbersInTheFile() throws IOException {
        Path run = folder.resolve("run");
        Path file = config("number", "");
        Files.writeString(folder.resolve("held.txt"), "31 7 12\n");
        json(sample(file, "run", "--set", "data.test={ rows = \"held.txt\", split = 0 }"));
        Path out = folder.resolve("out.txt");
        JsonNode evaluated = json(
                CommandRun.of("evaluate", run.toString(), "--rows-out", out.toString(), "--json"));
        assertThat(Files.readString(out)).isEqualTo("7 12 31\n");
        assertThat(json(CommandRun.of("evaluate", run.toString(), "--rows", out.toString(), "--json"))
                .get("original")).isEqualTo(evaluated.get("original"));
        assertThat(CommandRun.of("evaluate", run.toString(), "--rows-out", out.toString()).complaint())
                .contains("exists already; choose another name with --rows-out");

        ZarrDraws draws = ZarrDraws.open(run.resolve("draws.zarr"));
        assertThat(draws.attributes()).containsEntry("inputs", "[\"a\",\"b\"]").containsEntry("target", "y")
                .containsKeys("target_mean", "target_sd");
        assertThat(given(draws, "held_out_row_number")).containsExactly(7, 12, 31);
        assertThat(attribute(draws, "target_mean") + attribute(draws, "target_sd") * given(draws, "held_out_y")[0])
                .isCloseTo(Math.sin(7) + 0.02, within(1e-12));
        assertThat(given(draws, "input_mean")[0] + given(draws, "input_sd")[0] * given(draws, "held_out_x")[0])
                .isCloseTo(Math.sin(7), within(1e-12));
    }

    private static double[] given(ZarrDraws draws, String name) {
        return draws.constantData().stream().filter(array -> array.name().equals(name)).findFirst().orElseThrow()
                .values();
    }

    private static double attribute(ZarrDraws draws, String name) {
        return draws.attributes().get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Test
    void predictsChosenQuantilesToStandardOutput() throws IOException {
        Path run = folder.resolve("run");
        json(sample(config("number", ""), "run"));
        String data = folder.resolve("data.csv").toString();
        CommandRun predicted = CommandRun.of("predict", run.toString(), "--data", data, "--out", "-", "--quantiles",
                "0.1,0.5,0.999");
        assertThat(predicted.status()).as(predicted.err()).isZero();
        assertThat(predicted.out().lines()).hasSize(41).first().asString()
                .isEqualTo("row,mean,sd,aleatoric_sd,epistemic_sd,q10,q50,q99.9,target,log_density");
        assertThat(predicted.err()).contains("40 rows predicted");
        assertThat(Path.of("-")).doesNotExist();
        assertThat(CommandRun.of("predict", run.toString(), "--data", data, "--out", "-", "--json").err())
                .contains("name a file, or leave --json out");
        assertThat(CommandRun.of("predict", run.toString(), "--data", data, "--out", "-", "--quantiles", "5")
                .complaint()).contains("levels lie between 0 and 1");
    }

    @Test
    void extendedRunsHaveTheBitsOfLongerOnes() throws IOException {
        Path file = config("number", "");
        sample(file, "longer", "--set", "sampler.draws=45", "--threads", "1");
        sample(file, "run", "--threads", "2");
        CommandRun extended = CommandRun.of("extend", folder.resolve("run").toString(), "--draws", "15", "--json");
        assertThat(json(extended).get("draws").intValue()).isEqualTo(45);
        assertThat(chunks(folder.resolve("run"))).isEqualTo(chunks(folder.resolve("longer")));
        CommandRun resumed = CommandRun.of("resume", folder.resolve("run").toString(), "--json");
        assertThat(json(resumed).get("draws").intValue()).isEqualTo(45);
        assertThat(chunks(folder.resolve("run"))).isEqualTo(chunks(folder.resolve("longer")));
    }

    private static Map<String, String> chunks(Path run) throws IOException {
        Map<String, String> chunks = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run.resolve("draws.zarr"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".z")) {
                    chunks.put(run.relativize(file).toString(), java.util.Arrays.toString(Files.readAllBytes(file)));
                }
            }
        }
        return chunks;
    }

    @ParameterizedTest
    @ValueSource(strings = {"method = \"hmc\"\nintegration_time = 0.5", "method = \"nuts\"\nmetric = \"dense\"",
            "method = \"sgld\"\nbatch_size = 10\nstep_size = 1e-4",
            "method = \"sgld\"\nstep_decay = 0.6\nbatch_size = 30"})
    void everyMethodSamples(String method) throws IOException {
        JsonNode sampled = json(sample(config("number", method), "run"));
        assertThat(sampled.get("standardised").get("nll").isNumber()).isTrue();
    }

    @Test
    void gradientsInSinglePrecisionGiveOtherDrawsOfTheSamePosterior() throws IOException {
        JsonNode exact = json(sample(config("number", ""), "run"));
        JsonNode rounded = json(sample(config("number", "precision = \"float32\""), "rounded"));
        assertThat(exact.get("precision").stringValue()).isEqualTo("float64");
        assertThat(rounded.get("precision").stringValue()).isEqualTo("float32");
        assertThat(Files.readString(Path.of(rounded.get("report").stringValue()))).contains("float32");
        double nll = exact.get("standardised").get("nll").doubleValue();
        assertThat(rounded.get("standardised").get("nll").doubleValue()).isNotEqualTo(nll).isCloseTo(nll, within(0.3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary bernoulli accuracy", "binary categorical accuracy", "classes categorical brier",
            "count poisson rmse", "count negative_binomial crps"})
    void everyLikelihoodSamples(String words) throws IOException {
        String[] word = words.split(" ");
        JsonNode sampled = json(
                sample(config(word[0], "[likelihood]\nfamily = \"" + word[1] + "\"\n"), "run"));
        assertThat(sampled.get("original").get(word[2]).isNumber()).isTrue();
        JsonNode predicted = json(CommandRun.of("predict", folder.resolve("run").toString(), "--data",
                folder.resolve("data.csv").toString(), "--out", folder.resolve("p.csv").toString(), "--json"));
        assertThat(predicted.get("columns").size()).isGreaterThan(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"comma ,", "semicolon ;", "tab \t", "blank  "})
    void everyDelimiterIsRead(String words) throws IOException {
        Path file = config("number", "");
        String name = words.substring(0, words.indexOf(' '));
        String delimiter = words.substring(words.indexOf(' ') + 1);
        Path data = folder.resolve("data.csv");
        Files.writeString(data, Files.readString(data).replace(",", delimiter));
        CommandRun run = sample(file, "run", "--set", "data.delimiter=" + name, "--set", "sampler.draws=5");
        assertThat(json(run).get("rows").intValue()).isEqualTo(10);
    }

    @Test
    void dataAndTestRowsMayHaveTheSameName() throws IOException {
        Path file = config("number", "");
        Files.createDirectories(folder.resolve("splits"));
        Files.writeString(folder.resolve("splits/data.csv"), "1 2 3\n4 5\n");
        CommandRun run = sample(file, "run", "--set", "data.test={ rows = \"splits/data.csv\", split = 1 }", "--set",
                "sampler.draws=5");
        assertThat(json(run).get("rows").intValue()).isEqualTo(2);
        assertThat(json(CommandRun.of("evaluate", folder.resolve("run").toString(), "--json")).get("rows").intValue())
                .isEqualTo(2);
    }

    @Test
    void initWritesAConfigurationThatSamples() throws IOException {
        config("classes", "");
        JsonNode written = json(
                CommandRun.of("init", folder.resolve("data.csv").toString(), "--target", "y", "--json"));
        assertThat(written.get("likelihood").stringValue()).isEqualTo("categorical");
        JsonNode sampled = json(sample(Path.of(written.get("config").stringValue()), "run", "--set",
                "network.hidden=[2]", "--set", "sampler.chains=1", "--set", "sampler.warmup=20", "--set",
                "sampler.draws=10", "--set", "warm-start.steps=20"));
        assertThat(sampled.get("rows").intValue()).isEqualTo(8);
    }

    /** A file of rows to be predicted as a spreadsheet leaves it: the column of the target is there and empty, wholly or in part. */
    @Test
    void emptyTargetsAreNoTargets() throws IOException {
        Path run = folder.resolve("run");
        json(sample(config("number", ""), "run"));
        Path fresh = Files.writeString(folder.resolve("new.csv"), "a,b,y\n0.1,2,\n0.2,3,\n");
        CommandRun none = CommandRun.of("predict", run.toString(), "--data", fresh.toString(), "--out",
                folder.resolve("none.csv").toString());
        assertThat(none.status()).as(none.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("none.csv"))).hasSize(3).first().asString().endsWith("q97.5");
        Files.writeString(fresh, "a,b,y\n0.1,2,\n0.2,3,0.5\n");
        CommandRun some = CommandRun.of("predict", run.toString(), "--data", fresh.toString(), "--out",
                folder.resolve("some.csv").toString());
        assertThat(some.status()).as(some.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("some.csv")).get(1)).endsWith(",,");
        assertThat(Files.readAllLines(folder.resolve("some.csv")).get(2)).contains(",0.5,");
        CommandRun scored = CommandRun.of("evaluate", run.toString(), "--data", fresh.toString(), "--json");
        assertThat(json(scored).get("rows").intValue()).isEqualTo(1);
        assertThat(scored.err()).contains("1 row without a target is not scored");
    }

    @Test
    void judgesDrawsThatStanMade() throws IOException {
        Path chain1 = SharedData.require("diagnostics/blocker.1.csv");
        Path chain2 = SharedData.require("diagnostics/blocker.2.csv");
        JsonNode diagnosed = json(CommandRun.of("diagnose", chain1.toString(), chain2.toString(), "--json"));
        for (JsonNode variable : diagnosed.get("variables")) {
            if (variable.get("name").stringValue().equals("d")) {
                assertThat(variable.get("rhat").doubleValue()).isCloseTo(1.00780272388603, within(1e-8));
                assertThat(variable.get("ess_bulk").doubleValue()).isCloseTo(465.136513484671, within(1e-5));
                return;
            }
        }
        throw new AssertionError("no variable d in " + diagnosed.get("variables"));
    }

    @Test
    void plainNumbersAreOneQuantityAndNullStandsForWhatPosteriorCallsNa() throws IOException {
        Files.writeString(folder.resolve("d.csv"), "1,1\n1,1\n1,1\n1,1\n1,1\n");
        CommandRun run = CommandRun.of("diagnose", folder.resolve("d.csv").toString(), "--json");
        assertThat(run.status()).isEqualTo(3);
        assertThat(JSON.readTree(run.out()).get("variables").get(0).get("rhat").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", "resume", "extend", "diagnose", "evaluate", "predict", "report", "init",
            "bench", "prior", "compare", "tune"})
    void everyCommandHasHelpWithAnExample(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Example:").contains("ergodic " + command).contains("--json");
    }

    @Test
    void withJsonAFailureIsOneDocumentToo() {
        CommandRun run = CommandRun.of("diagnose", folder.resolve("none").toString(), "--json");
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(JSON.readTree(run.out()).get("error").get("exit_status").intValue()).isEqualTo(ExitStatus.USAGE);
    }
}
