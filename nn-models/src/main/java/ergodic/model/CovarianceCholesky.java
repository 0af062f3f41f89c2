package ergodic.model;

import ergodic.autodiff.Tensor;
import java.util.List;

/** Lower triangular k by k matrices with a positive diagonal, which is {@code e^y}; the triangle by row. */
record CovarianceCholesky() implements Support {

    @Override
    public int[] freeDims(int... dims) {
        int k = Triangles.order("a Cholesky factor of a covariance matrix", dims);
        return new int[]{k * (k + 1) / 2};
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        int k = dims[0];
        Tensor logDiagonal = logDiagonal(free, k);
        return new Constrained(lower(free, logDiagonal, k), logDiagonal.sum());
    }

    /** The elements of the free value that make the diagonal. */
    static Tensor logDiagonal(Tensor free, int k) {
        double[] index = new double[k];
        for (int i = 0; i < k; i++) {
            index[i] = 0.5 * i * (i + 3);
        }
        return free.gather(free.tracer().constant(index, k));
    }

    /** The matrix from its free value. */
    static Tensor lower(Tensor free, Tensor logDiagonal, int k) {
        int size = k * (k + 1) / 2;
        // Gathered from the free value, then the diagonal, then one zero for all that lies above it.
        double[] index = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                index[i * k + j] = j < i ? 0.5 * i * (i + 1) + j : j == i ? size + i : size + k;
            }
        }
        Tensor table = Tensor.concat(0, List.of(free, logDiagonal.exp())).pad(0, 0, 1);
        return table.gather(free.tracer().constant(index, k, k));
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        int k = dims[0];
        Triangles.requireLower(value, k);
        for (int i = 0, out = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double x = value[i * k + j];
                if (i == j && !(x > 0) || !Double.isFinite(x)) {
                    throw new IllegalArgumentException("the element in row " + i + ", column " + j + " is " + x);
                }
                free[out++] = i == j ? Math.log(x) : x;
            }
        }
    }
}
