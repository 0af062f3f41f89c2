package ergodic.sampler.laplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.RowsOfCurvature;
import ergodic.sampler.SecondDerivatives;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Matrices from derivatives by row, and normal distributions with a precision, against sums and products written out. */
class PrecisionsTest {

    private static final int ROWS = 7;
    private static final int OUTPUTS = 2;
    private static final int D = 5;

    /** Random derivatives, taken three rows at a time; coordinate 3 reaches the likelihood directly, and another that is held. */
    private static final class Given implements SecondDerivatives {

        private static final int SIGNALS = OUTPUTS + 2;
        private final double[][][] jacobian = new double[ROWS][OUTPUTS][D];
        private final double[][][] hessian = new double[ROWS][SIGNALS][SIGNALS];

        Given() {
            SplittableRandom random = new SplittableRandom(5);
            for (int row = 0; row < ROWS; row++) {
                for (int k = 0; k < OUTPUTS; k++) {
                    for (int i = 0; i < D; i++) {
                        jacobian[row][k][i] = i == 3 ? 0 : random.nextDouble(-1, 1);
                    }
                }
                for (int k = 0; k < SIGNALS; k++) {
                    for (int l = 0; l <= k; l++) {
                        hessian[row][k][l] = random.nextDouble(-1, 1);
                        hessian[row][l][k] = hessian[row][k][l];
                    }
                }
            }
        }

        @Override
        public int dimension() {
            return D;
        }

        @Override
        public int outputs() {
            return OUTPUTS;
        }

        @Override
        public int[] direct() {
            return new int[]{-1, 3};
        }

        @Override
        public void forEachRows(double[] theta, RowsOfCurvature rows) {
            for (int first = 0; first < ROWS; first += 3) {
                int count = Math.min(3, ROWS - first);
                double[] jacobians = new double[3 * OUTPUTS * D];
                double[] hessians = new double[3 * SIGNALS * SIGNALS];
                for (int row = 0; row < count; row++) {
                    for (int k = 0; k < OUTPUTS; k++) {
                        System.arraycopy(jacobian[first + row][k], 0, jacobians, (row * OUTPUTS + k) * D, D);
                    }
                    for (int k = 0; k < SIGNALS; k++) {
                        System.arraycopy(hessian[first + row][k], 0, hessians, (row * SIGNALS + k) * SIGNALS, SIGNALS);
                    }
                }
                rows.take(count, jacobians, hessians);
            }
        }

        @Override
        public void hessianInto(double[] theta, double[] direction, double[] product) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void restInto(double[] theta, double[] direction, double[] product) {
            throw new AssertionError("not asked for");
        }

        /** {@code sum J^T H J} with the Jacobian of all signals. */
        double[] expected() {
            double[] sum = new double[D * D];
            for (int row = 0; row < ROWS; row++) {
                double[][] all = Arrays.copyOf(jacobian[row], SIGNALS);
                all[OUTPUTS] = new double[D];
                all[OUTPUTS + 1] = new double[]{0, 0, 0, 1, 0};
                for (int k = 0; k < SIGNALS; k++) {
                    for (int l = 0; l < SIGNALS; l++) {
                        for (int at = 0; at < D * D; at++) {
                            sum[at] += all[k][at / D] * hessian[row][k][l] * all[l][at % D];
                        }
                    }
                }
            }
            return sum;
        }
    }

    @Test
    void theGaussNewtonMatrixIsTheSumOverRows() {
        Given given = new Given();
        assertThat(Precisions.gaussNewton(given, new double[D])).containsExactly(given.expected(), within(1e-13));
        double[] diagonal = new double[D];
        for (int i = 0; i < D; i++) {
            diagonal[i] = given.expected()[i * D + i];
        }
        assertThat(Precisions.gaussNewtonDiagonal(given, new double[D])).containsExactly(diagonal, within(1e-13));
    }

