package ergodic.sampler;

import org.jspecify.annotations.Nullable;

/**
 * Where a chain stands: position, and the log density and gradient there. Kernels change it in place. A start may leave the covariance there
 * beside; the run takes it away once the tuner has begun, so that it is no part of what is saved.
 */
public final class ChainState {

    private final double[] theta;
    private final double[] gradient;
    private double logDensity;
    private @Nullable StartCovariance covariance;

    /** A state at the origin of R^d whose density has not been computed (NaN). */
    public ChainState(int dimension) {
        this.theta = new double[dimension];
        this.gradient = new double[dimension];
        this.logDensity = Double.NaN;
    }

    /** The position; the array itself, not a copy. */
    public double[] theta() {
        return theta;
    }

    /** The gradient at the position; the array itself, not a copy. */
    public double[] gradient() {
        return gradient;
    }

    /** Log density at the position. */
    public double logDensity() {
        return logDensity;
    }

    /** Number of coordinates. */
    public int dimension() {
        return theta.length;
    }

    /** Records the log density at the position. */
    public void setLogDensity(double value) {
        this.logDensity = value;
    }

    /** What the start knows of the covariance; null where it knows nothing, and once the tuner has begun. */
    public @Nullable StartCovariance covariance() {
        return covariance;
    }

    /** Leaves what a start knows of the covariance for the tuner, or takes it away. */
    public void setCovariance(@Nullable StartCovariance known) {
        this.covariance = known;
    }

    /** Computes density and gradient at the present position and keeps them. */
    public double refresh(LogDensity density) {
        logDensity = density.evaluate(theta, gradient);
        return logDensity;
    }
}
