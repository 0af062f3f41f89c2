package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.nn.data.kinds.DataKinds;
import ergodic.sampler.method.Settings;
import ergodic.testing.ReaderFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables with gaps, new categories and dates that cannot be used: one sentence each, which says where. */
class BadTableTest {

    @TempDir
    Path folder;

    private static Arguments bad(String keys, String text, String message) {
        return Arguments.of(keys, text, message);
    }

    private static final String DATES = "t,y\n2020-01-01,1\n2020-01-02,2\n2021-05-06,3\n";

    static Stream<Arguments> badTables() {
        String refuse = "fill them in, or leave the rows or columns out, or say by data.missing";
        return Stream.of(
                // What keys may say.
                bad("missing=dorp", "x,y\n1,2\n2,3\n3,5\n", "data.missing = \"dorp\" is not known"),
                bad("missing=median", "x,y\n1,2\n2,3\n3,5\n", "choose one of refuse, drop, mean"),
                bad("missing=", "x,y\n1,2\n2,3\n3,5\n", "data.missing = \"\" is not known"),
                bad("unseen=others", "x,y\n1,2\n2,3\n3,5\n", "data.unseen = \"others\" is not known"),
                bad("unseen=drop", "x,y\n1,2\n2,3\n3,5\n", "choose one of refuse, other"),
                bad("missing_words=-9,,x", "x,y\n1,2\n2,3\n3,5\n", "data.missing_words holds an empty word"),
                bad("missing_words=", "x,y\n1,2\n2,3\n3,5\n", "write the words with commas between them"),
                bad("missing_words= ", "x,y\n1,2\n2,3\n3,5\n", "data.missing_words holds an empty word"),
                // Gaps where there may be none.
                bad("", "x,y\n,2\n2,3\n3,5\n", "a value is missing: row 0 column \"x\" (line 2); " + refuse),
                bad("", "x,y\nNA,2\n2,3\n3,5\n", "row 0 column \"x\" (line 2)"),
                bad("", "x,y\n1,2\nnan,3\n3,5\n", "row 1 column \"x\" (line 3)"),
                bad("", "x,y\n1,2\n?,3\n3,5\n", "row 1 column \"x\" (line 3)"),
                bad("", "x,y\n1,2\nNull,3\nN/A,5\n", "2 values are missing"),
                bad("", "x,y\n1,\n2,3\n3,5\n", "row 0 column \"y\" (line 2)"),
                bad("", "t,y\n2020-01-01,1\n,2\n2021-05-06,3\n", "row 1 column \"t\" (line 3)"),
                bad("", "c,y\nu,1\n,2\nv,3\n", "row 1 column \"c\" (line 3)"),
                bad("missing=refuse,missing_words=-1", "x,y\n1,2\n-1,3\n3,5\n", "row 1 column \"x\" (line 3)"),
                bad("missing_words=none at all", "x,y\n1,2\nNone At All,3\n3,5\n", "row 1 column \"x\" (line 3)"),
                // Too many of them.
                bad("missing=drop", "x,y\n,2\n,3\n3,5\n", "1 training row is left without those in which values are"),
                bad("missing=drop", "x,y\n,2\n2,\n3,\n", "0 training rows are left"),
                bad("missing=mean", "x,y\n1,\n2,\n3,4\n", "1 training row is left"),
                bad("missing=mean", "x,z,y\n1,,1\n2,,4\n3,,4\n", "column \"z\": no training row has a value; leave"),
                bad("missing=mean", "x,z,y\n1,NA,1\n2,?,4\n3,,4\n4,5,9\n|3",
                        "column \"z\": no training row has a value"),
                bad("missing=drop", "x,z,y\n1,,1\n2,,4\n3,,4\n", "0 training rows are left"),
                bad("missing=drop", "x,y\n1,7\n2,7\n3,\n", "the target is 7.0 in every training row"),
                bad("missing=mean", "x,y\n1,7\n,7\n3,7\n", "the target is 7.0 in every training row"),
                // What is no gap, nor a number.
                bad("missing=mean", "x,y\n1,2\n--,3\n3,5\n", "line 3 (row 1), column \"x\": \"--\" is not a number"),
                bad("missing=drop", "x,y\n1,2\n..,3\n3,5\n", "\"..\" is not a number"),
                bad("missing=mean", "x,y\n1,2\n-999x,3\n3,5\n", "\"-999x\" is not a number"),
                bad("missing=mean", "x,y\n1,2\ninf,3\n3,5\n", "\"inf\" is infinite; only finite numbers can be used"),
                bad("missing=mean", "x;y\n1,5;2\n;3\n3;5\n", "write decimals with a point, not a comma"),
                bad("missing=mean", "x,y\n1,2\n,3\n3,5\n1,unknown\n", "\"unknown\" is not a number"),
                bad("missing=mean", "x,y\n1,2\n,3\n3,1e999\n", "is infinite; only finite numbers can be used"),
                bad("missing=mean,missing_words=unknown", "x,y\n1,2\nunknwon,3\n3,5\n", "\"unknwon\" is not a number"),
                // Categories.
                bad("", "c,y\nu,1\nv,2\nu,3\nw,4\n|3", "the category \"w\" is in no training row (there are u, v)"),
                bad("unseen=refuse", "c,y\nu,1\nv,2\nu,3\nw,4\n|3", "or say data.unseen = \"other\""),
                bad("missing=mean", "c,y\nu,1\n,2\nu,3\nw,4\n|3", "the category \"w\" is in no training row"),
                bad("unseen=other", "x,y\n1,a\n2,b\n3,c\n",
                        "\"a\" is not a number, but the target is taken for numbers"),
                // Dates.
                bad("", DATES + "soon,4\n|3",
                        "line 5 (row 3), column \"t\": \"soon\" is no date; write it as 2020-12-31"),
                bad("", DATES + "2020-02-30,4\n|3", "\"2020-02-30\" is no date"),
                bad("", DATES + "2020-1-11,4\n|3", "\"2020-1-11\" is no date"),
                bad("", DATES + "2020-13,4\n|3", "\"2020-13\" is no date"),
                bad("", DATES + "31.12.2020,4\n|3", "\"31.12.2020\" is no date"),
                bad("", DATES + "2020-12-31T25:00,4\n|3", "\"2020-12-31T25:00\" is no date"),
                bad("", DATES + "18000,4\n|3", "\"18000\" is no date"),
                bad("", DATES + "2020-12-31T10:00+99:00,4\n|3", "is no date"),
                bad("", DATES + "12345678-01-01,4\n|3", "is no date"),
                bad("missing=mean", DATES + "never,4\n|3", "\"never\" is no date"),
                bad("", "t,y\n2020-01-01,1\n2020-01-02,2\n2021,3\n", "\"2020-01-01\" is not a number"),
                bad("", "t,y\n" + manyDates(), "which looks like names or dates; leave it out"));
    }

