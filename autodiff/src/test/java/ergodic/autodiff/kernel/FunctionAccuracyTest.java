package ergodic.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.MeasuredFunction.Polygamma;
import ergodic.autodiff.kernel.MeasuredFunction.Unary;
import ergodic.autodiff.kernel.scalar.ScalarMath;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The largest errors of the vector kernels, in ulp, stay within the bounds that docs/validation.md states: doubles against
 * {@link HighPrecision}, floats against functions of doubles.
 */
class FunctionAccuracyTest {

    private static final int SAMPLES = 60;
    /** Odd, so that all last bits occur. */
    private static final int STRIDE = 4999;
    private static final int FINE_STRIDE = 61;

    @ParameterizedTest
    @CsvSource({"EXP, 1", "EXPM1, 2", "LOG, 1", "LOG1P, 1.5", "TANH, 4", "SIGMOID, 3", "SILU, 3.5", "SOFTPLUS, 3.5",
            "ERF, 5", "GELU, 7", "LGAMMA, 5"})
    void doublesAreWithinTheirBound(UnaryFunction function, double bound) {
        double[] x = AccuracyOfFunctions.arguments(new Unary(function), SAMPLES, 11);
        AccuracyOfFunctions.Worst worst = AccuracyOfFunctions.inDoubles(new Unary(function), x);
        assertThat(worst.ulps()).as("error of %s in ulp, worst at %s", function, worst.at()).isLessThanOrEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource({"0, 4.5, 4.5", "1, 5.5, 5"})
    void polygammaIsWithinItsBounds(int order, double bound, double boundOfFloats) {
        double[] x = AccuracyOfFunctions.arguments(new Polygamma(order), SAMPLES, 11);
        AccuracyOfFunctions.Worst worst = AccuracyOfFunctions.inDoubles(new Polygamma(order), x);
        assertThat(worst.ulps()).as("error of polygamma %s in ulp, worst at %s", order, worst.at())
                .isLessThanOrEqualTo(bound);
        check(new Polygamma(order), boundOfFloats, STRIDE);
    }

    @ParameterizedTest
    @CsvSource({"EXP, 1.1", "EXPM1, 2", "LOG, 1", "LOG1P, 1.5", "TANH, 4.5", "SIGMOID, 3", "SILU, 3.5", "SOFTPLUS, 3.5",
            "ERF, 7.5", "GELU, 7", "LGAMMA, 5", "SQRT, 0.5", "SQUARE, 0.5", "RECIPROCAL, 0.5", "SIN, 0.5",
            "COS, 0.5"})
    void floatsAreWithinTheirBound(UnaryFunction function, double bound) {
        check(new Unary(function), bound, STRIDE);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"EXP, 1.1", "EXPM1, 2", "LOG, 1", "LOG1P, 1.5", "TANH, 4.5", "SIGMOID, 3", "SILU, 3.5", "SOFTPLUS, 3.5",
            "ERF, 7.5", "GELU, 7", "LGAMMA, 5"})
    void seventyMillionFloatsAreWithinTheirBound(UnaryFunction function, double bound) {
        check(new Unary(function), bound, FINE_STRIDE);
    }

    private static void check(MeasuredFunction function, double bound, int stride) {
        AccuracyOfFunctions.Worst worst = AccuracyOfFunctions.inFloats(function, stride);
        assertThat(worst.ulps()).as("error of %s of floats in ulp, worst at %s", function, worst.at())
                .isLessThanOrEqualTo(bound);
    }

    @Test
    void theScalarGaussianUnitIsAccurateInItsTail() {
        for (double x = -37.5; x < 8; x += 0.0371) {
            BigDecimal truth = HighPrecision.of(UnaryFunction.GELU, x);
            double y = ScalarMath.unary(UnaryFunction.GELU, x);
            double ulps = new BigDecimal(y).subtract(truth).abs().doubleValue() / Math.ulp(truth.doubleValue());
            assertThat(ulps).as("error of gelu(%s) in ulp", x).isLessThan(8);
        }
    }

    @Test
    void theReferenceIsItselfRight() {
        // Digits of Abramowitz and Stegun (1964) and the OEIS: e, erf(1), log(gamma(1/2)) = log(pi)/2, erfc(3)/2 by gelu.
        assertThat(HighPrecision.of(UnaryFunction.EXP, 1)
                .subtract(new BigDecimal("2.718281828459045235360287471352662497757"))
                .abs()).isLessThan(new BigDecimal("1e-38"));
        assertThat(HighPrecision.of(UnaryFunction.ERF, 1)
                .subtract(new BigDecimal("0.842700792949714869341220635082609259296"))
                .abs()).isLessThan(new BigDecimal("1e-38"));
        assertThat(HighPrecision.of(UnaryFunction.LGAMMA, 0.5)
                .subtract(new BigDecimal("0.572364942924700087071713675676529355824")).abs())
                .isLessThan(new BigDecimal("1e-38"));
        // -gamma - 2 log(2) and pi^2 / 2
        assertThat(HighPrecision.polygamma(0, 0.5)
                .add(new BigDecimal("1.963510026021423479440976332998755567193"))
                .abs()).isLessThan(new BigDecimal("1e-35"));
        assertThat(HighPrecision.polygamma(1, 0.5)
                .subtract(new BigDecimal("4.934802200544679309417245499938075567657"))
                .abs()).isLessThan(new BigDecimal("1e-35"));
        assertThat(HighPrecision.of(UnaryFunction.LOG, 2)
                .subtract(new BigDecimal("0.693147180559945309417232121458176568076"))
                .abs()).isLessThan(new BigDecimal("1e-38"));
    }
}
