package ergodic.sampler.isokinetic;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.kernel.ArrayKernelProvider;
import ergodic.sampler.kernel.ArrayKernels;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;

/**
 * A position with its density and gradient, and a velocity u: a unit vector of whitened coordinates, where the metric is the
 * identity. The integrator changes it in place.
 */
public final class IsokineticPoint {

    private static final ArrayKernels KERNELS = ArrayKernelProvider.get();

    private final double[] theta;
    private final double[] gradient;
    private final double[] direction;
    private double logDensity = Double.NaN;

    /** A point without position and velocity. */
    public IsokineticPoint(int dimension) {
        this.theta = new double[dimension];
        this.gradient = new double[dimension];
        this.direction = new double[dimension];
    }

    /** Takes position, density and gradient of a chain. */
    public void setPosition(ChainState state) {
        System.arraycopy(state.theta(), 0, theta, 0, theta.length);
        System.arraycopy(state.gradient(), 0, gradient, 0, theta.length);
        logDensity = state.logDensity();
    }

    /** Gives position, density and gradient to a chain. */
    public void positionInto(ChainState state) {
        System.arraycopy(theta, 0, state.theta(), 0, theta.length);
        System.arraycopy(gradient, 0, state.gradient(), 0, theta.length);
        state.setLogDensity(logDensity);
    }

    /** Draws u uniformly from the unit sphere. */
    public void drawDirection(NormalizedGaussianSampler gaussian) {
        for (int i = 0; i < direction.length; i++) {
            direction[i] = gaussian.sample();
        }
        normalise(direction);
    }

    /**
     * Forgets u in part, as over a time in which it would be forgotten by {@code exp(-time / L)}: {@code u := (u + nu z) / |u + nu z|}, z
     * standard normal, {@code nu^2 = (exp(2 time / L) - 1) / d}. Nothing for an infinite L.
     *
     * @param time
     *            how long
     * @param decoherence
     *            L, positive
     */
    public void refreshDirection(double time, double decoherence, NormalizedGaussianSampler gaussian) {
        double variance = Math.expm1(2.0 * time / decoherence) / direction.length;
        if (variance == 0.0) {
            return;
        }
        double scale = Math.sqrt(variance);
        for (int i = 0; i < direction.length; i++) {
            direction[i] += scale * gaussian.sample();
        }
        normalise(direction);
    }

    static void normalise(double[] vector) {
        double inverse = 1.0 / Math.sqrt(KERNELS.sumOfSquares(vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= inverse;
        }
    }

    /** Whether density, gradient and velocity are all finite; a position that is not makes the density so. */
    public boolean finite() {
        return Finiteness.holds(logDensity, gradient) && Finiteness.firstFault(direction) < 0
                && Finiteness.firstFault(theta) < 0;
    }

    /** Position; the array itself. */
    public double[] theta() {
        return theta;
    }

    /** Gradient of the log density at the position; the array itself. */
    public double[] gradient() {
        return gradient;
    }

    /** The unit velocity u in whitened coordinates; the array itself. */
    public double[] direction() {
        return direction;
    }

    /** Log density at the position. */
    public double logDensity() {
        return logDensity;
    }

    void setLogDensity(double value) {
        logDensity = value;
    }
}