    private static String manyDates() {
        StringBuilder text = new StringBuilder();
        for (int day = 1; day <= 28; day++) {
            text.append(day).append(".2.2020,").append(day * day).append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("badTables")
    void saysWhereAndWhat(String keys, String text, String message) throws IOException {
        assertThatThrownBy(() -> read(keys, text)).isInstanceOfAny(DataException.class, IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(message).doesNotContain("\n"));
    }

    private Dataset read(String keys, String text) throws IOException {
        Map<String, Object> given = new HashMap<>();
        for (String pair : keys.split(",(?=missing|unseen)")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                given.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        String[] parts = text.split("\\|", -1);
        DataSpec spec = DataSpec.of(Files.writeString(folder.resolve("d.csv"), parts[0]), "y");
        if (parts.length > 1) {
            spec = spec.withTest(
                    new SplitSpec.Listed(Files.writeString(folder.resolve("test.txt"), parts[1] + "\n"), 0));
        }
        DataKind table = DataKinds.named("table").orElseThrow();
        return table.read(spec, Settings.of(table.keys(), given), TargetKind.NUMBER);
    }

    @Test
    void valuesThatShapedRowsMissCannotBeFilled() throws IOException {
        DataSpec spec = DataSpec.of(Files.writeString(folder.resolve("d.csv"), "a,b,y\n1,2,3\n,2,4\n3,3,5\n"), "y")
                .withRules(TableRules.strict().withMissing(MissingRule.MEAN)).withLayout(RowLayout.of(2, 1));
        assertThatThrownBy(() -> Dataset.read(spec, TargetKind.NUMBER)).isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "data.missing = \"mean\" adds inputs that say what is missing, for which data.shape");
        assertThat(Dataset.read(spec.withRules(TableRules.strict().withMissing(MissingRule.DROP)), TargetKind.NUMBER)
                .train().numbers()).containsExactly(0, 2);
    }

    /** Rows of a later file, where all have gaps; rows in memory are as many as were given, or refused. */
    @Test
    void laterRowsWithGaps() throws IOException {
        Dataset data = read("missing=drop", "x,y\n1,2\n2,3\n3,5\n");
        Path later = Files.writeString(folder.resolve("later.csv"), "x\n\"\"\nNA\n");
        assertThatThrownBy(() -> data.rowsIn(later)).isInstanceOf(DataException.class)
                .hasMessage("later.csv: values are missing in all of its rows, so that none is left to predict");
        assertThatThrownBy(() -> data.rows(new double[][]{{1}, {Double.NaN}})).isInstanceOf(DataException.class)
                .hasMessageStartingWith("the data in memory: a value is missing: row 1 column \"x\"");
    }

    @Test
    void damagedTablesAreReadOrRefused() {
        byte[] valid = "a,c,t,y\n1,u,2020-01-01,3\n,v,2020-02-01T10:00,4\n2,,2021-03-01,?\n7,u,,5\n-9,w,2022-05-05,1\n"
                .getBytes(StandardCharsets.UTF_8);
        for (String keys : new String[]{"missing=mean,unseen=other", "missing=drop,missing_words=-9, w"}) {
            ReaderFuzz.check("a table with gaps", valid, LongStream.range(0, 300).boxed().toList(), 64L << 20,
                    bytes -> read(keys, new String(bytes, StandardCharsets.ISO_8859_1).replace('|', '/')),
                    Set.of(DataException.class));
        }
    }
}
