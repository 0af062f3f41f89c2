package ergodic.sampler.mams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.Chain;
import ergodic.sampler.LogDensity;
import ergodic.sampler.MonteCarlo;
import ergodic.sampler.Targets;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.ExactTarget;
import ergodic.testing.Stationarity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Invariance and moments of {@link Mams}. Independent exact draws must still be such draws after some transitions: Kolmogorov-Smirnov
 * tests with {@code sqrt(N) D} above 3.02, by the bound {@code 2 exp(-2 x^2)} each 2.4e-8; 8 of them, so a right kernel fails with
 * probability 2e-7, had the seeds not been fixed.
 */
class MamsStatisticalTest {

    private static final int REPLICATIONS = 20_000;

    private static void check(ExactTarget target, Metric metric, double epsilon) {
        Stationarity found = Stationarity.of(target, new Mams(target.density()), new MamsTuning(epsilon, 2.3, metric),
                REPLICATIONS, 17L);
        assertThat(found.moved()).as("steps so long that the test matters").isBetween(0.3, 0.93);
        assertThat(found.largest()).isLessThan(Stationarity.LIMIT);
    }

    @Test
    void leavesAFunnelInvariant() {
        check(ExactTarget.funnel(3), new DiagonalMetric(new double[]{4.0, 1.0, 1.0}), 1.5);
    }

    @Test
    void leavesStudentsInvariant() {
        check(ExactTarget.students(), new UnitMetric(2), 3.0);
    }

    @Test
    void leavesACorrelatedNormalInvariant() {
        check(ExactTarget.correlated(), new UnitMetric(5), 1.2);
    }

    /**
     * Whole chains, warm-up included, on normals whose scales lie evenly in the logarithm: means and variances of every coordinate within 6.5
     * standard errors (408 tests of 8e-11 for a normal z), the acceptance near its target, and a length of about the crossing time.
     */
    @ParameterizedTest
    @CsvSource({"2, 1", "2, 1e4", "100, 1", "100, 1e4"})
    void knownMoments(int dimension, double condition) {
        double[] scale = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            scale[i] = Math.pow(condition, 0.5 * i / (dimension - 1.0) - 0.5);
        }
        LogDensity density = Targets.normal(scale);
        Chain<MamsTuning> chain = Chain.run(density, new Mams(density), new MamsWarmup(density, MamsSettings.of(1200)),
                1200, 4000, 12L);
        for (int i = 0; i < dimension; i++) {
            int k = i;
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k]), 0.0)).isBetween(-6.5, 6.5);
            assertThat(MonteCarlo.zScore(chain.values(theta -> theta[k] * theta[k]), scale[k] * scale[k]))
                    .isBetween(-6.5, 6.5);
        }
        assertThat(chain.meanAcceptance()).isCloseTo(0.9, within(0.03));
        assertThat(chain.divergences()).isZero();
        assertThat(chain.tuning.meanSteps() * chain.tuning.stepSize() / Math.sqrt(dimension)).isBetween(0.5, 2.0);
    }

    /** A given number of steps is kept, and only metric and step adapted. */
    @Test
    void aGivenNumberOfStepsIsKept() {
        LogDensity density = Targets.normal(0.1, 1.0, 10.0);
        Chain<MamsTuning> chain = Chain.run(density, new Mams(density),
                new MamsWarmup(density, MamsSettings.of(800).withMeanSteps(2.0)), 800, 4000, 3L);
        assertThat(chain.tuning.meanSteps()).isEqualTo(2.0);
        assertThat(chain.meanAcceptance()).isCloseTo(0.9, within(0.03));
        assertThat(MonteCarlo.zScore(chain.values(theta -> theta[0] * theta[0]), 0.01)).isBetween(-6.0, 6.0);
    }
}
