package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains that were sampled apart are, joined, byte for byte those of one process. */
class StorePartsTest {

    @TempDir(factory = MemoryTempDir.class)
    static Path shared;
    private static Path whole = Path.of("");
    private static Path first = Path.of("");
    private static Path last = Path.of("");

    @TempDir(factory = MemoryTempDir.class)
    Path directory;

    @BeforeAll
    static void sample() throws IOException {
        whole = shared.resolve("whole");
        first = shared.resolve("first");
        last = shared.resolve("last");
        Files.createDirectories(whole);
        Files.createDirectories(first);
        Files.createDirectories(last);
        StoredRun.begin(whole, Progress.NONE, new Cancellation());
        StoredRun.part(first, new ChainRange(0, 1));
        StoredRun.part(last, new ChainRange(1, 2));
    }

    private static List<Path> stores(Path... parts) {
        return Stream.of(parts).map(StoredRun::store).toList();
    }

    @Test
    void partsInAnyOrderAreTheStoreOfOneProcess() throws IOException {
        StoreParts.join(stores(last, first), StoredRun.store(directory));

        assertThat(StoredRun.bytes(directory)).isEqualTo(StoredRun.bytes(whole));
        ZarrDraws joined = ZarrDraws.open(StoredRun.store(directory));
        ZarrDraws one = ZarrDraws.open(StoredRun.store(whole));
        assertThat(joined.chains()).isEqualTo(3);
        assertThat(joined.draws()).isEqualTo(130);
        assertThat(joined.series("x", 1)).isDeepEqualTo(one.series("x", 1));
    }

    @Test
    void partIsAStoreThatSaysWhichChainsItHas() throws IOException {
        assertThat(ZarrDraws.open(StoredRun.store(last)).chains()).isEqualTo(2);
        ByteBuffer chains = ByteBuffer.wrap(Files.readAllBytes(StoredRun.store(last).resolve("posterior/chain/0")))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new long[]{chains.getLong(), chains.getLong()}).containsExactly(1, 2);
    }

    @Test
    void joinedRunGoesOn() throws IOException {
        StoreParts.join(stores(first, last), StoredRun.store(directory));
        Checkpoints.join(List.of(StoredRun.checkpoints(first), StoredRun.checkpoints(last)),
                StoredRun.checkpoints(directory));
        StoredRun.resume(directory, StoredRun.SETTINGS.withDraws(150), Progress.NONE, new Cancellation());

        Path longer = directory.resolve("longer");
        StoredRun.copy(whole, longer);
        StoredRun.resume(longer, StoredRun.SETTINGS.withDraws(150), Progress.NONE, new Cancellation());
        assertThat(StoredRun.bytes(directory)).isEqualTo(StoredRun.bytes(longer));
    }

    @Test
    void whatIsNoWholeRunIsRefused() throws IOException {
        Path target = StoredRun.store(directory);
        assertThatThrownBy(() -> StoreParts.join(stores(last), target)).isInstanceOf(StoreException.class)
                .hasMessage("chain 1 of 3 is in no part (counted from 1); sample it first");
        assertThatThrownBy(() -> StoreParts.join(stores(first), target))
                .hasMessage("chains 2 to 3 of 3 are in no part (counted from 1); sample them first");
        assertThatThrownBy(() -> StoreParts.join(stores(first, first, last), target))
                .hasMessageContaining("chain 1 is in two parts");
        assertThatThrownBy(() -> StoreParts.join(stores(first, whole), target))
                .hasMessageContaining("is no part of a run");
        assertThatThrownBy(() -> StoreParts.join(List.of(), target)).hasMessageContaining("no parts");

        Path other = directory.resolve("other");
        Files.createDirectories(other);
        ZarrDrawStore.create(StoredRun.store(other),
                StoreLayout.of(3, 40, 131, StoredRun.LAYOUT.variables()).withPart(new ChainRange(1, 2))).close();
        assertThatThrownBy(() -> StoreParts.join(stores(first, other), target))
                .hasMessageContaining("belong to different runs: they differ in planned_draws");
        assertThat(target).doesNotExist();

        StoreParts.join(stores(first, last), target);
        assertThatThrownBy(() -> StoreParts.join(stores(first, last), target))
                .hasMessageContaining("something is there already");
    }

    @Test
    void partIsResumedByItsOwnChainsOnly() {
        assertThatThrownBy(() -> ZarrDrawStore.resume(StoredRun.store(last),
                StoredRun.LAYOUT.withPart(new ChainRange(0, 2)), 0)).isInstanceOf(StoreException.class)
                .hasMessageContaining("does not hold chains 1 to 2 of the run");
    }
}
