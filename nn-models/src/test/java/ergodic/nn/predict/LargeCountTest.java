package ergodic.nn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Counts of any size. Scores by mpmath with 40 digits: for Poisson's distribution {@code (y - m)(2 F(y) - 1) + 2 m f(y) - m
 * exp(-2 m) (I0(2 m) + I1(2 m))}, for the negative binomial the closed form of Wei and Held (2014) with its hypergeometric
 * function. Quantiles by SciPy 1.17, {@code poisson.ppf} and {@code nbinom.ppf(p, phi, phi / (phi + m))}.
 */
class LargeCountTest {

    private static CountMixture poisson(double... means) {
        CountMixture mixture = CountMixture.poisson();
        double[] values = new double[means.length];
        java.util.Arrays.setAll(values, i -> Math.log(means[i]));
        mixture.load(values, 0, means.length);
        return mixture;
    }

    private static CountMixture negativeBinomial(double... meansAndShapes) {
        CountMixture mixture = CountMixture.negativeBinomial();
        double[] values = new double[meansAndShapes.length];
        java.util.Arrays.setAll(values, i -> Math.log(meansAndShapes[i]));
        mixture.load(values, 0, values.length / 2);
        return mixture;
    }

    @ParameterizedTest
    @CsvSource({"1e-10,3,2.9999999998", "0.3,0,0.068552513213575275", "0.3,2,1.4763163283494775",
            "37.5,20,14.053309250877878", "37.5,40,1.8779581463244617", "1000,900,82.170659642099349",
            "1000,1010,8.68027091468678", "12345.6,12000,282.96674261081223", "12345.6,12400,36.441793635299848",
            "1e5,99000,821.71955262048257", "1e5,100100,86.452317895642785", "1e6,998000,1452.7558599781214",
            "1e6,1000500,331.46217868449033"})
    void poissonScores(double mean, double y, double crps) {
        assertThat(poisson(mean).crps(y)).isCloseTo(crps, within(1e-8 * crps));
    }

    @ParameterizedTest
    @CsvSource({"10,1,0,4.7619047619047619", "10,1,12,3.1345211161118982", "1000,0.5,3,360.4168431298956",
            "1000,0.5,2500,1244.7526542660749", "1e5,1,0,49999.750001249994", "1e5,1,123456,31648.660774991818",
            "1e5,50,90000,5721.6650376355177", "2e4,1e-3,0,27.673855982802973", "2e4,1e-3,100,125.1648890829225"})
    void negativeBinomialScores(double mean, double shape, double y, double crps) {
        assertThat(negativeBinomial(mean, shape).crps(y)).isCloseTo(crps, within(1e-8 * crps));
    }

    @ParameterizedTest
    @CsvSource({"1e-10,0,0,0,0,0", "3.2,0,1,3,6,10", "2500,2347,2418,2500,2583,2656",
            "1e5,99024,99480,100000,100520,100979", "2.5e7,24984550,24991776,25000000,25008225,25015453"})
    void poissonQuantiles(double mean, double q001, double q05, double q50, double q95, double q999) {
        CountMixture mixture = poisson(mean);
        assertThat(new double[]{mixture.quantile(0.001), mixture.quantile(0.05), mixture.quantile(0.5),
                mixture.quantile(0.95), mixture.quantile(0.999)}).containsExactly(q001, q05, q50, q95, q999);
    }

    @ParameterizedTest
    @CsvSource({"10,1,0,7,31,72", "1000,0.5,4,455,3842,10830", "1e5,1,5129,69315,299574,690778",
            "1e5,50,77924,99334,124348,149462", "2e4,1e-3,0,0,0,5295406", "1e5,1e6,99455,100000,100546,101027"})
    void negativeBinomialQuantiles(double mean, double shape, double q05, double q50, double q95, double q999) {
        CountMixture mixture = negativeBinomial(mean, shape);
        assertThat(new double[]{mixture.quantile(0.05), mixture.quantile(0.5), mixture.quantile(0.95),
                mixture.quantile(0.999)}).containsExactly(q05, q50, q95, q999);
    }

    /** Against the normal distribution with its first correction for skewness (Cornish and Fisher 1938): 1 in a million. */
    @Test
    void countsBeyondInts() {
        for (double mean : new double[]{1e12, 1e15}) {
            double sd = Math.sqrt(mean);
            double z = 1.6448536269514722;
            double expected = mean + z * sd + (z * z - 1) / 6;
            assertThat(poisson(mean).quantile(0.95)).isCloseTo(expected, within(1e-6 * sd));
            assertThat(negativeBinomial(mean, 1e17 * mean).quantile(0.95)).isCloseTo(expected, within(1e-6 * sd));
            // Gneiting and Raftery 2007, eq. 5, at the mean.
            double crps = sd * (2 / Math.sqrt(2 * Math.PI) - 1 / Math.sqrt(Math.PI));
            assertThat(poisson(mean).crps(mean)).isCloseTo(crps, within(1e-6 * crps));
        }
        // Shape 2: a gamma distribution with that shape, whose 5 % point is 0.355361510698662 / 2 of its mean.
        assertThat(negativeBinomial(1e15, 2).quantile(0.05)).isCloseTo(0.355361510698662 / 2 * 1e15, within(1e7));
        assertThat(negativeBinomial(1e15, 1e-3).cdf(0)).isCloseTo(Math.exp(-1e-3 * Math.log1p(1e18)), within(1e-10));
    }

