package ergodic.sampler.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.UnitMetric;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/**
 * The thermostat in many dimensions, where it is nearly a number and the rest linear: with its own mean for the friction, the variances
 * of directions of different curvature and noise are those of the linear map. Sixty directions of two kinds; the two mean variances
 * are known to better than 1 per cent, of which 3 standard errors and the thermostat's own wobble are allowed for.
 */
class SgnhtStatisticalTest {

    private static final int KIND = 30;
    private static final double STEP = 0.08;
    private static final double HEAT = 2;
    private static final int BATCH = 3;
    private static final Location DENSITY = density();

    private final double[] variance = new double[2];
    private double thermostat;

    /** Thirty directions of curvature 22 and noise 1176 or so, thirty of curvature 5 and noise 12. */
    private static Location density() {
        double[] precision = new double[2 * KIND];
        for (int j = 0; j < 2 * KIND; j++) {
            precision[j] = j < KIND ? 1 : 0.15;
        }
        return new Location(20, 2, precision, 1, 5L);
    }

    /** Mean variance of each kind, and mean thermostat. */
    private void run(StochasticLogDensity density, BatchOrder order, int steps) {
        Sgnht kernel = new Sgnht(density, new BatchRule(BATCH, order));
        KineticTuning tuning = new KineticTuning(STEP, HEAT, new UnitMetric(2 * KIND));
        ChainState state = new ChainState(2 * KIND);
        for (int j = 0; j < 2 * KIND; j++) {
            state.theta()[j] = DENSITY.mean(j);
        }
        state.refresh(density);
        Transition transition = new Transition(kernel.statistics());
        var rng = RandomSource.XO_SHI_RO_256_PP.create(7L);
        for (int i = -steps / 10; i < steps; i++) {
            kernel.step(state, tuning, rng, transition);
            for (int j = 0; j < 2 * KIND && i >= 0; j++) {
                double value = state.theta()[j] - DENSITY.mean(j);
                variance[j / KIND] += value * value / steps / KIND * DENSITY.curvature(j);
            }
            thermostat += i < 0 ? 0 : transition.value(Sgnht.THERMOSTAT) / steps;
        }
    }

    private double noise(int kind) {
        double sum = 0;
        for (int j = kind * KIND; j < (kind + 1) * KIND; j++) {
            sum += DENSITY.noise(j, BATCH) / KIND;
        }
        return sum;
    }

    private double predicted(int kind, BatchOrder order, double friction) {
        return KineticMoments.baoab(STEP, friction, HEAT, DENSITY.curvature(kind * KIND))
                .variance(noise(kind), 20.0 / BATCH, order);
    }

    @Test
    void hasTheMomentsOfItsMeanThermostat() {
        for (BatchOrder order : new BatchOrder[]{BatchOrder.INDEPENDENT, BatchOrder.EPOCHS}) {
            variance[0] = 0;
            variance[1] = 0;
            thermostat = 0;
            run(DENSITY, order, 60_000);
            assertThat(variance[0]).as("noisy, %s", order)
                    .isCloseTo(predicted(0, order, thermostat), within(0.02 * variance[0]));
            assertThat(variance[1]).as("quiet, %s", order)
                    .isCloseTo(predicted(1, order, thermostat), within(0.02 * variance[1]));
        }
    }

    /** Where it holds only the mean: noisy directions too wide, quiet ones too narrow, by what follows from noise alone. */
    @Test
    void theThermostatIsTheOnePredicted() {
        run(DENSITY, BatchOrder.INDEPENDENT, 60_000);
        // Independent batches: the heat of noise, h c / 2, in the mean of both kinds.
        double expected = HEAT + STEP * 0.5 * (noise(0) + noise(1)) / 2;
        assertThat(thermostat).isCloseTo(expected, within(0.15 * (expected - HEAT)));
        assertThat(variance[0]).isGreaterThan(1.1);
        assertThat(variance[1]).isLessThan(0.9);
    }

    @Test
    void seesAPriorThatIsRescaledWithTheLikelihood() {
        run(new RescaledPrior(DENSITY), BatchOrder.INDEPENDENT, 20_000);
        assertThat(Math.abs(variance[1] / predicted(1, BatchOrder.INDEPENDENT, thermostat) - 1)).isGreaterThan(0.1);
    }

    /** Noise alike in all directions is taken off: variances that SGHMC makes a quarter too large are right. */
    @Test
    void noiseThatIsAlikeLeavesNoBias() {
        KineticNoise alike = new KineticNoise(20, 400, 10);
        double friction = alike.thermostat(0.02, 2, BatchOrder.INDEPENDENT);
        assertThat(friction).isCloseTo(2 + 0.02 * 400 / 2, within(0.3));
        assertThat(KineticMoments.baoab(0.02, friction, 2, 20).independent(400)).isCloseTo(1, within(0.01));
        assertThat(KineticMoments.sghmc(0.02, 2, 20).independent(400)).isGreaterThan(2.5);
    }
}
