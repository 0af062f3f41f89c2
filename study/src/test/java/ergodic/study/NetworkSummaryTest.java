package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.ImageChange;
import ergodic.nn.WarmStartSettings;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.Flatten;
import ergodic.study.config.ConfigException;
import ergodic.study.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network, layer by layer, before it is sampled. */
class NetworkSummaryTest {

    @TempDir
    private Path folder;

    private Study study(String network, String... more) throws IOException {
        StringBuilder text = new StringBuilder("y");
        for (int i = 0; i < 64; i++) {
            text.append(",p").append(i);
        }
        Random random = new Random(2);
        for (int row = 0; row < 40; row++) {
            text.append('\n').append(row % 3);
            for (int i = 0; i < 64; i++) {
                text.append(',').append(random.nextInt(9));
            }
        }
        Files.writeString(folder.resolve("d.csv"), text.append('\n'));
        Path config = Files.writeString(folder.resolve("c.toml"), """
                data = { file = "d.csv", target = "y", shape = [1, 8, 8] }
                likelihood.family = "categorical"
                warm-start.steps = 1
                [prior]
                weights = { family = "normal", scale = 1.5, scaling = "fan_in" }
                biases = { family = "laplace", scale = 2.0 }
                """);
        List<String> settings = new ArrayList<>(List.of(network));
        settings.addAll(List.of(more));
        return Study.of(ConfigFile.read(config, settings), folder);
    }

    private static final String LAYERS = "network.layers=[{ type = \"convolution\", filters = 3, window = [3, 3] },"
            + " { type = \"filter_response_norm\" }, { type = \"flatten\" },"
            + " { type = \"dense\", units = 5, weights = { family = \"normal\", scale = 0.25 } }]";

