package ergodic.model;

import ergodic.autodiff.Tensor;

/**
 * Covariance matrices {@code L L^T}, L as in {@link CovarianceCholesky}, which {@code cholesky()} of the value gives; the Jacobian is {@code 2^k} times the product of
 * {@code L_ii^(k - i + 2)}, i from 1.
 */
record CovarianceMatrix() implements Support {

    @Override
    public int[] freeDims(int... dims) {
        return new CovarianceCholesky().freeDims(dims);
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        int k = dims[0];
        Tensor logDiagonal = CovarianceCholesky.logDiagonal(free, k);
        double[] exponents = new double[k];
        for (int i = 0; i < k; i++) {
            exponents[i] = k - i + 1;
        }
        Tensor logJacobian = logDiagonal.dot(free.tracer().constant(exponents, k)).plus(k * Math.log(2));
        return new Constrained(CovarianceCholesky.lower(free, logDiagonal, k).choleskyProduct(), logJacobian);
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        double[] lower = Triangles.cholesky(value, dims[0]);
        new CovarianceCholesky().unconstrainInto(lower, dims, bounds, free);
    }
}
