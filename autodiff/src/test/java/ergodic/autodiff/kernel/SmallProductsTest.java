package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against loops over arrays, to the bit, and what lies around the product left alone. */
class SmallProductsTest {

    private static final int A = 3;
    private static final int B = 400;
    private static final int OUT = 800;

    @Test
    void equalLoopsOverArrays() {
        Random random = new Random(3);
        int[] sizes = {0, 1, 2, 3, 4, 5, 8, 9, 11};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(8 * 1200, 64);
            for (int rows : sizes) {
                for (int inner : sizes) {
                    for (int columns : sizes) {
                        for (int form = 0; form < 4; form++) {
                            boolean transposeA = (form & 1) != 0;
                            boolean transposeB = (form & 2) != 0;
                            for (int i = 0; i < 1200; i++) {
                                m.setAtIndex(JAVA_DOUBLE, i, random.nextGaussian());
                            }
                            double[] before = m.toArray(JAVA_DOUBLE);
                            int aRow = transposeA ? 1 : inner;
                            int aColumn = transposeA ? rows : 1;
                            int bRow = transposeB ? 1 : columns;
                            int bColumn = transposeB ? inner : 1;
                            SmallProducts.multiply(m, 8L * OUT, 8L * A, aRow, aColumn, 8L * B, bRow, bColumn, rows,
                                    inner, columns);
                            double[] expected = before.clone();
                            for (int i = 0; i < rows; i++) {
                                for (int j = 0; j < columns; j++) {
                                    double sum = 0;
                                    for (int k = 0; k < inner; k++) {
                                        sum += before[A + i * aRow + k * aColumn] * before[B + k * bRow + j * bColumn];
                                    }
                                    expected[OUT + i * columns + j] = sum;
                                }
                            }
                            assertThat(m.toArray(JAVA_DOUBLE)).as("%d x %d x %d, form %d", rows, inner, columns, form)
                                    .containsExactly(expected);
                        }
                    }
                }
            }
        }
    }

    @Test
    void refuseWhatIsNotInTheSegment() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(8 * 12, 64);
            assertThatThrownBy(() -> SmallProducts.multiply(m, 64, 0, 2, 1, 32, 2, 1, 2, 2, 3))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> SmallProducts.multiply(m, 0, 0, 2, 1, 32, 9, 1, 2, 2, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
