package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data in memory give what the same data in a file give. */
class MemoryDataTest {

    private static final double[][] INPUTS = {{1, 2.5}, {2, 5}, {4, 1}, {7, 3}};
    private static final double[] NUMBERS = {3, 5, 6, 8};

    @TempDir
    Path folder;

    @Test
    void arraysAndFilesAreEncodedAlike() throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "a,b,price\n1,2.5,3\n2,5,5\n4,1,6\n7,3,8\n");
        SplitSpec split = new SplitSpec.Fraction(0.25, 3);
        Dataset read = Dataset.read(DataSpec.of(file, "price").withTest(split), TargetKind.NUMBER);
        Dataset given = Dataset.of(ArraySpec.of(INPUTS, NUMBERS).withNames("a", "b").withTargetName("price")
                .withTest(split), TargetKind.NUMBER);
        assertThat(given.train().inputs()).isEqualTo(read.train().inputs());
        assertThat(given.test().inputs()).isEqualTo(read.test().inputs());
        assertThat(given.train().target()).isEqualTo(read.train().target());
        assertThat(given.target()).isEqualTo(read.target());
        assertThat(given.features()).isEqualTo(read.features());
        assertThat(given.readRows(file).inputs()).isEqualTo(read.rows(INPUTS).inputs());
    }

    @Test
    void oneRowIsEncodedAsTheTrainingRowsWere() {
        Dataset data = Dataset.of(INPUTS, NUMBERS);
        Rows row = data.rows(new double[][]{{4, 1}});
        assertThat(row.inputs()).containsExactly(data.train().inputs()[4], data.train().inputs()[5]);
        assertThat(row.hasTarget()).isFalse();
        assertThat(data.row(4, 1).inputs()).isEqualTo(row.inputs());
        assertThatThrownBy(() -> data.row(4)).isInstanceOf(IllegalArgumentException.class);
        assertThat(data.rows(new double[][]{{4, 1}}, new double[]{6}).target())
                .containsExactly(data.train().target()[2]);
        assertThat(data.inputNames()).containsExactly("x0", "x1");
        assertThat(data.target().name()).isEqualTo("y");
    }

    @Test
    void numbersMayEnterAsTheyAre() {
        Dataset data = Dataset.of(ArraySpec.of(INPUTS, NUMBERS).withoutStandardising(), TargetKind.NUMBER);
        assertThat(data.train().inputs()).containsExactly(1, 2.5, 2, 5, 4, 1, 7, 3);
        assertThat(data.train().target()).isEqualTo(NUMBERS);
        assertThat(data.target().toOriginal(3)).isEqualTo(3);
    }

    @Test
    void classesKeepTheOrderOfTheirLabels() {
        ArraySpec spec = ArraySpec.of(INPUTS, new double[]{1, 0, 1, 2}).withClasses("low", "high", "absent");
        Dataset data = Dataset.of(spec, TargetKind.CLASSES);
        assertThat(data.target().classes()).containsExactly("low", "high", "absent");
        assertThat(data.train().target()).containsExactly(1, 0, 1, 2);
        assertThat(data.rows(INPUTS, new double[]{2, 2, 0, 1}).target()).containsExactly(2, 2, 0, 1);
        ArraySpec wrong = ArraySpec.of(INPUTS, new double[]{1, 0, 3, 2}).withClasses("low", "high", "absent");
        assertThatThrownBy(() -> Dataset.of(wrong, TargetKind.CLASSES)).isInstanceOf(DataException.class).hasMessage(
                "the data in memory, row 2: the target 3.0 is no number of one of the 3 classes, which are counted from 0");
    }

    @Test
    void wordsAreGivenAsCells() throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "city,area,y\nOslo,1,3\nBonn,2,5\nOslo,4,6\n");
        Dataset data = Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER);
        assertThat(data.rowsOf(List.of(List.of("Bonn", "2"))).inputs())
                .containsExactly(data.train().inputs()[3], data.train().inputs()[4], data.train().inputs()[5]);
        assertThatThrownBy(() -> data.rowsOf(List.of(List.of("Rome", "2")))).isInstanceOf(DataException.class)
                .hasMessageContaining("the category \"Rome\" is in no training row (there are Bonn, Oslo)");
    }

    @Test
    void faultsAreSaidInOneSentence() {
        assertThatThrownBy(() -> ArraySpec.of(INPUTS, new double[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 4 rows of inputs, but 3 targets");
        assertThatThrownBy(() -> ArraySpec.of(new double[][]{{1, 2}, {3}}, new double[2]))
                .hasMessage("row 1 has 1 numbers, but there are 2 features");
        double[][] holed = {{1, 2}, {Double.NaN, 3}};
        assertThatThrownBy(() -> Dataset.of(holed, new double[]{1, 2})).isInstanceOf(DataException.class)
                .hasMessage(
                        "the data in memory: a value is missing: row 1 column \"x0\"; fill them in, or leave the rows or"
                                + " columns out, or say by TableRules whether rows with gaps are dropped or filled");
        double[][] infinite = {{1, 2}, {Double.POSITIVE_INFINITY, 3}};
        assertThatThrownBy(() -> Dataset.of(infinite, new double[]{1, 2})).isInstanceOf(DataException.class)
                .hasMessage(
                        "the data in memory, row 1, column \"x0\": \"Infinity\" is infinite; only finite numbers can be"
                                + " used");
    }
}
