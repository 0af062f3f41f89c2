package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wrong use of a store, and every damage, gets one clear sentence, and nothing is overwritten. */
class StoreErrorsTest {

    private static final StoreLayout LAYOUT = StoreLayout.of(2, 5, 150,
            List.of(Variable.of("w", 2, 3), Variable.of("noise"))).withStatistics(ZarrDrawStoreTest.OWN);

    @TempDir(factory = MemoryTempDir.class)
    Path directory;
    private Path store = Path.of("");

    @BeforeEach
    void whole() throws IOException {
        store = directory.resolve("draws.zarr");
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, LAYOUT)) {
            ZarrDrawStoreTest.fill(sink, Phase.WARMUP, 0, 5);
            ZarrDrawStoreTest.fill(sink, Phase.SAMPLING, 0, 120);
        }
    }

    private void edit(String file, UnaryOperator<String> change) throws IOException {
        Path path = store.resolve(file);
        Files.writeString(path, change.apply(Files.readString(path)));
    }

    /** Bytes of the right number in the wrong place: of another chain, another chunk, another array, or turned over by a disk. */
    @ParameterizedTest
    @CsvSource({"posterior/w/0/0/0/0, posterior/w/1/0/0/0", "posterior/w/1/1/0/0, posterior/w/1/0/0/0",
            "sample_stats/lp/0/0, posterior/noise/0/0", "posterior/noise/0/1, "})
    void chunksThatWereNotWrittenThereAreNotRead(String place, @Nullable String foreign) throws IOException {
        byte[] bytes = Files.readAllBytes(store.resolve(foreign == null ? place : foreign));
        if (foreign == null) {
            bytes[3] ^= 1;
        }
        assertThat(Files.readAllBytes(store.resolve(place))).hasSameSizeAs(bytes).isNotEqualTo(bytes);
        Files.write(store.resolve(place), bytes);
        ZarrDraws draws = ZarrDraws.open(store);
        String name = place.split("/")[1];
        assertThatThrownBy(() -> {
            double[][] all = place.startsWith("posterior") ? draws.series(name, 0) : draws.statistic(name);
            assertThat(all).isEmpty();
        }).isInstanceOf(StoreException.class).hasMessageContaining(place)
                .hasMessageContaining("does not hold what was written; restore it from a copy");
        if (place.endsWith("/1") || place.contains("/1/1/")) {
            // The chunk that a resumed run goes on with.
            assertThatThrownBy(() -> {
                try (ZarrDrawStore sink = ZarrDrawStore.resume(store, LAYOUT)) {
                    ZarrDrawStoreTest.fill(sink, Phase.SAMPLING, 120, 130);
                }
            }).isInstanceOf(StoreException.class).hasMessageContaining("does not hold what was written");
        }
    }

    /** A process that was killed between a chunk and its sums, and a reader that took the sums first, see sums of before. */
    @Test
    void sumsOfBeforeHoldForChunksThatGrew() throws IOException {
        Path sums = ChunkSums.folder(store, "posterior").resolve("0");
        byte[] before = Files.readAllBytes(sums);
        double[][] expected = ZarrDraws.open(store).series("w", 2);
        try (ZarrDrawStore sink = ZarrDrawStore.resume(store, LAYOUT)) {
            ZarrDrawStoreTest.fill(sink, Phase.SAMPLING, 120, 150);
        }
        assertThat(Files.readAllBytes(sums)).isNotEqualTo(before);
        Files.write(sums, before);
        double[][] grown = ZarrDraws.open(store).series("w", 2);
        assertThat(java.util.Arrays.copyOf(grown[0], 120)).isEqualTo(expected[0]);
        // Draws that come again after a kill are written over those that are there.
        try (ZarrDrawStore sink = ZarrDrawStore.resume(store, LAYOUT)) {
            ZarrDrawStoreTest.fill(sink, Phase.SAMPLING, 110, 130);
        }
        assertThat(ZarrDraws.open(store).series("w", 2)).isDeepEqualTo(grown);
    }

    @Test
    void sumsThatAreDamagedAreNamedAndAStoreWithoutIsRead() throws IOException {
        Path sums = ChunkSums.folder(store, "posterior").resolve("1");
        byte[] whole = Files.readAllBytes(sums);
        for (int length : new int[]{0, 3, whole.length / 2, whole.length - 4}) {
            Files.write(sums, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ZarrDraws.open(store).series("w", 0)).isInstanceOf(StoreException.class)
                    .hasMessageContaining(".sums").hasMessageContaining("is not what was written");
        }
        StoreFiles.deleteTree(store.resolve(".sums"));
        assertThat(ZarrDraws.open(store).series("w", 0)[1]).hasSize(120).doesNotContain(Double.NaN);
        try (ZarrDrawStore sink = ZarrDrawStore.resume(store, LAYOUT)) {
            ZarrDrawStoreTest.fill(sink, Phase.SAMPLING, 120, 150);
        }
        assertThat(ZarrDraws.open(store).series("w", 0)[1]).hasSize(150).doesNotContain(Double.NaN);
    }

    @Test
    void refusesToOverwrite() throws IOException {
        byte[] before = Files.readAllBytes(store.resolve(".zmetadata"));
        assertThatThrownBy(() -> ZarrDrawStore.create(store, LAYOUT)).isInstanceOf(StoreException.class)
                .hasMessageContaining("something is there already");
        assertThat(Files.readAllBytes(store.resolve(".zmetadata"))).isEqualTo(before);
        Path file = Files.writeString(directory.resolve("file"), "mine");
        assertThatThrownBy(() -> ZarrDrawStore.create(file, LAYOUT)).hasMessageContaining("something is there already");
        assertThat(file).hasContent("mine");
        assertThatThrownBy(() -> ZarrDrawStore.create(file.resolve("store"), LAYOUT))
                .isInstanceOf(StoreException.class).hasMessageContaining("cannot make a store of draws at");
    }

    @Test
    void drawsWithoutRoomOnTheDiskAreRefusedBeforeAnythingIsWritten() throws IOException {
        Path place = directory.resolve("large.zarr");
        StoreLayout large = StoreLayout.of(1000, 5, Integer.MAX_VALUE, List.of(Variable.of("w", 1000, 1000)));
        assertThatThrownBy(() -> ZarrDrawStore.create(place, large)).isInstanceOf(StoreException.class)
                .hasMessageContaining("the draws of chains 1 to 1000 take up to 1.72e+10 GB on the disk")
                .hasMessageContaining("are free there");
        try (var entries = Files.list(directory)) {
            assertThat(entries).containsExactly(store);
        }
        StoreLayout more = StoreLayout.of(2, 5, Integer.MAX_VALUE, LAYOUT.variables())
                .withStatistics(ZarrDrawStoreTest.OWN);
        // What is there already is not counted again: 120 of 150 draws.
        StoreMetadata metadata = StoreMetadata.read(store);
        double all = StoreRoom.needed(StoreSchema.metadata(LAYOUT), LAYOUT);
        assertThat(all).isGreaterThan(2 * 150 * 7 * 8.0);
        assertThat(StoreRoom.needed(metadata, LAYOUT)).isCloseTo(all * 30 / 155, withinPercentage(10));
        assertThat(StoreRoom.needed(metadata, more)).isGreaterThan(Integer.MAX_VALUE * 2.0 * 7 * 8);
    }

    @Test
    void takesAnEmptyDirectoryAndTheRemainsOfAKilledCreation() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Files.createDirectories(directory.resolve(".empty.making/posterior"));
        Files.writeString(directory.resolve(".empty.making/posterior/.zgroup"), "half");
        ZarrDrawStore.create(empty, LAYOUT).close();
        assertThat(ZarrDraws.open(empty).draws()).isZero();
        assertThat(directory.resolve(".empty.making")).doesNotExist();
    }

    @Test
    void saysWhatIsNotAStore() throws IOException {
        assertThatThrownBy(() -> ZarrDraws.open(directory.resolve("none"))).isInstanceOf(StoreException.class)
                .hasMessageStartingWith("there is no store of draws at");
        Path file = Files.writeString(directory.resolve("file"), "mine");
        assertThatThrownBy(() -> ZarrDraws.open(file)).hasMessageEndingWith("it is a file, not a directory");
        assertThatThrownBy(() -> ZarrDraws.open(directory)).hasMessageEndingWith("it has no .zmetadata");
        assertThatThrownBy(() -> ZarrDrawStore.resume(directory, LAYOUT)).hasMessageEndingWith("it has no .zmetadata");
    }

    @Test
    void saysWhatIsWrongWithMetadata() throws IOException {
        Path file = store.resolve(".zmetadata");
        byte[] good = Files.readAllBytes(file);
        edit(".zmetadata", text -> text.replace("\"ergodic_store_version\" : 1", "\"ergodic_store_version\" : 9"));
        assertThatThrownBy(() -> ZarrDraws.open(store)).hasMessageContaining("has format version 9");
        assertThatThrownBy(() -> ZarrDrawStore.resume(store, LAYOUT)).hasMessageContaining("has format version 9");
        edit(".zmetadata", text -> text.replace("ergodic_store_version", "other_version"));
        assertThatThrownBy(() -> ZarrDraws.open(store)).hasMessageContaining("was not made by this program");
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        assertThatThrownBy(() -> ZarrDraws.open(store)).isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged: .zmetadata cannot be understood");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> ZarrDraws.open(store)).hasMessageContaining("holds no metadata");
        Files.write(file, good);
        edit(".zmetadata", text -> text.replace("<f8", "<c16"));
        assertThatThrownBy(() -> ZarrDraws.open(store)).hasMessageContaining("elements of type <c16");
        Files.write(file, good);
        edit(".zmetadata", text -> text.replace("\"compressor\" : null", "\"compressor\" : {\"id\" : \"zlib\"}"));
        assertThatThrownBy(() -> ZarrDraws.open(store)).hasMessageContaining("stored in a way that cannot be read");
        Files.write(file, good);
        assertThat(ZarrDraws.open(store).draws()).isEqualTo(120);
    }

    @Test
    void saysWhichChunkIsTruncatedOrMissing() throws IOException {
        Path chunk = store.resolve("posterior/w/1/0/0/0");
        byte[] good = Files.readAllBytes(chunk);
        Files.write(chunk, Arrays.copyOf(good, good.length - 1));
        assertThatThrownBy(() -> ZarrDraws.open(store).series("w", 0)).isInstanceOf(StoreException.class)
                .hasMessageContaining(chunk + " has 4799 bytes, not 4800");
        assertThat(ZarrDraws.open(store).series("noise", 0)[1][119]).isEqualTo(ZarrDrawStoreTest.value(1, 119, 6));
        Files.delete(chunk);
        assertThatThrownBy(() -> ZarrDraws.open(store).series("w", 0)).hasMessageContaining(chunk + " is missing");
        ZarrDrawStore resumed = ZarrDrawStore.resume(store, LAYOUT);
        assertThatThrownBy(() -> resumed.load(1, fiveAndMore(120))).isInstanceOf(StoreException.class)
                .hasMessageContaining("the store lacks draws that the run has made")
                .hasMessageContaining(chunk.toString());
        Files.write(chunk, good);
        resumed.load(1, fiveAndMore(120));
        Files.delete(store.resolve("sample_stats/lp/0/1"));
        assertThatThrownBy(() -> resumed.load(0, fiveAndMore(120)))
                .hasMessageContaining("sample_stats/lp/0/1 is missing");
        assertThatThrownBy(() -> ZarrDrawStoreTest.accept(resumed, 0, Phase.SAMPLING, 120))
                .hasMessageContaining("sample_stats/lp/0/1 is missing");
    }

    /** What the checkpoint of a chain holds for its store: 5 warm-up draws, and so many draws. */
    private static DataInput fiveAndMore(int draws) {
        return new DataInputStream(new ByteArrayInputStream(ByteBuffer.allocate(8).putInt(5).putInt(draws).array()));
    }

    @Test
    void refusesToGoOnWithAnotherRunsStore() {
        List<Variable> variables = LAYOUT.variables();
        assertThatThrownBy(() -> ZarrDrawStore.resume(store,
                StoreLayout.of(3, 5, 150, variables).withStatistics(ZarrDrawStoreTest.OWN)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("posterior/w is 2 chains of [2, 3] as <f8 there and 3 chains of [2, 3]");
        assertThatThrownBy(() -> ZarrDrawStore.resume(store, LAYOUT.withFloat32(true)))
                .hasMessageContaining("as <f4 here");
        assertThatThrownBy(
                () -> ZarrDrawStore.resume(store, StoreLayout.of(2, 5, 150, List.of(Variable.of("w", 2, 3)))
                        .withStatistics(ZarrDrawStoreTest.OWN)))
                .hasMessageContaining("posterior/noise is 2 chains of scalars as <f8 there and absent here");
        assertThatThrownBy(() -> ZarrDrawStore.resume(store, LAYOUT.withWarmupValues(true)))
                .hasMessageContaining("warmup_posterior/w is absent there");
        assertThatThrownBy(() -> ZarrDrawStore.resume(store, LAYOUT.withDraws(100)))
                .hasMessageContaining("already has 120 draws of each chain, more than the 100 asked for");
    }

    @Test
    void drawsOfANewStoreComeInOrder() {
        ZarrDrawStore sink = ZarrDrawStore.create(directory.resolve("new.zarr"), LAYOUT);
        assertThatThrownBy(() -> ZarrDrawStoreTest.accept(sink, 0, Phase.SAMPLING, 3))
                .isInstanceOf(StoreException.class).hasMessageContaining("is missing");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        // A file where the store wants a directory stands for any place that cannot be written, for every user.
        ZarrDrawStore sink = ZarrDrawStore.create(directory.resolve("new.zarr"), LAYOUT);
        Files.writeString(directory.resolve("new.zarr/posterior/w/1"), "in the way");
        ZarrDrawStoreTest.accept(sink, 1, Phase.SAMPLING, 0);
        assertThatThrownBy(() -> sink.flush(1)).isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write").hasMessageEndingWith("what was stored before is kept");
    }

    @Test
    void refusesLayoutsThatCannotBeStored() {
        assertThatThrownBy(() -> StoreLayout.of(0, 5, 10, List.of())).hasMessageContaining("not 0, 5 and 10");
        for (String name : List.of("", " ", "a/b", "a\\b", ".a", "chain", "draw")) {
            assertThatThrownBy(() -> StoreLayout.of(1, 5, 10, List.of(Variable.of(name))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a variable cannot be stored under the name");
        }
        assertThatThrownBy(() -> StoreLayout.of(1, 5, 10, List.of(Variable.of("a"), Variable.of("a"))))
                .hasMessage("two variables are called \"a\"");
        assertThatThrownBy(() -> StoreLayout.of(1, 5, 10, List.of(Variable.of("a", 2), Variable.of("a_dim_0"))))
                .hasMessageContaining("has the name of a dimension of \"a\"");
        assertThatThrownBy(() -> StoreLayout.of(1, 5, 10, List.of(Variable.of("a", 2, 0))))
                .hasMessageContaining("has no elements");
        assertThatThrownBy(() -> LAYOUT.withAttributes(Map.of("k", List.of(1)))).hasMessageContaining("attribute k");
        assertThatThrownBy(() -> DataArray.of("y", List.of(3), new double[2])).hasMessageContaining("do not fit");
        DataArray y = new DataArray("y", List.of("row"), List.of(2), new double[2]);
        DataArray z = new DataArray("z", List.of("row"), List.of(3), new double[3]);
        assertThatThrownBy(() -> ZarrDrawStore.create(directory.resolve("new"), LAYOUT.withData(List.of(y, z),
                List.of()))).hasMessageContaining("the dimension row has length 2 and, for z, 3");
        DataArray row = new DataArray("row", List.of("row"), List.of(3), new double[3]);
        assertThatThrownBy(() -> ZarrDrawStore.create(directory.resolve("new"), LAYOUT.withData(List.of(row),
                List.of()))).hasMessageContaining("has the name of a dimension");
    }
}
