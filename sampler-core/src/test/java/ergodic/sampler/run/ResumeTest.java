package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.draws.MemoryDraws;
import ergodic.testing.RandomWalk;
import ergodic.testing.StoppingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

    private static final RunSettings SETTINGS = new RunSettings(3, 60, 40, 3, 5L, 2);
    private static final String FINGERPRINT = new RunFingerprint().add("model", "random walk").hex();

    @TempDir
    Path directory;
    private double[][][] expected = {};

    @BeforeEach
    void neverStopped() {
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        Sampling.run(SETTINGS, chain -> RandomWalk.kit(), draws);
        expected = SamplingTest.everything(draws);
    }

    private RunResult begin(RunSettings settings, MemoryDraws draws, long stopAfter) {
        Cancellation cancellation = new Cancellation();
        return Sampling.run(settings, chain -> RandomWalk.kit(), draws, new StoppingProgress(cancellation, stopAfter),
                cancellation, Checkpoints.begin(directory, FINGERPRINT));
    }

    private RunResult resume(RunSettings settings, MemoryDraws draws) {
        return Sampling.run(settings, chain -> RandomWalk.kit(), draws, Progress.NONE, new Cancellation(),
                Checkpoints.resume(directory, FINGERPRINT));
    }

    /** Events: 3 chains x (5 of the start, 60 of the warm-up, 120 of the sampling) = 555. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 5, 6, 16, 66, 100, 195, 196, 300, 301, 302, 400, 500, 550, 554})
    void aStoppedRunGoesOnWithTheSameBits(long stopAfter) {
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        RunResult first = begin(SETTINGS, draws, stopAfter);
        assertThat(first.cancelled()).isTrue();
        RunResult second = resume(SETTINGS, draws);
        assertThat(second.finished()).isTrue();
        assertThat(Arrays.deepEquals(SamplingTest.everything(draws), expected)).isTrue();
        assertThat(second.gradients()).isEqualTo(3 * (5 + 60 + 120));
        assertThat(second.chains().getFirst().startGradients()).isEqualTo(5);
    }

    @Test
    void aRunStoppedAgainAndAgainArrives() {
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        RunResult result = begin(SETTINGS, draws, 20);
        int resumptions = 0;
        while (!result.finished()) {
            Cancellation cancellation = new Cancellation();
            result = Sampling.run(SETTINGS, chain -> RandomWalk.kit(), draws, new StoppingProgress(cancellation, 31),
                    cancellation, Checkpoints.resume(directory, FINGERPRINT).every(Duration.ZERO));
            resumptions++;
        }
        assertThat(resumptions).isGreaterThan(10);
        assertThat(Arrays.deepEquals(SamplingTest.everything(draws), expected)).isTrue();
    }

    @Test
    void aFinishedRunCanBeExtended() {
        RunSettings longer = SETTINGS.withDraws(90).withThreads(1);
        MemoryDraws whole = SamplingTest.memory(longer);
        Sampling.run(longer, chain -> RandomWalk.kit(), whole);
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        begin(SETTINGS, draws, Long.MAX_VALUE);
        assertThat(resume(SETTINGS, draws).finished()).isTrue();
        RunResult extended = resume(longer, draws);
        assertThat(extended.completeDraws()).isEqualTo(90);
        assertThat(Arrays.deepEquals(SamplingTest.everything(draws), SamplingTest.everything(whole))).isTrue();
        assertThatThrownBy(() -> resume(SETTINGS, draws)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("already has 90 draws, more than the 40 asked for");
    }

    @Test
    void refusesToBeginWhereARunIs() {
        begin(SETTINGS, SamplingTest.memory(SETTINGS), 100);
        assertThatThrownBy(() -> begin(SETTINGS, SamplingTest.memory(SETTINGS), 100))
                .isInstanceOf(CheckpointException.class).hasMessageContaining("already holds the checkpoints of a run");
    }

    @Test
    void refusesOtherSettingsAndFingerprints() {
        begin(SETTINGS, SamplingTest.memory(SETTINGS), 100);
        MemoryDraws draws = SamplingTest.memory(new RunSettings(4, 60, 40, 3, 5L, 2));
        assertThatThrownBy(() -> resume(new RunSettings(4, 60, 40, 3, 5L, 2), draws))
                .hasMessageContaining("chains is 3 there and 4 here");
        assertThatThrownBy(() -> resume(new RunSettings(3, 61, 40, 3, 5L, 2), draws))
                .hasMessageContaining("warmup is 60 there and 61 here");
        assertThatThrownBy(() -> resume(new RunSettings(3, 60, 40, 1, 5L, 2), draws))
                .hasMessageContaining("thin is 3 there and 1 here");
        assertThatThrownBy(() -> resume(new RunSettings(3, 60, 40, 3, 6L, 2), draws))
                .hasMessageContaining("seed is 5 there and 6 here");
        assertThatThrownBy(() -> Sampling.run(SETTINGS, chain -> RandomWalk.kit(), draws, Progress.NONE,
                new Cancellation(), Checkpoints.resume(directory, "other")))
                .hasMessageContaining("belongs to another run: its configuration, model or data differ");
    }

    @Test
    void refusesAMissingDirectoryAndOneThatIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Checkpoints.resume(directory.resolve("none"), FINGERPRINT))
                .hasMessageStartingWith("there is no run to resume");
        assertThatThrownBy(() -> Checkpoints.begin(file, FINGERPRINT)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> Checkpoints.begin(directory, FINGERPRINT).every(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASecondRunInTheSameDirectory() {
        Checkpoints checkpoints = Checkpoints.begin(directory, FINGERPRINT);
        try (DirectoryLock _ = checkpoints.lock()) {
            assertThatThrownBy(() -> resume(SETTINGS, SamplingTest.memory(SETTINGS)))
                    .isInstanceOf(CheckpointException.class).hasMessageContaining("a run is going on in");
        }
        assertThat(resume(SETTINGS, SamplingTest.memory(SETTINGS)).finished()).isTrue();
    }

    @Test
    void saysWhatIsWrongWithADamagedCheckpoint() throws IOException {
        // On one thread chain 1 has begun before chain 0 can make 300 events.
        MemoryDraws draws = SamplingTest.memory(SETTINGS);
        begin(SETTINGS.withThreads(1), draws, 300);
        Path file = directory.resolve("chain-1.checkpoint");
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length += 13) {
            Files.write(file, Arrays.copyOf(good, length));
            assertRefused(draws, file, length < 12 ? "is not a checkpoint" : "is damaged");
        }
        for (int at = 0; at < good.length; at += 5) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(file, bad);
            assertRefused(draws, file, at < 8 ? "is not a checkpoint" : at < 12 ? "has format version" : "is damaged");
        }
        Files.write(file, good);
    }

    /** Chains take turns by time: which of them has draws, or all of its draws, is not known, but one has. */
    @ParameterizedTest
    @ValueSource(longs = {300, Long.MAX_VALUE})
    void refusesAnotherSinkThanThatOfTheDrawsBefore(long stopAfter) {
        begin(SETTINGS, SamplingTest.memory(SETTINGS), stopAfter);
        MemoryDraws other = SamplingTest.memory(SETTINGS);
        assertThatThrownBy(() -> resume(SETTINGS, other)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("draw 0 is not here: resume with the draws that the run was begun with");
    }

    private void assertRefused(MemoryDraws draws, Path file, String why) {
        assertThatThrownBy(() -> resume(SETTINGS, draws))
                .isInstanceOf(CheckpointException.class).hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }
}
