package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.Window;
import ergodic.model.Model;
import ergodic.nn.layer.Activation;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.Convolution;
import ergodic.nn.layer.Dense;
import ergodic.nn.layer.Embedding;
import ergodic.nn.layer.FilterResponseNorm;
import ergodic.nn.layer.Flatten;
import ergodic.nn.layer.Gru;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerNorm;
import ergodic.nn.layer.Lstm;
import ergodic.nn.layer.MultiHeadAttention;
import ergodic.nn.layer.Pooling;
import ergodic.nn.layer.PositionalEncoding;
import ergodic.nn.layer.Residual;
import ergodic.nn.layer.SimpleRnn;
import ergodic.nn.prior.LaplacePrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.study.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of layers by configuration: the programs that Java builds, sampled to a report. */
class LayerStudyTest {

    private static final Window.Axis SAME = Window.Axis.of(3).withPadding(1);

    @TempDir
    private Path folder;

    /** Rows of 16 small whole numbers, a length, and which half of the row is larger. */
    @BeforeEach
    void data() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            text.append('p').append(i).append(',');
        }
        text.append("steps,side\n");
        for (int row = 0; row < 40; row++) {
            int sum = 0;
            for (int i = 0; i < 16; i++) {
                int value = (row * 7 + i * i * (row % 3 + 1) + (row % 2 == i / 8 ? 3 : 0)) % 7;
                sum += i < 8 ? value : -value;
                text.append(value).append(',');
            }
            text.append(row % 8 + 1).append(',').append(sum > 0 ? "left" : "right").append('\n');
        }
        Files.writeString(folder.resolve("rows.csv"), text);
    }

    record Case(String data, RowLayout layout, String toml, List<Layer> layers) {

        @Override
        public String toString() {
            return toml;
        }
    }

    static Stream<Case> cases() {
        String image = "shape = [1, 4, 4]\n";
        String sequence = "shape = [8, 2]\n";
        String lengths = "shape = [8, 2]\nlength = \"steps\"\n";
        String symbols = "shape = [16]\n";
        RowLayout images = RowLayout.of(1, 4, 4);
        RowLayout sequences = RowLayout.of(8, 2);
        return Stream.of(
                new Case("", RowLayout.table(), "{ type = \"dense\", units = 3, activation = \"relu\" }",
                        List.of(new Dense(3, Activation.RELU))),
                new Case(image, images, """
                        { type = "convolution", filters = 2, window = [3, 3], activation = "tanh" },
                        { type = "filter_response_norm" },
                        { type = "pooling", window = [2, 2] },
                        { type = "flatten" }""",
                        List.of(Convolution.image(2, Window.of(3, 3), Activation.TANH), new FilterResponseNorm(),
                                Pooling.image(Pooling.Kind.MAX, 2, 2), new Flatten())),
                new Case(image, images, """
                        { type = "residual", activation = "relu", layers = [
                            { type = "convolution", filters = 1, window = 3, padding = "same" } ] },
                        { type = "flatten" }""",
                        List.of(new Residual(
                                new ergodic.nn.layer.LayerStack(
                                        List.of(Convolution.sequence(1, SAME, Activation.IDENTITY))),
                                new ergodic.nn.layer.LayerStack(List.of()), Activation.RELU), new Flatten())),
                new Case(sequence, sequences, "{ type = \"gru\", units = 3 }", List.of(new Gru(3))),
                new Case(lengths, sequences.withLength("steps"),
                        "{ type = \"lstm\", units = 3, all_steps = true }, { type = \"rnn\", units = 2 }",
                        List.of(new Lstm(3, true), new SimpleRnn(2, Activation.TANH))),
                new Case(symbols, RowLayout.of(16), """
                        { type = "embedding", size = 2 },
                        { type = "positional_encoding" },
                        { type = "attention" },
                        { type = "layer_norm" },
                        { type = "gru", units = 2 }""",
                        List.of(new Embedding(2), new PositionalEncoding(false), new MultiHeadAttention(1, false),
                                new LayerNorm(), new Gru(2))),
                new Case("", RowLayout.table(),
                        "{ type = \"dense\", units = 3, weights = { family = \"laplace\", scale = 2.0 } }",
                        List.of(new Dense(3, Activation.IDENTITY).withPrior(VariableRole.WEIGHT,
                                new LaplacePrior(2, Scaling.NONE)))));
    }

    private Study study(String data, String layers, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("run.toml"), "[data]\nfile = \"rows.csv\"\ntarget = \"side\"\n"
                + (data.contains("length") ? "" : "features = [" + columns() + "]\n")
                + "test = { fraction = 0.2, seed = 1 }\n" + data + "[network]\nlayers = [" + layers.replace("\n", " ")
                + "]\n[likelihood]\nfamily = \"bernoulli\"\n[sampler]\nchains = 2\nwarmup = 20\ndraws = 20\n"
                + "max_tree_depth = 4\n[warm-start]\nsteps = 20\n");
        return Study.read(file, overrides);
    }

    private static String columns() {
        return String.join(", ", names().stream().map(name -> "\"" + name + "\"").toList());
    }

    private static List<String> names() {
        return java.util.stream.IntStream.range(0, 16).mapToObj(i -> "p" + i).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aConfigurationIsTheProgramOfJava(Case one) throws IOException {
        DataSpec spec = DataSpec.of(folder.resolve("rows.csv"), "side").withTest(new SplitSpec.Fraction(0.2, 1))
                .withLayout(one.layout);
        Dataset data = Dataset.read(one.layout.length() == null ? spec.withFeatures(names()) : spec,
                TargetKind.BINARY);
        Model java = BayesianNetwork.on(data).layers(one.layers.toArray(new Layer[0])).build().model();
        Model configured = study(one.data, one.toml).posterior(1).model();
        assertThat(configured.program(Model.LOG_DENSITY)).hasToString(java.program(Model.LOG_DENSITY).toString());
        assertThat(configured.variables()).isEqualTo(java.variables());
        assertThat(configured.functions()).containsExactly("prediction");
    }

    /** A network of several types, sampled, resumed from its folder, judged, predicted and reported. */
    @Test
    void layersGoTheWholeWay() throws IOException {
        Study study = study("shape = [8, 2]\nlength = \"steps\"\n", """
                { type = "dense", units = 3, activation = "tanh" },
                { type = "layer_norm" },
                { type = "gru", units = 2 }""");
        assertThat(study.remarks().describe()).contains("sequences of up to 8 steps x 2 features",
                "network [dense, layer_norm, gru]");
        FinishedRun run = SamplingJob.begin(study, folder.resolve("run")).run(2);
        Findings findings = run.findings();
        assertThat(findings.assessment().functions()).extracting(summary -> summary.name()).contains("prediction[0]")
                .noneMatch(name -> name.startsWith("layer"));
        assertThat(run.draws().variables()).filteredOn(v -> v.role() == VariableRole.GAIN).extracting(Variable::name)
                .containsExactly("layer2.weight");
        Path report = folder.resolve("report.html");
        Reports.write(findings, report);
        assertThat(Files.readString(report)).contains("layer_norm");
        FinishedRun again = FinishedRun.open(RunFolder.open(folder.resolve("run")));
        assertThat(again.study().plan()).isEqualTo(run.study().plan());
    }

    @Test
    void shapesThatDoNotFitAreSaid() {
        assertThatThrownBy(() -> study("shape = [1, 4, 4]\n", "{ type = \"gru\", units = 3 }"))
                .isInstanceOf(ConfigException.class).hasMessage("network: layer 1 (gru) needs sequences, but the data"
                        + " give images of 1 x 4 x 4: give data.shape two numbers, steps and features");
        assertThatThrownBy(() -> study("shape = [1, 4, 4]\n", "{ type = \"convolution\", filters = 2, window = 3 }"))
                .hasMessage("network: layer 2 (output) needs rows of numbers, but layer 1 (convolution) gives images of"
                        + " 2 x 2 x 2: put a flatten between");
        assertThatThrownBy(() -> study("", "{ type = \"dense\", units = 2147483647 }"))
                .hasMessageContaining("network [2147483647] makes billions of weights");
    }
}