    /** Products with the matrix are its columns, and all its directions make it again: in units of a diagonal. */
    @Test
    void productsAndDirectionsAreThoseOfTheMatrix() {
        Given given = new Given();
        double[] expected = given.expected();
        double[] unit = new double[D * D];
        for (int i = 0; i < D; i++) {
            unit[i * D + i] = 1;
        }
        assertThat(Precisions.gaussNewtonProduct(given, new double[D], unit, D)).containsExactly(expected,
                within(1e-13));
        double[] diagonal = {0.5, 1, 2, 3, 4};
        TopDirections all = new TopDirections(given, new double[D], diagonal, D);
        assertThat(all.values()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        for (int at = 0; at < D * D; at++) {
            double sum = 0;
            for (int k = 0; k < D; k++) {
                sum += all.values()[k] * all.vectors()[at / D * D + k] * all.vectors()[at % D * D + k];
            }
            assertThat(sum * Math.sqrt(diagonal[at / D] * diagonal[at % D])).isCloseTo(expected[at], within(1e-12));
        }
    }

    /** Two directions of three coordinates: offsets, variances and determinant are those of the precision written out. */
    @Test
    void aLowRankNormalHasItsPrecision() {
        double[] diagonal = {2, 0.5, 3};
        double[] vectors = {0.6, 0, 0.8, 0, 0, 1};
        NormalShape shape = FewDirectionsNormal.of(diagonal, new double[]{4, -1}, vectors, 0);
        shape = new FewDirectionsNormal(3, shape.numbers());
        assertThat(shape.replaced()).isEqualTo(1);
        double[] precision = new double[9];
        for (int at = 0; at < 9; at++) {
            precision[at] = ((at / 3 == at % 3 ? 1 : 0) + 4 * vectors[at / 3 * 2] * vectors[at % 3 * 2])
                    * Math.sqrt(diagonal[at / 3] * diagonal[at % 3]);
        }
        double[][] offsets = new double[3][3];
        double[] variances = new double[3];
        shape.variancesInto(variances);
        for (int k = 0; k < 3; k++) {
            double[] white = new double[3];
            white[k] = 1;
            shape.offsetInto(white, offsets[k]);
        }
        for (int at = 0; at < 9; at++) {
            double sum = 0;
            double variance = 0;
            for (int i = 0; i < 9; i++) {
                sum += offsets[at / 3][i / 3] * precision[i] * offsets[at % 3][i % 3];
            }
            for (double[] offset : offsets) {
                variance += offset[at % 3] * offset[at % 3];
            }
            assertThat(sum).isCloseTo(at / 3 == at % 3 ? 1 : 0, within(1e-12));
            assertThat(variances[at % 3]).isCloseTo(variance, within(1e-12));
        }
        assertThat(shape.logDeterminant()).isCloseTo(Math.log(2 * 0.5 * 3 * 5), within(1e-12));
    }

    private static double[] symmetric(double shift) {
        SplittableRandom random = new SplittableRandom(6);
        double[] root = random.doubles(D * D, -1, 1).toArray();
        double[] matrix = new double[D * D];
        for (int at = 0; at < D * D; at++) {
            for (int k = 0; k < D; k++) {
                matrix[at] += root[at / D * D + k] * root[at % D * D + k];
            }
            matrix[at] += at / D == at % D ? shift : 0;
        }
        return matrix;
    }

    /** The quadratic form of offsets is the squared length of what they were made of, and the determinant is that of a triangle. */
    @Test
    void aFullNormalHasItsPrecision() {
        double[] precision = symmetric(0.1);
        NormalShape shape = FullNormal.of(precision, new double[]{1, 1, 1, 1, 1});
        assertThat(shape.replaced()).isZero();
        double[][] offsets = new double[D][D];
        for (int k = 0; k < D; k++) {
            double[] white = new double[D];
            white[k] = 1;
            shape.offsetInto(white, offsets[k]);
        }
        for (int k = 0; k < D; k++) {
            for (int l = 0; l < D; l++) {
                double sum = 0;
                for (int at = 0; at < D * D; at++) {
                    sum += offsets[k][at / D] * precision[at] * offsets[l][at % D];
                }
                assertThat(sum).isCloseTo(k == l ? 1 : 0, within(1e-10));
            }
        }
        double[] variances = new double[D];
        shape.variancesInto(variances);
        for (int i = 0; i < D; i++) {
            double sum = 0;
            for (double[] offset : offsets) {
                sum += offset[i] * offset[i];
            }
            assertThat(variances[i]).isCloseTo(sum, within(1e-10));
        }
        double determinant = org.ejml.dense.row.CommonOps_DDRM
                .det(org.ejml.data.DMatrixRMaj.wrap(D, D, precision.clone()));
        assertThat(shape.logDeterminant()).isCloseTo(Math.log(determinant), within(1e-10));
    }

    /** An eigenvalue that is not positive becomes the prior's precision; the others stay. */
    @Test
    void directionsWithoutCurvatureAreAsWideAsThePrior() {
        double[] precision = {5, 2, 2, 0.5};
        double[] unit = {4, 0.25};
        NormalShape shape = FullNormal.of(precision, unit);
        assertThat(shape.replaced()).isEqualTo(1);
        // In units of the prior it is {{1.25, 2}, {2, 2}}, whose trace is 3.25 and determinant -1.5: one eigenvalue becomes 1.
        double large = 0.5 * (3.25 + Math.sqrt(3.25 * 3.25 + 6));
        assertThat(shape.logDeterminant()).isCloseTo(Math.log(large * 4 * 0.25), within(1e-12));
        assertThat(DiagonalNormal.of(new double[]{3, -1}, unit).numbers()).containsExactly(3, 0.25, 1);
    }
}
