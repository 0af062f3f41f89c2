package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ergodic.autodiff.compile.RowData;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.model.Support;
import ergodic.model.distribution.Normal;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.Dense;
import ergodic.nn.layer.Flatten;
import ergodic.nn.layer.Gru;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerNorm;
import ergodic.nn.layer.LayerParameter;
import ergodic.nn.layer.LayerStack;
import ergodic.nn.layer.Lstm;
import ergodic.nn.layer.MultiHeadAttention;
import ergodic.nn.layer.Parallel;
import ergodic.nn.layer.Residual;
import ergodic.nn.layer.SimpleRnn;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.nn.prior.HyperPrior;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.InputUnits;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.dropout.DropoutMethod;
import ergodic.sampler.dropout.DropoutSettings;
import ergodic.sampler.dropout.MaskForm;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.EvaluationClock;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which coordinates belong to which input of a layer: where they are 0, the input is not heard. */
class InputUnitsTest {

    @TempDir
    private static Path folder;

    static Stream<WeightPrior> priors() {
        return Stream.of(new NormalPrior(1, Scaling.NONE),
                new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.NONE, true),
                new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.NONE, false));
    }

    /** A hidden unit whose outgoing weights are 0 is not heard: whatever comes into it changes nothing. Any other one is. */
    @ParameterizedTest
    @MethodSource("priors")
    void aUnitWithoutItsWeightsIsNotHeard(WeightPrior prior) throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "a,b,y\n1,5,0.3\n2,3,1.2\n4,4,-0.7\n3,1,0.9\n7,2,2.4\n");
        Dataset data = Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER);
        Posterior posterior = BayesianNetwork.on(data).hidden(4, 3).weights(prior).build().posterior();
        List<InputUnits> layers = posterior.inputUnits();
        assertThat(layers).extracting(InputUnits::units).containsExactly(2, 4, 3);
        // As a run sees it.
        assertThat(EvaluationClock.over(posterior).inputUnits()).isEqualTo(layers);
        for (int layer = 1; layer < 3; layer++) {
            InputUnits into = layers.get(layer - 1);
            InputUnits out = layers.get(layer);
            for (int unit = 0; unit < out.units(); unit++) {
                for (int silent = 0; silent < out.units(); silent++) {
                    double[] theta = new double[posterior.dimension()];
                    for (int i = 0; i < theta.length; i++) {
                        theta[i] = 0.3 * Math.sin(1.0 + 5 * i);
                    }
                    for (int element = 0; element < out.size(); element++) {
                        theta[out.offset() + element] *= out.unitOf(element) == silent ? 0 : 1;
                    }
                    double before = posterior.logLikelihood(theta);
                    for (int input = 0; input < into.units(); input++) {
                        theta[into.offset() + unit * into.units() + input] += 0.5;
                    }
                    double after = posterior.logLikelihood(theta);
                    if (unit == silent) {
                        assertThat(after).isEqualTo(before);
                    } else {
                        assertThat(after).isNotEqualTo(before);
                    }
                }
            }
        }
    }

    /** Of more than two axes. Elements count the last axis fastest. */
    @Test
    void axesBeforeAndBehindAreCounted() {
        ModelBuilder builder = new ModelBuilder();
        builder.prior(builder.parameter("first", Support.real()), Normal.of(0, 1));
        builder.prior(builder.parameter("filters", Support.real(), 5, 3, 2, 2), Normal.of(0, 1));
        builder.prior(builder.parameter("scale", Support.positive(), 2), Normal.of(0, 1));
        builder.inputAxis("filters", 1);
        assertThatThrownBy(() -> builder.inputAxis("filters", 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.inputAxis("none", 0)).isInstanceOf(IllegalArgumentException.class);
        InputUnits units = builder.build().compile(RowData.none()).inputUnits().getFirst();
        assertThat(units).isEqualTo(new InputUnits("filters", 1, 5, 3, 4, true));
        for (int element = 0; element < 60; element++) {
            assertThat(units.unitOf(element)).isEqualTo(element / 4 % 3);
        }
    }

    /** A recurrent layer's weights are the same at all steps: masks of its inputs and of its states are one for a sequence. */
    @Test
    void recurrentWeightsHaveTheirInputsBehind() {
        List<LayerParameter> weights = new Lstm(4).parameters(new RowShape.Sequence(6, 3, false)).stream()
                .filter(parameter -> parameter.role() == VariableRole.WEIGHT).toList();
        assertThat(weights).extracting(LayerParameter::inputAxis).containsExactly(1, 1);
        assertThat(weights).extracting(parameter -> parameter.shape().dim(1)).containsExactly(3, 4);
    }

    private static Stream<Arguments> networks() {
        Dense dense = new Dense(2, Activation.TANH);
        LayerStack two = new LayerStack(List.of(dense, dense));
        return Stream.of(
                arguments(List.of(Parallel.of(dense, two), dense), RowLayout.table(),
                        List.of("layer1.1.weight", "layer1.2.1.weight")),
                arguments(List.of(new Residual(two, new LayerStack(List.of(dense)), Activation.TANH), dense),
                        RowLayout.table(), List.of("layer1.1.weight", "layer1.shortcut.1.weight")),
                arguments(List.of(new LayerNorm(), Residual.of(new Dense(6, Activation.TANH)), dense),
                        RowLayout.table(), List.of("layer2.1.weight")),
                arguments(List.of(new Lstm(2)), RowLayout.of(3, 2), List.of("layer1.weight_ih")),
                arguments(List.of(new Gru(2, true), new SimpleRnn(2, Activation.TANH)), RowLayout.of(3, 2),
                        List.of("layer1.weight_ih")),
                arguments(List.of(new MultiHeadAttention(1, false), new Flatten()), RowLayout.of(3, 2),
                        List.of("layer1.in_proj_weight")),
                arguments(List.of(new Flatten()), RowLayout.of(3, 2), List.of("layer2.weight")));
    }

    /** Inputs are the data's own where no layer with weights lies before, on any way: of the first layers of all branches, not of states nor of what heads made. */
    @ParameterizedTest
    @MethodSource("networks")
    void severalLayersCanHaveDataForInputs(List<Layer> layers, RowLayout layout, List<String> ofData) {
        BayesianNetwork network = network(layers, layout);
        List<InputUnits> all = network.posterior().inputUnits();
        assertThat(all).filteredOn(InputUnits::data).extracting(InputUnits::name).containsExactlyElementsOf(ofData);
    }

    private static BayesianNetwork network(List<Layer> layers, RowLayout layout) {
        double[][] x = new double[12][6];
        double[] y = new double[12];
        for (int row = 0; row < 12; row++) {
            for (int i = 0; i < 6; i++) {
                x[row][i] = Math.sin(1.0 + 7 * row + 3 * i);
            }
            y[row] = x[row][0] + 0.3 * Math.cos(5 * row);
        }
        return BayesianNetwork.on(Dataset.of(ArraySpec.of(x, y).withLayout(layout), TargetKind.NUMBER))
                .layers(layers.toArray(new Layer[0])).build();
    }

    /** Dropout leaves the data of all branches alone unless it is to drop them: of weights that multiply data no draw is 0, of others half are. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dropoutMasksNoDataOfAnyBranch(boolean inputs) {
        Dense three = new Dense(3, Activation.TANH);
        BayesianNetwork network = network(List.of(Parallel.of(three, three), new Dense(4, Activation.TANH)),
                RowLayout.table());
        SamplingMethod method = new DropoutMethod(
                new DropoutSettings(20, 0.01, 0.5, MaskForm.UNIT, false, inputs, 1, 12));
        MemoryDraws draws = new MemoryDraws(1, network.variables(method));
        Sampling.run(new RunSettings(1, 20, 200, 1, 5, 1), network.chains(method), draws);
        for (String name : List.of("layer1.1.weight", "layer1.2.weight", "layer2.weight", "layer3.weight")) {
            double zeros = Arrays.stream(draws.series(name, 0)[0]).filter(value -> value == 0).count() / 200.0;
            if (name.startsWith("layer1") && !inputs) {
                assertThat(zeros).as(name).isZero();
            } else {
                assertThat(zeros).as(name).isBetween(0.3, 0.7);
            }
        }
    }
}
