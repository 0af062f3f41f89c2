package ergodic.sampler.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class SgnhtTest {

    private static final Location DENSITY = new Location(10, 1, new double[]{1, 0.2}, 1, 3L);

    /** Two steps by hand, with a metric. */
    @Test
    void takesTheStepOfTheEquation() {
        double[] inverse = {0.5, 3.0};
        double h = 0.2;
        double a = 1.5;
        double mu = 2 / (a * a);
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(3L);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        var gaussian = ZigguratSampler.NormalizedGaussian.of(twin);
        ChainState state = new ChainState(2);
        state.refresh(DENSITY);
        double[] x = state.theta().clone();
        double[] g = state.gradient().clone();
        double[] p = {gaussian.sample() / Math.sqrt(inverse[0]), gaussian.sample() / Math.sqrt(inverse[1])};
        double xi = a;
        Sgnht kernel = new Sgnht(DENSITY, new BatchRule(10, BatchOrder.EPOCHS));
        for (int step = 0; step < 2; step++) {
            Transition transition = OneStep.of(kernel, state, new KineticTuning(h, a, new DiagonalMetric(inverse)),
                    rng);
            for (int i = 0; i < 2; i++) {
                p[i] += h / 2 * g[i];
                x[i] += h / 2 * inverse[i] * p[i];
            }
            xi += h / 2 * ((inverse[0] * p[0] * p[0] + inverse[1] * p[1] * p[1]) / 2 - 1) / mu;
            for (int i = 0; i < 2; i++) {
                p[i] = Math.exp(-xi * h) * p[i]
                        + Math.sqrt(a / xi * (1 - Math.exp(-2 * xi * h)) / inverse[i]) * gaussian.sample();
            }
            xi += h / 2 * ((inverse[0] * p[0] * p[0] + inverse[1] * p[1] * p[1]) / 2 - 1) / mu;
            for (int i = 0; i < 2; i++) {
                x[i] += h / 2 * inverse[i] * p[i];
            }
            DENSITY.evaluate(x, g);
            for (int i = 0; i < 2; i++) {
                p[i] += h / 2 * g[i];
                assertThat(state.theta()[i]).isCloseTo(x[i], within(1e-12));
            }
            assertThat(transition.value(Sgnht.THERMOSTAT)).isCloseTo(xi, within(1e-12));
            assertThat(transition.value(Statistic.STEP_SIZE)).isEqualTo(h);
        }
    }

    @Test
    void takesBackAStepWhoseEstimateIsNotFinite() {
        Cliff cliff = new Cliff(DENSITY);
        ChainState state = new ChainState(2);
        state.refresh(cliff);
        double[] theta = state.theta().clone();
        Sgnht kernel = new Sgnht(cliff, new BatchRule(2, BatchOrder.EPOCHS));
        for (int i = 0; i < 3; i++) {
            Transition transition = OneStep.of(kernel, state, new KineticTuning(0.1, 1, new UnitMetric(2)),
                    RandomSource.XO_SHI_RO_256_PP.create(i));
            assertThat(transition.diverging()).isTrue();
            assertThat(state.theta()).isEqualTo(theta);
            assertThat(transition.value(Sgnht.THERMOSTAT)).isEqualTo(1);
        }
    }
}
