package ergodic.model;

import ergodic.autodiff.Op;
import ergodic.autodiff.Tensor;
import java.util.List;

/**
 * Points of the simplex along the last axis, length K: softmax of {@code H y}, where the columns of H are an orthonormal
 * basis of the vectors that sum to 0 (isometric log ratio; Egozcue et al. 2003). Its Jacobian is
 * {@code sqrt(K) prod x}, with respect to all coordinates but one. Chosen instead of stick breaking, as Stan did in
 * 2.37, because no coordinate is special.
 */
record Simplex() implements Support {

    @Override
    public int[] freeDims(int... dims) {
        return Vectors.changeLast("a simplex", 2, -1, dims);
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        int axis = dims.length - 1;
        int k = dims[axis];
        double[] scale = new double[k - 1];
        double[] order = new double[k - 1];
        for (int n = 1; n < k; n++) {
            scale[n - 1] = 1 / Math.sqrt(n * (n + 1.0));
            order[n - 1] = n;
        }
        // H y without H: z_n is the sum of w_n .. w_{K-1} less (n - 1) w_{n-1}, where w_n = y_n / sqrt(n (n + 1)).
        Tensor w = free.times(free.tracer().constant(scale, k - 1));
        Tensor tails = free.tracer().apply(new Op.CumulativeSum(axis, true), List.of(w));
        Tensor before = w.times(free.tracer().constant(order, k - 1));
        Tensor z = tails.pad(axis, 0, 1).minus(before.pad(axis, 1, 0));
        int count = z.shape().size() / k;
        Tensor logJacobian = z.logSoftmax(axis).sum().plus(0.5 * count * Math.log(k));
        return new Constrained(z.softmax(axis), logJacobian);
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        int k = dims[dims.length - 1];
        for (int start = 0, out = 0; start < value.length; start += k) {
            double sum = 0;
            double sumLogs = 0;
            for (int n = 0; n < k; n++) {
                double x = value[start + n];
                if (!(x > 0)) {
                    throw new IllegalArgumentException(
                            "element " + (start + n) + " is " + x + ", which is not positive");
                }
                if (n > 0) {
                    free[out++] = (sumLogs - n * Math.log(x)) / Math.sqrt(n * (n + 1.0));
                }
                sum += x;
                sumLogs += Math.log(x);
            }
            if (!(Math.abs(sum - 1) <= CorrelationCholesky.ROUNDED)) {
                throw new IllegalArgumentException(
                        "elements " + start + " to " + (start + k - 1) + " sum to " + sum + ", not to 1");
            }
        }
    }
}
