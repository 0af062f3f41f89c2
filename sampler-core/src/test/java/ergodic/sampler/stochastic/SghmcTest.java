package ergodic.sampler.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.optimize.ShuffledBatches;
import ergodic.testing.OneStep;
import ergodic.testing.Saved;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class SghmcTest {

    private static final Location DENSITY = new Location(10, 1, new double[]{1, 0.2}, 1, 3L);

    private static ChainState start(StochasticLogDensity density) {
        ChainState state = new ChainState(2);
        state.theta()[0] = 0.3;
        state.theta()[1] = -0.2;
        state.refresh(density);
        return state;
    }

    /** Three steps by hand: each gradient makes the last half kick of one step and the first of the next. */
    @Test
    void takesTheStepOfTheEquation() {
        double[] inverse = {0.5, 3.0};
        double h = 0.1;
        double friction = 1.5;
        ChainState state = start(DENSITY);
        double[] x = state.theta().clone();
        double[] g = state.gradient().clone();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(3L);
        var gaussian = ZigguratSampler.NormalizedGaussian.of(twin);
        ShuffledBatches batches = ShuffledBatches.ofAll(10, 4);
        Sghmc kernel = new Sghmc(DENSITY, new BatchRule(4, BatchOrder.EPOCHS));
        KineticTuning tuning = new KineticTuning(h, friction, new DiagonalMetric(inverse));
        double[] p = new double[2];
        for (int i = 0; i < 2; i++) {
            p[i] = gaussian.sample() / Math.sqrt(inverse[i]);
        }
        for (int step = 0; step < 3; step++) {
            Transition transition = OneStep.of(kernel, state, tuning, rng);
            for (int i = 0; i < 2; i++) {
                p[i] += h / 2 * g[i];
                x[i] += h / 2 * inverse[i] * p[i];
                p[i] = Math.exp(-friction * h) * p[i]
                        + Math.sqrt((1 - Math.exp(-2 * friction * h)) / inverse[i]) * gaussian.sample();
                x[i] += h / 2 * inverse[i] * p[i];
            }
            double value = DENSITY.evaluateSubset(x, batches.next(twin), 4, g);
            for (int i = 0; i < 2; i++) {
                p[i] += h / 2 * g[i];
                assertThat(state.theta()[i]).isCloseTo(x[i], within(1e-13));
                assertThat(state.gradient()[i]).isCloseTo(g[i], within(1e-11));
            }
            assertThat(transition.logDensity()).isCloseTo(value, within(1e-11));
            assertThat(transition.gradients()).isEqualTo(1);
            assertThat(transition.value(Statistic.STEP_SIZE)).isEqualTo(h);
        }
    }

    /** Stopped in mid-epoch, it goes on with the same momentum, order of rows and place in it. */
    @Test
    void goesOnWhereItStoppedWithinAnEpoch() throws IOException {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(5L);
        KineticTuning tuning = new KineticTuning(0.1, 1, new UnitMetric(2));
        Sghmc whole = new Sghmc(DENSITY, new BatchRule(2, BatchOrder.EPOCHS));
        Sghmc first = new Sghmc(DENSITY, new BatchRule(2, BatchOrder.EPOCHS));
        ChainState state = start(DENSITY);
        ChainState other = start(DENSITY);
        for (int i = 0; i < 7; i++) {
            OneStep.of(whole, state, tuning, rng);
            OneStep.of(first, other, tuning, twin);
        }
        Sghmc second = new Sghmc(DENSITY, new BatchRule(2, BatchOrder.EPOCHS));
        Saved.move(first::save, second::load);
        for (int i = 0; i < 9; i++) {
            OneStep.of(whole, state, tuning, rng);
            OneStep.of(second, other, tuning, twin);
            assertThat(other.theta()).isEqualTo(state.theta());
        }
    }

    @Test
    void takesBackAStepToWhereTheGradientIsNotFinite() {
        StochasticLogDensity cliff = new Cliff(DENSITY);
        ChainState state = start(cliff);
        double[] theta = state.theta().clone();
        double[] gradient = state.gradient().clone();
        Sghmc kernel = new Sghmc(cliff, new BatchRule(2, BatchOrder.EPOCHS));
        for (int i = 0; i < 3; i++) {
            Transition transition = OneStep.of(kernel, state, new KineticTuning(0.1, 1, new UnitMetric(2)),
                    RandomSource.XO_SHI_RO_256_PP.create(i));
            assertThat(transition.diverging()).isTrue();
            assertThat(transition.moved()).isFalse();
            assertThat(transition.gradients()).isEqualTo(1);
            assertThat(state.theta()).isEqualTo(theta);
            assertThat(state.gradient()).isEqualTo(gradient);
        }
    }

    @Test
    void refusesSettingsThatAreNone() {
        assertThatThrownBy(() -> new Sghmc(DENSITY, new BatchRule(0, BatchOrder.EPOCHS)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchRule(0, BatchOrder.EPOCHS)).hasMessageContaining("batch size");
        assertThatThrownBy(() -> new KineticTuning(0.1, 0, new UnitMetric(2))).hasMessageContaining("friction");
        assertThatThrownBy(() -> new KineticTuning(Double.NaN, 1, new UnitMetric(2))).hasMessageContaining("step size");
    }
}
