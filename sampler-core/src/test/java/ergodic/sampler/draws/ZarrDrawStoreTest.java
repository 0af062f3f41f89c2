package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ZarrDrawStoreTest {

    private static final List<Variable> VARIABLES = List.of(Variable.of("w", 2, 3), Variable.of("noise"));
    static final List<Statistic> OWN = List.of(Statistic.ACCEPTANCE_RATE,
            Statistic.integer("depth", "depth of something"), Statistic.ENERGY);
    private static final StoreLayout LAYOUT = StoreLayout.of(2, 5, 250, VARIABLES).withStatistics(OWN);

    @TempDir(factory = MemoryTempDir.class)
    Path directory;

    static Transition transition(int chain, int draw) {
        Transition transition = new Transition(OWN);
        transition.report(-draw, 7, draw % 10 == 0, true, draw % 7 == 0);
        transition.set(0, 0.5 + chain);
        transition.set(1, 3);
        transition.set(2, draw + 0.25);
        return transition;
    }

    static double value(int chain, int draw, int element) {
        return 1000.0 * chain + draw + element / 16.0;
    }

    static void accept(DrawSink sink, int chain, Phase phase, int draw) throws IOException {
        double[] values = new double[7];
        Arrays.setAll(values, element -> value(chain, draw, element));
        sink.accept(chain, phase, draw, values, transition(chain, draw));
    }

    static void fill(DrawSink sink, Phase phase, int from, int to) throws IOException {
        for (int chain = 0; chain < 2; chain++) {
            for (int draw = from; draw < to; draw++) {
                accept(sink, chain, phase, draw);
            }
        }
    }

    private Path whole() throws IOException {
        Path store = directory.resolve("draws.zarr");
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, LAYOUT)) {
            fill(sink, Phase.WARMUP, 0, 5);
            fill(sink, Phase.SAMPLING, 0, 250);
        }
        return store;
    }

    private static void assertHolds(Draws draws, int count) {
        assertThat(draws.draws()).isEqualTo(count);
        double[][] noise = draws.series("noise", 0);
        for (int chain = 0; chain < 2; chain++) {
            for (int draw = 0; draw < count; draw++) {
                double[] w = new double[7];
                draws.readInto("w", chain, draw, w);
                w[6] = noise[chain][draw];
                for (int element = 0; element < 7; element++) {
                    if (w[element] != value(chain, draw, element)) {
                        throw new AssertionError("chain " + chain + " draw " + draw + " has " + Arrays.toString(w));
                    }
                }
            }
        }
    }

    @Test
    void givesBackWhatWasStored() throws IOException {
        ZarrDraws draws = ZarrDraws.open(whole());
        assertThat(draws.chains()).isEqualTo(2);
        assertThat(draws.plannedDraws()).isEqualTo(250);
        assertThat(draws.variables()).isEqualTo(VARIABLES);
        assertHolds(draws, 250);
        assertThat(draws.series("w", 4)[1][249]).isEqualTo(value(1, 249, 4));
        assertThat(draws.statistics()).isEqualTo(Transition.schema(OWN));
        double[] row = new double[draws.statistics().size()];
        for (int i = 0; i < row.length; i++) {
            int index = i;
            double[] expected = new double[250];
            Arrays.setAll(expected, draw -> {
                transition(1, draw).statisticsInto(row, 0);
                return row[index];
            });
            String name = draws.statistics().get(i).name();
            assertThat(draws.statistic(name)[1]).as(name).containsExactly(expected);
            assertThat(draws.findStatistic(name)).isPresent();
        }
        assertThat(draws.findStatistic("step_size")).isEmpty();
    }

    @Test
    void theStatisticsOfTheLayoutMustBeThoseOfTheMethod() throws IOException {
        try (ZarrDrawStore sink = ZarrDrawStore.create(directory.resolve("draws.zarr"), LAYOUT)) {
            sink.begin(0, DrawKind.CHAIN, Transition.schema(OWN));
            assertThatThrownBy(() -> sink.begin(0, DrawKind.CHAIN, Transition.schema(OWN.subList(0, 2))))
                    .hasMessageContaining("energy]").hasMessageContaining("give StoreLayout.withStatistics those of");
        }
    }

    @Test
    void keepsStatisticsOfTheWarmupAndItsValuesOnRequest() throws IOException {
        ZarrDraws without = ZarrDraws.open(whole()).warmup();
        assertThat(without.draws()).isEqualTo(5);
        assertThat(without.variables()).isEmpty();
        assertThat(without.statistic("n_steps")[0]).containsExactly(7, 7, 7, 7, 7);
        Path store = directory.resolve("values.zarr");
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, LAYOUT.withWarmupValues(true))) {
            assertThat(sink.wantsValues(Phase.WARMUP)).isTrue();
            fill(sink, Phase.WARMUP, 0, 4);
        }
        assertHolds(ZarrDraws.open(store).warmup(), 4);
        assertThat(ZarrDraws.open(store).draws()).isZero();
    }

    @Test
    void float32HalvesTheBytesAndRounds() throws IOException {
        Path store = directory.resolve("float32.zarr");
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, LAYOUT.withFloat32(true))) {
            sink.accept(0, Phase.SAMPLING, 0, new double[]{Math.PI, 1e300, -0.0, 0, 0, 0, 0.1}, transition(0, 0));
            sink.accept(1, Phase.SAMPLING, 0, new double[7], transition(1, 0));
        }
        ZarrDraws draws = ZarrDraws.open(store);
        assertThat(draws.series("w", 0)[0][0]).isEqualTo((float) Math.PI);
        assertThat(draws.series("w", 1)[0][0]).isInfinite();
        assertThat(draws.series("noise", 0)[0][0]).isEqualTo(0.1f);
        assertThat(Files.size(store.resolve("posterior/w/0/0/0/0"))).isEqualTo(100 * 6 * 4);
        assertThat(draws.statistic("acceptance_rate")[0][0]).isEqualTo(0.5);
    }

    @Test
    void showsDrawsThatEveryChainHasOnDisk() throws IOException {
        Path store = directory.resolve("draws.zarr");
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, LAYOUT, 0)) {
            assertThat(ZarrDraws.open(store).draws()).isZero();
            fill(sink, Phase.SAMPLING, 0, 130);
            assertThat(ZarrDraws.open(store).draws()).isZero();
            sink.flush(0);
            assertThat(ZarrDraws.open(store).draws()).isZero();
            accept(sink, 1, Phase.SAMPLING, 130);
            sink.flush(1);
            ZarrDraws early = ZarrDraws.open(store);
            assertHolds(early, 130);
            fill(sink, Phase.SAMPLING, 131, 250);
            sink.flush(0);
            sink.flush(1);
            assertHolds(early, 130);
        }
    }

    @Test
    void aKilledStoreOpensAndGoesOn() throws IOException {
        Path store = directory.resolve("draws.zarr");
        ZarrDrawStore killed = ZarrDrawStore.create(store, LAYOUT, 0);
        fill(killed, Phase.SAMPLING, 0, 120);
        killed.flush(0);
        killed.flush(1);
        fill(killed, Phase.SAMPLING, 120, 140);
        // Never closed. A resumed run repeats from its checkpoint, here draw 110.
        assertHolds(ZarrDraws.open(store), 120);
        try (ZarrDrawStore resumed = ZarrDrawStore.resume(store, LAYOUT.withDraws(300), 0)) {
            assertHolds(ZarrDraws.open(store), 120);
            fill(resumed, Phase.SAMPLING, 110, 115);
            resumed.flush(0);
            resumed.flush(1);
            assertHolds(ZarrDraws.open(store), 120);
            fill(resumed, Phase.SAMPLING, 115, 300);
        }
        assertHolds(ZarrDraws.open(store), 300);
        assertThat(ZarrDraws.open(store).plannedDraws()).isEqualTo(300);
    }

    @Test
    void closingShowsWhatIsOnDiskWhereAChunkCannotBeWritten() throws IOException {
        Path store = directory.resolve("draws.zarr");
        ZarrDrawStore sink = ZarrDrawStore.create(store, LAYOUT);
        fill(sink, Phase.SAMPLING, 0, 100);
        sink.flush(0);
        sink.flush(1);
        assertThat(ZarrDraws.open(store).draws()).as("shown at most once a second").isZero();
        fill(sink, Phase.SAMPLING, 100, 110);
        Path inTheWay = Files.writeString(store.resolve("posterior/w/0/1"), "");
        assertThatThrownBy(sink::close).isInstanceOf(IOException.class).hasMessageContaining(inTheWay.toString());
        assertHolds(ZarrDraws.open(store), 100);
    }

    @Test
    void keepsDataAndAttributes() throws IOException {
        DataArray y = new DataArray("y", List.of("row"), List.of(3), new double[]{1, 2, Double.NaN});
        DataArray x = DataArray.of("x", List.of(2, 2), new double[]{1, 2, 3, 4});
        DataArray n = DataArray.of("n", List.of(), new double[]{7});
        Path store = directory.resolve("draws.zarr");
        ZarrDrawStore.create(store, LAYOUT.withData(List.of(y), List.of(x, n))
                .withAttributes(Map.of("seed", 5L, "method", "nuts", "centred", true))).close();
        ZarrDraws draws = ZarrDraws.open(store);
        assertThat(draws.observedData().getFirst().values()).containsExactly(1, 2, Double.NaN);
        assertThat(draws.observedData().getFirst().dims()).containsExactly("row");
        assertThat(draws.constantData().get(0).values()).containsExactly(1, 2, 3, 4);
        assertThat(draws.constantData().get(1).values()).containsExactly(7);
        assertThat(draws.attributes()).containsEntry("seed", 5).containsEntry("method", "nuts")
                .containsEntry("centred", 1).containsKey("created_at");
    }

    @Test
    void metadataAreThoseOfZarrAndArviz() throws IOException {
        Path store = whole();
        JsonMapper json = JsonMapper.builder().build();
        JsonNode w = json.readTree(store.resolve("posterior/w/.zarray").toFile());
        assertThat(w).isEqualTo(json.readTree("""
                {"zarr_format": 2, "shape": [2, 250, 2, 3], "chunks": [1, 100, 2, 3], "dtype": "<f8", "compressor": null,
                 "fill_value": "NaN", "order": "C", "filters": null, "dimension_separator": "/"}"""));
        JsonNode diverging = json.readTree(store.resolve("sample_stats/diverging/.zarray").toFile());
        assertThat(diverging.path("dtype").stringValue()).isEqualTo("|b1");
        assertThat(diverging.path("fill_value").isNull()).isTrue();
        JsonNode dims = json.readTree(store.resolve("posterior/w/.zattrs").toFile());
        assertThat(dims).isEqualTo(json.readTree(
                "{\"_ARRAY_DIMENSIONS\": [\"chain\", \"draw\", \"w_dim_0\", \"w_dim_1\"], \"role\": \"other\"}"));
        JsonNode consolidated = json.readTree(store.resolve(".zmetadata").toFile());
        assertThat(consolidated.path("zarr_consolidated_format").intValue()).isEqualTo(1);
        JsonNode all = consolidated.path("metadata");
        all.properties().forEach(entry -> assertThat(json.readTree(store.resolve(entry.getKey()).toFile()))
                .as(entry.getKey()).isEqualTo(entry.getValue()));
        assertEveryDimensionHasACoordinate(all);
        all.path(".zattrs").properties()
                .forEach(entry -> assertThat(entry.getValue().isValueNode()).as("flat " + entry.getKey()).isTrue());
        ByteBuffer draw = ByteBuffer.wrap(Files.readAllBytes(store.resolve("posterior/draw/0")))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(draw.getLong(249 * Long.BYTES)).isEqualTo(249);
    }

    private static void assertEveryDimensionHasACoordinate(JsonNode all) {
        int arrays = 0;
        for (Map.Entry<String, JsonNode> entry : all.properties()) {
            String path = entry.getKey();
            if (!path.endsWith("/.zarray")) {
                continue;
            }
            arrays++;
            String group = path.substring(0, path.indexOf('/'));
            JsonNode dims = all.path(path.replace(".zarray", ".zattrs")).path("_ARRAY_DIMENSIONS");
            for (int i = 0; i < dims.size(); i++) {
                JsonNode coordinate = all.path(group + "/" + dims.get(i).stringValue() + "/.zarray");
                assertThat(coordinate.path("shape").get(0)).as(path).isEqualTo(entry.getValue().path("shape").get(i));
                assertThat(coordinate.path("dtype").stringValue()).isEqualTo("<i8");
            }
        }
        assertThat(arrays).isEqualTo(2 + 4 + 2 * (Transition.schema(OWN).size() + 2) + TransitionTotals.NAMES.size());
    }

    @Test
    void aDrawOfManyBytesGetsSmallChunks() throws IOException {
        Path store = directory.resolve("large.zarr");
        List<Variable> large = List.of(Variable.of("a", 100_000), Variable.of("b", 50_000));
        double[] values = new double[150_000];
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, StoreLayout.of(1, 0, 8, large).withStatistics(OWN))) {
            for (int draw = 0; draw < 8; draw++) {
                values[149_999] = draw;
                sink.accept(0, Phase.SAMPLING, draw, values, transition(0, draw));
            }
        }
        assertThat(Files.size(store.resolve("posterior/a/0/0/0"))).isEqualTo(6L * 100_000 * 8);
        assertThat(ZarrDraws.open(store).series("b", 49_999)[0]).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void asksForWhatIsThere() throws IOException {
        ZarrDraws draws = ZarrDraws.open(whole());
        assertThatThrownBy(() -> draws.series("v", 0)).hasMessage("no variable \"v\"; there are [w, noise]");
        assertThatThrownBy(() -> draws.series("w", 6)).hasMessage("element 6 of w is not in 0 .. 5");
        assertThatThrownBy(() -> draws.readInto("w", 0, 250, new double[6]))
                .hasMessage("chain 0, draw 250 is not among the 2 chains of 250 draws");
        assertThatThrownBy(() -> draws.statistic("dancing")).hasMessageStartingWith("no statistic \"dancing\"");
    }
}
