package ergodic.sampler.langevin;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.warmup.FixedTuning;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/**
 * SGLD on a linear regression against the stationary moments worked out in {@link Regression}: no bias of the means, and
 * exactly the predicted bias of the variances.
 *
 * <p>False-failure probability, had the seeds not been fixed: 60 tests at |t| > 6.5, t with 199 degrees of freedom: 7e-10
 * each, 4e-8 in all. The same tests must see each of the broken samplers. How the bias grows with the step
 * is the subject of {@link SgldBiasStatisticalTest}.
 */
class SgldStatisticalTest {

    private static final double LIMIT = 6.5;
    private static final Regression REGRESSION = new Regression(60, 3, 71L);
    private static final double[][] FUNCTIONS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1.0, -0.7, 0.4}};
    private static final double STEP = 0.3 / REGRESSION.stiffness();

    private static double variance(DMatrixRMaj covariance, double[] w) {
        double sum = 0.0;
        for (int j = 0; j < w.length; j++) {
            for (int k = 0; k < w.length; k++) {
                sum += w[j] * covariance.get(j, k) * w[k];
            }
        }
        return sum;
    }

    /** The largest t statistic, as a fraction of its limit. */
    private static double worst(StochasticLogDensity density, int batch, double step, DMatrixRMaj expected, long seed) {
        SgldRun run = new SgldRun(density, batch, new FixedTuning<>(new LangevinTuning(step, new UnitMetric(3))),
                REGRESSION.mean, FUNCTIONS,
                300_000, seed);
        double worst = 0.0;
        for (int k = 0; k < FUNCTIONS.length; k++) {
            double variance = variance(expected, FUNCTIONS[k]);
            worst = Math.max(worst, Math.abs(run.mean[k]) / run.meanError[k]);
            worst = Math.max(worst, Math.abs(run.square[k] - variance) / run.squareError[k]);
        }
        return worst / LIMIT;
    }

    @Test
    void hasThePredictedMomentsForEachBatchSize() {
        for (int batch : new int[]{60, 30, 10, 3}) {
            DMatrixRMaj expected = REGRESSION.stationaryCovariance(STEP, batch);
            assertThat(worst(REGRESSION, batch, STEP, expected, 80L + batch)).as("batch %d", batch).isLessThan(1.0);
        }
    }

    @Test
    void hasThePosteriorAsLimitOfSmallStepsOverAllRows() {
        assertThat(worst(REGRESSION, 1000, 0.1 * STEP, REGRESSION.covariance, 91L)).isLessThan(1.0);
        // And the larger step is seen to be biased: the tests have power.
        assertThat(worst(REGRESSION, 60, 2.0 * STEP, REGRESSION.covariance, 92L)).isGreaterThan(1.0);
    }

    /** Preconditioning by G is the plain sampler in coordinates {@code G^(-1/2) theta}: with G = A^-1, all are alike. */
    @Test
    void preconditioningByThePosteriorCovarianceMakesAllDirectionsAlike() {
        double step = 0.5;
        double[] covariance = REGRESSION.covariance.data;
        double[] scaled = {4.0 * covariance[0], 4.0 * covariance[4], 4.0 * covariance[8]};
        SgldRun dense = new SgldRun(REGRESSION, 60,
                new FixedTuning<>(new LangevinTuning(step, new DenseMetric(covariance))), REGRESSION.mean,
                FUNCTIONS, 200_000, 93L);
        for (int k = 0; k < FUNCTIONS.length; k++) {
            // The AR(1) process delta' = (1 - eps/2) delta + sqrt(eps) G^(1/2) z has variance G / (1 - eps/4).
            double expected = variance(REGRESSION.covariance, FUNCTIONS[k]) / (1.0 - step / 4.0);
            assertThat(Math.abs(dense.square[k] - expected) / dense.squareError[k]).isLessThan(LIMIT);
            assertThat(Math.abs(dense.mean[k]) / dense.meanError[k]).isLessThan(LIMIT);
        }
        Metric diagonal = new DiagonalMetric(scaled);
        SgldRun small = new SgldRun(REGRESSION, 60, new FixedTuning<>(new LangevinTuning(0.01, diagonal)),
                REGRESSION.mean, FUNCTIONS,
                300_000, 94L);
        for (int k = 0; k < FUNCTIONS.length; k++) {
            double expected = variance(REGRESSION.covariance, FUNCTIONS[k]);
            assertThat(Math.abs(small.square[k] - expected) / small.squareError[k]).isLessThan(LIMIT);
        }
    }

    /** Welling and Teh's weighted averages over decaying steps forget the bias of the first, long ones. */
    @Test
    void decayingStepsApproachThePosterior() {
        PolynomialDecay decay = PolynomialDecay.between(STEP, 0.005 * STEP, 600_000, 0.9, new UnitMetric(3));
        SgldRun run = new SgldRun(REGRESSION, 10, decay, REGRESSION.mean, FUNCTIONS, 600_000, 95L);
        DMatrixRMaj biased = REGRESSION.stationaryCovariance(STEP, 10);
        for (int k = 0; k < FUNCTIONS.length; k++) {
            double exact = variance(REGRESSION.covariance, FUNCTIONS[k]);
            double first = variance(biased, FUNCTIONS[k]);
            assertThat(Math.abs(run.mean[k]) / run.meanError[k]).isLessThan(LIMIT);
            assertThat(Math.abs(run.square[k] - exact)).isLessThan(0.25 * (first - exact) + LIMIT * run.squareError[k]);
        }
    }

    // Negative controls.

    /** A density whose gradient is distorted by the test. */
    private abstract static class Distorted implements StochasticLogDensity {

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public int rowCount() {
            return REGRESSION.rowCount();
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return REGRESSION.evaluate(theta, gradient);
        }
    }

    @Test
    void seesAPriorThatIsRescaledWithTheLikelihood() {
        StochasticLogDensity broken = new Distorted() {
            @Override
            public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
                double value = REGRESSION.evaluateSubset(theta, rows, count, gradient);
                for (int j = 0; j < 3; j++) {
                    gradient[j] -= ((double) rowCount() / count - 1.0) * theta[j];
                }
                return value;
            }
        };
        DMatrixRMaj expected = REGRESSION.stationaryCovariance(STEP, 10);
        assertThat(worst(broken, 10, STEP, expected, 96L)).isGreaterThan(1.0);
    }

    /** The convention theta += epsilon grad + N(0, epsilon): as if the gradient were twice as long. */
    @Test
    void seesAStepAndANoiseThatDoNotMatch() {
        StochasticLogDensity broken = new Distorted() {
            @Override
            public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
                double value = REGRESSION.evaluateSubset(theta, rows, count, gradient);
                for (int j = 0; j < 3; j++) {
                    gradient[j] *= 2.0;
                }
                return value;
            }
        };
        DMatrixRMaj expected = REGRESSION.stationaryCovariance(STEP, 10);
        assertThat(worst(broken, 10, STEP, expected, 97L)).isGreaterThan(1.0);
    }

    @Test
    void seesRowsThatAreDrawnWithReplacement() {
        StochasticLogDensity broken = new Distorted() {
            private final int[] again = new int[30];
            private final org.apache.commons.rng.UniformRandomProvider rng = org.apache.commons.rng.simple.RandomSource.XO_SHI_RO_256_PP
                    .create(98L);

            @Override
            public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
                for (int i = 0; i < count; i++) {
                    again[i] = rng.nextInt(rowCount());
                }
                return REGRESSION.evaluateSubset(theta, again, count, gradient);
            }
        };
        DMatrixRMaj expected = REGRESSION.stationaryCovariance(2.0 * STEP, 30);
        assertThat(worst(broken, 30, 2.0 * STEP, expected, 99L)).isGreaterThan(1.0);
    }
}
