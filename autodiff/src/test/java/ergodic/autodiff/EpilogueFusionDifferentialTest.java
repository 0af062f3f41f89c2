package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.Profile;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs whose products end in an elementwise function, against the same programs with a barrier between the two, which keeps
 * them apart: the same bits, in both precisions, with both kernels, in one tile and in several, for NaN too.
 */
class EpilogueFusionDifferentialTest {

    private static final int ROWS = 75;

    /** A product, or the barrier behind it. */
    private static Tensor end(Tensor product, boolean fused) {
        return fused ? product : product.barrier();
    }

    private static Program program(int in, int hidden, boolean fused) {
        Tracer t = new Tracer();
        Tensor one = t.constant(1);
        Tensor x = t.rowInput("x", in);
        Tensor rectified = end(x.affine(t.parameter("w", hidden, in), t.parameter("b", hidden)), fused).relu();
        Tensor bare = end(t.parameter("v", hidden, in).matMul(x), fused).relu();
        Tensor y = t.rowInput("y", hidden);
        Tensor gradient = t.rowInput("gradient", 3);
        Tensor tanh = end(t.parameter("u", 3, hidden).transpose().matMul(gradient), fused)
                .times(one.minus(y.square()));
        Tensor sigmoid = end(t.parameter("s", 3, hidden).transpose().matMul(gradient), fused)
                .times(y.times(one.minus(y)));
        // A derivative that its function's kernel leaves behind, with the function in reach and without.
        Tensor unit = y.silu();
        Tensor logistic = y.sigmoid();
        Tensor slope = logistic.plus((fused ? unit : unit.barrier()).times(one.minus(logistic)));
        Tensor silu = end(t.parameter("k", 3, hidden).transpose().matMul(gradient), fused)
                .times(fused ? slope : slope.barrier());
        Tensor units = t.parameter("e", hidden, in).matMul(x).silu().plus(silu);
        Tensor step = end(rectified.matMul(t.parameter("m", hidden, hidden)), fused)
                .times(y.unary(UnaryFunction.STEP));
        // A matrix by row, from the left and from the right, and a factor that is the same in all rows.
        Tensor matrix = t.rowInput("matrix", 4, in);
        Tensor left = end(t.parameter("l", hidden, 4).matMul(matrix), fused).relu();
        Tensor right = end(matrix.matMul(t.parameter("r", in, hidden)), fused).relu();
        Tensor spread = end(t.parameter("q", hidden, in).matMul(x), fused)
                .times(t.parameter("global", hidden).broadcastTo(Shape.rows(hidden)).unary(UnaryFunction.STEP));
        // Parts of a concatenation have their places in it.
        Tensor whole = t.apply(new Op.Concat(0), List.of(
                end(x.affine(t.parameter("c", hidden, in), t.parameter("d", hidden)), fused).relu(), tanh));
        List<Tensor> outputs = new ArrayList<>(
                List.of(rectified, bare, tanh, sigmoid, silu, unit, units, slope, step, left, right, spread, whole));
        for (int i = 0; i < outputs.size(); i++) {
            t.output("rows " + i, outputs.get(i));
            t.output("sum " + i, outputs.get(i).sumRows());
        }
        return t.build();
    }

    private static Map<String, double[]> inputs(Program program, boolean special) {
        SplittableRandom random = new SplittableRandom(program.nodes().size());
        Map<String, double[]> inputs = new HashMap<>();
        for (Op.InputKind kind : Op.InputKind.values()) {
            for (Node node : program.inputs(kind)) {
                int count = node.shape().size() * (kind == Op.InputKind.ROW ? ROWS : 1);
                double[] values = random.doubles(count, -1, 1).toArray();
                if (special && kind == Op.InputKind.ROW) {
                    for (int i = 0; i < count; i += 7) {
                        values[i] = i % 2 == 0 ? Double.NaN : i % 3 == 0 ? Double.POSITIVE_INFINITY : -0.0;
                    }
                }
                inputs.put(((Op.Input) node.op()).name(), values);
            }
        }
        return inputs;
    }