    /** Mixtures of any scales against the sum over all counts. */
    @Test
    void mixturesEqualTheSumOverCounts() {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(11);
        for (int trial = 0; trial < 25; trial++) {
            int components = 1 + rng.nextInt(6);
            double[] values = new double[2 * components];
            for (int s = 0; s < components; s++) {
                values[2 * s] = Math.log(10) * (4.5 * rng.nextDouble() - 1);
                values[2 * s + 1] = Math.log(10) * (5.5 * rng.nextDouble() - 0.5);
            }
            CountMixture mixture = CountMixture.negativeBinomial();
            mixture.load(values, 0, components);
            double y = Math.rint(Math.exp(values[0]) * rng.nextDouble() * 2);
            double p = rng.nextDouble();
            double f = 0;
            double score = 0;
            double quantile = -1;
            double pit = Double.NaN;
            for (int k = 0; k < 1_000_000 && (1 - f > 1e-13 || k <= y); k++) {
                double mass = Math.exp(mixture.logDensity(k, 0, components));
                pit = k == y ? f + 0.5 * mass : pit;
                f += mass;
                quantile = quantile < 0 && f >= p ? k : quantile;
                double error = f - (y <= k ? 1 : 0);
                score += error * error;
            }
            assertThat(mixture.crps(y)).as("score, trial %d", trial).isCloseTo(score, within(1e-8 * score + 1e-12));
            assertThat(mixture.quantile(p)).as("quantile, trial %d", trial).isEqualTo(quantile);
            assertThat(mixture.probabilityIntegralTransform(y)).as("trial %d", trial).isCloseTo(pit, within(1e-9));
        }
    }

    /** The work does not grow with the counts: 4000 components of a mean of 5 million took hours and all memory. */
    @Test
    void manyWideComponents() {
        int count = 4000;
        double[] values = new double[2 * count];
        for (int s = 0; s < count; s++) {
            values[2 * s] = Math.log(5e6);
            values[2 * s + 1] = Math.log(0.5);
        }
        CountMixture mixture = CountMixture.negativeBinomial();
        mixture.load(values, 0, count);
        CountMixture one = negativeBinomial(5e6, 0.5);
        assertThat(mixture.quantile(0.95)).isEqualTo(one.quantile(0.95));
        assertThat(mixture.crps(1e6)).isCloseTo(one.crps(1e6), within(1e-3));
    }

    /** SciPy 1.17: {@code nbinom.logpmf}, at 1e17 Poisson's; and mpmath where the mean is far from the count. */
    @Test
    void logProbabilitiesKeepTheirDigits() {
        assertThat(negativeBinomial(7, 1e17).logDensity(5, 0, 1))
                .isCloseTo(poisson(7).logDensity(5, 0, 1), within(1e-13));
        assertThat(poisson(1e-10).logDensity(3, 0, 1))
                .isCloseTo(3 * Math.log(1e-10) - 1e-10 - Math.log(6), within(1e-12));
        assertThat(negativeBinomial(1e5, 1e-3).logDensity(0, 0, 1)).isCloseTo(-1e-3 * Math.log1p(1e8), within(1e-15));
        double mean = 1e15;
        assertThat(poisson(mean).logDensity(mean, 0, 1))
                .isCloseTo(-0.5 * Math.log(2 * Math.PI * mean) - 1 / (12 * mean), within(1e-13));
    }

    /**
     * Shapes far below 1: nearly all mass at 0, and a tail as long as mean / shape. P(0) = (1 + mean / shape)^-shape;
     * E|X - X'| / 2 is at most the mean, of which the tail holds all, so the score at 0 is below it.
     */
    @ParameterizedTest
    @ValueSource(doubles = {-10, -30, -100, -400, -800})
    void shapesFarBelowOne(double logShape) {
        CountMixture mixture = CountMixture.negativeBinomial();
        mixture.load(new double[]{0, logShape}, 0, 1);
        double shape = Math.exp(logShape);
        double none = shape == 0 ? 1 : Math.exp(-shape * Math.log1p(1 / shape));
        assertThat(mixture.cdf(0)).isCloseTo(none, within(1e-10));
        assertThat(mixture.quantile(0.5)).isZero();
        assertThat(mixture.crps(0)).isBetween(0.0, 1.0);
        assertThat(mixture.crps(5)).isCloseTo(5, within(0.01));
    }
}
