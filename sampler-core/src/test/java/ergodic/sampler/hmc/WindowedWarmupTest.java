package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.UniformStart;
import ergodic.testing.OneStep;
import ergodic.testing.Saved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowedWarmupTest {

    /** The windows of the metric are laid out for the length of the settings; another length is said, and not refused. */
    @ParameterizedTest
    @CsvSource({"20, 20, 0", "20, 15, 1"})
    void aLengthThatWasNotPlannedIsWarnedOf(int planned, int transitions, int warnings) {
        List<String> said = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                said.add(message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(WindowedWarmup.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            warmUp(planned, transitions);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(said).hasSize(warnings)
                .allMatch(message -> message.contains("planned for " + planned)
                        && message.contains("had " + transitions));
    }

    /** Transitions before the first window are told to be an approach, no others; a loaded warm-up goes on alike. */
    @ParameterizedTest
    @CsvSource({"300, 75", "100, 15", "20, 3", "19, 0"})
    void theApproachEndsAtTheFirstWindow(int planned, int approach) throws IOException {
        LogDensity density = Targets.funnel(3);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1L);
        ChainState state = new ChainState(3);
        new UniformStart().findInto(state, density, rng);
        WindowedWarmup warmup = new WindowedWarmup(density, WarmupSettings.defaults(planned));
        warmup.start(state, rng);
        Nuts nuts = new Nuts(density, NutsSettings.defaults().withMaxTreeDepth(4));
        for (int i = 0; i < planned; i++) {
            assertThat(warmup.tuning().approach()).as("transition %d", i).isEqualTo(i < approach);
            warmup.adapt(state, OneStep.of(nuts, state, warmup.tuning(), rng), rng);
            assertThat(loaded(warmup, density, planned).tuning().approach()).isEqualTo(i + 1 < approach);
        }
        warmup.finishWarmup();
        assertThat(warmup.tuning().approach()).isFalse();
        assertThat(loaded(warmup, density, planned).tuning().approach()).isFalse();
    }

    private static WindowedWarmup loaded(WindowedWarmup saved, LogDensity density, int planned) throws IOException {
        WindowedWarmup other = new WindowedWarmup(density, WarmupSettings.defaults(planned));
        Saved.move(saved::save, other::load);
        return other;
    }

    private static void warmUp(int planned, int transitions) {
        LogDensity density = Targets.funnel(3);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1L);
        ChainState state = new ChainState(3);
        new UniformStart().findInto(state, density, rng);
        WindowedWarmup warmup = new WindowedWarmup(density, WarmupSettings.defaults(planned));
        warmup.start(state, rng);
        Nuts nuts = new Nuts(density, NutsSettings.defaults().withMaxTreeDepth(4));
        for (int i = 0; i < transitions; i++) {
            warmup.adapt(state, OneStep.of(nuts, state, warmup.tuning(), rng), rng);
        }
        warmup.finishWarmup();
    }
}
