package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are images, sequences and symbols, from columns. */
class RowEncodingTest {

    @TempDir
    Path folder;

    private static final double[][] INPUTS = {{0, 1, 10, 30}, {0, 3, 10, 50}, {0, 2, 10, 20}};

    private static Dataset data(RowLayout layout) {
        return Dataset.of(ArraySpec.of(INPUTS, new double[]{1, 2, 4}).withLayout(layout), TargetKind.NUMBER);
    }

    private static double[] standardised(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        return Arrays.stream(values).map(v -> (v - mean) / sd).toArray();
    }

    @Test
    void imagesHaveOneScaleForEachChannel() {
        Dataset image = data(RowLayout.of(2, 1, 2));
        assertThat(image.shape()).isEqualTo(new RowShape.Image(2, 1, 2));
        assertThat(image.train().shape()).isEqualTo(image.shape());
        double[] first = standardised(0, 1, 0, 3, 0, 2);
        double[] second = standardised(10, 30, 10, 50, 10, 20);
        double[] expected = {first[0], first[1], second[0], second[1], first[2], first[3], second[2], second[3],
                first[4], first[5], second[4], second[5]};
        assertThat(image.train().inputs()).containsExactly(expected, within(1e-14));
        assertThat(image.warnings()).as("no pixel is blamed for standing still").isEmpty();
        assertThat(image.row(0, 1, 10, 30).inputs()).containsExactly(Arrays.copyOf(expected, 4), within(1e-14));
    }

    @Test
    void sequencesHaveOneScaleForEachFeature() {
        Dataset sequence = data(RowLayout.of(2, 2));
        assertThat(sequence.shape()).isEqualTo(new RowShape.Sequence(2, 2));
        double[] first = standardised(0, 10, 0, 10, 0, 10);
        double[] second = standardised(1, 30, 3, 50, 2, 20);
        assertThat(Arrays.copyOf(sequence.train().inputs(), 4))
                .containsExactly(new double[]{first[0], second[0], first[1], second[1]}, within(1e-14));
    }

    /** The column of lengths comes last, as it is; what stands behind a row's last step has no part in the scale. */
    @Test
    void rowsMayHaveLengthsOfTheirOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("s.csv"), "n,a,b,c,y\n3,1,2,3,0\n1,4,99,99,1\n2,5,6,99,0\n");
        DataSpec spec = DataSpec.of(file, "y").withLayout(RowLayout.of(3, 1).withLength("n"));
        Dataset data = Dataset.read(spec, TargetKind.BINARY);
        assertThat(data.shape()).isEqualTo(new RowShape.Sequence(3, 1, true));
        assertThat(data.inputNames()).containsExactly("a", "b", "c", "n");
        double[] there = standardised(1, 2, 3, 4, 5, 6);
        double[] inputs = data.train().inputs();
        assertThat(inputs).hasSize(12);
        assertThat(new double[]{inputs[0], inputs[1], inputs[2], inputs[4], inputs[8], inputs[9]})
                .containsExactly(there, within(1e-14));
        assertThat(new double[]{inputs[3], inputs[7], inputs[11]}).containsExactly(3, 1, 2);
        assertThatThrownBy(() -> data.row(1, 2, 3, 4)).isInstanceOf(DataException.class).hasMessageContaining(
                "4 is none of the numbers of steps that data.shape allows, which are whole numbers from 0 to 3");
    }

    @Test
    void symbolsEnterAsTheyAre() {
        double[][] words = {{0, 2}, {4, 1}};
        Dataset data = Dataset.of(ArraySpec.of(words, new double[]{0, 1}).withLayout(RowLayout.of(2)),
                TargetKind.NUMBER);
        assertThat(data.shape()).isEqualTo(new RowShape.Symbols(2, 5, false));
        assertThat(data.train().inputs()).containsExactly(0, 2, 4, 1);
        for (String bad : List.of("5", "-1", "0.5")) {
            assertThatThrownBy(() -> data.row(1, Double.parseDouble(bad))).isInstanceOf(DataException.class)
                    .hasMessageContaining(
                            bad + " is none of the symbols of the training rows, which are whole numbers from 0 to 4");
        }
        assertThatThrownBy(() -> Dataset.of(ArraySpec.of(new double[][]{{0, 1.5}, {1, 1}}, new double[]{0, 1})
                .withLayout(RowLayout.of(2)), TargetKind.NUMBER)).hasMessageContaining("1.5 is no symbol");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "2 1 3 | | data.shape = [2, 1, 3] makes 6 numbers a row, but the data in memory has 4 feature columns",
            "3 | | data.shape = [3] makes 3 numbers a row, but the data in memory has 4 feature columns",
            "1 2 | x0 | data.shape = [1, 2] makes 2 numbers a row, but the data in memory has 3 feature columns",
            "4 1 1 | x0 | data.length, the column of each row's number of steps, is for sequences",
            "2 2 | x9 | data.length: there is no column \"x9\"", "3 1 | y | data.length: column \"y\" is the target",
            "1 1 1 4 | | data.shape must hold one, two or three whole numbers of at least 1, not [1, 1, 1, 4]",
            "0 4 | | data.shape must hold one, two or three whole numbers of at least 1, not [0, 4]"})
    void shapesThatDoNotFitAreRefused(String sizes, String length, String message) {
        int[] numbers = Arrays.stream(sizes.strip().split(" ")).mapToInt(Integer::parseInt).toArray();
        assertThatThrownBy(
                () -> data(length == null ? RowLayout.of(numbers) : RowLayout.of(numbers).withLength(length)))
                .isInstanceOf(DataException.class).hasMessageContaining(message.strip());
    }

    @Test
    void categoriesHaveNoShape() throws IOException {
        Path file = Files.writeString(folder.resolve("c.csv"), "a,b,y\nu,1,0\nv,2,1\nu,3,0\n");
        DataSpec spec = DataSpec.of(file, "y").withLayout(RowLayout.of(2, 1));
        assertThatThrownBy(() -> Dataset.read(spec, TargetKind.BINARY)).isInstanceOf(DataException.class)
                .hasMessage("data.shape = [2, 1] needs columns of numbers, but column \"a\" of c.csv holds categories;"
                        + " write them as numbers, or correct data.shape and leave the column out by listing"
                        + " data.features");
        assertThatThrownBy(() -> Dataset.read(spec.withCategorical(List.of("b")).withFeatures(List.of("b", "a")),
                TargetKind.BINARY)).hasMessageContaining("column \"b\"");
    }
}
