package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.testing.ReaderFuzz;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged stores are read, or refused by a {@link StoreException}; sizes in them are checked before memory is taken. */
@Timeout(300)
class StoreFuzzTest {
    private static final long MOST_BYTES = 16L << 20;

    @TempDir(factory = MemoryTempDir.class)
    Path directory;
    private Path store = Path.of("");

    @BeforeEach
    void whole() throws IOException {
        store = directory.resolve("draws.zarr");
        StoreLayout layout = StoreLayout.of(2, 5, 150, List.of(Variable.of("w", 2, 3), Variable.of("noise")))
                .withStatistics(ZarrDrawStoreTest.OWN)
                .withData(List.of(DataArray.of("y", List.of(3), new double[]{1, 2, 3})), List.of());
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, layout)) {
            ZarrDrawStoreTest.fill(sink, Phase.WARMUP, 0, 5);
            ZarrDrawStoreTest.fill(sink, Phase.SAMPLING, 0, 120);
        }
    }

    @Test
    void damagedMetadata() throws IOException {
        check(".zmetadata", 0, 400);
    }

    @Test
    void damagedChunks() throws IOException {
        for (String file : List.of("posterior/w/1/1/0/0", "sample_stats/lp/0/0", "observed_data/y/0",
                "posterior/chain/0")) {
            check(file, 0, 40);
        }
    }

    @Test
    @Tag("slow")
    void damagedMetadataAtLength() throws IOException {
        check(".zmetadata", 1000, 3000);
    }

    private void check(String file, long from, long to) throws IOException {
        Path path = store.resolve(file);
        byte[] valid = Files.readAllBytes(path);
        ReaderFuzz.check(file, valid, LongStream.range(from, to).boxed().toList(), MOST_BYTES, input -> {
            Files.write(path, input);
            readAll();
        }, Set.of(StoreException.class));
        Files.write(path, valid);
        readAll();
    }

    private void readAll() {
        ZarrDraws draws = ZarrDraws.open(store);
        for (ZarrDraws part : List.of(draws, draws.warmup())) {
            for (Variable variable : part.variables()) {
                double[][] series = part.series(variable.name(), variable.size() - 1);
                if (part.draws() > 0 && part.chains() > 0) {
                    part.readInto(variable.name(), part.chains() - 1, part.draws() - 1, new double[variable.size()]);
                }
                assertThat(series.length).isEqualTo(part.chains());
            }
            part.statistics().forEach(statistic -> part.statistic(statistic.name()));
        }
        assertThat(draws.attributes()).isNotNull();
        assertThat(draws.plannedDraws()).isNotNegative();
        draws.observedData();
        draws.constantData();
    }

    /** Lengths that say more than the files hold. */
    @Test
    void hugeLengthsTakeNoMemory() throws IOException {
        Path file = store.resolve(".zmetadata");
        String good = Files.readString(file);
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                text -> text.replace("[ 2, 120", "[ 2, 2000000000").replace("[ 120 ]", "[ 2000000000 ]"),
                text -> text.replace("[ 2, 120", "[ 2000000000, 120").replace("[ 2 ]", "[ 2000000000 ]"),
                text -> text.replace("[ 2, 120, 2, 3", "[ 2, 120, 2000000, 3000000"),
                text -> text.replace("[ 2, 120", "[ -2, 120"), text -> text.replace("[ 3 ]", "[ 300000000 ]"))) {
            String bad = change.apply(good);
            assertThat(bad).isNotEqualTo(good);
            Files.writeString(file, bad);
            assertThatThrownBy(this::readAll).isInstanceOf(StoreException.class).hasMessageContaining("damaged");
        }
        Files.writeString(file, good.replace("posterior/w/", "posterior/../w/"));
        assertThatThrownBy(this::readAll).isInstanceOf(StoreException.class);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        assertThatThrownBy(this::readAll).isInstanceOf(StoreException.class).hasMessageContaining("bytes");
    }
}
