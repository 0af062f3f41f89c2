package ergodic.sampler.laplace;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** A full precision {@code P = U^T U}. Its numbers are U, upper triangular and row-major, then how many directions were replaced. */
final class FullNormal implements NormalShape {

    /** Share of the largest eigenvalue below which one is nothing but rounding. */
    private static final double ROUNDING = 1e-12;

    private final int dimension;
    private final double[] numbers;

    /** Of its {@link #numbers}. */
    FullNormal(int dimension, double[] numbers) {
        this.dimension = dimension;
        this.numbers = numbers;
    }

    /**
     * Of a precision. Where it is not positive definite, it is looked at in coordinates in which the prior's is about 1, and eigenvalues that are not positive
     * become 1: along such directions the draws are as wide as the prior.
     *
     * @param precision
     *            symmetric, row-major, finite; not changed
     * @param unit
     *            the prior's precision of each coordinate, positive
     */
    static FullNormal of(double[] precision, double[] unit) {
        int d = unit.length;
        double[] numbers = new double[d * d + 1];
        if (!factorInto(precision, d, numbers)) {
            double[] repaired = precision.clone();
            numbers[d * d] = repair(repaired, unit);
            if (!factorInto(repaired, d, numbers)) {
                throw new IllegalStateException("a precision with positive eigenvalues has no Cholesky factor");
            }
        }
        return new FullNormal(d, numbers);
    }

    private static boolean factorInto(double[] precision, int d, double[] numbers) {
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, false);
        if (!cholesky.decompose(DMatrixRMaj.wrap(d, d, precision.clone()))) {
            return false;
        }
        double[] factor = cholesky.getT(null).data;
        for (int i = 0; i < d; i++) {
            // EJML lets NaN pass.
            if (!(factor[i * d + i] > 0 && factor[i * d + i] < Double.POSITIVE_INFINITY)) {
                return false;
            }
        }
        System.arraycopy(factor, 0, numbers, 0, d * d);
        return true;
    }

    /** Replaces eigenvalues that are not positive, and answers with their number. */
    private static int repair(double[] precision, double[] unit) {
        int d = unit.length;
        for (int i = 0; i < d * d; i++) {
            precision[i] /= Math.sqrt(unit[i / d]) * Math.sqrt(unit[i % d]);
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(d, d, precision.clone()))) {
            throw new IllegalStateException("the eigenvalues of a precision were not found");
        }
        double largest = 0;
        for (int i = 0; i < d; i++) {
            largest = Math.max(largest, eigen.getEigenvalue(i).getReal());
        }
        int replaced = 0;
        for (int k = 0; k < d; k++) {
            double value = eigen.getEigenvalue(k).getReal();
            if (value <= ROUNDING * largest) {
                double[] vector = eigen.getEigenVector(k).data;
                for (int i = 0; i < d * d; i++) {
                    precision[i] += (1 - value) * vector[i / d] * vector[i % d];
                }
                replaced++;
            }
        }
        for (int i = 0; i < d * d; i++) {
            precision[i] *= Math.sqrt(unit[i / d]) * Math.sqrt(unit[i % d]);
        }
        return replaced;
    }

    @Override
    public void offsetInto(double[] white, double[] offset) {
        for (int i = dimension - 1; i >= 0; i--) {
            int row = i * dimension;
            double sum = white[i];
            for (int j = i + 1; j < dimension; j++) {
                sum -= numbers[row + j] * offset[j];
            }
            offset[i] = sum / numbers[row + i];
        }
    }

    /** Half the square of {@code U^-T g}. */
    @Override
    public double gain(double[] gradient) {
        double[] left = gradient.clone();
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            int row = i * dimension;
            double solved = left[i] / numbers[row + i];
            for (int j = i + 1; j < dimension; j++) {
                left[j] -= numbers[row + j] * solved;
            }
            squares += solved * solved;
        }
        return 0.5 * squares;
    }

    /** Sums of squares of the rows of {@code U^-1}, a column at a time. */
    @Override
    public void variancesInto(double[] variances) {
        Arrays.fill(variances, 0);
        double[] column = new double[dimension];
        for (int k = 0; k < dimension; k++) {
            for (int i = k; i >= 0; i--) {
                int row = i * dimension;
                double sum = i == k ? 1 : 0;
                for (int j = i + 1; j <= k; j++) {
                    sum -= numbers[row + j] * column[j];
                }
                column[i] = sum / numbers[row + i];
                variances[i] += column[i] * column[i];
            }
        }
    }

    @Override
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += 2 * Math.log(numbers[i * dimension + i]);
        }
        return sum;
    }

    @Override
    public int replaced() {
        return (int) numbers[numbers.length - 1];
    }

    @Override
    public double[] numbers() {
        return numbers;
    }
}
