package ergodic.sampler.metric;

import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Running variances of draws (Welford 1962), and the diagonal metric that Stan makes of them: with n draws of sample
 * variance s^2, {@code n/(n+5) s^2 + 1e-3 * 5/(n+5)}. With fewer than two draws s^2 counts as 0.
 */
public final class VarianceEstimator implements MetricEstimator {

    private final double[] mean;
    private final double[] sumOfSquares;
    private long count;

    /** An estimator without draws. */
    public VarianceEstimator(int dimension) {
        this.mean = new double[MetricReader.checkedDimension(dimension)];
        this.sumOfSquares = new double[dimension];
    }

    @Override
    public void add(double[] theta, double[] gradient) {
        count++;
        for (int i = 0; i < mean.length; i++) {
            double delta = theta[i] - mean[i];
            mean[i] += delta / count;
            sumOfSquares[i] += delta * (theta[i] - mean[i]);
        }
    }

    @Override
    public long count() {
        return count;
    }

    /** Fills {@code variance} (length d) with the sample variances, divisor n - 1; 0 with fewer than two draws. */
    public void varianceInto(double[] variance) {
        for (int i = 0; i < mean.length; i++) {
            variance[i] = count < 2 ? 0.0 : sumOfSquares[i] / (count - 1.0);
        }
    }

    /** The sample variances, in an array of their own. */
    double[] variance() {
        double[] variance = new double[mean.length];
        varianceInto(variance);
        return variance;
    }

    @Override
    public Metric estimate() {
        double[] variance = variance();
        for (int i = 0; i < variance.length; i++) {
            variance[i] = Shrinkage.weight(count) * variance[i] + Shrinkage.floor(count);
        }
        return new DiagonalMetric(variance);
    }

    @Override
    public void reset() {
        count = 0;
        Arrays.fill(mean, 0.0);
        Arrays.fill(sumOfSquares, 0.0);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        PlainVectors.writeAll(out, mean);
        PlainVectors.writeAll(out, sumOfSquares);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
        PlainVectors.readInto(in, mean);
        PlainVectors.readInto(in, sumOfSquares);
    }
}
