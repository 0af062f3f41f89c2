package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.draws.DataArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When data are taken for those that a run was sampled with. */
class StoredDataTest {

    private static final double[] SDS = {2, 1000};

    private static boolean same(String name, List<String> dims, List<Integer> shape, double[] stored, double... here) {
        return StoredData.isSame(new DataArray(name, dims, List.of(stored.length), stored),
                new DataArray(name, dims, shape, here), SDS);
    }

    /** A sum that cancels to nearly nothing is another number when it is taken in another order. */
    @Test
    void roundingIsOfTheSizeOfWhatIsSummed() {
        double[] means = {3e-17, 5};
        assertThat(same("input_mean", List.of("input"), List.of(2), means, -1e-16, 5)).isTrue();
        assertThat(same("input_mean", List.of("input"), List.of(2), means, 1e-5, 5)).isFalse();
        assertThat(same("input_mean", List.of("input"), List.of(2), means, 0, 5.0001)).isTrue();
        assertThat(same("y", List.of("row"), List.of(3), new double[]{1.2, 1e-12, -0.7}, 1.2, -1e-12, -0.7)).isTrue();
        assertThat(same("y", List.of("row"), List.of(3), new double[]{1.2, 1e-12, -0.7}, 1.2, 1e-5, -0.7)).isFalse();
        assertThat(same("y", List.of("row"), List.of(2), new double[]{1.2, 1e-12, -0.7}, 1.2, 1e-12)).isFalse();
    }

    /** A small number is not taken for another because one of another column is large. */
    @Test
    void eachInputHasItsOwnSize() {
        double[] x = {1e-3, 1e9, 2e-3, -1e9 + 0.5};
        assertThat(same("x", x, 1e-3, 1e9, 2e-3, -1e9 + 0.75)).isTrue();
        assertThat(same("x", x, 1e-3, 1e9, 2.1e-3, -1e9 + 0.5)).isFalse();
        assertThat(same("x", x, 1e-3, 1e9, 2e-3, -1.1e9)).isFalse();
        assertThat(same("x", x, 1e-3, 1e9, Double.NaN, -1e9 + 0.5)).isFalse();
        double[] missing = {Double.NaN, 1.5, 2.5, 3.5};
        assertThat(same("x", missing, missing)).isTrue();
    }

    private static boolean same(String name, double[] stored, double... here) {
        return StoredData.isSame(new DataArray(name, List.of("row", "input"), List.of(2, 2), stored),
                new DataArray(name, List.of("row", "input"), List.of(2, 2), here), SDS);
    }

    /** Numbers of rows, classes and counts are the same to the digit, however large. */
    @Test
    void wholeNumbersAreExact() {
        assertThat(same("row_number", List.of("row"), List.of(2), new double[]{3, 5_000_001}, 3, 5_000_000)).isFalse();
        assertThat(same("row_number", List.of("row"), List.of(2), new double[]{3, 5_000_001}, 3, 5_000_001)).isTrue();
        assertThat(same("y", List.of("row"), List.of(2), new double[]{0, 1}, 0, 2)).isFalse();
    }
}
