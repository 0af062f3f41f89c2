package ergodic.model;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;

/** Square matrices from vectors of their lower triangles, which are filled by row. */
final class Triangles {

    private Triangles() {}

    /** The order k of a square matrix with these dimensions. */
    static int order(String what, int... dims) {
        if (dims.length != 2 || dims[0] != dims[1] || dims[0] < 1) {
            throw new IllegalArgumentException(
                    what + " needs two equal dimensions, but they are " + java.util.Arrays.toString(dims));
        }
        return dims[0];
    }

    /** A k by k matrix with a vector's k (k - 1) / 2 elements below the diagonal and zeros elsewhere. */
    static Tensor strictlyLower(Tensor vector, int k) {
        double[] index = new double[k * k];
        int zero = k * (k - 1) / 2;
        for (int i = 0, next = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                index[i * k + j] = j < i ? next++ : zero;
            }
        }
        return vector.pad(0, 0, 1).gather(vector.tracer().constant(index, k, k));
    }

    /** The k by k identity. */
    static Tensor identity(Tracer tracer, int k) {
        double[] values = new double[k * k];
        for (int i = 0; i < k; i++) {
            values[i * (k + 1)] = 1;
        }
        return tracer.constant(values, k, k);
    }

    /**
     * The lower Cholesky factor of a symmetric matrix, k by k, row-major.
     *
     * @throws IllegalArgumentException
     *             if the matrix is not symmetric or not positive definite
     */
    static double[] cholesky(double[] matrix, int k) {
        double[] lower = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double a = matrix[i * k + j];
                if (!(Math.abs(a - matrix[j * k + i]) <= 1e-8 * Math.max(1, Math.abs(a)))) {
                    throw new IllegalArgumentException("the matrix is not symmetric at row " + i + ", column " + j);
                }
                double sum = a;
                for (int m = 0; m < j; m++) {
                    sum -= lower[i * k + m] * lower[j * k + m];
                }
                if (i == j && !(sum > 0)) {
                    throw new IllegalArgumentException("the matrix is not positive definite");
                }
                lower[i * k + j] = i == j ? Math.sqrt(sum) : sum / lower[j * k + j];
            }
        }
        return lower;
    }

    /** Throws if the k by k matrix has something other than 0 above the diagonal. */
    static void requireLower(double[] matrix, int k) {
        for (int i = 0; i < k; i++) {
            for (int j = i + 1; j < k; j++) {
                if (matrix[i * k + j] != 0) {
                    throw new IllegalArgumentException("the matrix has " + matrix[i * k + j]
                            + " above its diagonal, at row " + i + ", column " + j);
                }
            }
        }
    }
}
