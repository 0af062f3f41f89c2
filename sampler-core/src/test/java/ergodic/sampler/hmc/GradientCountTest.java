package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.ChainState;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
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
            Transition transition = OneStep.of(hmc, state, new HamiltonianTuning(0.3, new UnitMetric(5)), rng);
            assertThat(density.takeCount()).isEqualTo(13);
            assertThat(transition.gradients()).isEqualTo(13);
        }
    }

    @Test
    void fullTreesCostAPowerOfTwoLessOne() {
        ChainState state = start();
        for (int depth = 1; depth <= 10; depth++) {
            Nuts nuts = new Nuts(density, NutsSettings.defaults().withMaxTreeDepth(depth));
            // So small a step that no trajectory of 1023 steps can turn round.
            Transition transition = OneStep.of(nuts, state, new HamiltonianTuning(1e-5, new UnitMetric(5)), rng);
            assertThat(density.takeCount()).isEqualTo((1 << depth) - 1);
            assertThat(transition.gradients()).isEqualTo((1 << depth) - 1);
            assertThat(transition.value(Nuts.STATISTICS.getLast())).isEqualTo(depth);
            assertThat(transition.cut()).isTrue();
        }
    }

    @Test
    void treesReportEveryGradientTheyPaidFor() {
        ChainState state = start();
        Nuts nuts = new Nuts(density, NutsSettings.defaults());
        for (int i = 0; i < 500; i++) {
            Transition transition = OneStep.of(nuts, state, new HamiltonianTuning(0.1 + 0.002 * i, new UnitMetric(5)),
                    rng);
            int complete = (1 << (int) transition.value(Nuts.STATISTICS.getLast())) - 1;
            assertThat(density.takeCount()).isEqualTo(transition.gradients());
            assertThat(transition.gradients()).isBetween(complete, 2 * complete + 1);
            assertThat(transition.cut()).isFalse();
        }
    }

    @Test
    void theWarmupMayHaveItsOwnDepth() {
        ChainState state = start();
        Nuts nuts = new Nuts(density, new NutsSettings(6, 3, 1000.0));
        UnitMetric metric = new UnitMetric(5);
        assertThat(OneStep.of(nuts, state, new HamiltonianTuning(1e-5, metric, true), rng).gradients()).isEqualTo(7);
        assertThat(OneStep.of(nuts, state, new HamiltonianTuning(1e-5, metric, false), rng).gradients()).isEqualTo(63);
    }

    @Test
    void theStateKeepsItsGradient() {
        ChainState state = start();
        Nuts nuts = new Nuts(density, NutsSettings.defaults());
        StaticHmc hmc = new StaticHmc(density, HmcSettings.ofSteps(3));
        double[] gradient = new double[5];
        for (int i = 0; i < 100; i++) {
            HamiltonianTuning tuning = new HamiltonianTuning(0.9, new UnitMetric(5));
            Transition transition = i % 2 == 0 ? OneStep.of(nuts, state, tuning, rng)
                    : OneStep.of(hmc, state, tuning, rng);
            double logDensity = density.evaluate(state.theta(), gradient);
            assertThat(state.logDensity()).isEqualTo(logDensity).isEqualTo(transition.logDensity());
            assertThat(state.gradient()).isEqualTo(gradient);
        }
    }
}
