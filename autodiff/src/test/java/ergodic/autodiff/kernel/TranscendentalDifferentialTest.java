package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.SpecialFunctions;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.provider.KernelProvider;
import ergodic.autodiff.kernel.scalar.ScalarMath;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Vector kernels of transcendental functions against their scalar twins, which are the JDK's (at most 1 ulp off) or
 * {@link SpecialFunctions}. Bounds are in ulp of the result, over the range of arguments and at special values.
 */
class TranscendentalDifferentialTest {

    private static final int N = 1 << 16;

    @ParameterizedTest
    @CsvSource({"EXP, -708, 709.7, 2", "EXP, -1, 1, 2", "EXP, -1e-8, 1e-8, 1", "TANH, -25, 25, 5", "TANH, -1, 1, 5",
            "TANH, -1e-5, 1e-5, 4", "SIGMOID, -700, 700, 4", "SIGMOID, -5, 5, 4", "SOFTPLUS, -700, 700, 4",
            "SOFTPLUS, -5, 5, 4", "LOG, 1e-300, 1e300, 2", "LOG, 0, 10, 2", "LOG, 0.99, 1.01, 2",
            "LOG, 1e-320, 1e-307, 2", "LOG1P, -0.99, 10, 3", "EXPM1, -5, 5, 3", "SILU, -700, 700, 5", "SILU, -3, 3, 5",
            "GELU, -37.5, 40, 8", "GELU, -3, 3, 8",
            "SIN, -30, 30, 3", "COS, -30, 30, 3", "SQRT, 0, 1e9, 0", "RECIPROCAL, -1e9, 1e9, 0"})
    void isWithinItsBound(UnaryFunction function, double from, double to, double ulps) {
        double[] x = new SplittableRandom(5).doubles(N, from, to).toArray();
        double[] y = vector(function, x);
        double worst = 0;
        double at = 0;
        for (int i = 0; i < N; i++) {
            double expected = ScalarMath.unary(function, x[i]);
            // Where sine and cosine vanish their last place is that of the argument's reduction.
            double ulp = Math.max(Math.ulp(expected), function == UnaryFunction.SIN || function == UnaryFunction.COS
                    ? Math.ulp(0.01)
                    : Double.MIN_NORMAL);
            double error = Math.abs(y[i] - expected) / ulp;
            if (!(error <= worst)) {
                worst = error;
                at = x[i];
            }
        }
        assertThat(worst).as("error in ulp of %s, worst at %s", function, at).isLessThanOrEqualTo(ulps);
    }

    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void agreesAtSpecialValues(UnaryFunction function) {
        double[] x = {0.0, -0.0, 1, -1, 0.5, -0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, 709.7,
                709.8,
                -708.3, -708.5, -745, -746, 1e-300, -1e-300, 40, -40, 19, -19,
                Double.longBitsToDouble(0x7ff8_0000_0000_0fffL), Double.longBitsToDouble(0xfff0_0000_0000_0001L)};
        double[] padded = java.util.Arrays.copyOf(x, 32);
        double[] y = vector(function, padded);
        for (int i = 0; i < padded.length; i++) {
            double expected = ScalarMath.unary(function, padded[i]);
            double tolerance = Double.isFinite(expected) ? 5 * Math.max(Math.ulp(expected), Double.MIN_NORMAL) : 0;
            // The kernels take an exponential that is no normal number for 0, and this one is multiplied by x.
            tolerance = function == UnaryFunction.SILU && Double.isFinite(expected) ? Math.max(tolerance, 1e-304)
                    : tolerance;
            boolean large = Math.abs(padded[i]) > 1e5;
            boolean periodic = function == UnaryFunction.SIN || function == UnaryFunction.COS;
            boolean same = Double.compare(y[i], expected) == 0 || y[i] == expected
                    || Math.abs(y[i] - expected) <= tolerance || periodic && large;
            assertThat(same).as("%s(%s) is %s, expected %s", function, padded[i], y[i], expected).isTrue();
        }
    }

    private static double[] vector(UnaryFunction function, double[] x) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(16L * x.length, 64);
            MemorySegment.copy(x, 0, m, JAVA_DOUBLE, 0, x.length);
            KernelProvider.vector().unary(function, m, 8L * x.length, 0, x.length);
            return m.asSlice(8L * x.length).toArray(JAVA_DOUBLE);
        }
    }
}
