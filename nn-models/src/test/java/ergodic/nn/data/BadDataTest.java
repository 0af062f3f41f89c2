package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a file can be wrong gets one sentence that says where, what and what to do. */
class BadDataTest {

    @TempDir
    Path folder;

    static List<Arguments> badFiles() {
        return List.of(
                bad("", TargetKind.NUMBER, "d.csv is empty: it has no line with data"),
                bad("\n \n\n", TargetKind.NUMBER, "d.csv is empty: it has no line with data"),
                bad("x,y\n", TargetKind.NUMBER,
                        "d.csv holds a header but no row of data"),
                bad("x,y\n1,2\n", TargetKind.NUMBER,
                        "d.csv: 1 of its 1 row is left for training, but at least 2 are needed"),
                bad("x,y\n1,2\n3,4,5\n6,7\n", TargetKind.NUMBER,
                        "d.csv, line 3 (row 1): 3 cells where the header has 2 (separated by commas); correct the line,"
                                + " or set data.delimiter"),
                bad("x,y\n1,2\n\n3\n6,7\n", TargetKind.NUMBER,
                        "d.csv, line 4 (row 1): 1 cell where the header has 2 (separated by commas); correct the line, or"
                                + " set data.delimiter"),
                bad("x\ty\n1\t2\n3\tabc\n", TargetKind.NUMBER,
                        "d.csv, line 3 (row 1), column \"y\": \"abc\" is not a number, but the target is taken for numbers;"
                                + " correct it, or set likelihood.family = \"categorical\" if the column holds classes"),
                bad("x;y\n1,5;2\n2,5;4\n", TargetKind.NUMBER,
                        "d.csv, line 2 (row 0), column \"x\": \"1,5\" is not a number; write decimals with a point, not a"
                                + " comma"),
                bad("x,y\n1,2\none,4\n5,6\n", TargetKind.NUMBER,
                        "d.csv, line 3 (row 1), column \"x\": \"one\" is not a number; correct it, or declare the column"
                                + " in data.categorical if it holds categories"),
                bad("x,y\n1,2\n,4\n5,6\n", TargetKind.NUMBER,
                        "d.csv: a value is missing: row 1 column \"x\" (line 3); fill them in, or leave the rows or"
                                + " columns out, or say by data.missing whether rows with gaps are dropped (\"drop\") or filled (\"mean\")"),
                bad("x,y\nNA,2\n1,?\nNaN,6\nnull,\nn/a,NA\n", TargetKind.NUMBER,
                        "d.csv: 7 values are missing: row 0 column \"x\" (line 2), row 1 column \"y\" (line 3), row 2"
                                + " column \"x\" (line 4), row 3 column \"x\" (line 5), row 3 column \"y\" (line 5), ...;"
                                + " fill them in, or leave the rows or columns out, or say by data.missing whether rows with gaps are dropped (\"drop\") or filled (\"mean\")"),
                bad("x,y\n1,2\ninf,4\n5,6\n", TargetKind.NUMBER,
                        "d.csv, line 3 (row 1), column \"x\": \"inf\" is infinite; only finite numbers can be used"),
                bad("x,y\n1,2\n3,1e400\n5,6\n", TargetKind.NUMBER,
                        "d.csv, line 3 (row 1), column \"y\": \"1e400\" is infinite; only finite numbers can be used"),
                bad("x,y\n1,7\n2,7\n3,7\n", TargetKind.NUMBER,
                        "d.csv, column \"y\": the target is 7.0 in every training row, so there is nothing to learn"),
                bad("y\n1\n2\n3\n", TargetKind.NUMBER,
                        "d.csv has one column, but a target and at least one feature are needed; is the separator right"
                                + " (data.delimiter)?"),
                bad("x,z\n1,2\n2,3\n", TargetKind.NUMBER,
                        "data.target: there is no column \"y\" in d.csv; its columns are x, z"),
                bad("x,y\n1,2.5\n2,3\n3,4\n", TargetKind.COUNT,
                        "d.csv, line 2 (row 0), column \"y\": \"2.5\" is not a count; counts are whole numbers from 0 on"),
                bad("x,y\n1,2\n2,-1\n3,4\n", TargetKind.COUNT,
                        "d.csv, line 3 (row 1), column \"y\": \"-1\" is not a count; counts are whole numbers from 0 on"),
                bad("x,y\n1,a\n2,a\n3,a\n", TargetKind.BINARY,
                        "d.csv, column \"y\": the target is \"a\" in every training row, so there is nothing to learn"),
                bad("x,y\n1,a\n2,b\n3,c\n", TargetKind.BINARY,
                        "d.csv, column \"y\": the target has 3 classes (a, b, c), but a binary likelihood takes two; use"
                                + " likelihood.family = \"categorical\""),
                bad("x,y\n1,2\n2,1e308\n3,-1e308\n", TargetKind.NUMBER,
                        "d.csv, column \"y\": its values differ too little or too much to be standardised in double"
                                + " precision; rescale it"));
    }

