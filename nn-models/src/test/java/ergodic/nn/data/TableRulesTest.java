package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gaps, categories that are new and dates: by hand, and learned from the training rows alone. */
class TableRulesTest {

    private static final TableRules MEAN = TableRules.strict().withMissing(MissingRule.MEAN);
    private static final TableRules DROP = TableRules.strict().withMissing(MissingRule.DROP);

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Dataset read(String text, String test, TableRules rules) throws IOException {
        return Dataset.read(DataSpec.of(write("d.csv", text), "y").withRules(rules)
                .withTest(test.isEmpty() ? new SplitSpec.None()
                        : new SplitSpec.Listed(write("test.txt", test + "\n"), 0)),
                TargetKind.NUMBER);
    }

    private static double[] row(Rows rows, int position) {
        double[] inputs = new double[rows.width()];
        System.arraycopy(rows.inputs(), position * inputs.length, inputs, 0, inputs.length);
        return inputs;
    }

    private static final String GAPS = "a,kind,b,y\n1,p,2,3\n,q,2.5,5\n5,,7,6\n3,p,1,8\n9,q,,?\n2,NA,4,1\nn/a,p,,2\n";

    /** Of the rows 0 to 3 the means of a are of 1, 5, 3: 3; b has gaps in no training row. */
    @Test
    void meansOfTheTrainingRowsStandForGaps() throws IOException {
        Dataset data = read(GAPS, "4 5 6", MEAN);
        assertThat(data.inputNames()).containsExactly("a", "a missing", "kind=p", "kind=q", "kind missing", "b");
        assertThat(data.train().numbers()).containsExactly(0, 1, 2, 3);
        assertThat(data.test().numbers()).containsExactly(5, 6);
        double sd = Math.sqrt(8.0 / 3);
        double middle = 12.5 / 4;
        double spread = Math.sqrt((4 + 6.25 + 49 + 1) / 4.0 - middle * middle);
        assertThat(row(data.train(), 0)).containsExactly(
                new double[]{-2 / sd, 0, 1, 0, 0, (2 - middle) / spread}, within(1e-14));
        assertThat(row(data.train(), 1)).containsExactly(
                new double[]{0, 1, 0, 1, 0, (2.5 - middle) / spread}, within(1e-14));
        assertThat(row(data.train(), 2)).containsExactly(
                new double[]{2 / sd, 0, 0, 0, 1, (7 - middle) / spread}, within(1e-14));
        assertThat(row(data.test(), 0)).containsExactly(
                new double[]{-1 / sd, 0, 0, 0, 1, (4 - middle) / spread}, within(1e-14));
        assertThat(row(data.test(), 1)).containsExactly(0, 1, 1, 0, 0, 0);
        assertThat(data.warnings()).startsWith(
                "column \"a\" is missing in 1 of 4 training rows and 1 of 3 held-out rows: the mean of the training rows"
                        + " stands there, and the input \"a missing\" says so",
                "column \"kind\" is missing in 1 of 4 training rows and 1 of 3 held-out rows: none of its categories is"
                        + " taken to be there, and the input \"kind missing\" says so",
                "column \"b\" is missing in 0 of 4 training rows and 2 of 3 held-out rows: the mean of the training rows"
                        + " stands there; no input says so, since no training row misses it",
                "the target \"y\" is missing in 0 of 4 training rows and 1 of 3 held-out rows, which are left out:"
                        + " targets are not made up");
    }

    @Test
    void numbersThatAreTakenAsTheyAreHaveTheirOwnMean() {
        double[][] inputs = {{1, 5}, {Double.NaN, 6}, {6, 7}};
        Dataset data = Dataset.of(ArraySpec.of(inputs, new double[]{1, 2, 4}).withRules(MEAN).withoutStandardising(),
                TargetKind.NUMBER);
        assertThat(data.train().inputs()).containsExactly(1, 0, 5, 3.5, 1, 6, 6, 0, 7);
        assertThat(data.rows(new double[][]{{Double.NaN, 2}}).inputs()).containsExactly(3.5, 1, 2);
    }

