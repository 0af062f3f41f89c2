package ergodic.model.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.PascalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

/** Log probabilities of counts and classes against Commons Statistics and closed forms. */
class DiscreteDifferentialTest {

    @Test
    void bernoulli() {
        for (double logit : new double[]{-800, -40, -1, 0, 0.5, 37, 800}) {
            near(Densities.logDensity(BernoulliLogit.of(logit), 1), -softplus(-logit));
            near(Densities.logDensity(BernoulliLogit.of(logit), 0), -softplus(logit));
        }
    }

    @Test
    void rareOutcomesKeepTheirPrecision() {
        // log(1 - p) = -e^-40 to first order, lost in 40 - softplus(40).
        assertThat(Densities.logDensity(BernoulliLogit.of(40), 1) / -Math.exp(-40)).isCloseTo(1, offset(1e-12));
    }

    @Test
    void binomial() {
        for (double logit : new double[]{-12, -1, 0, 2}) {
            BinomialDistribution reference = BinomialDistribution.of(20, 1 / (1 + Math.exp(-logit)));
            for (int k = -1; k <= 21; k++) {
                near(Densities.logDensity(BinomialLogit.of(20, logit), k), reference.logProbability(k));
            }
        }
        assertThat(Densities.logDensity(BinomialLogit.of(20, 800), 20)).isZero();
    }

    @Test
    void poisson() {
        for (double rate : new double[]{1e-9, 0.3, 4, 2500}) {
            PoissonDistribution reference = PoissonDistribution.of(rate);
            for (int k : new int[]{-1, 0, 1, 2, 17, 2400, 100_000}) {
                near(Densities.logDensity(Poisson.of(rate), k), reference.logProbability(k));
                near(Densities.logDensity(PoissonLog.of(Math.log(rate)), k), reference.logProbability(k));
            }
        }
        assertThat(Densities.logDensity(Poisson.of(0), 0)).isZero();
        assertThat(Densities.logDensity(PoissonLog.of(Double.NEGATIVE_INFINITY), 3))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void negativeBinomial() {
        for (int f : new int[]{1, 3, 40}) {
            for (double mean : new double[]{0.01, 2, 300}) {
                PascalDistribution reference = PascalDistribution.of(f, f / (f + mean));
                for (int k : new int[]{-1, 0, 1, 5, 100, 1000}) {
                    near(Densities.logDensity(NegativeBinomial.of(mean, f), k), reference.logProbability(k));
                    near(Densities.logDensity(NegativeBinomialLog.of(Math.log(mean), f), k),
                            reference.logProbability(k));
                }
            }
        }
    }

    @Test
    void negativeBinomialWithAnyOverdispersionHasItsMeanAndVariance() {
        double mean = 3.7;
        double f = 1.3;
        double[] moments = new double[3];
        for (int k = 0; k < 400; k++) {
            double p = Math.exp(Densities.logDensity(NegativeBinomial.of(mean, f), k));
            moments[0] += p;
            moments[1] += p * k;
            moments[2] += p * k * k;
        }
        assertThat(moments[0]).isCloseTo(1, offset(1e-10));
        assertThat(moments[1]).isCloseTo(mean, offset(1e-9));
        assertThat(moments[2] - mean * mean).isCloseTo(mean + mean * mean / f, offset(1e-7));
    }

    @Test
    void categorical() {
        double[] logits = {1, -700, 3, 800};
        double[] logProbability = {-799, -1500, -797, 0};
        for (int k = 0; k < 4; k++) {
            int k0 = k;
            near(Densities.evaluate(t -> CategoricalLogit.of(t.constant(logits, 4)).logDensity(t.constant(k0)))[0],
                    logProbability[k]);
        }
        for (double missing : new double[]{-1, 4, 1.5}) {
            assertThat(Densities
                    .evaluate(t -> CategoricalLogit.of(t.constant(logits, 4)).logDensity(t.constant(missing)))[0])
                    .isEqualTo(Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void categoricalOfSeveral() {
        double[] values = Densities.evaluate(t -> CategoricalLogit.of(t.constant(new double[]{0, 1, 2, 5, 5, 5}, 2, 3))
                .logDensity(t.constant(new double[]{2, 0}, 2)));
        double sum = 1 + Math.E + Math.exp(2);
        assertThat(values).hasSize(2);
        near(values[0], 2 - Math.log(sum));
        near(values[1], -Math.log(3));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static void near(double actual, double expected) {
        if (Double.isInfinite(expected)) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(actual).isCloseTo(expected, offset(1e-11 * (1 + Math.abs(expected))));
        }
    }
}
