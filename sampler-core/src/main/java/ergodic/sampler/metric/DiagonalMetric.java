package ergodic.sampler.metric;

import ergodic.sampler.support.PlainVectors;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/** A diagonal metric, given by its inverse: {@code M = diag(1 / variance)}. */
public final class DiagonalMetric implements Metric {

    private final double[] variance;
    /** Diagonal of A: the approximate posterior standard deviations. */
    private final double[] scale;
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
        this.scale = new double[d];
        this.momentumScale = new double[d];
        for (int i = 0; i < d; i++) {
            scale[i] = Math.sqrt(variance[i]);
            double inverse = 1.0 / scale[i];
            if (!(inverse > 0.0 && inverse < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the variances of a diagonal metric must be positive and finite, but "
                                + "variance " + i + " is " + variance[i]);
            }
            momentumScale[i] = inverse;
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
    public void fromWhiteInto(double[] white, double[] vector) {
        for (int i = 0; i < scale.length; i++) {
            vector[i] = scale[i] * white[i];
        }
    }

    @Override
    public void toWhiteInto(double[] gradient, double[] white) {
        for (int i = 0; i < scale.length; i++) {
            white[i] = scale[i] * gradient[i];
        }
    }

    @Override
    public void whitenInto(double[] vector, double[] white) {
        for (int i = 0; i < momentumScale.length; i++) {
            white[i] = momentumScale[i] * vector[i];
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
        PlainVectors.writeAll(out, variance);
    }

    @Override
    public String toString() {
        return "diagonal metric of dimension " + variance.length;
    }
}
