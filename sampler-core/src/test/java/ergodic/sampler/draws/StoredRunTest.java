package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.Transition;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainFailedException;
import ergodic.sampler.run.CheckpointException;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunResult;
import ergodic.testing.StoppingProgress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped, killed or out of disk, and went on, leaves the same bytes as one that never was. */
class StoredRunTest {

    /** Events of a whole run: 3 chains x (5 of the start, 40 of the warm-up, 260 of the sampling). */
    private static final int EVENTS = 3 * (5 + 40 + 260);

    @TempDir(factory = MemoryTempDir.class)
    static Path reference;
    private static Map<String, String> expected = Map.of();

    @TempDir(factory = MemoryTempDir.class)
    Path directory;

    @BeforeAll
    static void neverStopped() throws IOException {
        assertThat(StoredRun.begin(reference, Progress.NONE, new Cancellation()).finished()).isTrue();
        expected = StoredRun.bytes(reference);
        assertThat(expected).containsKeys("posterior/x/2/1/0", "sample_stats/lp/0/0", "warmup_posterior/sum/1/0");
    }

    private static void assertSameBytes(Path directory) throws IOException {
        assertThat(StoredRun.bytes(directory).entrySet()).containsExactlyElementsOf(expected.entrySet());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void cancelledAndResumed(long seed) throws IOException {
        Random random = new Random(seed);
        Cancellation cancellation = new Cancellation();
        RunResult result = StoredRun.begin(directory,
                new StoppingProgress(cancellation, 1 + random.nextInt(EVENTS / 2)),
                cancellation);
        while (!result.finished()) {
            assertThat(ZarrDraws.open(StoredRun.store(directory)).draws()).isEqualTo(result.completeDraws());
            Cancellation again = new Cancellation();
            result = StoredRun.resume(directory, new StoppingProgress(again, 1 + random.nextInt(EVENTS)), again);
        }
        assertSameBytes(directory);
    }

    @Test
    void killedAtRandomMomentsAndResumed() throws IOException {
        Path running = directory.resolve("running");
        Random random = new Random(1);
        SortedSet<Integer> moments = new TreeSet<>();
        while (moments.size() < 24) {
            moments.add(1 + random.nextInt(EVENTS));
        }
        // A copy is made by the thread of one chain while the other thread goes on drawing and writing.
        AtEvents copies = new AtEvents(moments, copy -> StoredRun.copy(running, directory.resolve("copy" + copy)));
        assertThat(StoredRun.begin(running, copies, new Cancellation()).finished()).isTrue();
        assertSameBytes(running);
        assertThat(copies.done()).isEqualTo(24);
        int withDraws = 0;
        for (int copy = 0; copy < copies.done(); copy++) {
            Path killed = directory.resolve("copy" + copy);
            withDraws += ZarrDraws.open(StoredRun.store(killed)).draws() > 0 ? 1 : 0;
            assertThat(StoredRun.resume(killed, Progress.NONE, new Cancellation()).finished()).isTrue();
            assertSameBytes(killed);
        }
        assertThat(withDraws).isBetween(1, 23);
    }

    @Test
    void readableWhileWritten() throws IOException {
        SortedSet<Integer> moments = new TreeSet<>();
        for (int event = 100; event < EVENTS; event += 20) {
            moments.add(event);
        }
        List<Integer> sizes = new ArrayList<>();
        AtEvents readings = new AtEvents(moments, _ -> {
            ZarrDraws draws = ZarrDraws.open(StoredRun.store(directory));
            assertSumsFit(draws);
            sizes.add(draws.draws());
        });
        assertThat(StoredRun.begin(directory, readings, new Cancellation()).finished()).isTrue();
        assertThat(sizes).hasSize(moments.size()).isSorted();
        assertSumsFit(ZarrDraws.open(StoredRun.store(directory)));
    }

    private static void assertSumsFit(ZarrDraws draws) {
        double[][] sum = draws.series("sum", 0);
        double[][] diverging = draws.statistic("diverging");
        double[] x = new double[3];
        for (int chain = 0; chain < draws.chains(); chain++) {
            for (int draw = 0; draw < draws.draws(); draw++) {
                draws.readInto("x", chain, draw, x);
                assertThat(sum[chain][draw]).isEqualTo(0 + x[0] + x[1] + x[2]);
                assertThat(diverging[chain][draw]).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void extended() throws IOException {
        Path longer = directory.resolve("longer");
        StoredRun.begin(longer, Progress.NONE, new Cancellation());
        RunResult extended = StoredRun.resume(longer, StoredRun.SETTINGS.withDraws(230), Progress.NONE,
                new Cancellation());
        assertThat(extended.completeDraws()).isEqualTo(230);
        ZarrDraws draws = ZarrDraws.open(StoredRun.store(longer));
        assertThat(draws.draws()).isEqualTo(230);
        assertThat(draws.plannedDraws()).isEqualTo(230);
        assertSumsFit(draws);
        double[][] before = ZarrDraws.open(StoredRun.store(reference)).series("sum", 0);
        for (int draw = 0; draw < 130; draw++) {
            assertThat(draws.series("sum", 0)[2][draw]).isEqualTo(before[2][draw]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 119, 350})
    void aFullDiskStopsTheRunAndKeepsWhatIsComplete(int writesBefore) throws IOException {
        assertThatThrownBy(() -> StoredRun.begin(directory, StoredRun.slow(50_000), new Cancellation(),
                store -> new FullDisk(store, writesBefore))).isInstanceOf(ChainFailedException.class)
                .hasMessageMatching("chain \\d of 3 failed (in .* transition \\d+|at the end): No space left on device")
                .hasRootCauseInstanceOf(IOException.class);
        ZarrDraws draws = ZarrDraws.open(StoredRun.store(directory));
        assertSumsFit(draws);
        assertThat(StoredRun.resume(directory, Progress.NONE, new Cancellation()).finished()).isTrue();
        assertSameBytes(directory);
    }

    @Test
    void aChunkThatCannotBeWrittenStopsTheRunAndKeepsWhatIsComplete() throws IOException {
        // A file where the directory of the second chunk of chain 1 belongs.
        Path[] inTheWay = new Path[1];
        assertThatThrownBy(() -> StoredRun.begin(directory, Progress.NONE, new Cancellation(), store -> {
            inTheWay[0] = StoredRun.store(directory).resolve("posterior/x/1/1");
            try {
                Files.createDirectories(inTheWay[0].getParent());
                Files.writeString(inTheWay[0], "");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return store;
        })).isInstanceOf(ChainFailedException.class).hasMessageContaining("chain 2 of 3 failed")
                .hasMessageContaining("cannot write " + inTheWay[0]);
        assertThat(ZarrDraws.open(StoredRun.store(directory)).draws()).isBetween(0, 129);
        Files.delete(inTheWay[0]);
        assertThat(StoredRun.resume(directory, Progress.NONE, new Cancellation()).finished()).isTrue();
        assertSameBytes(directory);
    }

    @Test
    void aStoreBehindItsCheckpointIsRefused() throws IOException {
        Cancellation cancellation = new Cancellation();
        StoredRun.begin(directory, new StoppingProgress(cancellation, EVENTS - 10), cancellation);
        StoreFiles.deleteTree(StoredRun.store(directory));
        ZarrDrawStore.create(StoredRun.store(directory), StoredRun.LAYOUT).close();
        assertThatThrownBy(() -> StoredRun.resume(directory, Progress.NONE, new Cancellation()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("the store lacks draws that the run has made");
    }

    /** A store whose disk is full after so many draws. */
    private record FullDisk(DrawSink store, int[] left) implements DrawSink {

        FullDisk(DrawSink store, int writes) {
            this(store, new int[]{writes});
        }

        @Override
        public boolean wantsValues(Phase phase) {
            return store.wantsValues(phase);
        }

        @Override
        public synchronized void accept(int chain, Phase phase, int draw, double[] values, Transition transition)
                throws IOException {
            requireSpace();
            left[0]--;
            store.accept(chain, phase, draw, values, transition);
        }

        private void requireSpace() throws IOException {
            if (left[0] <= 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void save(int chain, DataOutput out) throws IOException {
            store.save(chain, out);
        }

        @Override
        public void load(int chain, DataInput in) throws IOException {
            store.load(chain, in);
        }

        @Override
        public synchronized void flush(int chain) throws IOException {
            requireSpace();
            store.flush(chain);
        }

        @Override
        public synchronized void close() throws IOException {
            if (left[0] > 0) {
                store.close();
            }
        }
    }
}
