package ergodic.autodiff;

import static ergodic.autodiff.GradientCheck.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values and derivatives at zeros, ties, infinities, NaN and extremes, and of empty values. */
class AwkwardPointsTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    /** Value and derivative of a function of a vector of parameters, whose elements are summed. */
    private static double[][] at(UnaryOperator<Tensor> function, double... x) {
        Tracer t = new Tracer(false);
        Tensor y = function.apply(t.parameter("x", x.length));
        t.output("y", y);
        t.output("sum", y.sum());
        Map<String, double[]> inputs = Map.of("x", x);
        Program program = t.build();
        double[] gradient = in(Interpreter.evaluate(ReverseMode.gradient(program, "sum"), inputs, 0), "d x");
        return new double[][]{in(Interpreter.evaluate(program, inputs, 0), "y"), gradient};
    }

    /** Value and both derivatives of a function of two numbers. */
    private static double[] at(BinaryOperator<Tensor> function, double a, double b) {
        Tracer t = new Tracer(false);
        t.output("y", function.apply(t.parameter("a"), t.parameter("b")));
        Map<String, double[]> inputs = Map.of("a", new double[]{a}, "b", new double[]{b});
        Map<String, double[]> found = Interpreter.evaluate(ReverseMode.gradient(t.build(), "y"), inputs, 0);
        return new double[]{in(found, "y")[0], in(found, "d a")[0], in(found, "d b")[0]};
    }

    @ParameterizedTest
    @CsvSource({
            // function, x, value, derivative
            "EXP, 800, Infinity, Infinity", "EXP, -800, 0, 0", "EXP, -Infinity, 0, 0",
            "LOG, 0, -Infinity, Infinity", "LOG, -1, NaN, -1", "LOG, Infinity, Infinity, 0",
            "LOG1P, -1, -Infinity, Infinity", "LOG1P, 1e-300, 1e-300, 1", "LOG1P, 0, 0, 1",
            "EXPM1, -800, -1, 0", "EXPM1, 1e-300, 1e-300, 1", "EXPM1, 0, 0, 1",
            "SQRT, 0, 0, Infinity", "SQRT, Infinity, Infinity, 0", "SQUARE, -1e200, Infinity, -2e200",
            "RECIPROCAL, 0, Infinity, -Infinity", "RECIPROCAL, Infinity, 0, 0",
            "TANH, 800, 1, 0", "TANH, -800, -1, 0", "TANH, -Infinity, -1, 0", "TANH, 0, 0, 1",
            "SIGMOID, 800, 1, 0", "SIGMOID, -800, 0, 0", "SIGMOID, 0, 0.5, 0.25",
            "SOFTPLUS, 800, 800, 1", "SOFTPLUS, -800, 0, 0", "SOFTPLUS, Infinity, Infinity, 1",
            "SOFTPLUS, -Infinity, 0, 0", "RELU, 0, 0, 0", "RELU, -0.0, 0, 0", "RELU, 800, 800, 1", "RELU, -800, 0, 0",
            "GELU, 800, 800, 1", "GELU, -800, 0, 0", "GELU, 0, 0, 0.5", "SILU, 800, 800, 1", "SILU, -800, 0, 0",
            "SILU, 0, 0, 0.5", "ABS, 0, 0, 0", "ABS, -Infinity, Infinity, -1", "SIGN, 0, 0, 0", "SIGN, -7, -1, 0",
            "STEP, 0, 0, 0", "STEP, 1e-300, 1, 0", "STEP, -3, 0, 0", "ERF, 800, 1, 0", "ERF, -Infinity, -1, 0",
            "SIN, Infinity, NaN, NaN", "LGAMMA, 1, 0, -0.5772156649015329", "LGAMMA, -1, Infinity, NaN",
            "LGAMMA, 1e-300, 690.7755278982137, -1e300", "LGAMMA, Infinity, Infinity, Infinity"})
    void unary(UnaryFunction function, double x, double value, double derivative) {
        double[][] found = at(v -> v.unary(function), x);
        assertClose(found[0][0], value);
        assertClose(found[1][0], derivative);
    }

    private static void assertClose(double found, double expected) {
        if (Double.isFinite(expected)) {
            assertThat(found).isCloseTo(expected, within(1e-15 * Math.abs(expected)));
        } else {
            assertThat(found).isEqualTo(Double.valueOf(expected)); // NaN equals NaN
        }
    }

    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void nanPropagatesThroughEveryFunction(UnaryFunction function) {
        assertThat(at(v -> v.unary(function), NAN)[0][0]).isNaN();
    }

    @Test
    void nanPropagatesThroughTheOthers() {
        assertThat(at(v -> v.leakyRelu(0.1), NAN)[0]).containsExactly(NAN);
        assertThat(at(v -> v.elu(1), NAN)[0]).containsExactly(NAN);
        assertThat(at(v -> v.polygamma(1), NAN)[0]).containsExactly(NAN);
        assertThat(at(v -> v.logSumExp(0), 1, NAN, INF)[0]).containsExactly(NAN);
        assertThat(at(v -> v.softmax(0), 1, NAN)[0]).containsExactly(NAN, NAN);
        assertThat(at(v -> v.logSoftmax(0), 1, NAN)[0]).containsExactly(NAN, NAN);
        assertThat(at(v -> v.cumulativeSum(0), 1, NAN, 2)[0]).containsExactly(1, NAN, NAN);
        assertThat(at(v -> v.dot(v), 1, NAN)[0]).containsExactly(NAN);
        assertThat(at(v -> v.reshape(1, 1).cholesky(), NAN)[0]).containsExactly(NAN);
    }

    @Test
    void kinks() {
        assertThat(at(v -> v.leakyRelu(0.1), 0, -INF, 2)).isDeepEqualTo(new double[][]{{0, -INF, 2}, {0.1, 0.1, 1}});
        assertThat(at(v -> v.elu(1.5), 0, -INF, 800))
                .isDeepEqualTo(new double[][]{{0, -1.5, 800}, {1.5, 0, 1}});
    }

    @Test
    void tiesGoToTheFirst() {
        assertThat(at(Tensor::max, 2, 2)).containsExactly(2, 1, 0);
        assertThat(at(Tensor::min, 2, 2)).containsExactly(2, 1, 0);
        assertThat(at(Tensor::max, 2, 3)).containsExactly(3, 0, 1);
        assertThat(at(Tensor::min, 2, 3)).containsExactly(2, 1, 0);
        assertThat(at(Tensor::max, NAN, 3)[0]).isNaN();
        assertThat(at(Tensor::min, 3, NAN)[0]).isNaN();
        assertThat(at(Tensor::max, INF, INF)).containsExactly(INF, 1, 0);
    }

    @Test
    void comparisonsWithNaNAreFalse() {
        assertThat(at(Tensor::less, NAN, 1)).containsExactly(0, 0, 0);
        assertThat(at(Tensor::lessEqual, NAN, NAN)).containsExactly(0, 0, 0);
        assertThat(at(Tensor::equal, NAN, NAN)).containsExactly(0, 0, 0);
        assertThat(at(Tensor::lessEqual, 1, 1)).containsExactly(1, 0, 0);
        assertThat(at(Tensor::less, 1, 1)).containsExactly(0, 0, 0);
    }

    @Test
    void powersOfZero() {
        assertThat(at(Tensor::pow, 0, 0)).containsExactly(1, 0, 0);
        assertThat(at(Tensor::pow, 0, 2)).containsExactly(0, 0, 0);
        assertThat(at(Tensor::pow, 0, 1)).containsExactly(0, 1, 0);
        assertThat(at(Tensor::pow, -2, 3)[1]).isEqualTo(12);
        assertThat(at(v -> v.pow(0), 0)).isDeepEqualTo(new double[][]{{1}, {0}});
        assertThat(at(v -> v.pow(3), 0, -2)).isDeepEqualTo(new double[][]{{0, -8}, {0, 12}});
    }

    @Test
    void divisionByZero() {
        assertThat(at(Tensor::dividedBy, 1, 0)).containsExactly(INF, INF, -INF);
        assertThat(at(Tensor::dividedBy, 0, 0)[0]).isNaN();
        assertThat(at(Tensor::dividedBy, 1, INF)).containsExactly(0, 0, -0.0);
    }

    @Test
    void selectTakesNothingFromTheOtherBranch() {
        // log x where x > 0, else 0: at 0 the branch that is not taken has an infinite derivative only in its own adjoint
        double[][] found = at(v -> v.tracer().apply(new Op.Select(),
                List.of(v.tracer().constant(0).less(v), v, v.tracer().constant(0))), -1, 0, 2, NAN);
        assertThat(found).isDeepEqualTo(new double[][]{{0, 0, 2, 0}, {0, 0, 1, 0}});
        // a NaN condition is not 0
        assertThat(at(v -> v.tracer().apply(new Op.Select(), List.of(v, v.tracer().constant(5), v)), NAN)[0])
                .containsExactly(5);
    }

    @Test
    void logSumExp() {
        assertThat(at(v -> v.logSumExp(0), -INF, -INF)[0]).containsExactly(-INF);
        assertThat(at(v -> v.logSumExp(0), -INF, INF, 1)[0]).containsExactly(INF);
        assertThat(at(v -> v.logSumExp(0))[0]).containsExactly(-INF);
        double[][] large = at(v -> v.logSumExp(0), 800, 800);
        assertThat(large[0]).containsExactly(800 + Math.log(2));
        assertThat(large[1]).containsExactly(new double[]{0.5, 0.5}, within(1e-13));
        assertThat(at(v -> v.logSumExp(0), -800, -INF)).isDeepEqualTo(new double[][]{{-800}, {1, 0}});
    }

    @Test
    void softmax() {
        assertThat(at(v -> v.softmax(0), 800, -800, 800)[0]).containsExactly(0.5, 0, 0.5);
        assertThat(at(v -> v.softmax(0), -INF, 3)).isDeepEqualTo(new double[][]{{0, 1}, {0, 0}});
        assertThat(at(v -> v.logSoftmax(0), 800, -800)).isDeepEqualTo(new double[][]{{0, -1600}, {-1, 1}});
        assertThat(at(v -> v.logSoftmax(0), -INF, 3)).isDeepEqualTo(new double[][]{{-INF, 0}, {1, -1}});
        assertThat(at(v -> v.softmax(0))[0]).isEmpty();
        assertThat(at(v -> v.softmax(0), -INF, -INF)[0]).containsExactly(NAN, NAN);
    }

    @Test
    void emptyDimensions() {
        assertThat(at(Tensor::sum)).isDeepEqualTo(new double[][]{{0}, {}});
        assertThat(at(v -> v.dot(v))).isDeepEqualTo(new double[][]{{0}, {}});
        assertThat(at(v -> v.cumulativeSum(0))).isDeepEqualTo(new double[][]{{}, {}});
        assertThat(at(v -> v.reshape(0, 3).sum(0))).isDeepEqualTo(new double[][]{{0, 0, 0}, {}});
        assertThat(at(v -> v.reshape(3, 0).logSumExp(1))[0]).containsExactly(-INF, -INF, -INF);
        assertThat(at(v -> v.reshape(2, 0).matMul(v.reshape(0, 1)))[0]).containsExactly(0, 0);
        assertThat(at(v -> v.reshape(0, 0).cholesky())[0]).isEmpty();
    }

    @Test
    void indicesOutsideATable() {
        Tracer t = new Tracer();
        Tensor table = t.parameter("table", 2);
        Tensor index = t.rowInput("index");
        t.output("gathered", table.gather(index));
        t.output("scattered", t.apply(new Op.ScatterAdd(2, true), List.of(table.sum(), index)));
        Map<String, double[]> found = Interpreter.evaluate(t.build(),
                Map.of("table", new double[]{3, 4}, "index", new double[]{1, -1, 2, NAN, 0, 1}), 6);
        assertThat(in(found, "gathered")).containsExactly(4, NAN, NAN, NAN, 3, 4);
        assertThat(in(found, "scattered")).containsExactly(7, 14);
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteHasNoFactor() {
        assertThat(at(v -> v.reshape(2, 2).cholesky(), 1, 2, 2, 1)[0]).containsExactly(NAN, NAN, NAN, NAN);
        assertThat(at(v -> v.reshape(2, 2).cholesky(), 0, 0, 0, 1)[0]).containsExactly(NAN, NAN, NAN, NAN);
        assertThat(at(v -> v.reshape(2, 2).cholesky(), 4, 9, 2, 5)[0]).containsExactly(2, 0, 1, 2);
    }

    @Test
    void maximaOfWindows() {
        Window.Axis pairs = Window.Axis.of(2).withStride(2);
        UnaryOperator<Tensor> pool = x -> x.reshape(1, 6).maxPool1d(pairs);
        // A tie goes to the first; NaN spreads and has the derivative; minus infinity is a number like others.
        double[][] found = at(pool, 2, 2, 5, NAN, -INF, -INF);
        assertThat(found[0]).containsExactly(2, NAN, -INF);
        assertThat(found[1]).containsExactly(1, 0, 0, 1, 1, 0);
        double[][] padded = at(x -> x.reshape(1, 3).maxPool1d(Window.Axis.of(3).withPadding(1)), -4, -INF, -2);
        assertThat(padded[0]).containsExactly(-4, -2, -2); // padding is left out, not zero
        assertThat(padded[1]).containsExactly(1, 0, 2);
    }
}
