package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.RowNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that occur twice, classes that are rare, inputs that are constant: counted, and said. */
class DataFactsTest {

    @TempDir
    Path folder;

    private Dataset read(String text, String held, TargetKind kind) throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), text);
        SplitSpec test = held.isEmpty() ? new SplitSpec.None()
                : new SplitSpec.Listed(Files.writeString(folder.resolve("rows.txt"), held + "\n"), 0);
        return Dataset.read(DataSpec.of(file, "y").withTest(test), kind);
    }

    /** Row 2 is row 0 again; held out are 4 (inputs and target of row 1), 5 (inputs of row 0 alone) and 6 (new). */
    @Test
    void rowsThatAreHeldOutAndKnown() throws IOException {
        Dataset data = read("a,c,k,y\n1,u,7,3\n2,v,7,4\n1,u,7,5\n9,u,7,6\n2.0,v,7,4\n1,u,7,8\n1,v,7,3\n", "4 5 6",
                TargetKind.NUMBER);
        assertThat(data.facts()).isEqualTo(new DataFacts(4, 3, 4, 1, 1, 2, 1, 0, List.of(), Map.of()));
        assertThat(data.warnings())
                .contains("2 of 3 held-out rows have exactly the inputs of a training row, 1 of them its"
                        + " target too: what is new to the network is less than what is held out, which flatters scores; hold such"
                        + " rows out together, or leave them out");
        assertThat(data.facts().document()).containsEntry("held_out_rows_known", 2).containsEntry("constant_inputs", 1)
                .containsEntry("repeated_training_rows", 1).doesNotContainKey("classes");
    }

    @Test
    void nothingIsSaidWhereNothingIsOdd() throws IOException {
        Dataset data = read("a,y\n1,p\n2,q\n3,p\n4,q\n", "3", TargetKind.CLASSES);
        assertThat(data.warnings()).isEmpty();
        assertThat(data.facts().classes()).containsExactly(Map.entry("p", 2), Map.entry("q", 1));
    }

    /** Three marks in 30 rows; in 29 there may be more that were not met; classes and counts have probabilities anyway. */
    @Test
    void densitiesOfFewValuesSayLittle() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int i = 0; i < 30; i++) {
            text.append(i * i).append(',').append(3 + i % 3).append('\n');
        }
        Dataset data = read(text.toString(), "", TargetKind.NUMBER);
        assertThat(data.facts().targetValues()).isEqualTo(3);
        assertThat(data.facts().document()).containsEntry("target_values", 3);
        assertThat(data.warnings())
                .containsExactly("the target takes 3 different values in 30 training rows: a density can"
                        + " pile up on them without bound, so that log densities of held-out rows say little about predictions;"
                        + " likelihood.family = \"ordinal\" or \"categorical\" gives the values probabilities");
        assertThat(read(text.toString(), "29", TargetKind.NUMBER).warnings()).isEmpty();
        assertThat(read(text.toString(), "", TargetKind.COUNT).facts().targetValues()).isZero();
        assertThat(read(text.toString(), "", TargetKind.CLASSES).warnings()).isEmpty();
    }

    @Test
    void classesThatAreFarFromEqual() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int i = 0; i < 24; i++) {
            text.append(i).append(i == 3 ? ",rare" : i % 2 == 0 ? ",some" : ",many").append('\n');
            text.append(i).append(".5,many\n");
        }
        Dataset data = read(text.toString(), "", TargetKind.CLASSES);
        assertThat(data.facts().classes()).containsExactly(Map.entry("many", 35), Map.entry("rare", 1),
                Map.entry("some", 12));
        assertThat(data.warnings()).containsExactly("classes are far from equal: \"rare\" has 1 of 48 training rows and"
                + " \"many\" 35, so that always saying \"many\" would be right in 72.9 % of them; look at probabilities"
                + " beside accuracy");
    }

    /**
     * Targets 0 to 29 and one of 1000 as row 7: without it the variance is that of the others, 30 numbers in a row less 7. Where positive numbers
     * are modelled their logarithms count, which are not far.
     */
    @Test
    void aTargetThatMakesTheVarianceAlone() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 30; i++) {
            double y = i == 7 ? 1000 : i + 1;
            text.append(i * i).append(',').append(y).append('\n');
            sum += y;
            squares += y * y;
        }
        double with = squares / 30 - sum * sum / 900;
        double without = (squares - 1e6) / 29 - (sum - 1000) * (sum - 1000) / 841;
        DataFacts facts = read(text.toString(), "0", TargetKind.NUMBER).facts();
        assertThat(facts.far()).singleElement().satisfies(far -> {
            assertThat(far.target()).isEqualTo("y");
            assertThat(far.row()).isEqualTo(7);
            assertThat(far.value()).isCloseTo(1000, within(1e-9));
        });
        assertThat(facts.document()).containsEntry("far_target_rows", List.of(7));
        Dataset all = read(text.toString(), "", TargetKind.NUMBER);
        assertThat(all.facts().far().getFirst().share())
                .isCloseTo(1 - without / with, within(1e-9));
        assertThat(all.warnings()).singleElement().asString()
                .startsWith("row 7 (from 0) has y = 1000, which alone makes 99.76 % of the variance of the 30 training"
                        + " targets");
        assertThat(read(text.toString(), "", TargetKind.POSITIVE).warnings()).isEmpty();
        assertThat(read(text.toString(), "7", TargetKind.NUMBER).warnings()).isEmpty();
        // A count may have many trials, or a long exposure.
        assertThat(read(text.toString().replace(".0", ""), "", TargetKind.COUNT).warnings()).isEmpty();
        // A third of it is far, and no more than a heavy tail.
        assertThat(read(text.toString().replace("1000.0", "120.0"), "", TargetKind.NUMBER).warnings()).isEmpty();
    }

    @Test
    void classesThatAreNearlyAsManyAsRows() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int i = 0; i < 30; i++) {
            text.append(i * i).append(",name").append(i / 3).append(i % 3 == 0 ? "" : "s").append('\n');
        }
        assertThat(read(text.toString(), "", TargetKind.CLASSES).warnings())
                .containsExactly("the target has 20 classes in"
                        + " 30 training rows: fewer than two rows of each in the mean, from which nothing general is learned; if they are names,"
                        + " take another target, and if they are numbers, write them as numbers");
        assertThat(read(text.toString().replace("s\n", "\n"), "", TargetKind.CLASSES).warnings()).isEmpty();
    }

    /** Images and texts are encoded when they are read: a few times a row, not all of them for each. */
    @Test
    void rowsAreReadAFewTimesEach() {
        int[] reads = new int[1];
        RowNumbers numbers = new RowNumbers() {
            @Override
            public int size() {
                return 3;
            }

            @Override
            public void readInto(int row, double[] all, int offset) {
                reads[0]++;
                all[offset] = row % 40;
                all[offset + 1] = 7;
                all[offset + 2] = row < 199 ? 1 : 2;
            }
        };
        double[] targets = new double[300];
        int[] places = IntStream.range(0, 300).toArray();
        Rows all = new Rows(300, new RowShape.Numbers(3), numbers, targets, places);
        Rows train = all.subset(IntStream.range(0, 200).toArray());
        Rows test = all.subset(IntStream.range(200, 300).toArray());
        TargetEncoding target = new TargetEncoding("y", TargetKind.NUMBER, 0, 1, 1, List.of());
        // Of the training rows 40 are new, and the last differs; it is held-out rows 239 and 279 again.
        assertThat(DataFacts.of(train, test, target))
                .isEqualTo(new DataFacts(200, 100, 3, 1, 159, 2, 2, 0, List.of(), Map.of()));
        assertThat(reads[0]).isLessThan(5 * 300);
    }
}
