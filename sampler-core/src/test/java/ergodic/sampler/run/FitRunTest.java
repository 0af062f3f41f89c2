package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Fit;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.StoreLayout;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.ZarrDrawStore;
import ergodic.testing.StoppingProgress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run drives fits as it drives chains. */
class FitRunTest {

    private static final RunSettings SETTINGS = new RunSettings(2, 30, 20, 1, 7L, 2);

    /** -x^2 / 2. */
    private static final LogDensity NORMAL = new LogDensity() {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            gradient[0] = -theta[0];
            return -0.5 * theta[0] * theta[0];
        }
    };

    /** Moves half of the way to the mode, by a random part of it, for ten steps; then draws from a normal around that place. */
    private static final class Halving implements Fit {
        private double centre;
        private int steps;

        @Override
        public DrawKind kind() {
            return DrawKind.INDEPENDENT;
        }

        @Override
        public List<Statistic> statistics() {
            return List.of(Statistic.GRADIENT_NORM);
        }

        @Override
        public void begin(ChainState state, UniformRandomProvider rng) {
            centre = state.theta()[0];
        }

        @Override
        public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
            boolean moves = steps++ < 10;
            if (moves) {
                centre *= rng.nextDouble();
                state.theta()[0] = centre;
                state.refresh(NORMAL);
            }
            transition.report(state.logDensity(), moves ? 1 : 0, false, moves, false);
            transition.set(0, Math.abs(state.gradient()[0]));
        }

        @Override
        public void finish(ChainState state) {
            steps = -1;
        }

        @Override
        public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
            if (steps != -1) {
                throw new IllegalStateException("drawn before the fit was finished");
            }
            state.theta()[0] = centre + ZigguratSampler.NormalizedGaussian.of(rng).sample();
            transition.report(state.refresh(NORMAL), 2, false, true, false);
        }

        @Override
        public void save(DataOutput out) throws IOException {
            out.writeDouble(centre);
            out.writeInt(steps);
        }

        @Override
        public void load(DataInput in) throws IOException {
            centre = in.readDouble();
            steps = in.readInt();
        }
    }

    private static final DrawTransform POSITION = new DrawTransform() {
        @Override
        public List<Variable> variables() {
            return List.of(Variable.of("x"));
        }

        @Override
        public void applyInto(double[] theta, double[] values) {
            values[0] = theta[0];
        }
    };

    private static final ChainFactory FITS = chain -> new FitKit(NORMAL, new Halving(), new UniformStart(), POSITION);

    @TempDir
    Path directory;

    private static MemoryDraws draws() {
        return new MemoryDraws(2, POSITION.variables());
    }

    @Test
    void stepsOfTheFitAreItsFirstPhase() {
        MemoryDraws draws = draws();
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        RunResult result = Sampling.run(SETTINGS.withThreads(1), FITS, draws, new Progress() {
            @Override
            public void begin(int chain, DrawKind kind) {
                events.add(kind.noun() + " " + chain);
            }

            @Override
            public void phase(int chain, RunPhase phase, int done, int total, long elapsedNanos) {
                if (chain == 0) {
                    events.add(phase.word(DrawKind.INDEPENDENT) + " " + total);
                }
            }
        }, new Cancellation(), Checkpoints.none());
        assertThat(result.finished()).isTrue();
        assertThat(result.kind()).isEqualTo(DrawKind.INDEPENDENT);
        assertThat(draws.kind()).isEqualTo(DrawKind.INDEPENDENT);
        assertThat(draws.draws()).isEqualTo(20);
        assertThat(result.chains()).extracting(ChainResult::warmupGradients).containsExactly(10L, 10L);
        assertThat(result.chains()).extracting(ChainResult::gradients).containsExactly(40L, 40L);
        assertThat(result.chains()).extracting(ChainResult::warmupDone).containsExactly(30, 30);
        assertThat(events).contains("fit 0", "fit 1", "start 0", "fit 30", "sampling 20", "finish 20");
    }

    /** Events: 2 fits x (1 of the start, 30 steps, 20 draws). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20, 61, 62, 63, 64, 90, 101})
    void stoppedAndResumedTheyGiveTheSameBits(long after) {
        MemoryDraws whole = draws();
        Sampling.run(SETTINGS, FITS, whole);
        MemoryDraws draws = draws();
        Cancellation cancellation = new Cancellation();
        RunResult first = Sampling.run(SETTINGS, FITS, draws, new StoppingProgress(cancellation, after), cancellation,
                Checkpoints.begin(directory, "fits").every(Duration.ZERO));
        assertThat(first.cancelled()).isTrue();
        RunResult second = Sampling.run(SETTINGS, FITS, draws, Progress.NONE, new Cancellation(),
                Checkpoints.resume(directory, "fits"));
        assertThat(second.finished()).isTrue();
        assertThat(draws.series("x", 0)).isDeepEqualTo(whole.series("x", 0));
        assertThat(draws.statistic("lp")).isDeepEqualTo(whole.statistic("lp"));
        assertThat(second.gradients()).isEqualTo(2 * (1 + 10 + 40));
    }

    @Test
    void aStoreForChainsIsRefused() throws IOException {
        StoreLayout layout = StoreLayout.of(2, 30, 20, POSITION.variables())
                .withStatistics(List.of(Statistic.GRADIENT_NORM));
        try (ZarrDrawStore store = ZarrDrawStore.create(directory.resolve("chains"), layout)) {
            assertThatThrownBy(() -> Sampling.run(SETTINGS, FITS, store)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("give StoreLayout.withKind that of the method");
        }
        try (ZarrDrawStore store = ZarrDrawStore.create(directory.resolve("fits"),
                layout.withKind(DrawKind.INDEPENDENT))) {
            assertThat(Sampling.run(SETTINGS, FITS, store).finished()).isTrue();
        }
    }
}
