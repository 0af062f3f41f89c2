package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.cli.command.ExitStatus;
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

/** {@code ergodic compare}: numbers of {@code --json} are those of {@code evaluate}, the page has them too, and what cannot be done is one sentence. */
class CompareCommandTest {

    @TempDir
    private Path folder;

    private String run(String name, String... overrides) throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 40; i++) {
            double x = i / 10.0 - 2;
            text.append(String.format(Locale.ROOT, "%.2f,%.4f%n", x, 3 * x + Math.sin(37.0 * i)));
        }
        Files.writeString(folder.resolve("line.csv"), text);
        Path config = Files.writeString(folder.resolve("line.toml"), """
                data = { file = "line.csv", target = "y", test = { fraction = 0.25, seed = 1 } }
                network.hidden = []
                [sampler]
                chains = 2
                warmup = 60
                draws = 60
                [warm-start]
                steps = 30
                """);
        List<String> arguments = new ArrayList<>(
                List.of("sample", config.toString(), "--out", folder.resolve(name).toString(), "--quiet"));
        for (String override : overrides) {
            arguments.addAll(List.of("--set", override));
        }
        CommandRun.of(arguments.toArray(String[]::new));
        return folder.resolve(name).toString();
    }

    @Test
    void documentPageAndTables() throws IOException {
        String nuts = run("nuts");
        String mode = run("mode <b>", "sampler.method=map");
        String page = folder.resolve("page.html").toString();
        CommandRun found = CommandRun.of("compare", nuts, mode, "--reference", nuts, "--json", "--out", page);
        assertThat(found.err()).isEmpty();
        assertThat(found.status()).isEqualTo(ExitStatus.OK);
        JsonNode document = new JsonMapper().readTree(found.out());
        assertThat(document.get("rows").intValue()).isEqualTo(10);
        JsonNode evaluated = new JsonMapper().readTree(CommandRun.of("evaluate", mode, "--json").out());
        JsonNode member = document.get("runs").get(1);
        assertThat(member.get("draw_kind").stringValue()).isEqualTo("members");
        assertThat(member.get("level").stringValue()).isEqualTo("fitted");
        assertThat(member.get("gradients").intValue()).isPositive();
        assertThat(member.get("log_density").get("mean").doubleValue())
                .isCloseTo(-evaluated.get("original").get("nll").doubleValue(), within(1e-12));
        assertThat(member.get("leave_one_out")).isNull();
        JsonNode chains = document.get("runs").get(0);
        assertThat(chains.get("leave_one_out").get("k_hat_max").isNumber()).isTrue();
        double difference = chains.get("log_density").get("mean").doubleValue()
                - member.get("log_density").get("mean").doubleValue();
        double to = difference > 0 ? -member.get("difference").get("mean").doubleValue()
                : chains.get("difference").get("mean").doubleValue();
        assertThat(to).isCloseTo(difference, within(1e-12));
        JsonNode weights = document.get("weights").get("held_out");
        for (String name : List.of("stacking", "pseudo_bma", "pseudo_bma_plus")) {
            assertThat(weights.get(name).get(0).doubleValue() + weights.get(name).get(1).doubleValue()).as(name)
                    .isCloseTo(1, within(1e-9));
        }
        JsonNode reference = document.get("reference");
        assertThat(reference.get("distances").get(0).get("wasserstein1").doubleValue()).isPositive();
        assertThat(reference.get("distances").get(0).get("worst").get(0).get("row").isInt()).isTrue();
        assertThat(reference.get("halves").get("wasserstein1_relative").doubleValue()).isPositive();
        assertThat(Path.of(page)).content().contains("Comparison of runs", "mode &lt;b&gt;", "Distance to nuts")
                .doesNotContain("mode <b>");
        CommandRun text = CommandRun.of("compare", nuts, mode, "--no-loo");
        assertThat(text.out()).contains("2 runs, 10 held-out rows of line.csv", "to the best", "pseudo-BMA+")
                .doesNotContain("k-hat");
    }

    @Test
    void whatCannotBeComparedIsOneSentence() throws IOException {
        String nuts = run("nuts");
        assertThat(CommandRun.of("compare").status()).isEqualTo(ExitStatus.USAGE);
        CommandRun alone = CommandRun.of("compare", nuts);
        assertThat(alone.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(alone.complaint().lines()).hasSize(1);
        assertThat(alone.complaint()).contains("a comparison needs two runs at least");
        CommandRun none = CommandRun.of("compare", nuts, folder.toString());
        assertThat(none.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(none.complaint()).contains("holds no run");
        CommandRun place = CommandRun.of("compare", nuts, nuts, "--out", folder.resolve("none/page.html").toString());
        assertThat(place.complaint()).contains("there is no folder");
    }
}
