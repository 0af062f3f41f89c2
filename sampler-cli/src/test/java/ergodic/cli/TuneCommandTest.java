package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.cli.command.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ergodic tune} from the command line: the table, the configurations that it writes, and wrong uses in a sentence. */
class TuneCommandTest {

    @TempDir
    private Path folder;

    @Test
    void choosesAndWrites() throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 30; i++) {
            text.append(i / 10.0).append(',').append(4 * i / 10.0 + Math.sin(37.0 * i)).append('\n');
        }
        Files.writeString(folder.resolve("line.csv"), text);
        String config = Files.writeString(folder.resolve("line.toml"), """
                data = { file = "line.csv", target = "y" }
                network.hidden = []
                [sampler]
                chains = 1
                warmup = 30
                draws = 10
                [warm-start]
                steps = 20
                """).toString();
        String out = folder.resolve("search").toString();
        CommandRun found = CommandRun.of("tune", config, "--try", "prior.weights.scale=0.01,1", "--folds", "2", "--out",
                out, "--json");
        assertThat(found.status()).isEqualTo(ExitStatus.OK);
        JsonNode document = new JsonMapper().readTree(found.out());
        assertThat(document.get("best").get(0).stringValue()).isEqualTo("prior.weights.scale=1");
        assertThat(document.get("configurations")).hasSize(2);
        assertThat(document.get("configurations").get(1).get("difference").doubleValue()).isZero();
        assertThat(document.get("gradients").intValue()).isPositive();
        assertThat(folder.resolve("search/best.toml")).content().contains("../line.csv", "scale = 1");
        CommandRun again = CommandRun.of("tune", config, "--try", "prior.weights.scale=0.01,1", "--folds", "2", "--out",
                out);
        assertThat(again.out()).contains("Best: prior.weights.scale=1", "paired error", "gradients in all");
        assertThat(again.err()).doesNotContain("fold 1 of 2");
        CommandRun other = CommandRun.of("tune", config, "--folds", "3", "--out", out);
        assertThat(other.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(other.complaint()).contains("holds another search");
        assertThat(CommandRun.of("tune", config, "--folds", "1").complaint()).contains("--folds must be at least 2");
        CommandRun evidence = CommandRun.of("tune", config, "--by", "evidence", "--try", "prior.weights.scale=0.01,1",
                "--set", "sampler.method=last_layer", "--out", folder.resolve("evidence").toString());
        assertThat(evidence.out()).contains("Log evidence of 30 training rows", "Best: prior.weights.scale=1");
        assertThat(CommandRun.of("tune", config, "--by", "evidence").complaint()).contains("tells no evidence",
                "laplace", "last_layer", "smc", "tempering");
        assertThat(CommandRun.of("tune", config, "--by", "evidence", "--folds", "3").complaint())
                .contains("an evidence is of all training rows");
        assertThat(CommandRun.of("tune", config, "--by", "loo").complaint()).contains("--by is density or evidence");
        assertThat(CommandRun.of("tune", folder.resolve("none.toml").toString()).complaint())
                .contains("there is no configuration file");
    }
}
