package ergodic.sampler.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoSmoothingTest {

    /** The log ratios of {@code scripts/reference/pareto_smoothing.py}. */
    private static double[] ratios(String kind, int n) {
        double[] ratios = new double[n];
        for (int i = 0; i < n; i++) {
            double p = (7919L * i % n + 0.5) / n;
            ratios[i] = switch (kind) {
                case "normal" -> 3 * Math.log(p / (1 - p));
                case "uniform" -> Math.log(0.5 + p);
                default -> -Double.parseDouble(kind.substring("pareto".length())) * Math.log1p(-p);
            };
        }
        return ratios;
    }

    /** To 1e-9 those of ArviZ 0.23.4. */
    @ParameterizedTest
    @CsvFileSource(resources = "reference.csv", numLinesToSkip = 1)
    void shapesAndWeightsAreThoseOfArviz(String kind, int n, double efficiency, double shape, double first,
            double middle, double largest, double effective) {
        double[] given = ratios(kind, n);
        double[] before = given.clone();
        ParetoSmoothing smoothed = ParetoSmoothing.of(given, efficiency);
        assertThat(given).isEqualTo(before);
        assertThat(smoothed.shape()).isCloseTo(shape, within(1e-9 * Math.abs(shape)));
        assertThat(smoothed.logWeights()[0]).isCloseTo(first, within(1e-9 * Math.abs(first)));
        assertThat(smoothed.logWeights()[n / 2]).isCloseTo(middle, within(1e-9 * Math.abs(middle)));
        assertThat(Arrays.stream(smoothed.logWeights()).max().orElseThrow())
                .isCloseTo(largest, within(1e-9 * Math.abs(largest)));
        assertThat(smoothed.effectiveDraws()).isCloseTo(effective, within(1e-8 * effective));
        assertThat(Arrays.stream(smoothed.logWeights()).map(Math::exp).sum()).isCloseTo(1, within(1e-12));
    }

    /**
     * The shape of 100,000 draws of an exact tail, whose fit to 949 excesses has a standard error of (1 + k) / sqrt(949) =
     * 0.058 at k = 0.8 at most: none of ten is 0.3 off (5 standard errors) and their mean is within 0.1 (5.4 of its own). A right program
     * fails with probability below 2e-5 for all three; the seeds are fixed.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.8})
    void findsTheShapeOfAnExactTail(double k) {
        double sum = 0;
        for (int seed = 0; seed < 10; seed++) {
            UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create((long) seed);
            double[] ratios = new double[100_000];
            Arrays.setAll(ratios, i -> -k * Math.log1p(-rng.nextDouble()));
            double shape = ParetoSmoothing.of(ratios).shape();
            assertThat(shape).isCloseTo(k, within(0.3));
            sum += shape;
        }
        assertThat(sum / 10).isCloseTo(k, within(0.1));
    }

    @Test
    void aFitFindsShapeAndScaleOfItsOwnQuantiles() {
        for (double k : new double[]{-0.4, 0.3, 0.9}) {
            GeneralizedPareto exact = new GeneralizedPareto(k, 2.5);
            double[] excesses = new double[20_000];
            Arrays.setAll(excesses, i -> exact.quantile((i + 0.5) / excesses.length));
            GeneralizedPareto fitted = GeneralizedPareto.fit(excesses);
            assertThat(fitted.shape()).isCloseTo(k, within(0.01));
            assertThat(fitted.scale()).isCloseTo(2.5, within(0.03));
        }
        assertThat(new GeneralizedPareto(0, 2).quantile(0.5)).isCloseTo(2 * Math.log(2), within(1e-15));
    }

    /** What stands for the density itself: all weights equal but for rounding. */
    @Test
    void ratiosThatAreEqualButForRoundingHaveNoTail() {
        double[] ratios = new double[400];
        Arrays.setAll(ratios, i -> -1234.5 + 1e-13 * Math.sin(i));
        ParetoSmoothing smoothed = ParetoSmoothing.of(ratios);
        assertThat(smoothed.shape()).isZero();
        assertThat(smoothed.effectiveDraws()).isCloseTo(400, within(1e-6));
    }

    @Test
    void aConstantAddedToAllRatiosChangesNothing() {
        double[] ratios = ratios("pareto0.8", 1000);
        double[] shifted = Arrays.stream(ratios).map(x -> x + 4096).toArray();
        assertThat(ParetoSmoothing.of(shifted).shape()).isCloseTo(ParetoSmoothing.of(ratios).shape(), within(1e-9));
    }

    @Test
    void fewRatiosAndZerosAreSaid() {
        ParetoSmoothing few = ParetoSmoothing.of(new double[]{0, 1, 2});
        assertThat(few.shape()).isInfinite();
        assertThat(Math.exp(few.logWeights()[2])).isCloseTo(Math.exp(2) / (1 + Math.E + Math.exp(2)), within(1e-15));
        double[] half = ratios("pareto0.5", 1000);
        for (int i = 0; i < 500; i++) {
            half[i] = Double.NEGATIVE_INFINITY;
        }
        assertThat(ParetoSmoothing.of(half).logWeights()[3]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> ParetoSmoothing.of(new double[]{0, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
        assertThatThrownBy(() -> ParetoSmoothing.of(new double[]{Double.NEGATIVE_INFINITY}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none of 1");
    }
}
