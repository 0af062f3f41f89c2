package ergodic.nn.data.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.FeatureEncoding;
import ergodic.nn.data.RowFile;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Settings;
import ergodic.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences from each format are the same rows: those of a padded table with a column of lengths. */
class SequenceDataTest {

    private static final int ROWS = 9;
    private static final int FEATURES = 2;
    private static final int LONGEST = 5;

    @TempDir
    private Path folder;

    private static int length(int row) {
        return 1 + row * 3 % LONGEST;
    }

    private static double value(int row, int step, int feature) {
        return Math.round(1000 * Math.sin(1 + row * 17 + step * 5 + feature * 3)) / 100.0 + feature * 50;
    }

    private static String label(int row) {
        return row % 3 == 0 ? "up" : "down";
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String ts(boolean labelled) {
        StringBuilder text = new StringBuilder("# made for a test\n@problemName test\n@timeStamps false\n"
                + "@univariate false\n@dimensions 2\n@equalLength false\n@classLabel " + labelled
                + " up down\n@data\n");
        for (int row = 0; row < ROWS; row++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                for (int step = 0; step < length(row); step++) {
                    text.append(step == 0 ? "" : ",").append(value(row, step, feature));
                }
                text.append(feature == FEATURES - 1 && !labelled ? "" : ":");
            }
            text.append(labelled ? label(row) : "").append('\n');
        }
        return text.toString();
    }

    private static String byStep(boolean labelled) {
        StringBuilder text = new StringBuilder("who,when,a,b" + (labelled ? ",class" : "") + "\n");
        for (int row = 0; row < ROWS; row++) {
            for (int step = 0; step < length(row); step++) {
                text.append("s").append(row).append(',').append(10 * step).append(',').append(value(row, step, 0))
                        .append(',').append(value(row, step, 1)).append(labelled ? "," + label(row) : "").append('\n');
            }
        }
        return text.toString();
    }

    private static String byRow() {
        StringBuilder text = new StringBuilder("class");
        for (int i = 0; i < LONGEST * FEATURES; i++) {
            text.append(",v").append(i);
        }
        for (int row = 0; row < ROWS; row++) {
            text.append('\n').append(label(row));
            for (int i = 0; i < LONGEST * FEATURES; i++) {
                text.append(',');
                if (i / FEATURES < length(row)) {
                    text.append(value(row, i / FEATURES, i % FEATURES));
                }
            }
        }
        return text.append('\n').toString();
    }

    private static Dataset read(Path file, Map<String, Object> keys, SplitSpec test) {
        SequenceKind kind = new SequenceKind();
        return kind.read(DataSpec.of(file, "class").withTest(test), Settings.of(kind.keys(), keys), TargetKind.CLASSES);
    }

