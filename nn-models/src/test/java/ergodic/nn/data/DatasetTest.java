package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a,b,y\n1,2,3\n2,5,5\n4,1,6\n", "a;b;y\r\n1;2;3\r\n2;5;5\r\n4;1;6\r\n",
            "a\tb\ty\n1\t2\t3\n2\t5\t5\n4\t1\t6\n\n\n", "  a   b y\n 1 2   3\n\n2 5 \t 5 \n4 1 6",
            "1,2,3\n2,5,5\n4,1,6\n",
            "\uFEFFa,b,y\n1,2,3\n2,5,5\n4,1,6", "\"a\",\"b, or c\",\"y\"\n1,\"2\",3\n2, 5 ,5\n4,1,6\n",
            "1.0\t2 \t\t3\n2.0\t5 \t5\n4.0\t1 \t6\n", "1 2 3\r2 5 5\r4 1 6\r", "a b y\n1 2 3\n2 +5 5e0\n4 1. 6\n"})
    void readsEveryFormatAlike(String text) throws IOException {
        Dataset data = read(DataSpec.of(write("d.csv", text), "2"), TargetKind.NUMBER);
        double mean = 7.0 / 3;
        double sd = Math.sqrt((1 + 4 + 16) / 3.0 - mean * mean);
        assertThat(data.train().count()).isEqualTo(3);
        assertThat(data.inputs()).isEqualTo(2);
        assertThat(data.train().inputs()[0]).isCloseTo((1 - mean) / sd, within(1e-14));
        assertThat(data.train().inputs()[4]).isCloseTo((4 - mean) / sd, within(1e-14));
        assertThat(data.target().mean()).isCloseTo(14.0 / 3, within(1e-14));
        assertThat(data.warnings()).isEmpty();
    }

    /** As {@code gzip} and as Windows' "Unicode" write it. */
    @Test
    void packedAndWideTextIsReadLikePlainText() throws IOException {
        String text = "a,b,y\n1,2,3\n2,5,5\n4,1,6\n";
        Dataset plain = read(DataSpec.of(write("d.csv", text), "y"), TargetKind.NUMBER);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] bytes : List.of(packed.toByteArray(), ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE))) {
            Dataset same = read(DataSpec.of(Files.write(folder.resolve("e.csv"), bytes), "y"), TargetKind.NUMBER);
            assertThat(same.inputNames()).isEqualTo(plain.inputNames());
            assertThat(same.train().inputs()).isEqualTo(plain.train().inputs());
            assertThat(same.train().target()).isEqualTo(plain.train().target());
        }
    }

    @Test
    void headerIsDetectedAndCanBeForced() throws IOException {
        assertThat(read(DataSpec.of(write("d.csv", "a,b\nx,1\nz,2\nx,4\n"), "b"), TargetKind.NUMBER).train().count())
                .isEqualTo(3);
        // All text, and the first line recurs below: no header.
        Dataset mushrooms = read(DataSpec.of(write("d.csv", "p,x\ne,x\np,z\n"), "0"), TargetKind.BINARY);
        assertThat(mushrooms.train().count()).isEqualTo(3);
        assertThat(mushrooms.inputNames()).containsExactly("column1=x", "column1=z");
        // All text, and the first line is like no other: a header.
        assertThat(read(DataSpec.of(write("d.csv", "kind,cap\ne,x\np,x\np,z\n"), "kind"), TargetKind.BINARY).train()
                .count()).isEqualTo(3);
        DataSpec years = DataSpec.of(write("d.csv", "1990,1991\n1,2\n3,4\n"), "1991");
        assertThat(read(years.withFormat(null, HeaderMode.PRESENT), TargetKind.NUMBER).train().count()).isEqualTo(2);
        DataSpec texts = DataSpec.of(write("d.csv", "u,v\nx,w\nz,w\n"), "0");
        assertThat(read(texts.withFormat(null, HeaderMode.ABSENT), TargetKind.CLASSES).target().classes())
                .containsExactly("u", "x", "z");
    }

    @Test
    void constantColumnBecomesZeroWithAWarning() throws IOException {
        Path file = write("d.csv", "a,c,y\n1,5,3\n2,5,5\n4,5,6\n7,9,8\n");
        Dataset data = read(DataSpec.of(file, "y").withTest(listed("3")), TargetKind.NUMBER);
        assertThat(data.warnings()).containsExactly(
                "column \"c\" is constant in the training rows (5.0); its input is 0 and tells the network nothing");
        assertThat(data.train().inputs()[1]).isZero();
        // Not even where it varies: the network never saw that.
        assertThat(data.test().inputs()[1]).isZero();
    }

    @Test
    void learnsFromTheTrainingRowsOnly() throws IOException {
        String train = "1,red,3\n2,blue,5\n4,red,6\n";
        DataSpec spec = DataSpec.of(write("d.csv", "a,c,y\n" + train + "7,red,8\n"), "y").withTest(listed("3"));
        Dataset one = read(spec, TargetKind.NUMBER);
        write("d.csv", "a,c,y\n" + train + "-9000,blue,1e9\n");
        Dataset other = read(spec, TargetKind.NUMBER);
        assertThat(other.train().inputs()).isEqualTo(one.train().inputs());
        assertThat(other.train().target()).isEqualTo(one.train().target());
        assertThat(other.features()).isEqualTo(one.features());
        assertThat(other.target()).isEqualTo(one.target());
        assertThat(other.test().inputs()).isNotEqualTo(one.test().inputs());
        assertThat(other.digest()).isNotEqualTo(one.digest()).hasSize(64);
        double mean = 14.0 / 3;
        double sd = Math.sqrt((9 + 25 + 36) / 3.0 - mean * mean);
        assertThat(one.test().target()[0]).isCloseTo((8 - mean) / sd, within(1e-14));
        assertThat(one.target().toOriginal(one.test().target()[0])).isCloseTo(8, within(1e-13));
    }

    @Test
    void categoriesAreIndicators() throws IOException {
        Path file = write("d.csv", "size,colour,y\n1,red,3\n2,blue,5\n3,green,7\n2,red,6\n");
        Dataset data = read(DataSpec.of(file, "y"), TargetKind.NUMBER);
        assertThat(data.inputNames()).containsExactly("size", "colour=blue", "colour=green", "colour=red");
        assertThat(Arrays.copyOfRange(data.train().inputs(), 1, 4)).containsExactly(0, 0, 1);
        assertThat(Arrays.copyOfRange(data.train().inputs(), 5, 8)).containsExactly(1, 0, 0);
        Dataset declared = read(DataSpec.of(file, "y").withCategorical(List.of("size")), TargetKind.NUMBER);
        assertThat(declared.inputNames()).startsWith("size=1", "size=2", "size=3");
        assertThat(data.warnings()).isEmpty();
    }

    @Test
    void targetsOfEveryKind() throws IOException {
        Path file = write("d.csv", "x,label,number,count\n1,b,10,0\n2,a,9,3\n3,b,10.0,12\n");
        Dataset text = read(DataSpec.of(file, "label").withFeatures(List.of("x")), TargetKind.BINARY);
        assertThat(text.target().classes()).containsExactly("a", "b");
        assertThat(text.train().target()).containsExactly(1, 0, 1);
        Dataset numbers = read(DataSpec.of(file, "number").withFeatures(List.of("x")), TargetKind.CLASSES);
        assertThat(numbers.target().classes()).containsExactly("9", "10");
        assertThat(numbers.train().target()).containsExactly(1, 0, 1);
        Dataset counts = read(DataSpec.of(file, "count").withFeatures(List.of("x")), TargetKind.COUNT);
        assertThat(counts.train().target()).containsExactly(0, 3, 12);
        assertThat(counts.target().sd()).isEqualTo(1);
    }

    @Test
    void randomSplitIsAFunctionOfTheSeed() throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 20; i++) {
            text.append(i).append(',').append(i * i).append('\n');
        }
        DataSpec spec = DataSpec.of(write("d.csv", text.toString()), "y");
        int[] first = read(spec.withTest(new SplitSpec.Fraction(0.25, 7)), TargetKind.NUMBER).test().numbers();
        int[] again = read(spec.withTest(new SplitSpec.Fraction(0.25, 7)), TargetKind.NUMBER).test().numbers();
        int[] other = read(spec.withTest(new SplitSpec.Fraction(0.25, 8)), TargetKind.NUMBER).test().numbers();
        assertThat(first).hasSize(5).isEqualTo(again).isNotEqualTo(other).isSorted();
        // The very rows, so that a change of the generator cannot go unseen.
        assertThat(first).containsExactly(GOLDEN);
        Dataset none = read(spec.withTest(new SplitSpec.Fraction(0, 7)), TargetKind.NUMBER);
        assertThat(none.test().count()).isZero();
        assertThat(none.train().count()).isEqualTo(20);
    }

    private static final int[] GOLDEN = {8, 10, 14, 16, 19};

    @Test
    void newRowsAreFoundByNameOrByPosition() throws IOException {
        Path file = write("d.csv", "a,b,y\n1,2,3\n2,5,5\n4,1,6\n");
        Dataset data = read(DataSpec.of(file, "y"), TargetKind.NUMBER);
        double[] expected = Arrays.copyOfRange(data.train().inputs(), 0, 2);
        Rows named = data.readRows(write("new.csv", "b;extra;a\n2;0;1\n"));
        assertThat(named.inputs()).isEqualTo(expected);
        assertThat(named.hasTarget()).isFalse();
        Rows withTarget = data.readRows(write("new.csv", "y b a\n3 2 1\n"));
        assertThat(withTarget.inputs()).isEqualTo(expected);
        assertThat(withTarget.target()).containsExactly(data.train().target()[0]);
        assertThat(data.readRows(write("new.csv", "1,2\n")).inputs()).isEqualTo(expected);
        assertThat(data.readRows(write("new.csv", "1,2,3\n")).target()).containsExactly(data.train().target()[0]);
    }

    @Test
    void airfoilAsItsBenchmarkSplitsIt() {
        Path file = SharedData.require("uci/airfoil/data.csv");
        Path rows = SharedData.require("uci/airfoil/test_indices.txt");
        Dataset data = read(DataSpec.of(file, "target").withTest(new SplitSpec.Listed(rows, 0)), TargetKind.NUMBER);
        assertThat(data.train().count()).isEqualTo(1202);
        assertThat(data.test().count()).isEqualTo(301);
        assertThat(data.inputs()).isEqualTo(5);
        assertThat(data.inputNames()).containsExactly("frequency", "angle", "length", "velocity", "thickness");
        double sum = 0;
        double squares = 0;
        for (double y : data.train().target()) {
            sum += y;
            squares += y * y;
        }
        assertThat(sum / 1202).isCloseTo(0, within(1e-12));
        assertThat(squares / 1202).isCloseTo(1, within(1e-12));
    }

    @Test
    void tablesSeparatedByBlanks() {
        Path concrete = SharedData.require("uci/concrete/data.txt");
        Path yacht = SharedData.require("uci/yacht/data.txt");
        Path naval = SharedData.require("uci/naval-propulsion-plant/data.txt");
        Dataset data = read(DataSpec.of(concrete, "8").withTest(new SplitSpec.Listed(
                SharedData.require("uci/concrete/test_indices.txt"), 19)), TargetKind.NUMBER);
        assertThat(data.train().count() + data.test().count()).isEqualTo(1030);
        assertThat(data.test().count()).isEqualTo(103);
        assertThat(data.inputs()).isEqualTo(8);
        assertThat(read(DataSpec.of(yacht, "6"), TargetKind.NUMBER).train().count()).isEqualTo(308);
        Dataset ships = read(DataSpec.of(naval, "16"), TargetKind.NUMBER);
        assertThat(ships.train().count()).isEqualTo(11934);
        assertThat(ships.warnings()).hasSize(2).allMatch(warning -> warning.contains("is constant"));
    }

    @Test
    void mushroomsAreAllCategories() {
        Path file = SharedData.require("bandits/agaricus-lepiota.data");
        Dataset data = read(DataSpec.of(file, "0").withCategorical(List.of("11"))
                .withFeatures(List.of("1", "2", "5")), TargetKind.BINARY);
        assertThat(data.train().count()).isEqualTo(8124);
        assertThat(data.inputs()).isEqualTo(6 + 4 + 9);
    }

    private static Dataset read(DataSpec spec, TargetKind kind) {
        return Dataset.read(spec, kind);
    }

    private SplitSpec listed(String line) throws IOException {
        return new SplitSpec.Listed(write("rows.txt", line + "\n"), 0);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
