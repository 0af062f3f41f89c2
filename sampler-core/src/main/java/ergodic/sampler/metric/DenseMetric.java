package ergodic.sampler.metric;

import ergodic.sampler.kernel.ArrayKernelProvider;
import ergodic.sampler.kernel.ArrayKernels;
import ergodic.sampler.support.PlainVectors;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * A dense metric, given by its inverse, the approximate posterior covariance {@code S = M^-1 = L L^T}. A momentum
 * {@code p = L^-T z} with standard normal z has covariance {@code L^-T L^-1 = S^-1 = M}.
 */
public final class DenseMetric implements Metric {

    private static final ArrayKernels KERNELS = ArrayKernelProvider.get();

    private final int dimension;
    /** S, row-major. */
    private final double[] covariance;
    /** L^T, row-major, upper triangle: back substitution then reads whole rows. */
    private final double[] upperFactor;

    /**
     * The metric whose inverse is {@code covariance}.
     *
     * @param covariance
     *            d x d, row-major, symmetric positive definite; copied. Only its lower triangle is read.
     * @throws IllegalArgumentException
     *             if the length is not a square, or the matrix is not positive definite
     */
    public DenseMetric(double[] covariance) {
        int d = (int) Math.round(Math.sqrt(covariance.length));
        if ((long) d * d != covariance.length) {
            throw new IllegalArgumentException("a dense metric needs a square matrix, but got " + covariance.length
                    + " numbers");
        }
        this.dimension = MetricReader.checkedDimension(d);
        this.covariance = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                this.covariance[i * d + j] = covariance[i * d + j];
                this.covariance[j * d + i] = covariance[i * d + j];
            }
        }
        this.upperFactor = upperFactor(this.covariance, d);
    }

    private static double[] upperFactor(double[] symmetric, int d) {
        // EJML's test for a positive pivot lets NaN pass, hence the look at the factor's own diagonal.
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, false);
        boolean positive = cholesky.decompose(DMatrixRMaj.wrap(d, d, symmetric.clone()));
        double[] factor = positive ? cholesky.getT(null).data : new double[d * d];
        for (int i = 0; i < d; i++) {
            double pivot = factor[i * d + i];
            if (!(pivot > 0.0 && pivot < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the covariance of a dense metric of dimension " + d
                        + " is not positive definite: use a diagonal metric, or more draws to estimate it");
            }
        }
        return factor;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void sampleMomentumInto(double[] momentum, NormalizedGaussianSampler gaussian) {
        for (int i = 0; i < dimension; i++) {
            momentum[i] = gaussian.sample();
        }
        // Solve L^T p = z in place, from the last row up.
        for (int i = dimension - 1; i >= 0; i--) {
            int row = i * dimension;
            double sum = momentum[i];
            for (int j = i + 1; j < dimension; j++) {
                sum -= upperFactor[row + j] * momentum[j];
            }
            momentum[i] = sum / upperFactor[row + i];
        }
    }

    @Override
    public void velocityInto(double[] momentum, double[] velocity) {
        KERNELS.symmetricProductInto(covariance, momentum, velocity);
    }

    /** {@code A = L}: rows of L^T are added from the last one up, so that {@code vector} may be {@code white}. */
    @Override
    public void fromWhiteInto(double[] white, double[] vector) {
        for (int j = dimension - 1; j >= 0; j--) {
            int row = j * dimension;
            double factor = white[j];
            vector[j] = upperFactor[row + j] * factor;
            for (int i = j + 1; i < dimension; i++) {
                vector[i] += upperFactor[row + i] * factor;
            }
        }
    }

    @Override
    public void toWhiteInto(double[] gradient, double[] white) {
        for (int i = 0; i < dimension; i++) {
            int row = i * dimension;
            double sum = 0.0;
            for (int j = i; j < dimension; j++) {
                sum += upperFactor[row + j] * gradient[j];
            }
            white[i] = sum;
        }
    }

    /** Solves {@code L white = vector}: a number is known once, and its column, a row of L^T, is taken off what is left. */
    @Override
    public void whitenInto(double[] vector, double[] white) {
        System.arraycopy(vector, 0, white, 0, dimension);
        for (int j = 0; j < dimension; j++) {
            int row = j * dimension;
            double known = white[j] / upperFactor[row + j];
            white[j] = known;
            for (int i = j + 1; i < dimension; i++) {
                white[i] -= upperFactor[row + i] * known;
            }
        }
    }

    @Override
    public double[] inverseDiagonal() {
        double[] diagonal = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            diagonal[i] = covariance[i * dimension + i];
        }
        return diagonal;
    }

    /** The inverse metric, d x d, row-major (a copy). */
    public double[] covariance() {
        return covariance.clone();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(MetricReader.DENSE);
        out.writeInt(dimension);
        PlainVectors.writeAll(out, covariance);
    }

    @Override
    public String toString() {
        return "dense metric of dimension " + dimension;
    }
}