    private static Arguments bad(String text, TargetKind kind, String message) {
        return Arguments.of(text, kind, message);
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void saysWhereAndWhat(String text, TargetKind kind, String message) throws IOException {
        DataSpec spec = DataSpec.of(write("d.csv", text), "y");
        assertThatThrownBy(() -> Dataset.read(spec, kind)).isInstanceOf(DataException.class).hasMessage(message);
    }

    @Test
    void headerOnly() throws IOException {
        DataSpec spec = DataSpec.of(write("d.csv", "x,y\n"), "y").withFormat(null, HeaderMode.PRESENT);
        fails(spec, "d.csv holds a header but no row of data");
    }

    @Test
    void twoColumnsOfOneName() throws IOException {
        DataSpec spec = DataSpec.of(write("d.csv", "x,x,y\n1,2,3\n2,3,4\n"), "y").withFormat(null, HeaderMode.PRESENT);
        fails(spec, "d.csv: the header has two columns named \"x\"; give each its own name");
    }

    @Test
    void wrongDelimiter() throws IOException {
        DataSpec spec = DataSpec.of(write("d.csv", "x,y\n1,2\n2,3\n"), "0").withFormat(Delimiter.SEMICOLON,
                HeaderMode.DETECT);
        fails(spec, "d.csv has one column, but a target and at least one feature are needed; is the separator right"
                + " (data.delimiter)?");
    }

    @Test
    void unclosedQuote() throws IOException {
        Path file = write("d.csv", "x,y\n1,2\n2,3\n\"3,4\n");
        assertThatThrownBy(() -> Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER))
                .isInstanceOf(DataException.class).hasMessageStartingWith("d.csv");
    }

    @Test
    void missingFile() {
        Path file = folder.resolve("no.csv");
        fails(DataSpec.of(file, "y"), "the data file " + file + " does not exist");
    }

    @Test
    void directory() {
        fails(DataSpec.of(folder, "y"), "the data file " + folder + " is a directory; name a file");
    }

    @Test
    void compressedFilesThatBreakOff() throws IOException {
        Path file = Files.write(folder.resolve("d.csv.gz"), new byte[]{0x1f, (byte) 0x8b, 8, 0});
        fails(DataSpec.of(file, "y"), "the data file " + file + " cannot be read: it ends too early");
    }

    @Test
    void notUtf8() throws IOException {
        Path file = Files.write(folder.resolve("d.csv"), "größe,y\n1,2\n2,3\n".getBytes(StandardCharsets.ISO_8859_1));
        fails(DataSpec.of(file, "y"), "d.csv is not a text file in UTF-8; save it in that encoding");
    }

    @Test
    void zeroBytes() throws IOException {
        fails(DataSpec.of(write("d.csv", "x,y\n1,\0\n"), "y"),
                "d.csv, line 2: there is a zero byte, so this is no text; was the file damaged, or is it of another"
                        + " kind?");
    }

    @Test
    void targetNumberTooLarge() throws IOException {
        fails(DataSpec.of(good(), "7"), "data.target: there is no column 7 in d.csv; its 3 columns are counted from 0");
    }

    @Test
    void targetAmongTheFeatures() throws IOException {
        fails(DataSpec.of(good(), "y").withFeatures(List.of("a", "y")),
                "data.features: column \"y\" is the target; it cannot be a feature too");
    }

    @Test
    void featureTwice() throws IOException {
        fails(DataSpec.of(good(), "y").withFeatures(List.of("a", "0")), "data.features: column \"a\" is listed twice");
    }

    @Test
    void featureAbsent() throws IOException {
        fails(DataSpec.of(good(), "y").withFeatures(List.of("a", "c")),
                "data.features: there is no column \"c\" in d.csv; its columns are a, b, y");
    }

    @Test
    void shiftBesideWhichTheTargetIsNothing() throws IOException {
        DataSpec spec = DataSpec.of(good(), "y").withTransform(TargetTransform.LOG.withShift(1e20));
        assertThatThrownBy(() -> Dataset.read(spec, TargetKind.POSITIVE)).isInstanceOf(DataException.class).hasMessage(
                "d.csv, column \"y\": with likelihood.shift = 1.0E20 added, all targets have the same logarithm; lower it");
    }

