package ergodic.sampler.metric;

import ergodic.sampler.Workspace;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Running covariance of draws (Welford 1962), and the dense metric that Stan makes of it: with n draws of sample
 * covariance S, {@code n/(n+5) S + 1e-3 * 5/(n+5) I}. With fewer than two draws S counts as 0.
 */
public final class CovarianceEstimator implements MetricEstimator {

    private final int dimension;
    private final double[] mean;
    @Workspace("written before it is read with each draw")
    private final double[] delta;
    /** Sum of outer products, row-major; only the lower triangle is kept up. */
    private final double[] sumOfProducts;
    private long count;

    /** An estimator without draws. */
    public CovarianceEstimator(int dimension) {
        this.dimension = MetricReader.checkedDimension(dimension);
        this.mean = new double[dimension];
        this.delta = new double[dimension];
        this.sumOfProducts = new double[Math.multiplyExact(dimension, dimension)];
    }

    @Override
    public void add(double[] theta, double[] gradient) {
        count++;
        for (int i = 0; i < dimension; i++) {
            delta[i] = theta[i] - mean[i];
            mean[i] += delta[i] / count;
        }
        for (int i = 0; i < dimension; i++) {
            double after = theta[i] - mean[i];
            int row = i * dimension;
            for (int j = 0; j <= i; j++) {
                sumOfProducts[row + j] += after * delta[j];
            }
        }
    }

    @Override
    public long count() {
        return count;
    }

    /** Fills {@code covariance} (d x d, row-major) with the sample covariance, divisor n - 1; 0 with fewer than two draws. */
    public void covarianceInto(double[] covariance) {
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double value = count < 2 ? 0.0 : sumOfProducts[i * dimension + j] / (count - 1.0);
                covariance[i * dimension + j] = value;
                covariance[j * dimension + i] = value;
            }
        }
    }

    @Override
    public Metric estimate() {
        double[] covariance = new double[dimension * dimension];
        covarianceInto(covariance);
        double weight = Shrinkage.weight(count);
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] *= weight;
        }
        for (int i = 0; i < dimension; i++) {
            covariance[i * dimension + i] += Shrinkage.floor(count);
        }
        return new DenseMetric(covariance);
    }

    @Override
    public void reset() {
        count = 0;
        Arrays.fill(mean, 0.0);
        Arrays.fill(sumOfProducts, 0.0);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        PlainVectors.writeAll(out, mean);
        PlainVectors.writeAll(out, sumOfProducts);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
        PlainVectors.readInto(in, mean);
        PlainVectors.readInto(in, sumOfProducts);
    }
}
