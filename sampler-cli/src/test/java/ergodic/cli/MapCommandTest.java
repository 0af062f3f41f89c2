package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.cli.command.ExitStatus;
import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.ZarrDraws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fit through every command: what comes is never called a sample, and what is missing is said. */
class MapCommandTest {

    @TempDir
    private Path folder;

    private CommandRun sample(String sampler, String... more) throws IOException {
        StringBuilder data = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 120; i++) {
            data.append(Math.sin(i)).append(',').append(Math.cos(7 * i)).append(',')
                    .append(Math.sin(i) + 0.3 * Math.sin(1234.5 * i)).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), data);
        Path file = folder.resolve("run.toml");
        Files.writeString(file, """
                data = { file = "data.csv", target = "y", test = { fraction = 0.1, seed = 1 } }
                network.hidden = []
                warm-start.enabled = false
                [sampler]
                """ + sampler);
        List<String> arguments = new ArrayList<>(
                List.of("sample", file.toString(), "--out", folder.resolve("run").toString(), "--json"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private CommandRun of(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, folder.resolve("run").toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static void requireNoWordOfConvergence(String text) {
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("xplored", "r-hat", "rhat", "ess_", "effective",
                "mixed");
    }

    @Test
    void throughEveryCommand() throws IOException {
        CommandRun run = sample("method = \"map\"\nchains = 3\nsteps = 2000\nlearning_rate = 0.05\n");
        assertThat(run.status()).isEqualTo(ExitStatus.NO_SAMPLE);
        JsonNode document = new JsonMapper().readTree(run.out());
        assertThat(document.get("draw_kind").stringValue()).isEqualTo("members");
        assertThat(document.get("verdict").get("level").stringValue()).isEqualTo("fitted");
        assertThat(document.get("verdict").get("headline").stringValue())
                .isEqualTo("Fitted, not sampled: 3 members at one mode. What is missing is the spread of the posterior"
                        + " about them, and the weights of the modes.");
        assertThat(document.get("sampler").get(0).get("gradient_norm").doubleValue()).isLessThan(0.1);
        assertThat(document.get("gradients").intValue()).isBetween(30, 6000);
        requireNoWordOfConvergence(run.out());
        assertThat(run.err()).contains("map in float64, 3 members, fits of up to 2000 steps", "member 1  finish",
                "fitted in ").doesNotContain("chain ");
        ZarrDraws draws = ZarrDraws.open(folder.resolve("run").resolve("draws.zarr"));
        assertThat(draws.kind()).isEqualTo(DrawKind.MEMBERS);
        assertThat(draws.draws()).isEqualTo(1);
        assertThat(draws.warmup().draws()).isEqualTo(2000);
        assertThat(Files.readString(folder.resolve("run").resolve("config.toml"))).contains("steps = 2000")
                .doesNotContain("sampler.warmup = ", "sampler.draws = ", "sampler.thin = ");
        String page = Files.readString(folder.resolve("run").resolve("report.html"));
        assertThat(page).contains("Fitted, not sampled", "What is missing is the spread", "Log density by step");
        requireNoWordOfConvergence(page.substring(page.indexOf("<body"), page.indexOf("<script")));

        CommandRun diagnosed = of("diagnose");
        assertThat(diagnosed.status()).isEqualTo(ExitStatus.NO_SAMPLE);
        assertThat(diagnosed.out()).contains("Verdict: FITTED, NOT SAMPLED", "gradient norm");
        requireNoWordOfConvergence(diagnosed.out());
        assertThat(of("report").status()).isEqualTo(ExitStatus.NO_SAMPLE);
        CommandRun evaluated = of("evaluate");
        assertThat(evaluated.status()).isZero();
        assertThat(evaluated.out()).contains("12 rows, 3 members", "nll");
        CommandRun predicted = of("predict", "--data", folder.resolve("data.csv").toString(), "--out", "-");
        assertThat(predicted.status()).isZero();
        assertThat(predicted.out().lines().count()).isEqualTo(121);
        CommandRun resumed = of("resume");
        assertThat(resumed.status()).isEqualTo(ExitStatus.NO_SAMPLE);
        assertThat(resumed.err()).contains("all draws were made before");
        CommandRun extended = of("extend", "--draws", "5");
        assertThat(extended.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(extended.complaint()).contains("has members, one a fit");
    }

    @Test
    void keysThatMeanNothingToMembersAreRefused() throws IOException {
        assertThat(sample("method = \"map\"\ndraws = 10\n").complaint())
                .contains("sampler.draws does not belong to method = \"map\"; take it out");
        assertThat(sample("method = \"map\"\nmetric = \"dense\"\n").complaint())
                .contains("sampler.metric does not belong to method = \"map\"");
        assertThat(sample("method = \"map\"\ntolerance = -1.0\n").complaint())
                .contains("sampler.tolerance must not be negative, but is -1.0");
        assertThat(sample("method = \"map\"\nbatch_size = 1000\n").complaint())
                .contains("sampler.batch_size = 1000 is more than the 108 training rows; lower it");
        CommandRun changed = sample("method = \"nuts\"\nwarmup = 300\ndraws = 10\n", "--set", "sampler.method=map");
        assertThat(changed.err()).contains("what the file says for \"nuts\" is left aside (draws, warmup)");
        assertThat(changed.status()).isEqualTo(ExitStatus.NO_SAMPLE);
    }

    /** Too few steps: members are flagged, and the key to change is named. */
    @Test
    void fitsThatDoNotArriveAreNamed() throws IOException {
        CommandRun run = sample("method = \"map\"\nchains = 2\nsteps = 10\n");
        assertThat(run.status()).isEqualTo(ExitStatus.NO_SAMPLE);
        JsonNode verdict = new JsonMapper().readTree(run.out()).get("verdict");
        assertThat(verdict.get("headline").stringValue()).contains("none of which arrived");
        assertThat(verdict.get("advice").get(0).stringValue()).isEqualTo("Set sampler.steps = 40 (now 10).");
    }
}
