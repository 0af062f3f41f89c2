package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.ChainState;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuning;
import ergodic.sampler.metric.UnitMetric;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** L leapfrog steps cost L gradients; a tree of depth k costs 2^k - 1. */
class GradientCountTest {

    private final Targets.Counting density = new Targets.Counting(Targets.normal(1.0, 1.0, 1.0, 1.0, 1.0));
    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(17L);

    private ChainState start() {
        ChainState state = new ChainState(5);
        Arrays.fill(state.theta(), 0.3);
        state.refresh(density);
        density.takeCount();
        return state;
    }

    @Test
    void staticTrajectoriesCostOneGradientAStep() {
        ChainState state = start();
        StaticHmc hmc = new StaticHmc(density, HmcSettings.ofSteps(13));
        for (int i = 0; i < 50; i++) {
            Transition transition = hmc.step(state, new Tuning(0.3, new UnitMetric(5)), rng);
            assertThat(density.takeCount()).isEqualTo(13);
            assertThat(transition.gradientEvaluations()).isEqualTo(13);
        }
    }

    @Test
    void fullTreesCostAPowerOfTwoLessOne() {
        ChainState state = start();
        for (int depth = 1; depth <= 10; depth++) {
            Nuts nuts = new Nuts(density, NutsSettings.defaults().withMaxTreeDepth(depth));
            // So small a step that no trajectory of 1023 steps can turn round.
            Transition transition = nuts.step(state, new Tuning(1e-5, new UnitMetric(5)), rng);
            assertThat(density.takeCount()).isEqualTo((1 << depth) - 1);
            assertThat(transition.gradientEvaluations()).isEqualTo((1 << depth) - 1);
            assertThat(transition.treeDepth()).isEqualTo(depth);
            assertThat(transition.reachedMaxTreeDepth()).isTrue();
        }
    }

    @Test
    void treesReportEveryGradientTheyPaidFor() {
        ChainState state = start();
        Nuts nuts = new Nuts(density, NutsSettings.defaults());
        for (int i = 0; i < 500; i++) {
            Transition transition = nuts.step(state, new Tuning(0.1 + 0.002 * i, new UnitMetric(5)), rng);
            int complete = (1 << transition.treeDepth()) - 1;
            assertThat(density.takeCount()).isEqualTo(transition.gradientEvaluations());
            assertThat(transition.gradientEvaluations()).isBetween(complete, 2 * complete + 1);
            assertThat(transition.reachedMaxTreeDepth()).isFalse();
        }
    }

    @Test
    void theWarmupMayHaveItsOwnDepth() {
        ChainState state = start();
        Nuts nuts = new Nuts(density, new NutsSettings(6, 3, 1000.0));
        UnitMetric metric = new UnitMetric(5);
        assertThat(nuts.step(state, new Tuning(1e-5, metric, true), rng).gradientEvaluations()).isEqualTo(7);
        assertThat(nuts.step(state, new Tuning(1e-5, metric, false), rng).gradientEvaluations()).isEqualTo(63);
    }

    @Test
    void theStateKeepsItsGradient() {
        ChainState state = start();
        Nuts nuts = new Nuts(density, NutsSettings.defaults());
        StaticHmc hmc = new StaticHmc(density, HmcSettings.ofSteps(3));
        double[] gradient = new double[5];
        for (int i = 0; i < 100; i++) {
            Tuning tuning = new Tuning(0.9, new UnitMetric(5));
            Transition transition = i % 2 == 0 ? nuts.step(state, tuning, rng) : hmc.step(state, tuning, rng);
            double logDensity = density.evaluate(state.theta(), gradient);
            assertThat(state.logDensity()).isEqualTo(logDensity).isEqualTo(transition.logDensity());
            assertThat(state.gradient()).isEqualTo(gradient);
        }
    }
}