    @Test
    void targetsWithTheSameLogarithm() throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "a,y\n1,1000000000000000\n2,1000000000000001\n");
        String told = "d.csv, column \"y\": the targets differ by less than their logarithms can tell in double"
                + " precision; ";
        DataSpec log = DataSpec.of(file, "y").withTransform(TargetTransform.LOG);
        assertThatThrownBy(() -> Dataset.read(log, TargetKind.POSITIVE)).isInstanceOf(DataException.class)
                .hasMessage(told + "take another likelihood.transform, or none");
        assertThatThrownBy(() -> Dataset.read(DataSpec.of(file, "y"), TargetKind.POSITIVE))
                .isInstanceOf(DataException.class)
                .hasMessage(told + "subtract a number from all of them, or take a likelihood that takes no logarithms,"
                        + " such as likelihood.family = \"gaussian\"");
    }

    @Test
    void categoricalAbsent() throws IOException {
        fails(DataSpec.of(good(), "y").withCategorical(List.of("c")),
                "data.categorical: there is no column \"c\" in d.csv; its columns are a, b, y");
    }

    @Test
    void namesAsCategories() throws IOException {
        StringBuilder text = new StringBuilder("name,y\n");
        for (int i = 0; i < 30; i++) {
            text.append("person").append(i).append(',').append(i).append('\n');
        }
        fails(DataSpec.of(write("d.csv", text.toString()), "y"),
                "d.csv, column \"name\": it holds text, with 30 different values in 30 training rows, which looks like"
                        + " names or dates; leave it out by listing data.features, or declare it in data.categorical; dates"
                        + " are read as 2020-12-31 or 2020-12-31T23:59");
    }

    @Test
    void classOnlyInTheTestRows() throws IOException {
        Path file = write("d.csv", "x,y\n1,a\n2,b\n3,c\n4,a\n");
        DataSpec spec = DataSpec.of(file, "y").withTest(new SplitSpec.Listed(write("rows.txt", "2\n"), 0));
        assertThatThrownBy(() -> Dataset.read(spec, TargetKind.CLASSES)).isInstanceOf(DataException.class)
                .hasMessage(
                        "d.csv, line 4 (row 2), column \"y\": the class \"c\" is in no training row (there are a, b);"
                                + " put rows of it into the training part, or leave the row out");
    }

    @Test
    void categoryOnlyInTheTestRows() throws IOException {
        Path file = write("d.csv", "x,y\nred,1\nblue,2\ngreen,3\nred,4\n");
        fails(DataSpec.of(file, "y").withTest(new SplitSpec.Listed(write("rows.txt", "2\n"), 0)),
                "d.csv, line 4 (row 2), column \"x\": the category \"green\" is in no training row (there are blue, red);"
                        + " add training rows of it, leave the row out, or say data.unseen = \"other\"");
    }

    @Test
    void badRowsFiles() throws IOException {
        Path absent = folder.resolve("absent.txt");
        fails(listed(absent, 0), "the file of test rows " + absent + " does not exist");
        Path file = write("rows.txt", "0 1\n2 2\n0 9\n1 x\n-1\n0 1 2\n\n");
        fails(listed(file, 6), "rows.txt has 6 lines, a split each, so data.test.split must be below 6, not 6");
        fails(listed(file, 1), "rows.txt, split 1: row 2 is listed twice");
        fails(listed(file, 2), "rows.txt, split 2: there is no row 9 in d.csv, which has rows 0 to 3");
        fails(listed(file, 3), "rows.txt, split 3: \"x\" is not a row number");
        fails(listed(file, 4), "rows.txt, split 4: there is no row -1 in d.csv, which has rows 0 to 3");
        fails(listed(file, 5), "d.csv: 1 of its 4 rows is left for training, but at least 2 are needed");
    }

    @Test
    void badSpecs() throws IOException {
        Path file = good();
        assertThatThrownBy(() -> new SplitSpec.Fraction(1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data.test.fraction must be at least 0 and below 1, not 1.0");
        assertThatThrownBy(() -> new SplitSpec.Fraction(Double.NaN, 0))
                .hasMessage("data.test.fraction must be at least 0 and below 1, not NaN");
        assertThatThrownBy(() -> new SplitSpec.Listed(file, -1))
                .hasMessage("data.test.split must not be negative, but is -1");
        assertThatThrownBy(() -> DataSpec.of(file, " "))
                .hasMessage("data.target must name a column, or give its number counted from 0");
    }

    @Test
    void badNewData() throws IOException {
        Dataset data = Dataset.read(DataSpec.of(good(), "y"), TargetKind.NUMBER);
        Path lacking = write("new.csv", "b,c\n1,2\n");
        assertThatThrownBy(() -> data.readRows(lacking)).isInstanceOf(DataException.class)
                .hasMessage("new.csv: the feature \"a\" is not among its columns (b, c)");
        Path narrow = write("new.csv", "1\n2\n");
        assertThatThrownBy(() -> data.readRows(narrow))
                .hasMessage("new.csv has 1 column; expected the 3 of d.csv, or its 2 features in their order");
        Path missing = write("new.csv", "a,b\n1,2\n3,\n");
        assertThatThrownBy(() -> data.readRows(missing)).hasMessage("new.csv: a value is missing: row 1 column \"b\""
                + " (line 3); fill them in, or leave the rows or columns out, or say by data.missing whether rows with gaps are dropped (\"drop\") or filled (\"mean\")");
    }

    private DataSpec listed(Path rows, int split) throws IOException {
        return DataSpec.of(good(), "y").withTest(new SplitSpec.Listed(rows, split));
    }

    private Path good() throws IOException {
        return write("d.csv", "a,b,y\n1,2,3\n2,3,5\n4,1,6\n3,3,7\n");
    }

    private static void fails(DataSpec spec, String message) {
        assertThatThrownBy(() -> Dataset.read(spec, TargetKind.NUMBER)).isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
