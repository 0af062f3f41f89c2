package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawKindTest {

    private static final StoreLayout LAYOUT = StoreLayout.of(2, 0, 3, List.of(Variable.of("x")));

    @TempDir(factory = MemoryTempDir.class)
    Path directory;

    private Path store(DrawKind kind) throws IOException {
        Path store = directory.resolve(kind.key());
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, LAYOUT.withKind(kind))) {
            sink.begin(0, kind, Statistic.COMMON);
        }
        return store;
    }

    @ParameterizedTest
    @EnumSource(DrawKind.class)
    void isStoredAndReadBack(DrawKind kind) throws IOException {
        Path store = store(kind);
        assertThat(ZarrDraws.open(store).kind()).isEqualTo(kind);
        assertThat(ZarrDraws.open(store).attributes()).containsEntry("draw_kind", kind.key());
        try (ZarrDrawStore again = ZarrDrawStore.resume(store, LAYOUT.withKind(kind))) {
            again.begin(0, kind, Statistic.COMMON);
        }
        assertThat(ZarrDraws.open(store).kind()).isEqualTo(kind);
        MemoryDraws memory = new MemoryDraws(2, LAYOUT.variables());
        assertThat(memory.kind()).isEqualTo(DrawKind.CHAIN);
        ReducingSink.before(memory).begin(0, kind, Statistic.COMMON);
        assertThat(memory.kind()).isEqualTo(kind);
    }

    /** A store of the time before has chains; one of a time to come is refused in a sentence. */
    @Test
    void storesWithoutAKindHoldChains() throws IOException {
        Path store = store(DrawKind.MEMBERS);
        Path metadata = store.resolve(".zmetadata");
        String text = Files.readString(metadata);
        Files.writeString(metadata, text.replaceAll("\"draw_kind\" : \"members\",\\s*", ""));
        assertThat(ZarrDraws.open(store).kind()).isEqualTo(DrawKind.CHAIN);
        ZarrDrawStore.resume(store, LAYOUT).close();
        assertThat(ZarrDraws.open(store).kind()).isEqualTo(DrawKind.CHAIN);
        Files.writeString(metadata, text.replace("\"members\"", "\"swarm\""));
        assertThatThrownBy(() -> ZarrDraws.open(store)).isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "there are no draws of the kind \"swarm\"; there are chain, independent, population, members");
    }

    @Test
    void drawsOfAnotherKindAreRefused() throws IOException {
        Path store = store(DrawKind.MEMBERS);
        assertThatThrownBy(() -> ZarrDrawStore.resume(store, LAYOUT)).isInstanceOf(StoreException.class)
                .hasMessageContaining("of the kind \"members\" and here of \"chain\"");
        try (ZarrDrawStore sink = ZarrDrawStore.create(directory.resolve("new"), LAYOUT)) {
            assertThatThrownBy(() -> sink.begin(0, DrawKind.INDEPENDENT, Statistic.COMMON))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"independent\"");
        }
    }

    @Test
    void isCountedInItsOwnWords() {
        assertThat(DrawKind.CHAIN.counted(4, 1000)).isEqualTo("4 chains of 1000 draws");
        assertThat(DrawKind.INDEPENDENT.counted(1, 1000)).isEqualTo("1 fit of 1000 independent draws");
        assertThat(DrawKind.MEMBERS.counted(4, 1)).isEqualTo("4 members");
    }
}