    /** The way that tables have: columns of a padded sequence, and its length. */
    private static Dataset table(SplitSpec test) {
        double[][] inputs = new double[ROWS][LONGEST * FEATURES + 1];
        double[] target = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            target[row] = label(row).equals("up") ? 1 : 0;
            inputs[row][LONGEST * FEATURES] = length(row);
            for (int i = 0; i < length(row) * FEATURES; i++) {
                inputs[row][i] = value(row, i / FEATURES, i % FEATURES);
            }
        }
        return Dataset.of(ArraySpec.of(inputs, target).withClasses("down", "up").withTest(test)
                .withLayout(RowLayout.of(LONGEST, FEATURES).withLength("x" + LONGEST * FEATURES)), TargetKind.CLASSES);
    }

    /** Steps that are there must agree; behind them the table has padding of its own. */
    private static void assertSame(Rows found, Rows expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.target()).isEqualTo(expected.target());
        assertThat(found.numbers()).isEqualTo(expected.numbers());
        for (int row = 0; row < found.count(); row++) {
            double[] one = new double[found.width()];
            Arrays.fill(one, Double.NaN); // What was read before must not shine through.
            found.numbersIn().readInto(row, one, 0);
            assertThat(found.subset(row).inputs()).containsExactly(one);
            double[] other = expected.subset(row).inputs();
            int steps = (int) one[LONGEST * FEATURES];
            assertThat(steps).isEqualTo((int) other[LONGEST * FEATURES]);
            assertThat(Arrays.copyOf(one, steps * FEATURES)).containsExactly(Arrays.copyOf(other, steps * FEATURES),
                    within(1e-13));
            for (int i = steps * FEATURES; i < LONGEST * FEATURES; i++) {
                assertThat(one[i]).isZero();
            }
        }
    }

    private static final Map<String, Object> BY_STEP = Map.of("id", "who", "time", "when");

    @Test
    void formatsAreThePaddedTable() throws IOException {
        SplitSpec test = new SplitSpec.Fraction(0.3, 4);
        Dataset expected = table(test);
        for (Dataset data : List.of(read(write("a.ts", ts(true)), Map.of("steps", LONGEST), test),
                read(write("a.csv", byStep(true)), Map.of("steps", LONGEST, "id", "who", "time", "when"), test),
                read(write("b.csv", byRow()), Map.of("steps", LONGEST, "step_features", FEATURES), test))) {
            assertSame(data.train(), expected.train());
            assertSame(data.test(), expected.test());
            assertThat(data.target().classes()).containsExactly("down", "up");
        }
    }

    @Test
    void laterSequencesNeedNoTargetAndComeInBlocks() throws IOException {
        for (String format : List.of("ts", "step")) {
            boolean steps = format.equals("step");
            Map<String, Object> keys = steps ? BY_STEP : Map.of();
            Dataset data = read(write("train." + format, steps ? byStep(true) : ts(true)), keys, new SplitSpec.None());
            Path later = write("later." + format, steps ? byStep(false) : ts(false));
            Rows rows = data.readRows(later);
            assertThat(rows.hasTarget()).isFalse();
            assertThat(rows.inputs()).isEqualTo(data.train().inputs());
            RowFile blocks = data.rowsIn(later);
            List<Double> inputs = new ArrayList<>();
            blocks.forEach(2, some -> Arrays.stream(some.inputs()).forEach(inputs::add));
            assertThat(inputs.stream().mapToDouble(x -> x).toArray()).isEqualTo(rows.inputs());
        }
    }

    @Test
    void longerSequencesThanThereIsRoomForAreRefused() throws IOException {
        Path file = write("a.ts", ts(true));
        Dataset data = read(file, Map.of(), new SplitSpec.None());
        assertThat(data.shape()).isEqualTo(new RowShape.Sequence(LONGEST, FEATURES, true));
        Path longer = write("b.ts", ts(true).replace("\n" + value(0, 0, 0) + ":", "\n1,2,3,4,5,6:")
                .replace(":" + value(0, 0, 1) + ":up", ":1,2,3,4,5,6:up"));
        assertThatThrownBy(() -> data.readRows(longer)).isInstanceOf(DataException.class)
                .hasMessageContaining("line 9 (row 0)").hasMessageContaining("6 steps")
                .hasMessageContaining("data.steps = 6");
        DataSpec spec = DataSpec.of(file, "class");
        assertThat(new SequenceKind().proposed(spec, List.of(file, longer))).isEqualTo(Map.of("steps", 6));
    }

    @Test
    void heldOutSequencesLeaveNoTrace() throws IOException {
        SplitSpec test = new SplitSpec.Last(0.3);
        Dataset data = read(write("a.ts", ts(true)), Map.of("steps", 9), test);
        String[] lines = ts(true).split("\n");
        lines[lines.length - 1] = "900,-900,7:1,2,3:up";
        lines[lines.length - 2] = "1e6:1:down";
        Dataset changed = read(write("b.ts", String.join("\n", lines)), Map.of("steps", 9), test);
        assertThat(changed.train().inputs()).isEqualTo(data.train().inputs());
        assertThat(changed.train().target()).isEqualTo(data.train().target());
        assertThat(changed.features()).isEqualTo(data.features());
        assertThat(changed.test().inputs()).isNotEqualTo(data.test().inputs());
    }

    @Test
    void filesOfTheArchiveAreRead() {
        Path train = SharedData.require("sequences/JapaneseVowels_TRAIN.ts");
        Path test = SharedData.require("sequences/JapaneseVowels_TEST.ts");
        Dataset data = read(train, Map.of("steps", 29), new SplitSpec.InFile(test));
        assertThat(data.train().count()).isEqualTo(270);
        assertThat(data.test().count()).isEqualTo(370);
        assertThat(data.shape()).isEqualTo(new RowShape.Sequence(29, 12, true));
        assertThat(data.target().classes()).hasSize(9);
        // The first numbers of the file, standardised over all steps of a dimension.
        FirstLine first = FirstLine.of(train);
        for (int dimension = 0; dimension < 12; dimension++) {
            FeatureEncoding.Numeric scale = (FeatureEncoding.Numeric) data.features().get(dimension);
            assertThat(data.train().inputs()[dimension] * scale.sd() + scale.mean())
                    .isCloseTo(first.values()[dimension], within(1e-9));
        }
        Dataset italy = read(SharedData.require("sequences/ItalyPowerDemand_TRAIN.ts"), Map.of(), new SplitSpec.None());
        assertThat(italy.shape()).isEqualTo(new RowShape.Sequence(24, 1, false));
        assertThat(italy.train().count()).isEqualTo(67);
    }

    /** The first step of the first sequence, read plainly. */
    private record FirstLine(double[] values) {

        static FirstLine of(Path file) {
            try {
                List<String> lines = Files.readAllLines(file);
                int at = 0;
                while (!lines.get(at).toLowerCase(Locale.ROOT).startsWith("@data")) {
                    at++;
                }
                String[] parts = lines.get(at + 1).split(":");
                double[] values = new double[parts.length - 1];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Double.parseDouble(parts[i].split(",")[0]);
                }
                return new FirstLine(values);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
