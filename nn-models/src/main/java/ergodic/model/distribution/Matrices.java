package ergodic.model.distribution;

import ergodic.autodiff.Tensor;

/** Parts of square matrices. */
final class Matrices {

    private Matrices() {}

    /** The diagonal of a k by k matrix: a vector of length k. */
    static Tensor diagonal(Tensor matrix) {
        int k = order(matrix);
        double[] index = new double[k];
        for (int i = 0; i < k; i++) {
            index[i] = i * (k + 1.0);
        }
        return matrix.reshape(k * k).gather(matrix.tracer().constant(index, k));
    }

    /** Number of rows of a square matrix. */
    static int order(Tensor matrix) {
        if (matrix.shape().rank() != 2 || matrix.shape().dim(0) != matrix.shape().dim(1)) {
            throw new IllegalArgumentException("expected a square matrix, not a tensor of shape " + matrix.shape());
        }
        return matrix.shape().dim(0);
    }
}
