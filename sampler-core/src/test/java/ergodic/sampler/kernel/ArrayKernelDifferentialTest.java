package ergodic.sampler.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Vector kernels against their scalar twins, to the bit, and both against plain loops and EJML. */
class ArrayKernelDifferentialTest {

    private static final int LONGEST = 67;
    private static final double[] ODD = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0,
            Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};

    private final ArrayKernels scalar = ArrayKernelProvider.scalar();
    private final ArrayKernels vector = ArrayKernelProvider.vector();
    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(41L);
    private final ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);

    private double[] normals(int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = gaussian.sample();
        }
        return values;
    }

    private double[] symmetric(int d) {
        double[] matrix = normals(d * d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * d + j] = matrix[j * d + i];
            }
        }
        return matrix;
    }

    private static double[] product(ArrayKernels kernels, double[] matrix, double[] x) {
        double[] product = new double[x.length];
        kernels.symmetricProductInto(matrix, x, product);
        return product;
    }

    private static double[] inOrder(double[] matrix, double[] x) {
        int d = x.length;
        double[] product = new double[d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                product[i] += matrix[i * d + j] * x[j];
            }
        }
        return product;
    }

    @Test
    void productsAreSummedInOrder() {
        for (int d = 0; d <= LONGEST; d++) {
            double[] matrix = symmetric(d);
            double[] x = normals(d);
            double[] expected = inOrder(matrix, x);
            assertThat(product(scalar, matrix, x)).as("scalar, d = %d", d).isEqualTo(expected);
            assertThat(product(vector, matrix, x)).as("vector, d = %d", d).isEqualTo(expected);
        }
    }

    @Test
    void productsAreThoseOfEjml() {
        for (int d : new int[]{1, 7, 33, 67}) {
            double[] matrix = symmetric(d);
            double[] x = normals(d);
            DMatrixRMaj expected = new DMatrixRMaj(d, 1);
            CommonOps_DDRM.mult(DMatrixRMaj.wrap(d, d, matrix), DMatrixRMaj.wrap(d, 1, x), expected);
            assertThat(product(vector, matrix, x)).containsExactly(expected.data, within(1e-13 * d));
        }
    }

    @Test
    void productsOfOddNumbersAreTheSame() {
        for (int d = 1; d <= LONGEST; d++) {
            for (double odd : ODD) {
                double[] matrix = symmetric(d);
                double[] x = normals(d);
                int i = rng.nextInt(d);
                int j = rng.nextInt(d);
                matrix[i * d + j] = odd;
                matrix[j * d + i] = odd;
                assertThat(product(scalar, matrix, x)).isEqualTo(inOrder(matrix, x));
                assertThat(product(vector, matrix, x)).isEqualTo(inOrder(matrix, x));
                x[i] = odd;
                assertThat(product(scalar, matrix, x)).isEqualTo(inOrder(matrix, x));
                assertThat(product(vector, matrix, x)).isEqualTo(inOrder(matrix, x));
            }
        }
    }

    /** The sum that {@link ArrayKernels#bothAlong} defines. */
    private static double along(double[] v, double[] a, double[] b) {
        double[] s = new double[8];
        int whole = v.length / 8 * 8;
        for (int i = 0; i < whole; i++) {
            s[i % 8] += v[i] * (a[i] + b[i]);
        }
        double sum = s[0] + s[4] + (s[2] + s[6]) + (s[1] + s[5] + (s[3] + s[7]));
        for (int i = whole; i < v.length; i++) {
            sum += v[i] * (a[i] + b[i]);
        }
        return sum;
    }

    private void assertBothAlong(double[] v, double[] w, double[] a, double[] b) {
        boolean expected = along(v, a, b) > 0.0 && along(w, a, b) > 0.0;
        assertThat(scalar.bothAlong(v, w, a, b)).isEqualTo(expected);
        assertThat(vector.bothAlong(v, w, a, b)).isEqualTo(expected);
    }

    @Test
    void bothSumsCount() {
        for (int d = 0; d <= LONGEST; d++) {
            for (int repeat = 0; repeat < 20; repeat++) {
                assertBothAlong(normals(d), normals(d), normals(d), normals(d));
            }
        }
        double[] ahead = {1.0};
        double[] back = {-1.0};
        assertThat(vector.bothAlong(ahead, ahead, ahead, ahead)).isTrue();
        assertThat(vector.bothAlong(back, ahead, ahead, ahead)).isFalse();
        assertThat(vector.bothAlong(ahead, back, ahead, ahead)).isFalse();
        assertThat(vector.bothAlong(ahead, ahead, ahead, back)).as("a sum of 0").isFalse();
    }

    /** The sum of these terms that {@link ArrayKernels} defines. */
    private static double inParts(double[] terms) {
        double[] ones = new double[terms.length];
        Arrays.fill(ones, 1.0);
        return along(terms, ones, new double[terms.length]);
    }

    private void assertSums(double[] v, double s, double[] w) {
        int d = v.length;
        double[] squares = new double[d];
        double[] shifted = new double[d];
        double[] products = new double[d];
        double[] behind = new double[d + 3];
        System.arraycopy(v, 0, behind, 3, d);
        for (int i = 0; i < d; i++) {
            squares[i] = v[i] * v[i];
            shifted[i] = (v[i] + s * w[i]) * (v[i] + s * w[i]);
            products[i] = v[i] * w[i];
        }
        for (ArrayKernels kernels : List.of(scalar, vector)) {
            // In an array NaN is equal to itself.
            assertThat(new double[]{kernels.sumOfSquares(v), kernels.sumOfSquares(v, s, w), kernels.dot(behind, 3, w)})
                    .isEqualTo(new double[]{inParts(squares), inParts(shifted), inParts(products)});
        }
    }

    @Test
    void sumsAreAddedInParts() {
        for (int d = 0; d <= LONGEST; d++) {
            assertSums(normals(d), gaussian.sample(), normals(d));
            for (double odd : ODD) {
                double[] v = normals(d);
                double[] w = normals(d);
                if (d > 0) {
                    v[rng.nextInt(d)] = odd;
                    w[rng.nextInt(d)] = odd;
                }
                assertSums(v, -1.5, w);
            }
        }
    }

    /**
     * Sums that are 0 but for rounding: only the defined order gives their signs. Each case is made a sum near 0 by moving one
     * element.
     */
    @Test
    void theOrderOfAdditionsIsTheDefinedOne() {
        int otherwise = 0;
        for (int d = 8; d <= LONGEST; d++) {
            for (int repeat = 0; repeat < 20; repeat++) {
                double[] v = normals(d);
                double[] a = normals(d);
                double[] b = new double[d];
                int i = rng.nextInt(d);
                a[i] -= along(v, a, b) / v[i];
                double inOrder = 0.0;
                for (int k = 0; k < d; k++) {
                    inOrder += v[k] * a[k];
                }
                otherwise += inOrder > 0.0 == along(v, a, b) > 0.0 ? 0 : 1;
                assertBothAlong(v, v, a, b);
            }
        }
        assertThat(otherwise).as("cases in which another order gives another sign").isGreaterThan(100);
    }

    @Test
    void oddNumbersCountTheSame() {
        for (int d = 1; d <= LONGEST; d++) {
            for (double odd : ODD) {
                for (int which = 0; which < 4; which++) {
                    double[][] arrays = {normals(d), normals(d), normals(d), normals(d)};
                    arrays[which][rng.nextInt(d)] = odd;
                    assertBothAlong(arrays[0], arrays[1], arrays[2], arrays[3]);
                }
            }
        }
    }
}
