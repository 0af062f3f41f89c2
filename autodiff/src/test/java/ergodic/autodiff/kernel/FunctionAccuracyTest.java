package ergodic.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ergodic.autodiff.UnaryFunction;

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
            "ERF, 5", "GELU, 7", "LGAMMA, 16"})
    void doublesAreWithinTheirBound(UnaryFunction function, double bound) {
        double[] x = AccuracyOfFunctions.arguments(function, SAMPLES, 11);
        AccuracyOfFunctions.Worst worst = AccuracyOfFunctions.inDoubles(function, x);
        assertThat(worst.ulps()).as("error of %s in ulp, worst at %s", function, worst.at()).isLessThanOrEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource({"EXP, 1.1", "EXPM1, 2", "LOG, 1", "LOG1P, 1.5", "TANH, 4.5", "SIGMOID, 3", "SILU, 3.5", "SOFTPLUS, 3.5",
            "ERF, 7.5", "GELU, 6", "SQRT, 0.5", "SQUARE, 0.5", "RECIPROCAL, 0.5", "SIN, 0.5", "COS, 0.5"})
    void floatsAreWithinTheirBound(UnaryFunction function, double bound) {
        check(function, bound, STRIDE);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"EXP, 1.1", "EXPM1, 2", "LOG, 1", "LOG1P, 1.5", "TANH, 4.5", "SIGMOID, 3", "SILU, 3.5", "SOFTPLUS, 3.5",
            "ERF, 7.5", "GELU, 6"})
    void seventyMillionFloatsAreWithinTheirBound(UnaryFunction function, double bound) {
        check(function, bound, FINE_STRIDE);
    }

    private static void check(UnaryFunction function, double bound, int stride) {
        AccuracyOfFunctions.Worst worst = AccuracyOfFunctions.inFloats(function, stride);
        assertThat(worst.ulps()).as("error of %s of floats in ulp, worst at %s", function, worst.at())
                .isLessThanOrEqualTo(bound);
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
        assertThat(HighPrecision.of(UnaryFunction.LOG, 2)
                .subtract(new BigDecimal("0.693147180559945309417232121458176568076"))
                .abs()).isLessThan(new BigDecimal("1e-38"));
    }
}
