package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.Tuner;
import ergodic.sampler.UniformStart;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.warmup.FixedTuning;
import ergodic.testing.OneStep;
import ergodic.testing.Saved;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.commons.rng.RandomProviderState;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stopped anywhere, in the middle of a window too, and restored: the same bits as a chain that was never stopped. */
class TunerSavingTest {

    private static final LogDensity DENSITY = Targets.funnel(3);
    private static final UnitMetric METRIC = new UnitMetric(3);
    private static final int WARMUP = 160;
    private static final int TOTAL = 200;

    /** Runs to the end; if {@code stop} is not negative, everything but state, random numbers and bytes is new from there. */
    private static byte[] run(Supplier<Tuner<HamiltonianTuning>> tuners, int stop) throws IOException {
        RestorableUniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(42L);
        ChainState state = new ChainState(3);
        new UniformStart().findInto(state, DENSITY, rng);
        Tuner<HamiltonianTuning> tuner = tuners.get();
        Nuts nuts = new Nuts(DENSITY, NutsSettings.defaults().withMaxTreeDepth(6));
        tuner.start(state, rng);
        ByteArrayOutputStream trace = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(trace);
        for (int i = 0; i < TOTAL; i++) {
            if (i == stop) {
                byte[] saved = bytes(tuner);
                RandomProviderState random = rng.saveState();
                tuner = tuners.get();
                Saved.load(saved, tuner::load);
                assertThat(bytes(tuner)).isEqualTo(saved);
                rng = RandomSource.XO_SHI_RO_256_PP.create(1L);
                rng.restoreState(random);
                nuts = new Nuts(DENSITY, NutsSettings.defaults().withMaxTreeDepth(6));
            }
            if (i == WARMUP) {
                tuner.finishWarmup();
            }
            var transition = OneStep.of(nuts, state, tuner.tuning(), rng);
            if (i < WARMUP) {
                tuner.adapt(state, transition, rng);
            } else {
                tuner.advance();
            }
            assertThat(tuner.tuning().warmup()).isEqualTo(i < WARMUP);
            for (double value : state.theta()) {
                out.writeDouble(value);
            }
            out.writeDouble(tuner.tuning().stepSize());
            for (double value : tuner.tuning().metric().inverseDiagonal()) {
                out.writeDouble(value);
            }
        }
        return trace.toByteArray();
    }

    private static byte[] bytes(Tuner<HamiltonianTuning> tuner) throws IOException {
        return Saved.bytes(tuner::save);
    }

    private static void holds(Supplier<Tuner<HamiltonianTuning>> tuners) throws IOException {
        byte[] whole = run(tuners, -1);
        for (int stop = 0; stop < TOTAL; stop += 7) {
            assertThat(run(tuners, stop)).as("stopped before transition %d", stop).isEqualTo(whole);
        }
        // Window ends of a warm-up of 160: after 100 and 110; and the end of the warm-up.
        for (int stop : new int[]{99, 100, 101, 109, 110, 111, 159, 160, 161}) {
            assertThat(run(tuners, stop)).as("stopped before transition %d", stop).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @EnumSource
    void windowedWarmup(MetricKind kind) throws IOException {
        holds(() -> new WindowedWarmup(DENSITY, WarmupSettings.defaults(WARMUP).withMetric(kind)));
    }

    @Test
    void fixedTuning() throws IOException {
        holds(() -> new FixedTuning<>(new HamiltonianTuning(0.2, METRIC, true), new HamiltonianTuning(0.2, METRIC)));
    }

    @Test
    void refusesTheStateOfOtherSettings() throws IOException {
        byte[] saved = bytes(new WindowedWarmup(DENSITY, WarmupSettings.defaults(WARMUP)));
        Tuner<HamiltonianTuning> longer = new WindowedWarmup(DENSITY, WarmupSettings.defaults(WARMUP + 1));
        assertThatThrownBy(() -> Saved.load(saved, longer::load))
                .isInstanceOf(IOException.class).hasMessageContaining("160 transitions");
        Tuner<HamiltonianTuning> dense = new WindowedWarmup(DENSITY,
                WarmupSettings.defaults(WARMUP).withMetric(MetricKind.DENSE));
        assertThatThrownBy(() -> Saved.load(saved, dense::load))
                .isInstanceOf(IOException.class).hasMessageContaining("DIAGONAL");
        LogDensity larger = Targets.funnel(4);
        Tuner<HamiltonianTuning> other = new WindowedWarmup(larger, WarmupSettings.defaults(WARMUP));
        assertThatThrownBy(() -> Saved.load(saved, other::load))
                .isInstanceOf(IOException.class).hasMessageContaining("dimension 3");
    }
}
