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

    /** Many components, whose quantiles and scores come from the density on a grid. */
    @ParameterizedTest
    @CsvSource({"0.28,0.28,3", "0.3,0.9,3", "0.03,0.1,0.2", "1,1,0", "0.5,2,1e-9"})
    void manyComponents(double narrowest, double widest, double spread) {
        int count = 1500;
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(3);
        double[] values = new double[2 * count];
        for (int s = 0; s < count; s++) {
            values[2 * s] = 5 + spread * (rng.nextDouble() + s % 3);
            values[2 * s + 1] = narrowest * Math.pow(widest / narrowest, rng.nextDouble());
        }
        GaussianMixture mixture = mixture(values);
        NormalMixtureGrid grid = new NormalMixtureGrid();
        double[] mu = new double[count];
        double[] sd = new double[count];
        double[] precision = new double[count];
        double pairs = 0;
        for (int s = 0; s < count; s++) {
            mu[s] = values[2 * s];
            sd[s] = values[2 * s + 1];
            precision[s] = 1 / sd[s];
            double line = expectedDistance(0, Math.sqrt(2) * sd[s]) / 2;
            for (int t = 0; t < s; t++) {
                line += expectedDistance(mu[s] - mu[t], Math.hypot(sd[s], sd[t]));
            }
            pairs += line;
        }
        assertThat(grid.load(mu, sd, precision, count)).isTrue();
        assertThat(grid.spread()).isCloseTo(pairs / count / count, within(2e-12));
        for (double p : new double[]{1e-6, 0.01, 0.05, 0.3, 0.5, 0.9, 0.975, 0.9999}) {
            double x = mixture.quantile(p);
            assertThat(x).isEqualTo(grid.quantile(p));
            assertThat(mixture.cdf(x)).as("at the quantile of %s", p).isCloseTo(p, within(1e-12));
        }
        double toPoint = 0;
        double y = mu[7] + 0.3 * sd[7];
        for (int s = 0; s < count; s++) {
            toPoint += expectedDistance(y - mu[s], sd[s]);
        }
        assertThat(mixture.crps(y)).isCloseTo(toPoint / count - pairs / count / count, within(1e-11));
        assertThat(mixture.probabilityIntegralTransform(y)).isEqualTo(mixture.cdf(y));
    }

    @Test
    void aWorkspaceForgetsTheRowBefore() {
        GaussianMixture mixture = new GaussianMixture();
        double[] values = new double[400];
        for (int s = 0; s < 200; s++) {
            values[2 * s] = 0.01 * s;
            values[2 * s + 1] = 1;
        }
        mixture.load(values, 0, 200);
        double median = mixture.quantile(0.5);
        double score = mixture.crps(0.25);
        mixture.load(new double[]{3, 2, 4, 1}, 0, 2);
        assertThat(mixture.quantile(0.5)).isNotCloseTo(median, within(0.1));
        assertThat(mixture.crps(0.25)).isNotCloseTo(score, within(0.1));
        mixture.load(values, 0, 200);
        assertThat(mixture.quantile(0.5)).isEqualTo(median);
        assertThat(mixture.crps(0.25)).isEqualTo(score);
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
