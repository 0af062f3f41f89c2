package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.cli.command.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ergodic prior} as a user calls it. */
class PriorCommandTest {

    @TempDir
    private Path folder;
    private String config = "";

    @BeforeEach
    void write() throws IOException {
        StringBuilder data = new StringBuilder("a,colour,y\n");
        for (int i = 0; i < 60; i++) {
            data.append(Math.sin(i)).append(i % 3 == 0 ? ",red," : ",blue,").append(Math.cos(i)).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), data);
        config = Files.writeString(folder.resolve("run.toml"), """
                data = { file = "data.csv", target = "y", test = { fraction = 0.25, seed = 1 } }
                network.hidden = [4]
                """).toString();
    }

    @Test
    void showsThePrior() throws IOException {
        Path page = folder.resolve("prior.html");
        CommandRun run = CommandRun.of("prior", config, "--draws", "300", "--out", page.toString(), "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode document = new JsonMapper().readTree(run.out());
        assertThat(document.get("draws").intValue()).isEqualTo(300);
        assertThat(document.get("training_rows").intValue()).isEqualTo(45);
        assertThat(document.get("probe_rows").intValue()).isEqualTo(15);
        assertThat(document.get("training").get("function_sd").doubleValue()).isBetween(1.0, 3.0);
        // Of the two inputs one is a number.
        assertThat(document.get("sweeps")).hasSize(1);
        assertThat(document.get("sweeps").get(0).get("input").stringValue()).isEqualTo("a");
        assertThat(document.get("page").stringValue()).isEqualTo(page.toString());
        assertThat(Files.readString(page)).contains("Prior of data.csv", "y along a", "prior-predictions");
        CommandRun again = CommandRun.of("prior", config, "--draws", "300", "--out", page.toString(), "--seed", "2",
                "--set", "prior.weights.scale=60");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out()).contains("sd of functions at an input", "! Predictions are", "Page: " + page);
        assertThat(Files.readString(page)).contains("no data look like that");
    }

    @Test
    void scalesHaveTheirEvidence() throws IOException {
        Path page = folder.resolve("scales.html");
        CommandRun run = CommandRun.of("prior", config, "--draws", "50", "--out", page.toString(), "--json", "--set",
                "network.hidden=[]", "--set", "sampler.method=smc", "--set", "sampler.particles=50", "--scales",
                "0.001,1");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode document = new JsonMapper().readTree(run.out());
        assertThat(document.get("evidence")).hasSize(2);
        assertThat(document.get("evidence").get(1).get("log_evidence").doubleValue()).isNegative();
        assertThat(document.get("best").stringValue()).contains("cale");
        assertThat(Files.readString(page)).contains("Evidence of the training targets");
        assertThat(CommandRun.of("prior", config, "--scales", "0,1", "--out", page.toString()).complaint())
                .contains("scale must be a positive number");
    }

    @Test
    void scalesAreMatchedToAProcess() throws IOException {
        Path page = folder.resolve("match.html");
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Path written = sub.resolve("matched.toml");
        CommandRun run = CommandRun.of("prior", config, "--draws", "200", "--out", page.toString(), "--json", "--match",
                "rbf,lengthscale=2,amplitude=0.5", "--write", written.toString());
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode match = new JsonMapper().readTree(run.out()).get("match");
        assertThat(match.get("distance_matched").doubleValue()).isLessThan(match.get("distance_before").doubleValue());
        assertThat(match.get("scales")).hasSize(4);
        assertThat(Files.readString(page)).contains("Matched to a Gaussian process");
        // What was written runs where it lies, and has the functions that were shown.
        JsonNode shown = new JsonMapper().readTree(run.out());
        CommandRun again = CommandRun.of("prior", written.toString(), "--draws", "200", "--out", page.toString(),
                "--json");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(new JsonMapper().readTree(again.out()).get("training").get("function_sd").doubleValue())
                .isEqualTo(shown.get("training").get("function_sd").doubleValue());
        assertThat(CommandRun.of("prior", config, "--match", "rbf", "--write", written.toString()).complaint())
                .contains("exists already");
        assertThat(CommandRun.of("prior", config, "--write", folder.resolve("b.toml").toString()).complaint())
                .contains("--match");
        assertThat(
                CommandRun.of("prior", config, "--match", "rbf", "--set", "prior.weights.family=horseshoe").complaint())
                .contains("no single scale");
    }

    /** A scale of a layer as a whole does not reach the priors that layers within it have of their own. */
    @Test
    void priorsWithinLayersAreNotMatched() throws IOException {
        String inner = Files.writeString(folder.resolve("inner.toml"), """
                [data]
                file = "data.csv"
                target = "y"
                test = { fraction = 0.25, seed = 1 }
                [[network.layers]]
                type = "dense"
                units = 4
                activation = "tanh"
                [[network.layers]]
                type = "residual"
                layers = [{ type = "dense", units = 4, activation = "tanh", weights = { scale = 0.3 } }]
                """).toString();
        String page = folder.resolve("match.html").toString();
        Path written = folder.resolve("matched.toml");
        for (String scale : new String[]{"0.3", "1.0"}) {
            assertThat(CommandRun.of("prior", inner, "--draws", "50", "--out", page, "--match", "rbf", "--write",
                    written.toString(), "--set",
                    "network.layers.2.layers=[{type=\"dense\",units=4,activation=\"tanh\",weights={scale=" + scale
                            + "}}]")
                    .complaint()).contains("layer 2 has layers within it whose weight priors are their own");
        }
        assertThat(written).doesNotExist();
    }

    @Test
    void wrongUseIsSaid() {
        assertThat(CommandRun.of("prior", config, "--match", "rbf", "--scales", "1,2").complaint())
                .contains("take one of the two out");
        assertThat(CommandRun.of("prior", config, "--draws", "1").complaint())
                .contains("--draws must be at least 2, not 1");
        CommandRun run = CommandRun.of("prior", config, "--out", folder.resolve("none/a.html").toString());
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.complaint()).contains("there is no folder");
    }
}
