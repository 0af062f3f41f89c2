package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.testing.OneStep;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class StepSizeRestartTest {

    /** Whatever the acceptance was before, at the end of a window the step is searched for anew, and dual averaging begins from it. */
    @Test
    void aNewMetricRestartsTheStep() {
        LogDensity density = Targets.normal(1.0, 1.0, 1.0);
        WarmupSettings settings = WarmupSettings.defaults(300);
        WindowedWarmup warmup = new WindowedWarmup(density, settings);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(8L);
        ChainState state = new ChainState(3);
        state.refresh(density);
        warmup.start(state, rng);
        Transition rejected = OneStep.made(0.0, List.of(Statistic.ACCEPTANCE_RATE), 0.0);
        int windows = 0;
        for (int i = 0; i < 300; i++) {
            double before = warmup.tuning().stepSize();
            for (int k = 0; k < 3; k++) {
                state.theta()[k] = rng.nextDouble() - 0.5;
            }
            state.refresh(density);
            warmup.adapt(state, rejected, rng);
            if (settings.schedule().endsWindow(i)) {
                windows++;
                assertThat(before).isLessThan(1e-3);
                assertThat(warmup.tuning().stepSize()).isGreaterThan(0.05);
                warmup.adapt(state, rejected, rng);
                i++;
                assertThat(warmup.tuning().stepSize()).as("the average is of the new steps only").isGreaterThan(1e-2);
            }
        }
        assertThat(windows).isGreaterThan(1);
    }
}
