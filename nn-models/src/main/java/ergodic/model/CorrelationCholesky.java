package ergodic.model;

import ergodic.autodiff.Tensor;

/**
 * Lower Cholesky factors of k by k correlation matrices, from k (k - 1) / 2 canonical partial correlations
 * {@code z = tanh y} (Lewandowski, Kurowicka and Joe 2009): {@code L_ij = z_ij r_ij} below the diagonal and
 * {@code L_ii = r_ii}, where {@code r_ij} is the product of {@code sqrt(1 - z_im^2)} over {@code m < j}: what earlier
 * entries left of the row's unit length.
 */
record CorrelationCholesky() implements Support {

    private static final double LOG_TWO = Math.log(2);

    /** How far from 1 a length or a sum may be: draws are stored in floats too, which are off by up to 2^-24 of themselves; the free value is of what has length or sum 1. */
    static final double ROUNDED = 1e-6;

    @Override
    public int[] freeDims(int... dims) {
        int k = Triangles.order("a Cholesky factor of a correlation matrix", dims);
        if (k < 2) {
            throw new IllegalArgumentException("a correlation matrix needs at least 2 rows");
        }
        return new int[]{k * (k - 1) / 2};
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        return constrain(free, dims[0], false);
    }

    /** Also adds the log Jacobian of {@code L -> L L^T} if {@code product}: the sum of (k - i) log L_ii, i from 1. */
    static Constrained constrain(Tensor free, int k, boolean product) {
        // log sqrt(1 - tanh^2 y) = -log cosh y, without overflow and without cancellation in 1 - tanh^2.
        Tensor logRoot = free.plus(free.times(-2).softplus()).minus(LOG_TWO).negate();
        Tensor z = Triangles.strictlyLower(free.tanh(), k);
        // Shifted by one column, so that the sums leave out the entry itself.
        Tensor shifted = Triangles.strictlyLower(logRoot, k).slice(1, 0, k - 1).pad(1, 1, 0);
        Tensor logRest = shifted.cumulativeSum(1);
        Tensor value = z.plus(Triangles.identity(free.tracer(), k)).times(logRest.exp());
        double[] weight = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                weight[i * k + j] = 1;
            }
            weight[i * (k + 1)] = product ? k - 1 - i : 0;
        }
        Tensor logJacobian = logRoot.sum().times(2).plus(logRest.dot(free.tracer().constant(weight, k, k)));
        return new Constrained(value, logJacobian);
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        int k = dims[0];
        Triangles.requireLower(value, k);
        for (int i = 0, end = 0; i < k; i++) {
            double rest = value[i * (k + 1)];
            if (!(rest > 0)) {
                throw new IllegalArgumentException(
                        "the diagonal element of row " + i + " is " + rest + ", not positive");
            }
            end += i;
            for (int j = i - 1; j >= 0; j--) {
                double x = value[i * k + j];
                // With z = x / sqrt(x^2 + rest^2), artanh z = arsinh(x / rest).
                free[end - i + j] = arsinh(x / rest);
                rest = Math.hypot(x, rest);
            }
            if (!(Math.abs(rest - 1) <= ROUNDED)) {
                throw new IllegalArgumentException("row " + i + " has length " + rest + ", not 1");
            }
        }
    }

    private static double arsinh(double x) {
        double a = Math.abs(x);
        return Math.copySign(Math.log1p(a + a * (a / (1 + Math.hypot(1, a)))), x);
    }
}
