package ergodic.sampler.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.StochasticLogDensity;
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

class UbuTest {

    private static final Location DENSITY = new Location(10, 1, new double[]{1, 0.2}, 1, 3L);

    /** Two steps by hand, with a metric: U, a whole kick in the middle, U. */
    @Test
    void takesTheStepOfTheEquation() {
        double[] inverse = {0.5, 3.0};
        double h = 0.3;
        double gamma = 1.5;
        double eta = Math.exp(-gamma * h / 2);
        double rho = Math.sqrt(4 * (1 - eta) / (gamma * h * (1 + eta)));
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(3L);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        var gaussian = ZigguratSampler.NormalizedGaussian.of(twin);
        ChainState state = new ChainState(2);
        state.refresh(DENSITY);
        double[] x = state.theta().clone();
        double[] p = {gaussian.sample() / Math.sqrt(inverse[0]), gaussian.sample() / Math.sqrt(inverse[1])};
        double[] g = new double[2];
        Ubu kernel = new Ubu(DENSITY, new BatchRule(10, BatchOrder.SWEEPS));
        for (int step = 0; step < 2; step++) {
            Transition transition = OneStep.of(kernel, state, new KineticTuning(h, gamma, new DiagonalMetric(inverse)),
                    rng);
            for (int part = 0; part < 2; part++) {
                double[] one = {gaussian.sample(), gaussian.sample()};
                double[] two = {gaussian.sample(), gaussian.sample()};
                for (int i = 0; i < 2; i++) {
                    double z1 = Math.sqrt(h / 2) * one[i] / Math.sqrt(inverse[i]);
                    double z2 = Math.sqrt((1 - eta * eta) / (2 * gamma))
                            * (rho * one[i] + Math.sqrt(1 - rho * rho) * two[i]) / Math.sqrt(inverse[i]);
                    x[i] += inverse[i] * ((1 - eta) / gamma * p[i] + Math.sqrt(2 / gamma) * (z1 - z2));
                    p[i] = eta * p[i] + Math.sqrt(2 * gamma) * z2;
                }
                if (part == 0) {
                    DENSITY.evaluate(x, g);
                    p[0] += h * g[0];
                    p[1] += h * g[1];
                }
            }
            for (int i = 0; i < 2; i++) {
                assertThat(state.theta()[i]).isCloseTo(x[i], within(1e-12));
                assertThat(state.gradient()[i]).isCloseTo(g[i], within(1e-11));
            }
            assertThat(transition.gradients()).isEqualTo(1);
        }
    }

    @Test
    void takesBackAStepWhoseEstimateIsNotFinite() {
        StochasticLogDensity cliff = new Cliff(DENSITY);
        ChainState state = new ChainState(2);
        state.refresh(cliff);
        double[] theta = state.theta().clone();
        Ubu kernel = new Ubu(cliff, new BatchRule(2, BatchOrder.SWEEPS));
        for (int i = 0; i < 3; i++) {
            Transition transition = OneStep.of(kernel, state, new KineticTuning(0.1, 1, new UnitMetric(2)),
                    RandomSource.XO_SHI_RO_256_PP.create(i));
            assertThat(transition.diverging()).isTrue();
            assertThat(transition.moved()).isFalse();
            assertThat(transition.gradients()).isEqualTo(1);
            assertThat(state.theta()).isEqualTo(theta);
        }
    }
}