    private static double[][] evaluate(Program program, Map<String, double[]> inputs, CompileOptions options) {
        CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, ROWS, options);
        compiled.run(CompiledAgainstOracle.theta(program, inputs));
        return CompiledAgainstOracle.outputs(compiled);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "2, 4", "5, 6", "7, 9", "16, 16", "3, 50"})
    void fusionChangesNoBit(int in, int hidden) {
        Program fused = program(in, hidden, true);
        Program apart = program(in, hidden, false);
        for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
            for (Precision precision : Precision.values()) {
                for (int tile : new int[]{0, 16, 48}) {
                    for (boolean special : new boolean[]{false, true}) {
                        CompileOptions options = CompileOptions.defaults().withKernels(kernels)
                                .withPrecision(precision).withTileRows(tile);
                        Map<String, double[]> inputs = inputs(fused, special);
                        double[][] together = evaluate(fused, inputs, options);
                        double[][] one = evaluate(apart, inputs, options);
                        for (int i = 0; i < one.length; i++) {
                            assertThat(Arrays.equals(together[i], one[i]))
                                    .as("output %d, %s, %s, tile %d", i, kernels.name(), precision, tile).isTrue();
                        }
                    }
                }
            }
        }
    }

    private static List<String> operators(Program program) {
        Map<String, double[]> inputs = inputs(program, false);
        CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, ROWS, CompileOptions.defaults());
        return compiled.profile(CompiledAgainstOracle.theta(program, inputs), 1).operators().stream()
                .map(Profile.Operator::name).toList();
    }

    @Test
    void productsAreNamedWithTheirFunctions() {
        assertThat(operators(program(7, 9, true)))
                .contains("affine 9x7, relu", "matrix product 9x7 by 7, relu",
                        "matrix product 3x9 by 3, tanh derivative", "matrix product 3x9 by 3, sigmoid derivative",
                        "matrix product 3x9 by 3, times derivative",
                        "matrix product 9 by 9x9, step derivative")
                .doesNotContain("relu", "affine 9x7", "tanh derivative", "step derivative");
        assertThat(operators(program(7, 9, false))).contains("relu", "affine 9x7", "tanh derivative",
                "step derivative").noneMatch(name -> name.contains(", "));
    }

    /** A gradient's rectifier reads its own value, so that the affine map before it has no other reader. */
    @Test
    void gradientsOfNetworksAreFused() {
        Tracer t = new Tracer();
        Tensor hidden = t.rowInput("x", 5).affine(t.parameter("w", 6, 5), t.parameter("b", 6)).relu();
        Tensor second = hidden.affine(t.parameter("v", 4, 6), t.parameter("c", 4)).tanh();
        t.output("logDensity", second.affine(t.parameter("u", 1, 4), t.parameter("d", 1)).square().sum().sumRows());
        assertThat(operators(ReverseMode.gradient(t.build(), "logDensity")))
                .contains("affine 6x5, relu", "matrix product 4x6 by 4, step derivative",
                        "matrix product 1x4 by 1, tanh derivative")
                .doesNotContain("relu", "step derivative", "tanh derivative");
    }

    /** The linear unit and its derivative are one kernel of the forward pass; the sum over rows keeps the value of a hidden unit too. */
    @Test
    void gradientsOfSigmoidLinearUnitsAreFused() {
        Tracer t = new Tracer();
        Tensor hidden = t.rowInput("x", 5).affine(t.parameter("w", 6, 5), t.parameter("b", 6)).silu();
        Tensor second = hidden.affine(t.parameter("v", 4, 6), t.parameter("c", 4)).silu();
        t.output("logDensity", second.affine(t.parameter("u", 1, 4), t.parameter("d", 1)).square().sum().sumRows());
        assertThat(operators(ReverseMode.gradient(t.build(), "logDensity")))
                .contains("silu", "matrix product 4x6 by 4, times derivative",
                        "matrix product 1x4 by 1, times derivative")
                .doesNotContain("sigmoid", "times derivative", "subtract");
    }

    /** By another node, by the same node twice, or by the user. */
    @Test
    void aProductThatSomeoneElseReadsIsKept() {
        for (int reader = 0; reader < 3; reader++) {
            Tracer t = new Tracer();
            Tensor product = t.rowInput("x", 5).affine(t.parameter("w", 6, 5), t.parameter("b", 6));
            Tensor rectified = reader == 1
                    ? product.times(t.constant(1).minus(product.square()))
                    : product.relu();
            t.output("rectified", rectified.sumRows());
            if (reader == 0) {
                t.output("product", product.square().sumRows());
            } else if (reader == 2) {
                t.output("product", product);
            }
            Program program = t.build();
            assertThat(operators(program)).contains("affine 6x5", reader == 1 ? "tanh derivative" : "relu");
            Map<String, double[]> inputs = inputs(program, false);
            for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
                CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, ROWS, kernels, 0);
                compiled.run(CompiledAgainstOracle.theta(program, inputs));
                CompiledAgainstOracle.assertSame("reader " + reader, compiled,
                        Interpreter.evaluate(program, inputs, ROWS));
            }
        }
    }
}
