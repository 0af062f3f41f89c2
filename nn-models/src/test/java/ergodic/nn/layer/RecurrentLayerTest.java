package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Padding of sequences, and what recurrent layers refuse. */
class RecurrentLayerTest {

    private static final int LONGEST = 6;
    private static final int[] LENGTHS = {6, 2, 0, 5, 1, 3};

    static Stream<RecurrentLayer> layers() {
        return Stream.of(new SimpleRnn(3, Activation.TANH), new Gru(3), new Lstm(3));
    }

    private static Program program(RecurrentLayer layer, int steps, boolean mask, boolean padded) {
        Tracer t = new Tracer();
        Tensor x = t.rowInput("x", steps, 2);
        Padding padding = !padded ? Padding.none()
                : mask ? Padding.mask(t.rowInput("mask", steps)) : Padding.lengths(t.rowInput("lengths"));
        List<Tensor> last = layer.unroll(x, padding, p -> t.parameter(p.name(), p.shape().dims())).last();
        Tensor y = last.size() == 1 ? last.get(0) : Tensor.concat(0, last);
        t.output("y", y);
        t.output("loss", LayerPrograms.loss(y));
        return t.build();
    }

    private static double[] theta(Program program) {
        return new SplittableRandom(3).doubles(program.parameterCount(), -0.8, 0.8).toArray();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aPaddedRowIsThatRowByItself(RecurrentLayer layer) {
        double[] x = new SplittableRandom(4).doubles(2L * LENGTHS.length * LONGEST, -1, 1).toArray();
        double[] lengths = new double[LENGTHS.length];
        double[] mask = new double[LENGTHS.length * LONGEST];
        for (int row = 0; row < LENGTHS.length; row++) {
            lengths[row] = LENGTHS[row];
            Arrays.fill(mask, row * LONGEST, row * LONGEST + LENGTHS[row], 1);
            // Whatever stands in the padding must not matter.
            Arrays.fill(x, (row * LONGEST + LENGTHS[row]) * 2, (row + 1) * LONGEST * 2, Double.NaN);
        }
        for (boolean byMask : new boolean[]{false, true}) {
            Map<String, double[]> columns = byMask ? Map.of("x", x, "mask", mask) : Map.of("x", x, "lengths", lengths);
            Program all = program(layer, LONGEST, byMask, true);
            Map<String, double[]> together = evaluate(all, columns, LENGTHS.length);
            Map<String, double[]> sum = new LinkedHashMap<>();
            for (int row = 0; row < LENGTHS.length; row++) {
                Map<String, double[]> alone = alone(layer, x, row);
                double[] y = Objects.requireNonNull(alone.get("y"));
                int from = row * y.length;
                assertThat(Arrays.copyOfRange(together.get("y"), from, from + y.length)).as("row %d", row)
                        .containsExactly(y);
                alone.forEach((name, values) -> sum.merge(name, values, RecurrentLayerTest::plus));
            }
            sum.forEach((name, values) -> {
                if (!name.equals("y")) {
                    assertThat(together.get(name)).as(name).usingComparatorWithPrecision(1e-13)
                            .containsExactly(values);
                }
            });
        }
    }

    private static Map<String, double[]> alone(RecurrentLayer layer, double[] x, int row) {
        if (LENGTHS[row] == 0) {
            int size = layer instanceof Lstm ? 2 * layer.units() : layer.units();
            return Map.of("y", new double[size]);
        }
        Program program = program(layer, LENGTHS[row], false, false);
        int from = row * LONGEST * 2;
        return evaluate(program, Map.of("x", Arrays.copyOfRange(x, from, from + LENGTHS[row] * 2)), 1);
    }

    /** The output y, and the gradients of the loss. */
    private static Map<String, double[]> evaluate(Program program, Map<String, double[]> columns, int rows) {
        Map<String, double[]> found = new LinkedHashMap<>();
        CompiledProgram forward = CompiledProgram.compile(program, RowData.of(rows, columns));
        forward.run(theta(program));
        found.put("y", output(forward, "y"));
        Program gradient = ReverseMode.gradient(program, "loss");
        CompiledProgram compiled = CompiledProgram.compile(gradient, RowData.of(rows, columns));
        compiled.run(theta(program));
        for (String name : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
            found.put(name, output(compiled, "d " + name));
        }
        return found;
    }

    private static double[] output(CompiledProgram program, String name) {
        double[] values = new double[program.outputSize(name)];
        program.outputInto(name, values);
        return values;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    @Test
    void outputsAreStackedStepByStep() {
        Tracer t = new Tracer();
        Unrolled unrolled = new Gru(3).unroll(t.rowInput("x", 4, 2), Padding.none(),
                p -> t.parameter(p.name(), p.shape().dims()));
        assertThat(unrolled.outputs()).hasSize(4);
        assertThat(unrolled.stacked().shape().dims()).containsExactly(4, 3);
        assertThat(unrolled.output()).isSameAs(unrolled.last().get(0));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Tracer t = new Tracer();
        ParameterSource source = p -> t.parameter(p.name(), p.shape().dims());
        assertThatThrownBy(() -> new Lstm(0)).hasMessageContaining("number of units");
        assertThatThrownBy(() -> new Gru(3).unroll(t.rowInput("x", 4), Padding.none(), source))
                .hasMessageContaining("[T, features]").hasMessageContaining("[rows, 4]");
        assertThatThrownBy(() -> Padding.lengths(t.rowInput("l", 3))).hasMessageContaining("one number a row");
        assertThatThrownBy(() -> Padding.mask(t.rowInput("m"))).hasMessageContaining("vector of steps");
    }
}
