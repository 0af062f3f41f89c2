package ergodic.nn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.CauchyDistribution;
import org.apache.commons.statistics.distribution.LaplaceDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionMixtureTest {

    private static DistributionMixture loaded(DistributionMixture.Component component, double... pairs) {
        DistributionMixture mixture = new DistributionMixture(2, component);
        mixture.load(pairs, 0, pairs.length / 2);
        return mixture;
    }

    /** Reference values of GaussianMixtureTest, by SciPy. */
    @ParameterizedTest
    @CsvSource({"-2,1.7220551228817174,-4.394510776687819,0.005135543293117891",
            "0.45,0.31084803402387695,0.28415980998941054,0.4646288823203777",
            "7,5.376081372478676,-4.998380073539483,0.9943124670116464"})
    void ofNormalsHasTheirScores(double y, double crps, double logDensity, double cdf) {
        double[] four = {-1, 0.3, 0.2, 1, 0.5, 0.05, 3, 2};
        DistributionMixture mixture = loaded((p, at) -> NormalDistribution.of(p[at], p[at + 1]), four);
        GaussianMixture exact = new GaussianMixture();
        exact.load(four, 0, 4);
        assertThat(mixture.crps(y)).isCloseTo(crps, within(2e-6));
        assertThat(mixture.logDensity(y, 0, 4)).isCloseTo(logDensity, within(1e-12));
        assertThat(mixture.probabilityIntegralTransform(y)).isCloseTo(cdf, within(1e-9));
        assertThat(mixture.mean()).isCloseTo(exact.mean(), within(1e-15));
        assertThat(mixture.mean(1, 3)).isCloseTo(exact.mean(1, 3), within(1e-15));
        assertThat(mixture.aleatoricVariance()).isCloseTo(exact.aleatoricVariance(), within(1e-14));
        assertThat(mixture.epistemicVariance()).isCloseTo(exact.epistemicVariance(), within(1e-14));
        for (double p : new double[]{0.001, 0.05, 0.5, 0.9, 0.9999}) {
            assertThat(mixture.quantile(p)).isCloseTo(exact.quantile(p), within(1e-9));
        }
    }

    /** CRPS of Laplace(0, 1) at y: |y| + exp(-|y|) - 3/4 (Jordan, Krueger and Lerch 2019); it scales and shifts. */
    @ParameterizedTest
    @CsvSource({"0,1", "3,1", "-40,1", "1e-4,1e-5", "2e8,1e7"})
    void ofOneLaplaceHasItsScore(double y, double scale) {
        DistributionMixture mixture = loaded((p, at) -> LaplaceDistribution.of(p[at], p[at + 1]), 0, scale);
        double z = Math.abs(y / scale);
        assertThat(mixture.crps(y)).isCloseTo(scale * (z + Math.exp(-z) - 0.75), within(2e-6 * scale));
        assertThat(mixture.quantile(0.5)).isZero();
    }

    /** Two points far apart beside their widths: half the distance to each, less a quarter of the gap. */
    @Test
    void narrowComponentsFarApart() {
        DistributionMixture mixture = loaded((p, at) -> NormalDistribution.of(p[at], p[at + 1]), 0, 1e-6, 1000, 1e-6);
        assertThat(mixture.crps(0)).isCloseTo(250, within(1e-3));
        assertThat(mixture.crps(500)).isCloseTo(250, within(1e-3));
        assertThat(mixture.crps(2000)).isCloseTo(1250, within(1e-3));
    }

    @Test
    void heavyTailsHaveQuantilesAndScoresThoughNoMoments() {
        DistributionMixture mixture = loaded((p, at) -> CauchyDistribution.of(p[at], p[at + 1]), 0, 1);
        assertThat(mixture.quantile(0.75)).isCloseTo(1, within(1e-12));
        assertThat(mixture.mean()).isNaN();
        DistributionMixture t = loaded((p, at) -> new LocationScale(TDistribution.of(4), p[at], p[at + 1]), 2, 3);
        assertThat(t.mean()).isEqualTo(2);
        assertThat(t.aleatoricVariance()).isCloseTo(18, within(1e-13));
        assertThat(t.quantile(0.975)).isCloseTo(2 + 3 * 2.7764451051977987, within(1e-11));
    }

    @Test
    void saysWhichParametersMakeNoDistribution() {
        assertThatThrownBy(() -> loaded((p, at) -> NormalDistribution.of(p[at], p[at + 1]), 0, 1, 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[0.5, 0.0]");
        assertThatThrownBy(() -> new LocationScale(TDistribution.of(4), 0, -1)).hasMessageContaining("positive scale");
    }
}
