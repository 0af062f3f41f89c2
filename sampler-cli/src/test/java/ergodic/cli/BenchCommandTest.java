package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.cli.command.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ergodic bench} as a user calls it. */
class BenchCommandTest {

    @TempDir
    private Path folder;

    private String config(String sampler) throws IOException {
        StringBuilder data = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 400; i++) {
            data.append(Math.sin(i)).append(',').append(i % 7).append(',').append(Math.cos(i)).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), data);
        Path file = folder.resolve("run.toml");
        Files.writeString(file, """
                data = { file = "data.csv", target = "y", test = { fraction = 0.25, seed = 1 } }
                network.hidden = [20]
                [sampler]
                """ + sampler);
        return file.toString();
    }

    @Test
    void aMethodThatIsToBeChosenIsChosenFirst() throws IOException {
        CommandRun run = CommandRun.of("bench", config("method = \"auto\"\ndraws = 33\n"), "--json", "--set",
                "network.hidden=[]");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("chosen for 4 unknowns and 300 rows");
        assertThat(new JsonMapper().readTree(run.out()).get("estimate").get("draws").intValue()).isEqualTo(33);
    }

    @Test
    void aGradientIsTimedCountedAndExplained() throws IOException {
        CommandRun run = CommandRun.of("bench", config("chains = 2\nwarmup = 100\ndraws = 300\nmax_tree_depth = 6\n"),
                "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode document = new JsonMapper().readTree(run.out());
        JsonNode gradient = document.get("gradient");
        double median = gradient.get("median_us").doubleValue();
        assertThat(gradient.get("min_us").doubleValue()).isPositive().isLessThanOrEqualTo(median);
        assertThat(gradient.get("max_us").doubleValue()).isGreaterThanOrEqualTo(median);
        assertThat(gradient.get("bytes").doubleValue()).isZero();
        // Forward 2 x 20 and 20 x 1, backward the weights of both and the hidden layer: 40 + 20 + 40 + 20 + 20.
        assertThat(gradient.get("flops").longValue()).isBetween(2L * 140 * 300, 2L * 140 * 300 * 3);
        assertThat(document.get("gflops").doubleValue())
                .isCloseTo(gradient.get("flops").longValue() / (1000 * median), within(1e-9));
        assertThat(document.get("peak_share").doubleValue())
                .isCloseTo(document.get("gflops").doubleValue() / document.get("peak_gflops").doubleValue(),
                        within(1e-9))
                .isBetween(0.0, 1.5);
        assertThat(document.get("precision").stringValue()).isEqualTo("float64");
        assertThat(document.get("threads").intValue()).isEqualTo(1);
        assertThat(document.get("rows").intValue()).isEqualTo(300);
        double shares = 0;
        for (JsonNode operator : document.get("operators")) {
            assertThat(operator.get("name").stringValue()).isNotBlank();
            shares += operator.get("share").doubleValue();
        }
        assertThat(shares).isCloseTo(1, within(1e-9));
        JsonNode hidden = document.get("network").get(0);
        assertThat(hidden.get("parameters").intValue()).isEqualTo(60);
        assertThat(hidden.get("time_share").doubleValue()).isBetween(0.0, 1.0);
        JsonNode estimate = document.get("estimate");
        // The forecast is that of a pilot: half to twice its mean, never beyond 2^6 - 1; that, if every tree was cut there.
        JsonNode pilot = estimate.get("pilot");
        int atOnce = estimate.get("chains_at_once").intValue();
        assertThat(pilot.get("chains").intValue()).isEqualTo(atOnce);
        assertThat(pilot.get("warmup_transitions").intValue()).isEqualTo(100 * atOnce);
        assertThat(pilot.get("transitions").intValue()).isEqualTo(50 * atOnce);
        double warmup = pilot.get("warmup_gradients").doubleValue() / (100 * atOnce);
        double mean = pilot.get("gradients").doubleValue() / (50 * atOnce);
        JsonNode time = pilot.get("time");
        double outside = time.get("outside_gradients").doubleValue();
        assertThat(outside).isBetween(0.0, 1.0);
        // Evaluations of the sampling phase are its gradients: nothing is searched for in it.
        assertThat(time.get("gradients").longValue()).isEqualTo(pilot.get("gradients").longValue());
        double seconds = estimate.get("seconds_per_gradient").doubleValue();
        assertThat(time.get("gradient_us").doubleValue()).isCloseTo(1e6 * seconds * (1 - outside), within(1e-6));
        assertThat(time.get("transition_us").doubleValue()).isCloseTo(1e6 * seconds * mean, within(1e-6));
        assertThat(mean).isBetween(1.0, 63.0);
        assertThat(estimate.get("gradients_per_draw").get(0).doubleValue()).isCloseTo(mean == 63 ? 63 : mean / 2,
                within(1e-9));
        assertThat(estimate.get("gradients_per_draw").get(1).doubleValue())
                .isCloseTo(Math.min(63, 2 * mean), within(1e-9));
        int rounds = 2 / atOnce;
        double gradients = 100 * Math.min(63, 2 * warmup) + 300 * Math.min(63, 2 * mean);
        assertThat(estimate.get("seconds").get(1).doubleValue()).isCloseTo(
                rounds * (gradients * seconds + pilot.get("start_seconds").doubleValue()), within(1e-9));
        assertThat(estimate.get("text").stringValue()).contains("2 chains of 300 draws", "forecast from a pilot");
    }

    @Test
    void wordsForPeopleSayTheSame() throws IOException {
        CommandRun run = CommandRun.of("bench",
                config("method = \"sgld\"\nbatch_size = 20\nwarmup = 10\ndraws = 50\n"), "--precision", "f32",
                "--threads", "2");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("gradient of 20 of 300 rows", "float32, 2 threads", "GFLOP/s", "affine 20x2",
                "tanh", "time by operator", "4 chains of 50 draws after 10 of warm-up", "1 gradient a draw",
                "outside gradients");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data.csv", "run.toml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--threads 0;--threads must be at least 1, not 0",
            "--precision f16;--precision must be f32 or f64, not f16", "--set sampler.chains=0;sampler.chains",
            "--set data.file=\"none.csv\";none.csv"})
    void wrongInputIsOneSentence(String words) throws IOException {
        String[] parts = words.split(";");
        String[] option = parts[0].split(" ");
        CommandRun run = CommandRun.of("bench", config(""), option[0], option[1]);
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().strip()).contains(parts[1]).doesNotContain("\n");
        assertThat(run.out()).isEmpty();
    }
}
