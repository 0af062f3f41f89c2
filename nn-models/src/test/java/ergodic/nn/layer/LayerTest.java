package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.nn.data.DataException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edges of the layers: what they refuse, and where their formulas would divide by zero. */
class LayerTest {

    @ParameterizedTest
    @ValueSource(strings = {"batch_norm", "BatchNorm2d", "batch_normalization", "batchnormalisation"})
    void batchNormalisationIsRefusedWithTheReason(String name) {
        assertThatThrownBy(() -> Normalization.of(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch normalisation is refused").hasMessageContaining("product over rows")
                .hasMessageContaining("layer_norm").hasMessageContaining("filter_response_norm");
    }

    @Test
    void otherNormalisationsHaveNames() {
        assertThat(Normalization.of("layer_norm")).isEqualTo(Normalization.LAYER);
        assertThat(Normalization.of("filter_response_norm")).isEqualTo(Normalization.FILTER_RESPONSE);
        assertThatThrownBy(() -> Normalization.of("group_norm"))
                .hasMessage("there is no normalisation \"group_norm\"; there are layer_norm and filter_response_norm");
    }

    @Test
    void embeddingsRefuseWhatIsNoSymbol() {
        Embedding embedding = new Embedding(5, 2);
        embedding.check("word", new double[]{0, 4, 1, 2}, 2);
        for (double bad : new double[]{5, -1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> embedding.check("word", new double[]{0, 4, 1, bad}, 2))
                    .isInstanceOf(DataException.class)
                    .hasMessage("row 2 of \"word\" holds " + bad
                            + ", which is no symbol: an embedding of 5 symbols takes whole numbers from 0 to 4");
        }
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
        FilterResponseNorm norm = new FilterResponseNorm(2, 1e-6, true);
        assertThat(norm.parameters()).extracting(LayerParameter::name)
                .containsExactly("weight", "bias", "threshold", "epsilon");
        t.output("y", norm.apply(t.rowInput("x", 2), p -> t.parameter(p.name(), p.shape().dims())));
        double[] y = Objects.requireNonNull(Interpreter.evaluate(t.build(),
                Map.of("x", new double[]{2, -3}, "weight", new double[]{1, 2}, "bias", new double[]{0.5, 0},
                        "threshold",
                        new double[]{0, -1}, "epsilon", new double[]{-5, 7}),
                1).get("y"));
        assertThat(y[0]).isCloseTo(2 / Math.sqrt(4 + 5 + 1e-6) + 0.5, within(1e-12));
        assertThat(y[1]).isEqualTo(-1.0);
    }

    @Test
    void layersRefuseOtherShapes() {
        Tracer t = new Tracer();
        Tensor x = t.rowInput("x", 3, 4);
        ParameterSource source = p -> t.parameter(p.name(), p.shape().dims());
        assertThatThrownBy(() -> LayerNorm.of(5).apply(x, source)).hasMessageContaining("5 features");
        assertThatThrownBy(() -> FilterResponseNorm.of(2).apply(x, source)).hasMessageContaining("2 channels");
        assertThatThrownBy(() -> new MultiHeadAttention(6, 4)).hasMessageContaining("no multiple");
        assertThatThrownBy(() -> new MultiHeadAttention(6, 2).apply(x, null, source)).hasMessageContaining("[T, 6]");
        assertThatThrownBy(() -> ScaledDotProductAttention.of(x, x, x.get(0), null)).hasMessageContaining("attention");
        assertThatThrownBy(() -> new Convolution(3, 4, ergodic.autodiff.Window.of(2, 2), 2, false))
                .hasMessageContaining("2 groups");
    }
}