    @Test
    void layersHaveTheirShapesParametersAndPriors() throws IOException {
        Study study = study(LAYERS);
        NetworkSummary summary = NetworkSummary.of(study);
        List<String> lines = summary.lines();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0).split("\\s+")).containsExactly("", "layer", "output", "parameters", "prior");
        assertThat(lines.get(1))
                .containsPattern("1 convolution +3 x 6 x 6 +30 +normal 1.5/sqrt\\(fan-in\\), biases laplace 2");
        assertThat(lines.get(2)).containsPattern("2 filter_response_norm +3 x 6 x 6 +9 +.*gains normal 0.5");
        assertThat(lines.get(3)).containsPattern("3 flatten +108 +0$");
        assertThat(lines.get(4)).containsPattern("4 dense +5 +545 +normal 0.25, biases laplace 2");
        assertThat(lines.get(5)).containsPattern("5 output +3 +18 +normal 1.5/sqrt\\(fan-in\\)");
        assertThat(summary.layers().stream().mapToInt(layer -> layer.parameters()).sum()).isEqualTo(study.unknowns());
        assertThat(summary.document()).hasSize(5).first().satisfies(
                line -> assertThat(line).containsEntry("layer", "convolution").doesNotContainKey("time_share"));
        // A network of one layer, whose noise is sampled too.
        List<String> linear = NetworkSummary
                .of(study("network.layers=[{ type = \"flatten\" }]", "likelihood.family=gaussian"))
                .lines();
        assertThat(linear).hasSize(4);
        assertThat(linear.get(3)).containsPattern("likelihood, priors +1$");
    }

    @Test
    void sharesOfTimeAreMeasuredWhereTheRunIsLong() throws IOException {
        Study study = study(LAYERS, "sampler.draws=4000");
        NetworkSummary summary = NetworkSummary.timed(study);
        assertThat(summary.shares()).containsOnlyKeys("", "layer1", "layer2", "layer4", "layer5");
        assertThat(summary.shares().values().stream().mapToDouble(share -> share).sum()).isCloseTo(1, within(1e-9));
        // A flatten computes nothing.
        assertThat(summary.lines().get(3)).contains("flatten").contains(" 0.0 %");
        assertThat(summary.lines().getFirst()).contains("time");
        assertThat(summary.lines().getLast()).contains("of 40 rows on one thread");
        assertThat(summary.document().getFirst()).containsKey("time_share");
        Path file = folder.resolve("network.json");
        summary.write(file);
        assertThat(NetworkSummary.read(study, file)).isEqualTo(summary);
        assertThat(summary.table().rows()).hasSize(6);
    }

    @Test
    void ofShortRunsNoTimeIsMeasured() throws IOException {
        NetworkSummary summary = NetworkSummary.timed(study(LAYERS, "sampler.draws=20", "sampler.warmup=20",
                "sampler.chains=2"));
        assertThat(summary.shares()).isEmpty();
        assertThat(summary.lines().getLast()).contains("more than 1 % of so short a run");
    }

    /** It stands in the run's folder and in the report. */
    @Test
    void theReportShowsIt() throws IOException {
        SamplingJob job = SamplingJob.begin(study(LAYERS, "sampler={ chains = 2, warmup = 20, draws = 20, seed = 1 }"),
                folder.resolve("run"));
        assertThat(job.summary().lines()).hasSize(7);
        FinishedRun run = job.run(1);
        Reports.write(run.findings(), run.folder().report());
        assertThat(run.folder().report()).content().contains("Network").contains("filter_response_norm")
                .contains("3 x 6 x 6");
        assertThat(Map.copyOf(job.summary().shares())).isEmpty();
    }

    /** The key of averages is of images, and part of the plan. */
    @Test
    void averagesAreAKeyOfTheNetwork() throws IOException {
        Study study = study(LAYERS, "network.average=[\"shift\", \"mirror\"]");
        assertThat(study.remarks().describe()).contains("averaged over mirror and shift");
        assertThat(ConfigFile.toToml(study.plan())).contains("average");
        assertThat(study.unknowns()).isEqualTo(study(LAYERS).unknowns());
    }

    /** One image of a row at a time is for what climbs, is said of what it climbed, and chooses among images that there are. */
    @Test
    void oneImageAtATimeIsForModes() throws IOException {
        String[] keys = {"network.average=[\"shift\"]", "network.fit_images=\"one\"",
                "sampler={ method = \"map\" }"};
        Study study = study(LAYERS, keys);
        assertThat(ConfigFile.toToml(study.plan())).contains("fit_images = 'one'");
        assertThat(String.join(" ", study.source().caveats())).contains("a lower bound of the log posterior");
        assertThat(String.join(" ", study(LAYERS, keys[0], keys[2]).source().caveats())).doesNotContain("lower bound");
        for (String sampler : new String[]{"sampler={ method = \"sghmc\" }",
                "sampler={ method = \"map\", held_back = 0.2 }"}) {
            assertThatThrownBy(() -> study(LAYERS, keys[0], keys[1], sampler)).isInstanceOf(ConfigException.class)
                    .hasMessageContaining("network.fit_images = \"one\" is for sampler.method = \"map\"")
                    .hasMessageContaining("take it out");
        }
        assertThatThrownBy(() -> study(LAYERS, keys[0], keys[1], "sampler={ method = \"map\", optimizer = \"lbfgs\" }"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sampler.optimizer = \"lbfgs\" searches lines");
        assertThatThrownBy(() -> study(LAYERS, keys[0], keys[1], keys[2], "warm-start={ optimizer = \"lbfgs\" }"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("warm-start.optimizer = \"lbfgs\" searches lines");
        assertThatThrownBy(() -> study(LAYERS, keys[1], keys[2])).isInstanceOf(ConfigException.class)
                .hasMessageContaining("set network.average, or take it out");
        assertThatThrownBy(() -> study(LAYERS, keys[0], "network.fit_images=\"on\"", keys[2]))
                .isInstanceOf(ConfigException.class).hasMessageContaining("did you mean");
    }

    /** Networks made in Java are asked the same, and a run of one kind is not gone on with by the other. */
    @Test
    void oneImageAtATimeOfNetworksMadeInJava() {
        BayesianNetwork one = image(true);
        assertThatThrownBy(() -> Study.of(one, "sampler.method=hmc")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("network.fit_images = \"one\" is for sampler.method = \"map\"");
        Study study = Study.of(one, "sampler.method=map");
        assertThat(study.networkText()).contains("one image of")
                .isNotEqualTo(Study.of(image(false), "sampler.method=map").networkText());
        assertThat(String.join(" ", study.source().caveats())).contains("a lower bound of the log posterior");
    }

    private static BayesianNetwork image(boolean fittedByOne) {
        double[][] x = new double[8][4];
        double[] y = new double[8];
        for (int i = 0; i < 8; i++) {
            int row = i;
            Arrays.setAll(x[i], j -> Math.sin(row + 8.0 * j));
            y[i] = Math.cos(i);
        }
        Dataset data = Dataset.of(ArraySpec.of(x, y).withLayout(RowLayout.of(1, 2, 2)).withoutStandardising(),
                TargetKind.NUMBER);
        BayesianNetwork.Builder builder = BayesianNetwork.on(data).layers(new Flatten())
                .warmStart(WarmStartSettings.disabled())
                .averagedOver(ImageChange.SHIFT);
        return (fittedByOne ? builder.fittedByOneImage() : builder).build();
    }
}
