package ergodic.sampler.metric;

import ergodic.sampler.StartCovariance;
import ergodic.sampler.kernel.ArrayKernelProvider;
import ergodic.sampler.kernel.ArrayKernels;
import ergodic.sampler.support.PlainVectors;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A diagonal metric with k directions of their own: its inverse, the approximate posterior covariance, is
 * {@code M^-1 = A A^T} with {@code A = diag(sigma) (I + U (sqrt(lambda) - 1) U^T)}, the k columns of U orthonormal. Each product costs
 * O(d k), and needs no room beside its result: as the columns are orthogonal, one direction after the other may be changed in place.
 */
public final class LowRankMetric implements Metric {

    private static final ArrayKernels KERNELS = ArrayKernelProvider.get();
    /** How far products of the columns may lie from those of orthonormal ones. */
    private static final double ORTHONORMAL = 1e-8;

    private final double[] sigma;
    /** The columns of U, one after the other. */
    private final double[] directions;
    private final double[] lambda;
    // Of each direction, what is added of it: to A, to its inverse, and to A A^T.
    private final double[] root;
    private final double[] inverseRoot;
    private final double[] change;

    /**
     * The metric of these numbers.
     *
     * @param sigma
     *            scales, length d, positive and finite; copied
     * @param directions
     *            the k columns of U, each of length d, one after the other; copied
     * @param lambda
     *            variances along the directions once the scales are divided out, length k, positive and finite; copied
     * @throws IllegalArgumentException
     *             if a number is not so, or the columns are not orthonormal
     */
    public LowRankMetric(double[] sigma, double[] directions, double[] lambda) {
        int d = MetricReader.checkedDimension(sigma.length);
        requirePositive("scale", sigma);
        requirePositive("variance", lambda);
        this.sigma = sigma.clone();
        this.directions = directions.clone();
        this.lambda = lambda.clone();
        requireOrthonormal(this.directions, d, lambda.length);
        int k = lambda.length;
        this.root = new double[k];
        this.inverseRoot = new double[k];
        this.change = new double[k];
        for (int j = 0; j < k; j++) {
            root[j] = Math.sqrt(lambda[j]) - 1.0;
            inverseRoot[j] = 1.0 / Math.sqrt(lambda[j]) - 1.0;
            change[j] = lambda[j] - 1.0;
        }
    }

    /** The metric whose inverse is what a start knows; null where numbers in it are too large or small to be of use. */
    static @Nullable LowRankMetric of(StartCovariance known) {
        double[] scales = known.scales();
        double[][] columns = known.directions();
        int d = scales.length;
        int k = columns.length;
        double[] lambda = new double[0];
        double[] directions = new double[Math.multiplyExact(d, k)];
        if (k > 0) {
            GeometricMean.Eigen eigen = GeometricMean.eigen(new DMatrixRMaj(known.within()));
            if (eigen == null || !areScales(eigen.values())) {
                return null;
            }
            lambda = eigen.values();
            for (int j = 0; j < k; j++) {
                for (int i = 0; i < k; i++) {
                    double share = eigen.vectors()[j][i];
                    for (int row = 0; row < d; row++) {
                        directions[j * d + row] += share * columns[i][row];
                    }
                }
            }
        }
        return areScales(scales) ? new LowRankMetric(scales, directions, lambda) : null;
    }

    private static boolean areScales(double[] values) {
        for (double value : values) {
            if (!(value > LowRankEstimator.SMALLEST_SCALE && value < 1.0 / LowRankEstimator.SMALLEST_SCALE)) {
                return false;
            }
        }
        return true;
    }

    private static void requirePositive(String what, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0.0 && values[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("each " + what
                        + " of a low-rank metric must be positive and finite, but number " + i + " is " + values[i]);
            }
        }
    }

    private static void requireOrthonormal(double[] directions, int d, int k) {
        if (directions.length != Math.multiplyExact(d, k) || k > d) {
            throw new IllegalArgumentException("a low-rank metric of dimension " + d + " with " + k
                    + " directions cannot have " + directions.length + " numbers of them");
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0.0;
                for (int row = 0; row < d; row++) {
                    product += directions[i * d + row] * directions[j * d + row];
                }
                if (!(Math.abs(product - (i == j ? 1.0 : 0.0)) <= ORTHONORMAL)) {
                    throw new IllegalArgumentException("the directions of a low-rank metric must be orthonormal, but "
                            + "the product of numbers " + j + " and " + i + " is " + product);
                }
            }
        }
    }

    @Override
    public int dimension() {
        return sigma.length;
    }

    /** Number of directions with a variance of their own, k. */
    public int rank() {
        return lambda.length;
    }

    @Override
    public void sampleMomentumInto(double[] momentum, NormalizedGaussianSampler gaussian) {
        for (int i = 0; i < sigma.length; i++) {
            momentum[i] = gaussian.sample();
        }
        stretch(momentum, inverseRoot);
        for (int i = 0; i < sigma.length; i++) {
            momentum[i] /= sigma[i];
        }
    }

    @Override
    public void velocityInto(double[] momentum, double[] velocity) {
        for (int i = 0; i < sigma.length; i++) {
            velocity[i] = sigma[i] * momentum[i];
        }
        stretch(velocity, change);
        for (int i = 0; i < sigma.length; i++) {
            velocity[i] *= sigma[i];
        }
    }

    @Override
    public void fromWhiteInto(double[] white, double[] vector) {
        System.arraycopy(white, 0, vector, 0, sigma.length);
        stretch(vector, root);
        for (int i = 0; i < sigma.length; i++) {
            vector[i] *= sigma[i];
        }
    }

    @Override
    public void toWhiteInto(double[] gradient, double[] white) {
        for (int i = 0; i < sigma.length; i++) {
            white[i] = sigma[i] * gradient[i];
        }
        stretch(white, root);
    }

    @Override
    public void whitenInto(double[] vector, double[] white) {
        for (int i = 0; i < sigma.length; i++) {
            white[i] = vector[i] / sigma[i];
        }
        stretch(white, inverseRoot);
    }

    /** Makes {@code (I + U diag(factor) U^T) x} of x, in place. */
    private void stretch(double[] x, double[] factor) {
        int d = x.length;
        for (int j = 0; j < factor.length; j++) {
            int column = j * d;
            double added = factor[j] * KERNELS.dot(directions, column, x);
            for (int i = 0; i < d; i++) {
                x[i] += added * directions[column + i];
            }
        }
    }

    @Override
    public double[] inverseDiagonal() {
        int d = sigma.length;
        double[] diagonal = new double[d];
        for (int i = 0; i < d; i++) {
            double inner = 1.0;
            for (int j = 0; j < change.length; j++) {
                double entry = directions[j * d + i];
                inner += change[j] * entry * entry;
            }
            diagonal[i] = sigma[i] * sigma[i] * inner;
        }
        return diagonal;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(MetricReader.LOW_RANK);
        out.writeInt(sigma.length);
        out.writeInt(lambda.length);
        PlainVectors.writeAll(out, sigma);
        PlainVectors.writeAll(out, directions);
        PlainVectors.writeAll(out, lambda);
    }

    @Override
    public String toString() {
        return "metric of dimension " + sigma.length + " with " + lambda.length + " directions";
    }
}
