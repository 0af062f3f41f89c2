package ergodic.model;

import ergodic.autodiff.Tensor;

/** Correlation matrices {@code L L^T}, L as in {@link CorrelationCholesky}; {@code cholesky()} of the value is this L. */
record CorrelationMatrix() implements Support {

    @Override
    public int[] freeDims(int... dims) {
        return new CorrelationCholesky().freeDims(dims);
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        Constrained lower = CorrelationCholesky.constrain(free, dims[0], true);
        return new Constrained(lower.value().choleskyProduct(), lower.logJacobian());
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        double[] lower = Triangles.cholesky(value, dims[0]);
        new CorrelationCholesky().unconstrainInto(lower, dims, bounds, free);
    }
}
