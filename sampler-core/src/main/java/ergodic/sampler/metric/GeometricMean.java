package ergodic.sampler.metric;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/** Roots and means of symmetric positive definite matrices. */
final class GeometricMean {

    private GeometricMean() {}

    /**
     * Eigenvalues and eigenvectors.
     *
     * @param values
     *            eigenvalues, in no order
     * @param vectors
     *            as rows
     */
    record Eigen(double[] values, double[][] vectors) {}

    /**
     * The solution S of {@code S B S = A}: the geometric mean of A and B^-1,
     * {@code B^-1/2 (B^1/2 A B^1/2)^1/2 B^-1/2}. Of the covariance of draws and that of gradients, it is the S that is nearest to both
     * (the Fisher divergence of the whitened draws is least).
     *
     * @return null if a decomposition failed or a matrix is not positive definite
     */
    static @Nullable DMatrixRMaj of(DMatrixRMaj a, DMatrixRMaj b) {
        Eigen ofB = eigen(b);
        if (ofB == null) {
            return null;
        }
        DMatrixRMaj root = power(ofB, 0.5);
        Eigen inner = eigen(sandwich(root, a));
        return inner == null ? null : sandwich(power(ofB, -0.5), power(inner, 0.5));
    }

    /** {@code outer inner outer}, made symmetric to the bit. */
    private static DMatrixRMaj sandwich(DMatrixRMaj outer, DMatrixRMaj inner) {
        int n = inner.numRows;
        DMatrixRMaj half = new DMatrixRMaj(n, n);
        CommonOps_DDRM.mult(outer, inner, half);
        DMatrixRMaj product = new DMatrixRMaj(n, n);
        CommonOps_DDRM.mult(half, outer, product);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (product.get(i, j) + product.get(j, i));
                product.set(i, j, mean);
                product.set(j, i, mean);
            }
        }
        return product;
    }

    /** Those of a symmetric positive definite matrix; null if there are none, or one is not positive and finite. */
    static @Nullable Eigen eigen(DMatrixRMaj symmetric) {
        int n = symmetric.numRows;
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(n, true, true);
        if (!decomposition.decompose(symmetric.copy())) {
            return null;
        }
        double[] values = new double[n];
        double[][] vectors = new double[n][];
        for (int i = 0; i < n; i++) {
            values[i] = decomposition.getEigenvalue(i).getReal();
            DMatrixRMaj vector = decomposition.getEigenVector(i);
            if (vector == null || !(values[i] > 0.0 && values[i] < Double.POSITIVE_INFINITY)) {
                return null;
            }
            vectors[i] = vector.data;
        }
        return new Eigen(values, vectors);
    }

    private static DMatrixRMaj power(Eigen eigen, double exponent) {
        int n = eigen.values().length;
        DMatrixRMaj scaled = new DMatrixRMaj(n, n);
        DMatrixRMaj vectors = new DMatrixRMaj(eigen.vectors());
        for (int i = 0; i < n; i++) {
            double factor = Math.pow(eigen.values()[i], exponent);
            for (int j = 0; j < n; j++) {
                scaled.set(i, j, factor * vectors.get(i, j));
            }
        }
        DMatrixRMaj result = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multTransA(vectors, scaled, result);
        return result;
    }
}
