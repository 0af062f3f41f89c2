package ergodic.sampler.laplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How far it is to the maximum of a normal distribution: half of {@code g^T P^-1 g}. */
class NormalShapeTest {

    /** P = (4 2; 2 3), whose inverse is (3 -2; -2 4) / 8: of g = (1, 2) it is (3 - 8 + 16) / 16. */
    @Test
    void fewCoordinatesAreExact() {
        NormalShape full = FullNormal.of(new double[]{4, 2, 2, 3}, new double[]{1, 1});
        assertThat(full.gain(new double[]{1, 2})).isCloseTo(11 / 16.0, within(1e-14));
        NormalShape diagonal = DiagonalNormal.of(new double[]{4, 0.5}, new double[]{1, 1});
        assertThat(diagonal.gain(new double[]{1, 2})).isCloseTo((1 / 4.0 + 4 / 0.5) / 2, within(1e-14));
    }

    /** Where the gradient is P x, it is half of x^T P x, of as many coordinates as there may be. */
    @Test
    void fullPrecisionsAreExact() {
        int d = 90;
        SplittableRandom random = new SplittableRandom(4);
        double[] factor = random.doubles((long) d * d, -1, 1).toArray();
        double[] x = random.doubles(d, -1, 1).toArray();
        double[] units = new double[d];
        Arrays.fill(units, 1);
        double[] precision = new double[d * d];
        double[] gradient = new double[d];
        double expected = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < d; k++) {
                    precision[i * d + j] += factor[i * d + k] * factor[j * d + k];
                }
                precision[i * d + j] += i == j ? 1 : 0;
                gradient[i] += precision[i * d + j] * x[j];
            }
            expected += 0.5 * x[i] * gradient[i];
        }
        assertThat(FullNormal.of(precision, units).gain(gradient)).isCloseTo(expected, within(1e-10 * expected));
    }

    /** Of many coordinates of another structure the error of 32 directions is a quarter. */
    @Test
    void manyCoordinatesAreToldByProbes() {
        SplittableRandom random = new SplittableRandom(2);
        double[] precision = random.doubles(300, 0.1, 10).toArray();
        double[] gradient = random.doubles(300, -1, 1).toArray();
        double expected = 0;
        for (int i = 0; i < 300; i++) {
            expected += gradient[i] * gradient[i] / (2 * precision[i]);
        }
        double[] units = new double[300];
        Arrays.fill(units, 1);
        assertThat(DiagonalNormal.of(precision, units).gain(gradient)).isCloseTo(expected, within(0.5 * expected))
                .isNotEqualTo(expected);
    }
}
