package ergodic.sampler.stochastic;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.UnitMetric;
import org.junit.jupiter.api.Test;

/**
 * SGHMC on a posterior with known noise of gradients against its exact stationary moments: no bias of the means, and exactly the
 * predicted bias of the variances, correlations within the shuffled epochs included.
 *
 * <p>False-failure probability, had the seeds not been fixed: 20 tests at |t| > 6.5, t with 199 degrees of freedom: 7e-10 each,
 * 2e-8 in all. The same tests must see each of the wrong samplers.
 */
class SghmcStatisticalTest {

    private static final double LIMIT = 6.5;
    private static final int STEPS = 400_000;
    private static final Location DENSITY = new Location(30, 2, new double[]{1, 0.3}, 1.3, 11L);
    private static final double[] MEAN = {DENSITY.mean(0), DENSITY.mean(1)};
    private static final double STEP = 0.2;
    private static final double FRICTION = 4;

    private static double[] predicted(double step, double friction, int batch) {
        double[] variances = new double[2];
        for (int j = 0; j < 2; j++) {
            KineticMoments moments = KineticMoments.sghmc(step, friction, DENSITY.curvature(j));
            double ratio = 30.0 / batch;
            variances[j] = moments.variance(DENSITY.noise(j, batch), ratio, BatchOrder.EPOCHS)
                    / DENSITY.curvature(j);
        }
        return variances;
    }

    private static double worst(StochasticLogDensity density, int batch, KineticTuning tuning, double[] expected,
            long seed) {
        return new KineticRun(density, new Sghmc(density, new BatchRule(batch, BatchOrder.EPOCHS)), tuning, MEAN, STEPS,
                seed).worst(expected) / LIMIT;
    }

    private static KineticTuning tuning(double step) {
        return new KineticTuning(step, FRICTION, new UnitMetric(2));
    }

    @Test
    void hasThePredictedMomentsForEachBatchSize() {
        // 7 of 30 rows: four batches, and two rows left over in each epoch.
        for (int batch : new int[]{15, 7, 3}) {
            double[] expected = predicted(STEP, FRICTION, batch);
            assertThat(expected[0]).isGreaterThan(1.01 / DENSITY.curvature(0));
            assertThat(worst(DENSITY, batch, tuning(STEP), expected, 80L + batch)).as("batch %d", batch)
                    .isLessThan(1);
        }
    }

    @Test
    void hasThePosteriorWithAllRowsWhateverTheStep() {
        double[] exact = {1 / DENSITY.curvature(0), 1 / DENSITY.curvature(1)};
        assertThat(worst(DENSITY, 30, tuning(0.3), exact, 90L)).isLessThan(1);
    }

    /** With a metric it is the plain sampler in other coordinates. */
    @Test
    void hasThePredictedMomentsWithAMetric() {
        double[] inverse = {0.25, 4};
        double[] expected = new double[2];
        for (int j = 0; j < 2; j++) {
            KineticMoments moments = KineticMoments.sghmc(STEP, FRICTION, DENSITY.curvature(j) * inverse[j]);
            expected[j] = moments.variance(DENSITY.noise(j, 6) * inverse[j], 5, BatchOrder.EPOCHS)
                    / DENSITY.curvature(j);
        }
        assertThat(worst(DENSITY, 6, new KineticTuning(STEP, FRICTION, new DiagonalMetric(inverse)), expected, 95L))
                .isLessThan(1);
    }

    @Test
    void tellsEpochsFromIndependentBatches() {
        double[] independent = new double[2];
        for (int j = 0; j < 2; j++) {
            independent[j] = KineticMoments.sghmc(STEP, FRICTION, DENSITY.curvature(j))
                    .independent(DENSITY.noise(j, 3)) / DENSITY.curvature(j);
        }
        assertThat(worst(DENSITY, 3, tuning(STEP), independent, 83L)).isGreaterThan(1);
    }

    /** The prior's part of a batch's gradient multiplied with the likelihood's. */
    @Test
    void seesAPriorThatIsRescaledWithTheLikelihood() {
        assertThat(worst(new RescaledPrior(DENSITY), 15, tuning(STEP), predicted(STEP, FRICTION, 15), 96L))
                .isGreaterThan(1);
    }
}
