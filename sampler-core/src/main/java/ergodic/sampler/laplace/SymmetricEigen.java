package ergodic.sampler.laplace;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Eigenvalues and vectors of symmetric matrices that should be positive semidefinite. */
final class SymmetricEigen {

    /** Share of the largest eigenvalue below which a negative one is nothing but rounding. */
    private static final double ROUNDING = 1e-10;

    private SymmetricEigen() {}

    /**
     * Writes eigenvalues, negative ones as 0, and then the vectors, {@code [d][d]}, a column each.
     *
     * @return how many were negative beyond rounding
     */
    static int into(double[] symmetric, int d, double[] numbers, int at) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(d, d, symmetric.clone()))) {
            throw new IllegalStateException("the eigenvalues of a symmetric matrix were not found");
        }
        double largest = 0;
        for (int k = 0; k < d; k++) {
            largest = Math.max(largest, Math.abs(eigen.getEigenvalue(k).getReal()));
        }
        int negative = 0;
        for (int k = 0; k < d; k++) {
            double value = eigen.getEigenvalue(k).getReal();
            numbers[at + k] = Math.max(0, value);
            negative += value < -ROUNDING * largest ? 1 : 0;
            double[] vector = eigen.getEigenVector(k).data;
            for (int i = 0; i < d; i++) {
                numbers[at + d + i * d + k] = vector[i];
            }
        }
        return negative;
    }

    /**
     * Writes eigenvalues as they are, and then the vectors, {@code [d][d]}, a column each.
     *
     * @return the places of the values, largest first
     */
    static int[] ordered(double[] symmetric, int d, double[] numbers) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(d, d, symmetric.clone()))) {
            throw new IllegalStateException("the eigenvalues of a symmetric matrix were not found");
        }
        int[] order = new int[d];
        for (int k = 0; k < d; k++) {
            numbers[k] = eigen.getEigenvalue(k).getReal();
            double[] vector = eigen.getEigenVector(k).data;
            for (int i = 0; i < d; i++) {
                numbers[d + i * d + k] = vector[i];
            }
            int at = k;
            while (at > 0 && numbers[order[at - 1]] < numbers[k]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = k;
        }
        return order;
    }
}
