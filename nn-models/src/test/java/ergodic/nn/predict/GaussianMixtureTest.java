package ergodic.nn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reference values by SciPy 1.17:
 *
 * <pre>
 * mu = np.array([-1, 0.2, 0.5, 3]); sd = np.array([0.3, 1, 0.05, 2])
 * F = lambda z: stats.norm.cdf(z, mu, sd).mean()
 * A = lambda m, s: 2*s*stats.norm.pdf(m/s) + m*(2*stats.norm.cdf(m/s) - 1)
 * crps = lambda y: A(y-mu, sd).mean() - 0.5*np.mean([[A(a-b, np.hypot(s,t)) for b,t in zip(mu,sd)] for a,s in zip(mu,sd)])
 * quantile = lambda p: optimize.brentq(lambda z: F(z)-p, -20, 20, xtol=1e-15, rtol=1e-15)
 * </pre>
 */
class GaussianMixtureTest {

    private static GaussianMixture mixture(double... meansAndSds) {
        GaussianMixture mixture = new GaussianMixture();
        mixture.load(meansAndSds, 0, meansAndSds.length / 2);
        return mixture;
    }

    private static GaussianMixture four() {
        return mixture(-1, 0.3, 0.2, 1, 0.5, 0.05, 3, 2);
    }

    @ParameterizedTest
    @CsvSource({"-2,1.7220551228817174,-4.394510776687819,0.005135543293117891",
            "0.45,0.31084803402387695,0.28415980998941054,0.4646288823203777",
            "7,5.376081372478676,-4.998380073539483,0.9943124670116474"})
    void scoresOfAPoint(double y, double crps, double logDensity, double cdf) {
        GaussianMixture mixture = four();
        assertThat(mixture.crps(y)).isCloseTo(crps, within(1e-10));
        assertThat(mixture.logDensity(y, 0, 4)).isCloseTo(logDensity, within(1e-13));
        assertThat(mixture.cdf(y)).isCloseTo(cdf, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource({"0.01,-1.7544513108694368", "0.25,-0.749286339528631", "0.5,0.4722678517543787",
            "0.9,3.5091170584225444", "0.999,8.304139615804377"})
    void quantiles(double p, double expected) {
        assertThat(four().quantile(p)).isCloseTo(expected, within(1e-11));
    }

    @Test
    void moments() {
        GaussianMixture mixture = four();
        assertThat(mixture.mean()).isCloseTo(0.675, within(1e-15));
        assertThat(mixture.mean(1, 3)).isCloseTo(0.35, within(1e-15));
        assertThat(mixture.aleatoricVariance()).isCloseTo((0.09 + 1 + 0.0025 + 4) / 4, within(1e-15));
        assertThat(mixture.epistemicVariance()).isCloseTo((1 + 0.04 + 0.25 + 9) / 4 - 0.675 * 0.675, within(1e-15));
    }

    @Test
    void oneComponentIsANormal() {
        GaussianMixture mixture = mixture(2, 3);
        assertThat(mixture.quantile(0.975)).isCloseTo(2 + 3 * 1.959963984540054, within(1e-12));
        // Gneiting and Raftery 2007, eq. 5: sd (2 pdf(0) - 1 / sqrt(pi)) at the mean.
        assertThat(mixture.crps(2)).isCloseTo(3 * (2 / Math.sqrt(2 * Math.PI) - 1 / Math.sqrt(Math.PI)), within(1e-10));
        assertThat(mixture.logDensity(2, 0, 1)).isCloseTo(-Math.log(3) - 0.5 * Math.log(2 * Math.PI), within(1e-14));
    }

    @Test
    void quantileInvertsTheDistributionFunction() {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(5);
        for (int trial = 0; trial < 200; trial++) {
            double[] values = new double[2 * (1 + rng.nextInt(20))];
            for (int i = 0; i < values.length; i += 2) {
                values[i] = 100 * rng.nextDouble() - 50;
                values[i + 1] = Math.exp(6 * rng.nextDouble() - 4);
            }
            GaussianMixture mixture = mixture(values);
            double p = 0.001 + 0.998 * rng.nextDouble();
            assertThat(mixture.cdf(mixture.quantile(p))).as("trial %d", trial).isCloseTo(p, within(1e-10));
        }
    }

    @Test
    void farTargetsHaveFiniteLogDensities() {
        assertThat(four().logDensity(1000, 0, 4)).isCloseTo(-0.5 * 498.5 * 498.5 - Math.log(2) - Math.log(4)
                - 0.5 * Math.log(2 * Math.PI), within(1e-9));
        assertThat(mixture(0, 1e-3, 0, 1e-3).crps(1e6)).isCloseTo(1e6, within(1e-2));
        assertThat(mixture(Double.NaN, 1, 0, 1).crps(0)).isNaN();
        assertThat(mixture(Double.NaN, 1, 0, 1).quantile(0.5)).isNaN();
    }

    @Test
    void narrowComponentAmongWideOnesKeepsTheScore() {
        // The spacing is held at a 4096th of the range here.
        GaussianMixture mixture = mixture(0, 1e-7, 1, 1, -1, 1, 2, 1);
        double expected = 0;
        double[] mu = {0, 1, -1, 2};
        double[] sd = {1e-7, 1, 1, 1};
        for (int i = 0; i < 4; i++) {
            expected += expectedDistance(0.3 - mu[i], sd[i]) / 4;
            for (int j = 0; j < 4; j++) {
                expected -= expectedDistance(mu[i] - mu[j], Math.hypot(sd[i], sd[j])) / 32;
            }
        }
        assertThat(mixture.crps(0.3)).isCloseTo(expected, within(1e-3));
    }

    private static double expectedDistance(double m, double s) {
        double z = m / s;
        return 2 * s * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) + m * (1 - Erfc.value(z / Math.sqrt(2)));
    }

    @Test
    void tableOfTheNormal() {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(1);
        for (int i = 0; i < 100_000; i++) {
            double x = 20 * rng.nextDouble() - 10;
            assertThat(Math.abs(NormalTable.cdf(x) - 0.5 * Erfc.value(-x / Math.sqrt(2)))).isLessThan(1e-14);
            assertThat(Math.abs(NormalTable.pdf(x) - Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI))).isLessThan(1e-12);
        }
        assertThat(NormalTable.cdf(Double.NaN)).isNaN();
        assertThat(NormalTable.pdf(Double.NaN)).isNaN();
        assertThat(NormalTable.cdf(Double.POSITIVE_INFINITY)).isOne();
        assertThat(NormalTable.cdf(Double.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void logMeanIsOnline() {
        LogMean mean = new LogMean();
        assertThat(mean.value()).isNaN();
        mean.add(Double.NEGATIVE_INFINITY);
        assertThat(mean.value()).isEqualTo(Double.NEGATIVE_INFINITY);
        mean.add(-2000);
        mean.add(1000);
        mean.add(1000 + Math.log(3));
        assertThat(mean.value()).isCloseTo(1000, within(1e-12));
        LogMean other = new LogMean();
        other.add(1001);
        other.add(mean);
        assertThat(other.count()).isEqualTo(5);
        assertThat(other.value()).isCloseTo(1000 + Math.log((Math.E + 4) / 5), within(1e-12));
        other.add(Double.NaN);
        assertThat(other.value()).isNaN();
    }
}
