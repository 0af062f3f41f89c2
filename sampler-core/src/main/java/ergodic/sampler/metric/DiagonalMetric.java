package ergodic.sampler.metric;

import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/** A diagonal metric, given by its inverse: {@code M = diag(1 / variance)}. */
public final class DiagonalMetric implements Metric {

    private final double[] variance;
    /** Square roots of M's diagonal: the standard deviations of the momentum. */
    private final double[] momentumScale;

    /**
     * The metric whose inverse has the given diagonal.
     *
     * @param variance
     *            approximate posterior variances, each positive and finite; copied
     * @throws IllegalArgumentException
     *             if one is not
     */
    public DiagonalMetric(double[] variance) {
        int d = MetricReader.checkedDimension(variance.length);
        this.variance = variance.clone();
        this.momentumScale = new double[d];
        for (int i = 0; i < d; i++) {
            double scale = 1.0 / Math.sqrt(variance[i]);
            if (!(scale > 0.0 && scale < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the variances of a diagonal metric must be positive and finite, but "
                                + "variance " + i + " is " + variance[i]);
            }
            momentumScale[i] = scale;
        }
    }

    @Override
    public int dimension() {
        return variance.length;
    }

    @Override
    public void sampleMomentumInto(double[] momentum, NormalizedGaussianSampler gaussian) {
        for (int i = 0; i < variance.length; i++) {
            momentum[i] = momentumScale[i] * gaussian.sample();
        }
    }

    @Override
    public void velocityInto(double[] momentum, double[] velocity) {
        for (int i = 0; i < variance.length; i++) {
            velocity[i] = variance[i] * momentum[i];
        }
    }

    @Override
    public double[] inverseDiagonal() {
        return variance.clone();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(MetricReader.DIAGONAL);
        out.writeInt(variance.length);
        MetricReader.writeAll(variance, out);
    }

    @Override
    public String toString() {
        return "diagonal metric of dimension " + variance.length;
    }
}
