package ergodic.nn.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Settings;
import ergodic.testing.ReaderFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a series is said in one sentence that names file and line. */
class BadSeriesTest {

    private static final String GOOD = "t,value\n1,5\n2,6\n3,8\n4,2\n5,1\n6,4\n7,3\n";
    private static final Map<String, Object> TWO = Map.of("window", 2, "time", "t");

    @TempDir
    private Path folder;

    record Case(String what, byte[] text, Map<String, Object> keys, String said) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Case bad(String what, String text, String said) {
        return new Case(what, text.getBytes(StandardCharsets.UTF_8), TWO, said);
    }

    private static String with(int line, String instead) {
        String[] lines = GOOD.split("\n");
        lines[line - 1] = instead;
        return String.join("\n", lines) + "\n";
    }

    static Stream<Case> bad() {
        return Stream.of(bad("empty", "", "is empty"), bad("blank", "\n\n", "is empty"),
                bad("header alone", "t,value\n", "no row of data"),
                bad("no such column", GOOD.replace("value", "count"), "data.target: there is no column \"value\""),
                bad("no time column", GOOD.replace("t,", "when,"), "data.time: there is no column \"t\""),
                bad("word", with(4, "3,eight"), "line 4, column \"value\": \"eight\" is not a number"),
                bad("missing", with(4, "3,"), "line 4, column \"value\": a value is missing"),
                bad("NA", with(5, "4,NA"), "line 5, column \"value\": a value is missing"),
                bad("NaN", with(2, "1,nan"), "line 2, column \"value\": a value is missing"),
                bad("infinite", with(4, "3,inf"), "is infinite"), bad("too large", with(4, "3,1e400"), "is infinite"),
                bad("decimal comma", GOOD.replace(',', ';').replace("3;8", "3;8,5"), "write decimals with a point"),
                bad("hexadecimal", with(4, "3,0x10"), "is not a number"),
                bad("date", with(4, "3,2001-02-03"), "is not a number"),
                bad("percent", with(4, "3,8%"), "is not a number"), bad("currency", with(4, "3,$8"), "is not a number"),
                bad("thousands", with(4, "3,8 000"), "is not a number"),
                bad("time falls", with(5, "2.5,7"), "line 5: time does not increase"),
                bad("time stands", with(5, "3,7"), "line 5: time does not increase (\"3\" after \"3\")"),
                bad("cells missing", with(4, "3"), "line 4"), bad("cells too many", with(4, "3,8,9"), "line 4"),
                bad("quote open", with(4, "3,\"8"), "a quote is not closed"),
                bad("constant", "t,value\n1,5\n2,5\n3,5\n4,5\n5,5\n", "nothing to learn"),
                bad("two values", "t,value\n1,5\n2,6\n", "2 values, but 4 are needed for data.window = 2"),
                bad("three values", "t,value\n1,5\n2,6\n3,7\n", "3 values, but 4 are needed"),
                bad("zero byte", with(4, "3,\0"), "there is a zero byte"),
                new Case("no text", new byte[]{(byte) 0xff, (byte) 0xc0, 65, 10, 66, 10}, TWO, "UTF-8"),
                new Case("image", new byte[]{(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0}, TWO, "bad.csv"),
                new Case("packed, cut", new byte[]{0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2}, TWO, "bad.csv"),
                new Case("window too long", GOOD.getBytes(StandardCharsets.UTF_8), Map.of("window", 20),
                        "22 are needed"),
                new Case("horizon too far", GOOD.getBytes(StandardCharsets.UTF_8), Map.of("window", 2, "horizon", 9),
                        "data.horizon = 9"));
    }

    private static Object read(Path file, Map<String, Object> keys) {
        SeriesKind kind = new SeriesKind();
        return kind.read(DataSpec.of(file, "value").withTest(new SplitSpec.None()), Settings.of(kind.keys(), keys),
                TargetKind.NUMBER);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isSaidInOneSentence(Case bad) throws IOException {
        Path file = Files.write(folder.resolve("bad.csv"), bad.text());
        assertThatThrownBy(() -> read(file, bad.keys())).isInstanceOf(DataException.class)
                .hasMessageContaining(bad.said())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400));
    }

    static Stream<Map<String, Object>> wrong() {
        return Stream.of(Map.of("window", 0), Map.of("window", -3), Map.of("window", 100_001), Map.of("horizon", 0),
                Map.of("horizon", 100_001), Map.of("lags", "words"), Map.of("lag", 3), Map.of("windows", 3),
                Map.of("horizon", Integer.MIN_VALUE), Map.of("lags", ""));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongKeysAreRefused(Map<String, Object> keys) {
        assertThatThrownBy(() -> Settings.of(new SeriesKind().keys(), keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(keys.keySet().iterator().next());
    }

    /** Of both shapes, with time and without, packed too. */
    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] valid : new byte[][]{GOOD.getBytes(StandardCharsets.UTF_8), packed.toByteArray()}) {
            for (Map<String, Object> keys : List.of(TWO,
                    Map.<String, Object>of("window", 1, "lags", "steps", "horizon", 2))) {
                ReaderFuzz.check("a series", valid, LongStream.range(0, 250).boxed().toList(), 64L << 20,
                        damaged -> read(Files.write(folder.resolve("bad.csv"), damaged), keys),
                        Set.of(DataException.class));
            }
        }
    }
}
