package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.draws.ChainRange;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.testing.RandomWalk;
import ergodic.testing.StoppingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are looked at: when, what is seen, where they end. */
class RunLooksTest {

    private static final RunSettings SETTINGS = new RunSettings(4, 60, 100, 3, 5L, 2);
    private static final String FINGERPRINT = new RunFingerprint().add("model", "random walk").hex();

    @TempDir
    private Path directory;

    /** Notes what it sees, and ends at some draw. */
    private static final class Notes implements RunLooks {
        private final int every;
        private final int end;
        private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

        Notes(int every, int end) {
            this.every = every;
            this.end = end;
        }

        @Override
        public int every() {
            return every;
        }

        @Override
        public boolean ends(int draws, List<ChainResult> chains) {
            for (ChainResult chain : chains) {
                assertThat(chain.draws()).isEqualTo(draws);
                assertThat(chain.transitions()).isEqualTo(3 * draws);
            }
            seen.add(draws + ":" + chains.stream().mapToLong(ChainResult::gradients).sum());
            return draws == end;
        }
    }

    private static MemoryDraws whole(int draws) {
        RunSettings settings = SETTINGS.withDraws(draws);
        MemoryDraws memory = SamplingTest.memory(settings);
        Sampling.run(settings, chain -> RandomWalk.kit(), memory);
        return memory;
    }

    private static RunResult run(RunSettings settings, MemoryDraws draws, RunLooks looks) {
        return Sampling.run(settings, chain -> RandomWalk.kit(), draws, Progress.NONE, new Cancellation(),
                Checkpoints.none(), looks);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 9})
    void aLookThatEndsTheRunLeavesTheDrawsOfAShorterRun(int threads) {
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        Notes notes = new Notes(15, 45);
        RunResult result = run(SETTINGS.withThreads(threads), draws, notes);
        assertThat(result.finished()).isTrue();
        assertThat(result.completeDraws()).isEqualTo(45);
        assertThat(result.chains()).allMatch(chain -> chain.phase() == RunPhase.FINISHED);
        assertThat(notes.seen).containsExactly("15:180", "30:360", "45:540");
        assertThat(Arrays.deepEquals(SamplingTest.everything(draws), SamplingTest.everything(whole(45)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aRunThatNoLookEndsGoesOnToItsLastDraw(int threads) {
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        Notes notes = new Notes(20, -1);
        assertThat(run(SETTINGS.withThreads(threads), draws, notes).finished()).isTrue();
        assertThat(notes.seen).as("none after the last draw").containsExactly("20:240", "40:480", "60:720", "80:960");
        assertThat(Arrays.deepEquals(SamplingTest.everything(draws), SamplingTest.everything(whole(100)))).isTrue();
    }

    /** Events: 4 chains x (5 of the start, 60 of the warm-up, 300 of the sampling). */
    @ParameterizedTest
    @CsvSource({"3, 1", "200, 2", "262, 2", "300, 1", "430, 4", "439, 2", "440, 1", "441, 3", "500, 2", "619, 1",
            "621, 2",
            "780, 4", "799, 2"})
    void stoppedAnywhereItEndsAtTheSameDraw(long stopAfter, int threads) {
        RunSettings settings = SETTINGS.withThreads(threads);
        MemoryDraws draws = SamplingTest.memory(settings);
        Cancellation cancellation = new Cancellation();
        Notes first = new Notes(15, 45);
        RunResult stopped = Sampling.run(settings, chain -> RandomWalk.kit(), draws,
                new StoppingProgress(cancellation, stopAfter), cancellation, Checkpoints.begin(directory, FINGERPRINT),
                first);
        assertThat(stopped.finished()).isFalse();
        Notes second = new Notes(15, 45);
        RunResult result = Sampling.run(settings.withThreads(2), chain -> RandomWalk.kit(), draws, Progress.NONE,
                new Cancellation(), Checkpoints.resume(directory, FINGERPRINT), second);
        assertThat(result.finished()).isTrue();
        assertThat(result.completeDraws()).isEqualTo(45);
        List<String> both = new ArrayList<>(first.seen);
        second.seen.stream().filter(look -> !both.contains(look)).forEach(both::add);
        assertThat(both).as("the same looks saw the same").containsExactly("15:180", "30:360", "45:540");
        assertThat(Arrays.deepEquals(SamplingTest.everything(draws), SamplingTest.everything(whole(45)))).isTrue();
    }

    @Test
    void anEndedRunIsExtended() {
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        Sampling.run(SETTINGS, chain -> RandomWalk.kit(), draws, Progress.NONE, new Cancellation(),
                Checkpoints.begin(directory, FINGERPRINT), new Notes(15, 30));
        RunResult again = Sampling.run(SETTINGS.withDraws(30), chain -> RandomWalk.kit(), draws, Progress.NONE,
                new Cancellation(), Checkpoints.resume(directory, FINGERPRINT));
        assertThat(again.finished()).isTrue();
        assertThat(again.transitions()).isZero();
        RunResult more = Sampling.run(SETTINGS.withDraws(70), chain -> RandomWalk.kit(), draws, Progress.NONE,
                new Cancellation(), Checkpoints.resume(directory, FINGERPRINT));
        assertThat(more.transitions()).isEqualTo(4 * 3 * 40);
        assertThat(Arrays.deepEquals(SamplingTest.everything(draws), SamplingTest.everything(whole(70)))).isTrue();
    }

    @Test
    void partsAreNotLookedAt() {
        assertThatThrownBy(() -> run(SETTINGS.withPart(new ChainRange(0, 2)), SamplingTest.memory(SETTINGS),
                new Notes(15, 30))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("in parts");
        assertThatThrownBy(() -> run(SETTINGS, SamplingTest.memory(SETTINGS), new Notes(0, 30)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least 1 draw");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aLookThatFailsEndsTheRunAndSaysWhere(int threads) {
        RunLooks failing = new RunLooks() {
            @Override
            public int every() {
                return 10;
            }

            @Override
            public boolean ends(int draws, List<ChainResult> chains) throws IOException {
                throw new IOException("the disk is full");
            }
        };
        assertThatThrownBy(() -> run(SETTINGS.withThreads(threads), SamplingTest.memory(SETTINGS), failing))
                .isInstanceOf(ChainFailedException.class)
                .hasMessageContaining("at the judgement after sampling transition 30: the disk is full");
    }
}
