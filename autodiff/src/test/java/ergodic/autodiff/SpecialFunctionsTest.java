package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Special functions against values that mpmath 1.3.0 computed with 50 digits, and at the edges of their domains. */
class SpecialFunctionsTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /**
     * Within 5 units in the last place for positive arguments; for negative ones, where the functions have roots between
     * their poles, within 6 units or 1e-15.
     */
    @ParameterizedTest
    @CsvFileSource(resources = "special-functions.csv", numLinesToSkip = 1)
    void agreesWithManyDigits(String function, int order, double x, double expected) {
        double found = switch (function) {
            case "erf" -> SpecialFunctions.erf(x);
            case "erfc" -> SpecialFunctions.erfc(x);
            case "lgamma" -> SpecialFunctions.lgamma(x);
            case "digamma" -> SpecialFunctions.digamma(x);
            case "polygamma" -> SpecialFunctions.polygamma(order, x);
            default -> throw new IllegalArgumentException(function);
        };
        double tolerance = x >= 0 ? 5 * Math.ulp(expected) : Math.max(6 * Math.ulp(expected), 1e-15);
        assertThat(Math.abs(found - expected)).as("%s(%s) = %s, found %s", function, x, expected, found)
                .isLessThanOrEqualTo(tolerance);
    }

    @Test
    void polesAndInfinities() {
        assertThat(SpecialFunctions.lgamma(0)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.lgamma(-3)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.lgamma(-1e300)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.lgamma(INFINITY)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.lgamma(-INFINITY)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.lgamma(1e305)).isBetween(7.0e307, 7.1e307);
        assertThat(SpecialFunctions.lgamma(1e307)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.lgamma(1)).isZero();
        assertThat(SpecialFunctions.lgamma(2)).isZero();
        assertThat(SpecialFunctions.digamma(0.0)).isEqualTo(-INFINITY);
        assertThat(SpecialFunctions.digamma(-0.0)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.digamma(-2)).isNaN();
        assertThat(SpecialFunctions.digamma(INFINITY)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.digamma(-INFINITY)).isNaN();
        assertThat(SpecialFunctions.polygamma(1, 0)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.polygamma(2, 0)).isEqualTo(-INFINITY);
        assertThat(SpecialFunctions.polygamma(1, -4)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.polygamma(2, -4)).isNaN();
        assertThat(SpecialFunctions.polygamma(1, INFINITY)).isZero();
        assertThat(SpecialFunctions.erf(INFINITY)).isEqualTo(1);
        assertThat(SpecialFunctions.erf(-INFINITY)).isEqualTo(-1);
        assertThat(SpecialFunctions.erfc(INFINITY)).isZero();
        assertThat(SpecialFunctions.erfc(-INFINITY)).isEqualTo(2);
        assertThat(SpecialFunctions.erf(-0.0)).isEqualTo(-0.0);
        assertThatThrownBy(() -> SpecialFunctions.polygamma(-1, 1)).hasMessageContaining("-1");
    }

    @Test
    void activationsAtExtremes() {
        assertThat(SpecialFunctions.softplus(800)).isEqualTo(800);
        assertThat(SpecialFunctions.softplus(-800)).isZero();
        assertThat(SpecialFunctions.softplus(-40)).isEqualTo(Math.exp(-40));
        assertThat(SpecialFunctions.softplus(INFINITY)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.softplus(-INFINITY)).isZero();
        assertThat(SpecialFunctions.sigmoid(800)).isEqualTo(1);
        assertThat(SpecialFunctions.sigmoid(-700)).isEqualTo(Math.exp(-700));
        assertThat(SpecialFunctions.sigmoid(-INFINITY)).isZero();
        assertThat(SpecialFunctions.gelu(-INFINITY)).isZero();
        assertThat(SpecialFunctions.gelu(INFINITY)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.gelu(-800)).isZero();
        assertThat(SpecialFunctions.silu(-INFINITY)).isZero();
        assertThat(SpecialFunctions.silu(INFINITY)).isEqualTo(INFINITY);
        assertThat(SpecialFunctions.silu(-800)).isZero();
    }

    @Test
    void nanStaysNaN() {
        DoubleUnaryOperator[] functions = {SpecialFunctions::erf, SpecialFunctions::erfc, SpecialFunctions::lgamma,
                SpecialFunctions::digamma, x -> SpecialFunctions.polygamma(1, x), SpecialFunctions::sigmoid,
                SpecialFunctions::softplus, SpecialFunctions::gelu, SpecialFunctions::silu};
        for (DoubleUnaryOperator function : functions) {
            assertThat(function.applyAsDouble(Double.NaN)).isNaN();
        }
    }
}
