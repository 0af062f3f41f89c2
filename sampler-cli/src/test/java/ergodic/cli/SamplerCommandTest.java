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

/** What a user hears of steps, divergences and runs that have nothing left to do. */
class SamplerCommandTest {

    @TempDir
    private Path folder;

    private CommandRun sample(int rows, String sampler) throws IOException {
        StringBuilder data = new StringBuilder("a,b,y\n");
        for (int i = 0; i < rows; i++) {
            double noise = 0.3 * Math.sin(1234.5 * i);
            data.append(Math.sin(i)).append(',').append(Math.cos(7 * i)).append(',').append(Math.sin(i) + noise)
                    .append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), data);
        Path file = folder.resolve("run.toml");
        Files.writeString(file, """
                data = { file = "data.csv", target = "y", test = { fraction = 0.1, seed = 1 } }
                network.hidden = []
                warm-start.steps = 500
                [sampler]
                chains = 2
                warmup = 300
                draws = 200
                """ + sampler);
        return CommandRun.of("sample", file.toString(), "--out", folder.resolve("run").toString(), "--json");
    }

    @Test
    void theStepOfSgldIsChosenForTheData() throws IOException {
        CommandRun run = sample(20_000, "method = \"sgld\"\n");
        JsonNode document = new JsonMapper().readTree(run.out());
        JsonNode step = document.get("step");
        assertThat(step.get("chosen").booleanValue()).isTrue();
        assertThat(step.get("predicted_variance_bias").doubleValue()).isBetween(0.09, 0.1);
        assertThat(step.get("gradients").intValue()).isGreaterThan(100);
        assertThat(document.get("divergences").intValue()).isZero();
        // Curvature about N / 0.04 of the noise's variance 0.045 / 0.54 after standardising, and N / 100 times that in noise.
        assertThat(step.get("step_size").doubleValue()).isBetween(1e-9, 1e-7);
        assertThat(run.err()).contains("variances are predicted to be up to 1.1 times too large").doesNotContain("NaN");
        assertThat(Files.readString(folder.resolve("run").resolve("config.toml")))
                .startsWith("# sampler.step_size = ").contains("predicted").contains("\nsampler.step_size = ");
    }

    @Test
    void aRunWhoseChainsAllDivergeStopsAndNamesTheKey() throws IOException {
        CommandRun run = sample(400, "method = \"sgld\"\nstep_size = 1.0\nbatch_size = 50\n");
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err()).contains("warning: sampler.step_size = 1.0 diverges: stable below",
                "stopped: every chain diverged at each of its first 100 transitions after the warm-up",
                "lower sampler.step_size (it is 1.0), or leave it out").doesNotContain("\tat ");
        JsonNode document = new JsonMapper().readTree(run.out());
        assertThat(document.get("finished").booleanValue()).isFalse();
        assertThat(document.get("draws").intValue()).isEqualTo(100);
        CommandRun resumed = CommandRun.of("resume", folder.resolve("run").toString(), "--json");
        assertThat(resumed.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(new JsonMapper().readTree(resumed.out())).isEqualTo(document);
    }

    @Test
    void aGivenStepWithALargeBiasIsWarnedOf() throws IOException {
        CommandRun run = sample(400, "method = \"sgld\"\nstep_size = 5e-4\nbatch_size = 50\n");
        JsonNode step = new JsonMapper().readTree(run.out()).get("step");
        assertThat(step.get("chosen").booleanValue()).isFalse();
        assertThat(step.get("predicted_variance_bias").doubleValue()).isGreaterThan(0.1);
        assertThat(run.err()).contains("warning: sampler.step_size = 5.0E-4: variances are predicted");
    }

    /** Gradients of transitions and those of the searches for a step size; all within the time of the threads. */
    private static void assertTime(JsonNode time, JsonNode document) {
        long start = document.get("start_gradients").longValue();
        long tuning = document.get("tuning_gradients").longValue();
        long sampling = document.get("sampling_gradients").longValue();
        assertThat(document.get("gradients").longValue()).isEqualTo(start + tuning + sampling);
        assertThat(start).isPositive();
        assertThat(time.get("gradients").longValue()).isEqualTo(tuning + sampling);
        assertThat(time.get("transitions").longValue()).isEqualTo(2 * (300 + 200));
        assertThat(time.get("outside_gradients").doubleValue()).isBetween(0.0, 1.0);
        assertThat(time.get("sampling").get("gradient_us").doubleValue()).isPositive();
        assertThat(time.get("warmup").get("transition_us").doubleValue()).isPositive();
    }

    @Test
    void stochasticGradientsAreTimedToo() throws IOException {
        CommandRun run = sample(400, "method = \"sgld\"\nstep_size = 1e-4\nbatch_size = 50\n");
        JsonNode document = new JsonMapper().readTree(run.out());
        assertTime(document.get("time"), document);
    }

    @Test
    void aFinishedRunThatIsResumedSaysWhatItHad() throws IOException {
        CommandRun run = sample(200, "");
        JsonNode document = new JsonMapper().readTree(run.out());
        assertTime(document.get("time"), document);
        assertThat(run.err()).contains("of the threads' time was spent outside gradients (warm-up");
        Path provenance = folder.resolve("run").resolve("run.json");
        String before = Files.readString(provenance);
        assertThat(new JsonMapper().readTree(before).get("time")).isEqualTo(document.get("time"));
        CommandRun resumed = CommandRun.of("resume", folder.resolve("run").toString());
        assertThat(resumed.err()).contains("all draws were made before (", "finish", "  step ", "  accept ",
                "  divergences 0").doesNotContain("NaN", "outside gradients");
        assertThat(Files.readString(provenance)).isEqualTo(before);
    }

    /** What another version wrote may differ in more than its checkpoints: they are looked at first. */
    @Test
    void aCheckpointOfAnotherFormatIsRefusedInOneSentence() throws IOException {
        sample(200, "");
        Path checkpoint = folder.resolve("run").resolve("checkpoints").resolve("chain-1.checkpoint");
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[11] = 2;
        Files.write(checkpoint, bytes);
        CommandRun extended = CommandRun.of("extend", folder.resolve("run").toString(), "--draws", "5");
        assertThat(extended.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(extended.err().lines().filter(line -> line.contains("checkpoint"))).singleElement().asString()
                .contains(
                        "chain-1.checkpoint has format version 2; this program reads version 8: resume with the version"
                                + " that began the run");
        assertThat(CommandRun.of("diagnose", folder.resolve("run").toString(), "--json").status())
                .isNotEqualTo(ExitStatus.USAGE);
    }
}
