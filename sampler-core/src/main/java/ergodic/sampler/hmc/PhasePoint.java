package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.metric.Metric;

/** A point of phase space: position with density and gradient, momentum, and the velocity and energy that they have. */
public final class PhasePoint {

    final double[] theta;
    final double[] gradient;
    final double[] momentum;
    final double[] velocity;
    double logDensity;
    private double energy;
    /** How many places of a tree hold this point; {@link PointPool} counts them. */
    int holders;

    /** A point at the origin, at rest, with unknown density. */
    public PhasePoint(int dimension) {
        this.theta = new double[dimension];
        this.gradient = new double[dimension];
        this.momentum = new double[dimension];
        this.velocity = new double[dimension];
        this.logDensity = Double.NaN;
        this.energy = Double.NaN;
    }

    /** The position; the array itself. */
    public double[] theta() {
        return theta;
    }

    /** The gradient at the position; the array itself. */
    public double[] gradient() {
        return gradient;
    }

    /** The momentum; the array itself. */
    public double[] momentum() {
        return momentum;
    }

    /** Log density at the position. */
    public double logDensity() {
        return logDensity;
    }

    /** Moves to the position of {@code state}, with its density and gradient; the momentum stays. */
    public void setPosition(ChainState state) {
        System.arraycopy(state.theta(), 0, theta, 0, theta.length);
        System.arraycopy(state.gradient(), 0, gradient, 0, gradient.length);
        logDensity = state.logDensity();
    }

    /** Becomes a copy of {@code other}. */
    public void set(PhasePoint other) {
        System.arraycopy(other.theta, 0, theta, 0, theta.length);
        System.arraycopy(other.gradient, 0, gradient, 0, gradient.length);
        System.arraycopy(other.momentum, 0, momentum, 0, momentum.length);
        System.arraycopy(other.velocity, 0, velocity, 0, velocity.length);
        logDensity = other.logDensity;
        energy = other.energy;
    }

    /** The energy that {@link #energy(Metric)} found last; NaN before. */
    public double energy() {
        return energy;
    }

    /**
     * The energy H, which is kept; also brings the velocity up to date with the momentum. The sum is taken in order.
     *
     * @return {@code -logDensity + p^T M^-1 p / 2}, or plus infinity where that is not finite: no sampler may rest there
     */
    public double energy(Metric metric) {
        metric.velocityInto(momentum, velocity);
        double twice = 0.0;
        for (int i = 0; i < momentum.length; i++) {
            twice += momentum[i] * velocity[i];
        }
        double exact = 0.5 * twice - logDensity;
        energy = Double.isFinite(exact) ? exact : Double.POSITIVE_INFINITY;
        return energy;
    }
}
