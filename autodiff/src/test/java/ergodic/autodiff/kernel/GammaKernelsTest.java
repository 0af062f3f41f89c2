package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.MeasuredFunction.Polygamma;
import ergodic.autodiff.kernel.MeasuredFunction.Unary;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels of lgamma, digamma and trigamma where the ordinary method does not apply: poles, negative and denormal numbers,
 * the ends of the range. There they give what the functions of single numbers give, and a lane's neighbours do not matter.
 */
class GammaKernelsTest {

    private static final double[] SINGLE = {0.0, -0.0, -1, -2, -3, -170, -0.5, -1.5, -2.4570247382208006, -1e-3, -1e-30,
            -30.25, -1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
            -Double.MIN_VALUE, 1e-310, -1e-310, -Double.MIN_NORMAL, -Double.MAX_VALUE};
    private static final double[] ENDS = {Double.MAX_VALUE, Double.MIN_NORMAL, 1e-300, 1e300, 2.55e305, 1e306, 1e308,
            1e-160,
            1.4e-154, 1.6e-154, 1e-140, 1e140};
    private static final double RELATIVE = 3e-15;
    private static final double RELATIVE_FLOAT = 6e-7;
    private static final int N = 4096;

    static Stream<MeasuredFunction> functions() {
        return Stream.of(new Unary(UnaryFunction.LGAMMA), new Polygamma(0), new Polygamma(1));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void singleNumbersAreThoseOfTheScalarFunction(MeasuredFunction function) {
        for (double v : SINGLE) {
            for (int lane = 0; lane < 8; lane++) {
                double[] x = {0.3, 1.2, 4.5, 7, 30, 1e10, 1.9, 0.9};
                x[lane] = v;
                assertThat(doubles(function, x)[lane]).as("%s(%s)", function, v)
                        .isEqualTo(Double.valueOf(function.scalar(v)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theEndsOfTheRangeAreRight(MeasuredFunction function) {
        for (double v : ENDS) {
            double expected = function.scalar(v);
            double actual = doubles(function, new double[]{v, v, v, v, v, v, v, v})[3];
            assertThat(actual == expected || Math.abs(actual - expected) <= RELATIVE * Math.abs(expected))
                    .as("%s(%s) is %s, expected %s", function, v, actual, expected).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theRootsOfTheGammaFunctionsAreExact(MeasuredFunction function) {
        double[] y = doubles(function, new double[]{1, 2, 1, 2, 1, 2, 1, 2});
        if (function instanceof Unary) {
            assertThat(y).containsOnly(0);
        } else {
            assertThat(y[1] - y[0]).isCloseTo(function.equals(new Polygamma(0)) ? 1 : -1,
                    org.assertj.core.data.Offset.offset(1e-15));
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void neighboursDoNotMatterAndResultsMayReplaceOperands(MeasuredFunction function) {
        SplittableRandom random = new SplittableRandom(4);
        double[] x = new double[N];
        for (int i = 0; i < N; i++) {
            x[i] = random.nextInt(4) > 0 ? random.nextDouble(0, 12)
                    : SINGLE[random.nextInt(SINGLE.length)];
        }
        double[] y = doubles(function, x);
        for (int i = 0; i < N; i += 37) {
            double[] alone = new double[8];
            java.util.Arrays.fill(alone, x[i]);
            assertThat(doubles(function, alone)[5]).isEqualTo(Double.valueOf(y[i]));
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(8L * N, 64);
            MemorySegment.copy(x, 0, m, JAVA_DOUBLE, 0, N);
            function.kernel(KernelProvider.vector(), m, 0, 0, N);
            assertThat(m.toArray(JAVA_DOUBLE)).isEqualTo(y);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void floatsAgreeEverywhere(MeasuredFunction function) {
        double[][] all = {SINGLE, ENDS,
                {1, 2, 5, 6, 4.99, 5.99, 1e-18, 1e-19, 1e-20, 1e-38, 1e-39, 1e36, 3e36, 5e36, 3e38}};
        for (double[] some : all) {
            for (double number : some) {
                float v = (float) number;
                float[] x = {0.3f, 1.2f, 4.5f, 7, 30, 1e10f, 1.9f, 0.9f, 3, v, 3, 4, 5, 6, 7, 8};
                float expected = (float) function.scalar(v);
                float actual = floats(function, x)[9];
                assertThat(Float.compare(actual, expected) == 0 || actual == expected
                        || Math.abs(actual - expected) <= Math.max(RELATIVE_FLOAT * Math.abs(expected),
                                Float.MIN_NORMAL))
                        .as("%s(%s) is %s, expected %s", function, v, actual, expected).isTrue();
            }
        }
    }

    private static double[] doubles(MeasuredFunction function, double[] x) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(16L * x.length, 64);
            MemorySegment.copy(x, 0, m, JAVA_DOUBLE, 0, x.length);
            function.kernel(KernelProvider.vector(), m, 8L * x.length, 0, x.length);
            return m.asSlice(8L * x.length).toArray(JAVA_DOUBLE);
        }
    }

    private static float[] floats(MeasuredFunction function, float[] x) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(8L * x.length, 64);
            MemorySegment.copy(x, 0, m, JAVA_FLOAT, 0, x.length);
            function.kernel(KernelProvider.vector(Precision.FLOAT32), m, 4L * x.length, 0, x.length);
            return m.asSlice(4L * x.length).toArray(JAVA_FLOAT);
        }
    }
}
