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

/** A run at a temperature says everywhere that it is none of the model. */
class ColdPosteriorCommandTest {

    private static final String SENTENCE = "These are draws of a cold posterior, not of the posterior of the model: the likelihood is"
            + " raised to the power 4 (temperature 0.25), the prior is not.";

    @TempDir
    private Path folder;

    private String run(String name, String temperature) throws IOException {
        StringBuilder data = new StringBuilder("a,y\n");
        for (int i = 0; i < 40; i++) {
            data.append(Math.sin(i)).append(',').append(Math.sin(i) + 0.5 * Math.cos(5 * i)).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), data);
        Path config = Files.writeString(folder.resolve("run.toml"), """
                data = { file = "data.csv", target = "y", test = { fraction = 0.25, seed = 1 } }
                network.hidden = []
                sampler = { chains = 4, warmup = 200, draws = 300 }
                warm-start.steps = 50
                """ + temperature);
        Path out = folder.resolve(name);
        CommandRun run = CommandRun.of("sample", config.toString(), "--out", out.toString(), "--json");
        assertThat(run.status()).as(run.err()).isIn(0, 3);
        Files.writeString(folder.resolve(name + ".json"), run.out());
        Files.writeString(folder.resolve(name + ".err"), run.err());
        return out.toString();
    }

    @Test
    void itIsSaidEverywhere() throws IOException {
        String cold = run("cold", "likelihood.temperature = 0.25\n");
        assertThat(Files.readString(folder.resolve("cold.err")))
                .contains("temperature 0.25 (not the posterior of the model)");
        JsonNode verdict = new JsonMapper().readTree(folder.resolve("cold.json")).get("verdict");
        assertThat(verdict.get("level").stringValue()).isNotEqualTo("explored");
        assertThat(verdict.get("headline").stringValue()).contains(SENTENCE);
        assertThat(Files.readString(Path.of(cold, "report.html"))).contains(SENTENCE);
        assertThat(Files.readString(Path.of(cold, "config.toml"))).contains("temperature = 0.25");
        assertThat(Files.readString(Path.of(cold, "draws.zarr", ".zattrs"))).contains("\"draws_exact\"")
                .contains("not of the posterior of the model");
        CommandRun left = CommandRun.of("evaluate", cold, "--loo");
        assertThat(left.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(left.complaint()).contains("cannot be left out by importance sampling");
    }

    @Test
    void oneIsTheModelAndIsNotWritten() throws IOException {
        String plain = run("plain", "likelihood.temperature = 1\n");
        assertThat(Files.readString(Path.of(plain, "config.toml"))).doesNotContain("temperature");
        assertThat(Files.readString(folder.resolve("plain.json"))).doesNotContain("posterior of the model");
        assertThat(Files.readString(folder.resolve("plain.err"))).doesNotContain("temperature");
    }
}
