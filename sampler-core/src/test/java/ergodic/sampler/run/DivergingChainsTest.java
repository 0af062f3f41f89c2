package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.testing.RandomWalk;
import ergodic.testing.StoppingProgress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose chains diverge from the start stop at a fixed transition, whatever the threads. */
class DivergingChainsTest {

    private static final RunSettings SETTINGS = new RunSettings(4, 10, 100, 3, 8L, 2);

    @TempDir
    private Path directory;

    /** Diverges at every transition after the warm-up but one; {@code good} is that one, or -1. */
    private static ChainKit<RandomWalk.Step> kit(int good) {
        ChainKit<RandomWalk.Step> kit = RandomWalk.kit();
        return new ChainKit<>(kit.density(), new Diverging(kit.kernel(), SETTINGS.warmup() + good), kit.tuner(),
                kit.start(), kit.transform());
    }

    private static final class Diverging implements TransitionKernel<RandomWalk.Step> {
        private final TransitionKernel<RandomWalk.Step> kernel;
        private final int good;
        private int count;

        Diverging(TransitionKernel<RandomWalk.Step> kernel, int good) {
            this.kernel = kernel;
            this.good = good;
        }

        @Override
        public List<Statistic> statistics() {
            return kernel.statistics();
        }

        @Override
        public void step(ChainState state, RandomWalk.Step tuning, UniformRandomProvider rng, Transition transition) {
            kernel.step(state, tuning, rng, transition);
            transition.flag(count++ != good, transition.cut());
        }

        @Override
        public void save(DataOutput out) throws IOException {
            kernel.save(out);
        }

        @Override
        public void load(DataInput in) throws IOException {
            kernel.load(in);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aRunWhoseChainsAllDivergeStopsAtTheSamePlace(int threads) {
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        RunResult result = Sampling.run(SETTINGS.withThreads(threads), chain -> kit(-100), draws);
        assertThat(result.diverged()).isTrue();
        assertThat(result.finished()).isFalse();
        assertThat(result.cancelled()).isFalse();
        assertThat(result.chains()).allMatch(chain -> chain.transitions() == RunResult.TRIAL && chain.draws() == 33);
        assertThat(result.chainsDivergedThroughout()).containsExactly(0, 1, 2, 3);
        assertThat(result.transitions()).isEqualTo(4 * (10 + RunResult.TRIAL));
        assertThat(draws.draws()).isEqualTo(33);
        assertThat(draws.totals()).allMatch(total -> total.divergences() == RunResult.TRIAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void oneChainThatDoesNotLetsTheOthersGoOn(int threads) {
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        RunResult result = Sampling.run(SETTINGS.withThreads(threads), chain -> kit(chain == 2 ? 99 : -100), draws);
        assertThat(result.finished()).isTrue();
        assertThat(result.diverged()).isFalse();
        assertThat(result.chainsDivergedThroughout()).containsExactly(0, 1, 3);
        MemoryDraws alone = SamplingTest.memory(SETTINGS);
        Sampling.run(SETTINGS, chain -> RandomWalk.kit(), alone);
        assertThat(Arrays.deepEquals(draws.series("x", 0), alone.series("x", 0))).isTrue();
    }

    @Test
    void aDivergenceFreeTransitionAfterTheTrialComesTooLate() {
        RunResult result = Sampling.run(SETTINGS, chain -> kit(RunResult.TRIAL), SamplingTest.memory(SETTINGS));
        assertThat(result.diverged()).isTrue();
    }

    @Test
    void aShortRunIsFinished() {
        RunSettings settings = new RunSettings(2, 10, RunResult.TRIAL, 1, 8L, 2);
        RunResult result = Sampling.run(settings, chain -> kit(-100), SamplingTest.memory(settings));
        assertThat(result.finished()).isTrue();
        assertThat(result.chainsDivergedThroughout()).containsExactly(0, 1);
    }

    /** Stopped before, in and after the trial: resumed, it stops where it would have stopped. */
    @ParameterizedTest
    @ValueSource(longs = {30, 200, 440})
    void resumedItStopsThereToo(long stopAfter) {
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        Cancellation cancellation = new Cancellation();
        Sampling.run(SETTINGS, chain -> kit(-100), draws, new StoppingProgress(cancellation, stopAfter), cancellation,
                Checkpoints.begin(directory, "same"));
        RunResult resumed = resume(draws);
        assertThat(resumed.diverged()).isTrue();
        assertThat(resumed.chains()).allMatch(chain -> chain.transitions() == RunResult.TRIAL);
        RunResult again = resume(draws);
        assertThat(again.diverged()).isTrue();
        assertThat(again.transitions()).isZero();
        assertThat(again.gradients()).isEqualTo(resumed.gradients());
    }

    private RunResult resume(MemoryDraws draws) {
        return Sampling.run(SETTINGS, chain -> kit(-100), draws, Progress.NONE, new Cancellation(),
                Checkpoints.resume(directory, "same"));
    }
}