    @Test
    void rowsWithGapsAreLeftOutOfEveryPart() throws IOException {
        Dataset data = read(GAPS, "4 5 6", DROP);
        assertThat(data.inputNames()).containsExactly("a", "kind=p", "b");
        assertThat(data.train().numbers()).containsExactly(0, 3);
        assertThat(data.test().count()).isZero();
        assertThat(data.warnings()).contains("2 of 4 training rows and 3 of 3 held-out rows left out because values are"
                + " missing in them: \"a\" in 2, \"kind\" in 2, \"b\" in 2, \"y\" in 1");
        Path later = write("later.csv", "a,kind,b\n1,p,\n2,p,3\n,p,3\n4,p,3\n");
        RowFile rows = data.rowsIn(later);
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.notes()).containsExactly(
                "2 of 4 rows left out because values are missing in them: \"a\" in 1, \"b\" in 1");
        List<Integer> numbers = new ArrayList<>();
        rows.forEach(1, some -> {
            for (int number : some.numbers()) {
                numbers.add(number);
            }
        });
        assertThat(numbers).containsExactly(1, 3);
        Rows all = data.readRows(later);
        assertThat(all.numbers()).containsExactly(1, 3);
        assertThat(data.select(all, new SplitSpec.Listed(write("some.txt", "0 3\n"), 0)).numbers()).containsExactly(3);
    }

    /**
     * Rows without one of several targets, or without what stands beside the inputs, are left out as those without
     * inputs are.
     */
    @Test
    void rowsWithoutAFurtherTargetOrAWeightAreLeftOut() throws IOException {
        Path file = write("d.csv", "a,y,z,w\n1,2,3,1\n2,3,,1\n3,,4,2\n4,5,1,\n5,6,2,3\n6,7,,1\n7,8,9,1\n,9,9,1\n");
        DataSpec spec = DataSpec.of(file, "y").withOtherTargets(List.of("z")).with(RowRole.WEIGHT, "w")
                .withTest(new SplitSpec.Listed(write("test.txt", "5 6\n"), 0));
        Dataset dropped = Dataset.read(spec.withRules(DROP), TargetKind.NUMBER);
        assertThat(dropped.train().numbers()).containsExactly(0, 4);
        assertThat(dropped.test().numbers()).containsExactly(6);
        assertThat(dropped.warnings()).contains("4 of 6 training rows and 1 of 2 held-out rows left out because values"
                + " are missing in them: \"a\" in 1, \"y\" in 1, \"w\" in 1, \"z\" in 2");
        // Later rows need no targets, and a weight where they have the column.
        Rows later = dropped.readRows(write("later.csv", "a,y,z,w\n1,,,1\n2,1,,\n3,1,2,1\n"));
        assertThat(later.numbers()).containsExactly(0, 2);
        Path whole = write("e.csv", "a,y,z\n1,2,3\n2,3,\n3,,4\n,5,1\n5,6,2\n");
        Dataset filled = Dataset.read(DataSpec.of(whole, "y").withOtherTargets(List.of("z")).withRules(MEAN),
                TargetKind.NUMBER);
        assertThat(filled.train().numbers()).containsExactly(0, 3, 4);
        assertThat(filled.warnings()).contains(
                "the target \"y\" is missing in 1 of 5 training rows, which are left out: targets are not made up",
                "the target \"z\" is missing in 1 of 5 training rows, which are left out: targets are not made up");
    }

    @Test
    void statedWordsAreGapsInAnyCaseAndAsNumbers() throws IOException {
        String text = "a,b,y\n1,Unknown,2\n-999.0,u,3\n4,v,-999\n2,v,8\n7,u,5\n";
        Dataset data = read(text, "", DROP.withWords("-999", " unknown "));
        assertThat(data.train().numbers()).containsExactly(3, 4);
        Dataset filled = read(text, "", MEAN.withWords("-999", "unknown"));
        assertThat(filled.inputNames()).containsExactly("a", "a missing", "b=u", "b=v", "b missing");
        assertThat(filled.train().numbers()).containsExactly(0, 1, 3, 4);
        assertThat(filled.rowsOf(List.of(List.of("-999", "UNKNOWN"))).inputs()).containsExactly(0, 1, 0, 0, 1);
    }

    /** A header may be called as a gap is. */
    @Test
    void namesOfColumnsAreNoGaps() throws IOException {
        Dataset data = read("unknown,y\n1,2\nunknown,3\n4,5\n", "", MEAN.withWords("unknown"));
        assertThat(data.inputNames()).containsExactly("unknown", "unknown missing");
    }

    @Test
    void rareCategoriesTeachWhatOtherOnesAre() throws IOException {
        Dataset data = read("c,y\nx,1\nx,2\nz,3\nw,4\nx,5\nv,6\nx,7\nu,8\n", "5 6 7",
                TableRules.strict().withOther());
        assertThat(data.inputNames()).containsExactly("c=x", "c=(other)");
        assertThat(data.train().inputs()).containsExactly(1, 0, 1, 0, 0, 1, 0, 1, 1, 0);
        assertThat(data.test().inputs()).containsExactly(0, 1, 1, 0, 0, 1);
        assertThat(data.warnings()).startsWith(
                "column \"c\": categories that no training row has are taken as \"(other)\", which is learned from the 2"
                        + " categories that one training row alone has",
                "column \"c\" holds categories that are taken as \"(other)\" in 2 of 5 training rows and 2 of 3 held-out"
                        + " rows: z, w, v, ...");
        assertThat(data.rowsIn(write("later.csv", "c\nx\nnew\n")).notes()).containsExactly(
                "column \"c\" holds categories that are taken as \"(other)\" in 1 of 2 rows: new");
    }

    @Test
    void otherOnesWithoutRareOnesKeepThePrior() throws IOException {
        Dataset data = read("c,y\nx,1\nx,2\nz,3\nz,4\nu,8\n", "4", TableRules.strict().withOther());
        assertThat(data.inputNames()).containsExactly("c=x", "c=z", "c=(other)");
        assertThat(data.test().inputs()).containsExactly(0, 0, 1);
        assertThat(data.warnings().getFirst()).contains("nothing is learned", "keep their prior");
    }

    /** 2020 is a leap year of 366 days and began on a Wednesday; noon of the first of July is day 182.5 of it. */
    @Test
    void datesAreTimeAndTheCyclesThatTheyShow() throws IOException {
        Dataset data = read("t,y\n2018-01-01,1\n2019-03-05T06:00,2\n2020-07-01 12:00:00,4\n2019-06-30T18:00:00Z,5\n",
                "", TableRules.strict());
        assertThat(data.inputNames()).containsExactly("t", "t sine of year", "t cosine of year", "t sine of week",
                "t cosine of week", "t sine of day", "t cosine of day");
        double[] days = {17532, 17532 + 365 + 31 + 28 + 4 + 0.25, 17532 + 730 + 182.5, 17532 + 365 + 180 + 0.75};
        double mean = (days[0] + days[1] + days[2] + days[3]) / 4;
        double squares = 0;
        for (double day : days) {
            squares += (day - mean) * (day - mean);
        }
        double year = 2 * Math.PI * 182.5 / 366;
        double week = 2 * Math.PI * 2.5 / 7;
        assertThat(row(data.train(), 2)).containsExactly(new double[]{(days[2] - mean) / Math.sqrt(squares / 4),
                Math.sin(year), Math.cos(year), Math.sin(week), Math.cos(week), 0, -1}, within(1e-12));
        assertThat(row(data.rowsOf(List.of(List.of("2020-07-01T14:00:00+02:00"))), 0)[0])
                .isEqualTo(row(data.train(), 2)[0]);
        assertThat(data.warnings())
                .containsExactly("column \"t\" holds dates: it enters as time and by sine and cosine of"
                        + " the year, the week, the day");
    }

    /** Months have no week, a span of a year no cycle of years, days no time of day. */
    @Test
    void cyclesThatCannotBeSeenAreLeftOut() throws IOException {
        StringBuilder months = new StringBuilder("t,y\n");
        StringBuilder days = new StringBuilder("t,y\n");
        StringBuilder sundays = new StringBuilder("t,y\n");
        for (int i = 0; i < 30; i++) {
            months.append(String.format(Locale.ROOT, "%d-%02d,%d%n", 2000 + i / 12, 1 + i % 12, i * i));
            days.append(String.format(Locale.ROOT, "2001-03-%02d,%d%n", 1 + i, i * i));
            sundays.append(java.time.LocalDate.of(2000, 1, 2).plusDays(7L * i)).append(',').append(i * i).append('\n');
        }
        assertThat(read(months.toString(), "", TableRules.strict()).inputNames()).containsExactly("t",
                "t sine of year", "t cosine of year");
        assertThat(read(days.toString(), "", TableRules.strict()).inputNames()).containsExactly("t", "t sine of week",
                "t cosine of week");
        assertThat(read(sundays.toString(), "", TableRules.strict()).inputNames()).containsExactly("t");
    }

    @Test
    void datesThatAreDeclaredCategoriesAreCategories() throws IOException {
        DataSpec spec = DataSpec.of(write("d.csv", "t,y\n2020-01-01,1\n2020-01-02,2\n2020-01-01,5\n"), "y");
        assertThat(Dataset.read(spec.withCategorical(List.of("t")), TargetKind.NUMBER).inputNames())
                .containsExactly("t=2020-01-01", "t=2020-01-02");
    }

    private static String table(List<String> training, List<String> held) {
        return "a,kind,when,y\n" + String.join("\n", training) + "\n" + String.join("\n", held) + "\n";
    }

    /** Held-out rows are permuted, and their cells one by one: what is learned and the training rows are the same bits. */
    @Test
    void nothingIsLearnedFromTheHeldOutRows() throws IOException {
        Random random = new Random(5);
        List<String> training = new ArrayList<>();
        List<String> held = new ArrayList<>();
        for (int row = 0; row < 120; row++) {
            String a = row % 7 == 3 ? "" : Double.toString(random.nextGaussian() * (row < 80 ? 1 : 50));
            String kind = row % 11 == 5 ? "NA" : row % 13 == 0 ? "rare" + row : "k" + random.nextInt(3);
            String when = row % 9 == 2 ? "?"
                    : String.format(Locale.ROOT, "20%02d-%02d-%02dT%02d:30",
                            row < 80 ? 10 + row % 4 : 40 + row % 9, 1 + row % 12, 1 + row % 28, row % 24);
            (row < 80 ? training : held)
                    .add(a + "," + kind + "," + when + "," + (row % 17 == 4 && row >= 80 ? "" : row * row % 31));
        }
        for (TableRules rules : List.of(MEAN.withOther(), DROP.withOther())) {
            Dataset first = lastThird(table(training, held), rules);
            List<String> other = new ArrayList<>(held);
            Collections.shuffle(other, random);
            List<String> mixed = new ArrayList<>();
            for (int row = 0; row < held.size(); row++) {
                String[] one = held.get(row).split(",", -1);
                String[] two = other.get(row).split(",", -1);
                mixed.add(two[0] + "," + one[1] + "x," + two[2] + "," + (random.nextBoolean() ? one[3] : two[3]));
            }
            for (List<String> changed : List.of(other, mixed)) {
                Dataset second = lastThird(table(training, changed), rules);
                assertThat(second.train().inputs()).isEqualTo(first.train().inputs());
                assertThat(second.train().target()).isEqualTo(first.train().target());
                assertThat(second.features()).isEqualTo(first.features());
                assertThat(second.inputNames()).isEqualTo(first.inputNames());
                assertThat(second.target()).isEqualTo(first.target());
                assertThat(second.test().inputs()).isNotEqualTo(first.test().inputs());
            }
            Dataset changed = lastThird(table(training.reversed(), held), rules);
            assertThat(changed.train().inputs()).isNotEqualTo(first.train().inputs());
        }
    }

    private Dataset lastThird(String text, TableRules rules) throws IOException {
        return Dataset.read(DataSpec.of(write("d.csv", text), "y").withRules(rules)
                .withTest(new SplitSpec.Last(1.0 / 3)), TargetKind.NUMBER);
    }

    /** Rows that come later are encoded as the same rows of the training file. */
    @Test
    void laterRowsAreEncodedAsTheTrainingRows() throws IOException {
        String text = "a,kind,when,y\n1,p,2010-01-01,2\n,q,2011-05-01,3\n3,,2013-02-11,5\n4,p,,6\n5,r,2012-02-07,4\n";
        TableRules rules = MEAN.withOther();
        Dataset data = read(text, "", rules);
        Rows later = data.readRows(write("later.csv", text));
        assertThat(later.inputs()).isEqualTo(data.train().inputs());
        assertThat(later.target()).isEqualTo(data.train().target());
    }

    @Test
    void gapsOfRowsThatCalibrateAreSaid() throws IOException {
        SplitSpec half = new SplitSpec.Calibrated(new SplitSpec.None(), 0.5, 1);
        Path whole = write("w.csv", "a,y\n1,2\n4,3\n5,4\n6,4\n");
        int row = Dataset.read(DataSpec.of(whole, "y").withTest(half), TargetKind.NUMBER).calibration().numbers()[0];
        List<String> lines = new ArrayList<>(Files.readAllLines(whole));
        lines.set(row + 1, ",9");
        Files.write(whole, lines);
        Dataset data = Dataset.read(DataSpec.of(whole, "y").withTest(half).withRules(MEAN), TargetKind.NUMBER);
        assertThat(data.warnings().getFirst()).startsWith(
                "column \"a\" is missing in 0 of 2 training rows and 1 of 2 calibration rows");
    }

    @Test
    void heldOutFilesHaveGapsToo() throws IOException {
        DataSpec spec = DataSpec.of(write("d.csv", "a,y\n1,2\n,3\n5,4\n"), "y").withRules(MEAN)
                .withTest(new SplitSpec.InFile(write("t.csv", "a,y\n,2\n3,\n4,1\n")));
        Dataset data = Dataset.read(spec, TargetKind.NUMBER);
        assertThat(data.test().numbers()).containsExactly(0, 2);
        assertThat(data.warnings()).startsWith(
                "the target is missing in 1 of 3 rows of t.csv, which are left out: targets are not made up",
                "column \"a\" is missing in 1 of 3 training rows and 1 of 3 held-out rows: the mean of the training rows"
                        + " stands there, and the input \"a missing\" says so");
    }

    /** Folds hold out rows that train: what a search chooses by is never the file that is kept for the end. */
    @Test
    void foldsAreOfTheDataFileAlsoBesideAFileOfTests() throws IOException {
        Path file = write("d.csv", "a,y\n1,2\n2,3\n5,4\n4,7\n3,1\n0,9\n");
        SplitSpec outer = new SplitSpec.InFile(write("t.csv", "a,y\n7,2\n8,3\n"));
        for (SplitSpec of : List.of(outer, new SplitSpec.Calibrated(outer, 0.5, 1))) {
            int left = of instanceof SplitSpec.Calibrated ? 3 : 6;
            assertThat(Dataset.read(DataSpec.of(file, "y").withTest(of), TargetKind.NUMBER).test().inputs()).hasSize(2);
            List<Integer> held = new ArrayList<>();
            for (int fold = 0; fold < 3; fold++) {
                Dataset data = Dataset.read(DataSpec.of(file, "y").withTest(new SplitSpec.Fold(of, fold, 3)),
                        TargetKind.NUMBER);
                assertThat(data.train().count() + data.test().count()).isEqualTo(left);
                for (int row : data.test().numbers()) {
                    held.add(row);
                }
            }
            assertThat(held).doesNotHaveDuplicates().hasSize(left).allMatch(row -> row < 6);
        }
    }

    /** The one row of a class is held out by some fold: the classes are those of all rows that are parted, also where gaps leave some out. */
    @Test
    void everyFoldHasTheSameClasses() throws IOException {
        Path file = write("d.csv", "a,y\n1,n\n2,n\n5,y\n4,n\n3,y\n0,rare\n,gone\n");
        int held = 0;
        for (int fold = 0; fold < 3; fold++) {
            DataSpec spec = DataSpec.of(file, "y").withTest(new SplitSpec.Fold(new SplitSpec.None(), fold, 3))
                    .withRules(TableRules.strict().withMissing(MissingRule.DROP));
            Dataset data = Dataset.read(spec, TargetKind.CLASSES);
            assertThat(data.target().classes()).containsExactly("n", "rare", "y");
            held += Arrays.stream(data.test().target()).anyMatch(label -> label == 1) ? 1 : 0;
            assertThat(data.train().target()).hasSizeLessThan(6);
        }
        assertThat(held).isEqualTo(1);
        // Of two classes one may be in no training row of a fold.
        Path two = write("two.csv", "a,y\n1,n\n2,n\n5,n\n4,n\n3,n\n0,y\n");
        for (int fold = 0; fold < 3; fold++) {
            DataSpec spec = DataSpec.of(two, "y").withTest(new SplitSpec.Fold(new SplitSpec.None(), fold, 3));
            assertThat(Dataset.read(spec, TargetKind.BINARY).target().classes()).containsExactly("n", "y");
        }
    }
}
