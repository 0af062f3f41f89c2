package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.Window;
import ergodic.nn.data.RowShape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edges of the layers: what they refuse, and where their formulas would divide by zero. */
class LayerTest {

    @ParameterizedTest
    @ValueSource(strings = {"batch_norm", "BatchNorm2d", "batch_normalization", "batchnormalisation"})
    void batchNormalisationIsKnownHoweverItIsSpelled(String name) {
        assertThat(Normalization.reason("layer_norm")).isEmpty();
        assertThat(Normalization.reason("batch_normal_prior")).isEmpty();
        assertThat(Normalization.reason(name).orElseThrow()).contains("product over rows", "layer_norm",
                "filter_response_norm");
    }

    @Test
    void aQueryWithoutKeysGivesZerosAndNoGradient() {
        Tracer t = new Tracer();
        Tensor scale = t.parameter("scale");
        Tensor x = t.rowInput("x", 3, 2).times(scale);
        Tensor y = ScaledDotProductAttention.of(x, x, x, t.rowInput("mask", 3));
        t.output("y", y);
        t.output("loss", LayerPrograms.loss(y));
        Program program = t.build();
        Map<String, double[]> inputs = Map.of("scale", new double[]{1.5}, "x", new double[]{1, 2, -1, 0.5, 2, 1},
                "mask",
                new double[3]);
        assertThat(Interpreter.evaluate(program, inputs, 1).get("y")).containsOnly(0.0);
        assertThat(Interpreter.evaluate(ReverseMode.gradient(program, "loss"), inputs, 1).get("d scale"))
                .containsExactly(0.0);
    }

    @Test
    void aCausalMaskHidesTheFuture() {
        Tracer t = new Tracer();
        Tensor x = t.rowInput("x", 4, 2);
        t.output("y", ScaledDotProductAttention.of(x, x, x, ScaledDotProductAttention.causalMask(x, 4)));
        Program program = t.build();
        double[] first = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] second = {1, 2, 3, 4, -5, 0.5, 9, 1};
        double[] a = Objects.requireNonNull(Interpreter.evaluate(program, Map.of("x", first), 1).get("y"));
        double[] b = Objects.requireNonNull(Interpreter.evaluate(program, Map.of("x", second), 1).get("y"));
        assertThat(a).startsWith(1, 2);
        assertThat(b).startsWith(a[0], a[1], a[2], a[3]);
        assertThat(b[4]).isNotEqualTo(a[4]);
    }

    @Test
    void channelsOfOnePlaceNeedALearnedEpsilon() {
        Tracer t = new Tracer();
        FilterResponseNorm norm = new FilterResponseNorm(1e-6, true);
        RowShape shape = new RowShape.Numbers(2);
        assertThat(norm.parameters(shape)).extracting(LayerParameter::name)
                .containsExactly("weight", "bias", "threshold", "epsilon");
        assertThatThrownBy(() -> new FilterResponseNorm().output(shape)).hasMessageContaining("learns_epsilon = true");
        t.output("y", norm.apply(RowTensor.of(t.rowInput("x", 2), shape),
                p -> t.parameter(p.name(), p.shape().dims())).value());
        double[] y = Objects.requireNonNull(Interpreter.evaluate(t.build(),
                Map.of("x", new double[]{2, -3}, "weight", new double[]{1, 2}, "bias", new double[]{0.5, 0},
                        "threshold",
                        new double[]{0, -1}, "epsilon", new double[]{-5, 7}),
                1).get("y"));
        assertThat(y[0]).isCloseTo(2 / Math.sqrt(4 + 5 + 1e-6) + 0.5, within(1e-12));
        assertThat(y[1]).isEqualTo(-1.0);
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        Tracer t = new Tracer();
        Tensor x = t.rowInput("x", 3, 4);
        assertThatThrownBy(() -> ScaledDotProductAttention.of(x, x, x.get(0), null)).hasMessageContaining("attention");
        assertThatThrownBy(() -> new Convolution(5, List.of(Window.Axis.of(2)), 2, Activation.IDENTITY))
                .hasMessageContaining("2 groups").hasMessageContaining("5 filters");
        assertThatThrownBy(() -> new Convolution(5, List.of(), 1, Activation.IDENTITY)).hasMessageContaining("axes");
        assertThatThrownBy(() -> new Pooling(Pooling.Kind.MAX, List.of())).hasMessageContaining("axes");
        assertThatThrownBy(() -> new Dense(0, Activation.RELU)).hasMessageContaining("number of units");
        assertThatThrownBy(() -> new Embedding(0)).hasMessageContaining("size");
        assertThatThrownBy(() -> new MultiHeadAttention(0, false)).hasMessageContaining("heads");
        assertThatThrownBy(() -> new LayerNorm(0)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> new FilterResponseNorm(-1, false)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> RowTensor.of(x, new RowShape.Sequence(4, 3))).hasMessageContaining("4 steps");
    }
}
