package ergodic.sampler.metric;

import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/**
 * A Euclidean metric M; kinetic energy {@code p^T M^-1 p / 2}, momentum {@code p ~ N(0, M)}. Immutable and thread-safe.
 */
public interface Metric {

    /** Number of coordinates. */
    int dimension();

    /** Fills {@code momentum} with a draw from N(0, M). */
    void sampleMomentumInto(double[] momentum, NormalizedGaussianSampler gaussian);

    /**
     * Fills {@code velocity} with {@code M^-1 momentum}. The dearest part of a step beside its gradient: kernels ask once for each
     * momentum, and take kinetic energy and U-turn test from what they got.
     */
    void velocityInto(double[] momentum, double[] velocity);

    /**
     * Fills {@code vector}, which may be {@code white}, with {@code A white}, where {@code A A^T = M^-1}: from whitened coordinates, where
     * the metric is the identity, to those of the density.
     */
    void fromWhiteInto(double[] white, double[] vector);

    /** Fills {@code white}, which may be {@code gradient}, with {@code A^T gradient}: the gradient in whitened coordinates. */
    void toWhiteInto(double[] gradient, double[] white);

    /** Fills {@code white}, which may be {@code vector}, with {@code A^-1 vector}: the other way of {@link #fromWhiteInto}. */
    void whitenInto(double[] vector, double[] white);

    /** Diagonal of the inverse metric: the approximate posterior variances (a copy). */
    double[] inverseDiagonal();

    /** Writes kind and numbers, to be read by {@code MetricReader.read}. */
    void write(DataOutput out) throws IOException;
}
