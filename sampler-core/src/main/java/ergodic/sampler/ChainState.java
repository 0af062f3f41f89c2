package ergodic.sampler;

/** Where a chain stands: position, and the log density and gradient there. Kernels change it in place. */
public final class ChainState {

    private final double[] theta;
    private final double[] gradient;
    private double logDensity;

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

    /** Computes density and gradient at the present position and keeps them. */
    public double refresh(LogDensity density) {
        logDensity = density.evaluate(theta, gradient);
        return logDensity;
    }
}
