package ergodic.sampler.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shape of weights says, by how many draws it is known. */
class ParetoShapeTest {

    /** {@code min(1 - 1/log10(S), 0.7)}, by another calculator. */
    @ParameterizedTest
    @CsvSource({"25, 0.2846618", "100, 0.5", "1000, 0.6666667", "2154, 0.6999921", "2155, 0.7", "1000000, 0.7"})
    void fewDrawsHaveALowerLimit(int draws, double limit) {
        assertThat(ParetoSmoothing.limit(draws)).isCloseTo(limit, within(1e-6));
    }

    @Test
    void theSameShapeIsFarOfFewDraws() {
        assertThat(new ParetoShape(0.45, 40).isFar()).isTrue();
        assertThat(new ParetoShape(0.45, 40).hasVariance()).isFalse();
        assertThat(new ParetoShape(0.45, 100).hasVariance()).isTrue();
        assertThat(new ParetoShape(0.68, 1000).isFar()).isTrue();
        assertThat(new ParetoShape(0.68, 3000).isFar()).isFalse();
        assertThat(new ParetoShape(0.68, 3000).hasVariance()).isFalse();
    }

    @Test
    void whatHasNoTailIsNoNumber() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (double shape : new double[]{Double.POSITIVE_INFINITY, Double.NaN}) {
            ParetoShape none = new ParetoShape(shape, 1000);
            none.putInto(numbers);
            assertThat(none.isFar()).isTrue();
            assertThat(none.text()).isEqualTo("not to be told, with fewer than five weights in the tail");
        }
        assertThat(numbers).isEmpty();
        new ParetoShape(0.123, 1000).putInto(numbers);
        assertThat(numbers).containsExactly(Map.entry("pareto_k", 0.123));
    }

    /**
     * Of several fits the worst counts, a ratio that is not finite is a weight of 0, and a fit without any weight
     * is far.
     */
    @Test
    void theWorstFitCounts() {
        double[] equal = new double[30];
        double[] wide = new double[30];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = -2 * Math.log1p(-(i + 0.5) / wide.length);
        }
        double shape = ParetoSmoothing.of(wide).shape();
        assertThat(ParetoShape.of(new double[][]{equal}).orElseThrow()).isEqualTo(new ParetoShape(0, 30));
        assertThat(ParetoShape.of(new double[][]{equal, wide}).orElseThrow()).isEqualTo(new ParetoShape(shape, 30));
        double[] some = wide.clone();
        some[0] = Double.NaN;
        double[] without = wide.clone();
        without[0] = Double.NEGATIVE_INFINITY;
        assertThat(ParetoShape.of(new double[][]{some}).orElseThrow().shape())
                .isEqualTo(ParetoSmoothing.of(without).shape());
        double[] none = new double[30];
        Arrays.fill(none, Double.NaN);
        assertThat(ParetoShape.of(new double[][]{equal, none}).orElseThrow().shape()).isInfinite();
        assertThat(ParetoShape.of(new double[][]{equal, new double[24]})).isEmpty();
        assertThat(ParetoShape.of(new double[0][])).isEmpty();
    }
}
