package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.testing.OneStep;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Nuts} against {@link ReferenceNuts} with the same random numbers: transition by transition the same. */
class NutsDifferentialTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.3, 0.7, 1.1, 1.6, 2.1})
    void makesTheTransitionsOfTheTextbook(double stepSize) {
        LogDensity[] targets = {Targets.normal(1.0, 0.6), Targets.quartic(), Targets.banana(3.0), Targets.funnel(4)};
        int divergences = 0;
        int[] depths = new int[12];
        for (LogDensity density : targets) {
            int d = density.dimension();
            double[] variance = new double[d];
            for (int i = 0; i < d; i++) {
                variance[i] = 0.7 + 0.4 * i;
            }
            UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(29L);
            UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(29L);
            Nuts nuts = new Nuts(density, NutsSettings.defaults().withMaxTreeDepth(8));
            ReferenceNuts reference = new ReferenceNuts(density, variance, stepSize, 8, ReferenceNuts.Fault.NONE, twin);
            HamiltonianTuning tuning = new HamiltonianTuning(stepSize, new DiagonalMetric(variance));
            ChainState state = new ChainState(d);
            state.refresh(density);
            for (int i = 0; i < 150; i++) {
                double[] before = state.theta().clone();
                Transition transition = OneStep.of(nuts, state, tuning, rng);
                ReferenceNuts.Result expected = reference.step(before);
                assertThat(transition.gradients()).isEqualTo(expected.leapfrogs());
                assertThat((int) transition.value(Nuts.STATISTICS.getLast())).isEqualTo(expected.depth());
                assertThat(transition.diverging()).isEqualTo(expected.diverging());
                assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isCloseTo(expected.acceptance(), within(1e-9));
                assertThat(transition.value(Statistic.ENERGY)).isCloseTo(expected.state().energy(), within(1e-8));
                assertThat(transition.value(Statistic.ENERGY_ERROR))
                        .isCloseTo(expected.state().energy() - expected.initialEnergy(), within(1e-8));
                assertThat(state.logDensity()).isCloseTo(expected.state().logDensity(), within(1e-8));
                assertThat(state.theta()).containsExactly(expected.state().theta(), within(1e-9));
                divergences += transition.diverging() ? 1 : 0;
                depths[(int) transition.value(Nuts.STATISTICS.getLast())]++;
            }
            assertThat(rng.nextLong()).as("both used as many random numbers").isEqualTo(twin.nextLong());
        }
        // The comparison has seen trees of more than one depth, and divergences where the steps are long.
        assertThat(java.util.Arrays.stream(depths).filter(count -> count > 0).count()).isGreaterThan(1);
        if (stepSize > 2.0) {
            assertThat(divergences).isPositive();
        }
    }
}
