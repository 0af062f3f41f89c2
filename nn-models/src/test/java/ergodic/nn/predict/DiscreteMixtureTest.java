package ergodic.nn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reference values by SciPy 1.17:
 *
 * <pre>
 * poisson = lambda k: stats.poisson.pmf(k, np.array([0.5, 3, 40])).mean()
 * m = np.array([2, 10]); phi = np.array([0.7, 5]); nb = lambda k: stats.nbinom.pmf(k, phi, phi/(phi+m)).mean()
 * ks = np.arange(2000); F = np.cumsum([poisson(k) for k in ks]); crps = lambda y: ((F - (ks >= y))**2).sum()
 * </pre>
 */
class DiscreteMixtureTest {

    private static CountMixture poisson() {
        CountMixture mixture = CountMixture.poisson();
        mixture.load(new double[]{Math.log(0.5), Math.log(3), Math.log(40)}, 0, 3);
        return mixture;
    }

    private static CountMixture negativeBinomial() {
        CountMixture mixture = CountMixture.negativeBinomial();
        mixture.load(new double[]{Math.log(2), Math.log(0.7), Math.log(10), Math.log(5)}, 0, 2);
        return mixture;
    }

    @ParameterizedTest
    @CsvSource({"0,-1.5197225543755601,5.172724200755633,0.10938628801341622",
            "7,-4.933444104757215,5.1841869639399265,0.6590976494088312",
            "55,-6.537687760829303,31.191762757528405,0.9960498160657125"})
    void poissonScores(double y, double log, double crps, double pit) {
        CountMixture mixture = poisson();
        assertThat(mixture.logDensity(y, 0, 3)).isCloseTo(log, within(1e-12));
        assertThat(mixture.crps(y)).isCloseTo(crps, within(1e-10));
        assertThat(mixture.probabilityIntegralTransform(y)).isCloseTo(pit, within(1e-13));
    }

    @ParameterizedTest
    @CsvSource({"0,-1.627564367757376,2.8219095526116638", "4,-2.8571118353089946,1.4749119514128273",
            "30,-7.592416588059377,20.83323463213383"})
    void negativeBinomialScores(double y, double log, double crps) {
        CountMixture mixture = negativeBinomial();
        assertThat(mixture.logDensity(y, 0, 2)).isCloseTo(log, within(1e-12));
        assertThat(mixture.crps(y)).isCloseTo(crps, within(1e-10));
    }

    @Test
    void countQuantilesAndMoments() {
        CountMixture mixture = poisson();
        assertThat(mixture.quantile(0.05)).isZero();
        assertThat(mixture.quantile(0.5)).isEqualTo(3);
        assertThat(mixture.quantile(0.95)).isEqualTo(47);
        assertThat(mixture.mean()).isCloseTo(14.5, within(1e-12));
        assertThat(mixture.aleatoricVariance()).isCloseTo(14.5, within(1e-12));
        assertThat(mixture.epistemicVariance()).isCloseTo((0.25 + 9 + 1600) / 3 - 14.5 * 14.5, within(1e-11));
        CountMixture negativeBinomial = negativeBinomial();
        assertThat(negativeBinomial.quantile(0.05)).isZero();
        assertThat(negativeBinomial.quantile(0.5)).isEqualTo(4);
        assertThat(negativeBinomial.quantile(0.95)).isEqualTo(17);
        assertThat(negativeBinomial.aleatoricVariance())
                .isCloseTo((2 + 4 / 0.7 + 10 + 100 / 5.0) / 2, within(1e-12));
    }

    @Test
    void largeAndImpossibleRates() {
        CountMixture mixture = CountMixture.poisson();
        mixture.load(new double[]{Math.log(1e5), Math.log(1e5)}, 0, 2);
        assertThat(mixture.cdf(1e6)).isCloseTo(1, within(1e-9));
        assertThat(mixture.quantile(0.5)).isBetween(99_990.0, 100_010.0);
        // Far outside the table every count costs 1.
        assertThat(mixture.crps(0)).isCloseTo(1e5 - Math.sqrt(1e5 / Math.PI), within(1.0));
        mixture.load(new double[]{Math.log(3), 800}, 0, 2);
        assertThat(mixture.cdf(1e6)).isCloseTo(0.5, within(1e-12));
        assertThat(mixture.quantile(0.9)).isInfinite();
        assertThat(mixture.logDensity(3, 0, 2)).isFinite();
    }

    @Test
    void binary() {
        ClassMixture mixture = ClassMixture.binary();
        mixture.load(new double[]{0, Math.log(3)}, 0, 2);
        assertThat(mixture.mean()).isCloseTo(0.625, within(1e-15));
        assertThat(mixture.mean(1, 2)).isCloseTo(0.75, within(1e-15));
        assertThat(mixture.aleatoricVariance()).isCloseTo((0.25 + 0.1875) / 2, within(1e-15));
        assertThat(mixture.epistemicVariance()).isCloseTo(0.125 * 0.125, within(1e-15));
        assertThat(mixture.aleatoricVariance() + mixture.epistemicVariance()).isCloseTo(0.625 * 0.375, within(1e-15));
        assertThat(mixture.logDensity(1, 0, 2)).isCloseTo(Math.log(0.625), within(1e-15));
        assertThat(mixture.logDensity(0, 1, 2)).isCloseTo(Math.log(0.25), within(1e-15));
        assertThat(mixture.crps(1)).isCloseTo(0.375 * 0.375, within(1e-15));
        double h = -0.625 * Math.log(0.625) - 0.375 * Math.log(0.375);
        double within = (Math.log(2) - 0.75 * Math.log(0.75) - 0.25 * Math.log(0.25)) / 2;
        assertThat(mixture.entropy()).isCloseTo(h, within(1e-15));
        assertThat(mixture.mutualInformation()).isCloseTo(h - within, within(1e-15));
        mixture.load(new double[]{1000, 1000}, 0, 2);
        assertThat(mixture.logDensity(0, 0, 2)).isCloseTo(-1000, within(1e-9));
        assertThat(mixture.mutualInformation()).isZero();
    }

    @Test
    void severalClasses() {
        ClassMixture mixture = ClassMixture.of(3);
        double[] p = {0.2, 0.5, 0.3, 0.1, 0.1, 0.8};
        double[] logs = new double[6];
        for (int i = 0; i < 6; i++) {
            logs[i] = Math.log(p[i]);
        }
        mixture.load(logs, 0, 2);
        assertThat(mixture.probability(0)).isCloseTo(0.15, within(1e-15));
        assertThat(mixture.mostProbable()).isEqualTo(2);
        assertThat(mixture.mean()).isCloseTo(0.55, within(1e-15));
        assertThat(mixture.aleatoricVariance() + mixture.epistemicVariance()).isCloseTo(0.55 * 0.45, within(1e-15));
        assertThat(mixture.logDensity(1, 0, 2)).isCloseTo(Math.log(0.3), within(1e-15));
        assertThat(mixture.crps(1)).isCloseTo(0.15 * 0.15 + 0.55 * 0.55, within(1e-14));
        assertThat(mixture.probabilityIntegralTransform(1)).isCloseTo(0.3, within(1e-15));
        assertThat(mixture.quantile(0.4)).isEqualTo(1);
    }
}
