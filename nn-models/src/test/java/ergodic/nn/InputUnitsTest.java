package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.compile.RowData;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.model.Support;
import ergodic.model.distribution.Normal;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.LayerParameter;
import ergodic.nn.layer.Lstm;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.nn.prior.HyperPrior;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.InputUnits;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.run.EvaluationClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        assertThat(units).isEqualTo(new InputUnits("filters", 1, 5, 3, 4));
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
}
