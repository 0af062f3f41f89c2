package ergodic.sampler.optimize;

import ergodic.sampler.ChainState;
import ergodic.sampler.Finiteness;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Starts a chain at the mode that L-BFGS reaches from another start.
 *
 * @param from
 *            where it begins
 * @param steps
 *            most gradients
 * @param tolerance
 *            norm of the gradient of the log density at which it has arrived
 */
public record LbfgsStart(StartingPoint from, int steps, double tolerance) implements StartingPoint {

    /** Checks the numbers. */
    public LbfgsStart {
        if (steps < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "a climb needs at least one step and a tolerance that is not negative, not "
                            + steps + " and " + tolerance);
        }
    }

    /** {@inheritDoc} Of all iterates it takes the last: each is higher than the one before, but for rounding. */
    @Override
    public void findInto(ChainState state, LogDensity density, UniformRandomProvider rng) {
        from.findInto(state, density, rng);
        int d = state.dimension();
        Lbfgs lbfgs = new Lbfgs(d, LbfgsSettings.defaults());
        double[] theta = state.theta().clone();
        double[] gradient = state.gradient().clone();
        double[] slope = new double[d];
        double value = state.logDensity();
        double[] told = new double[d];
        for (int step = 0; !lbfgs.stalled(); step++) {
            boolean finite = Finiteness.holds(value, gradient);
            for (int i = 0; i < d; i++) {
                slope[i] = -gradient[i];
                told[i] = theta[i];
            }
            lbfgs.step(theta, finite ? -value : Double.POSITIVE_INFINITY, slope, 1);
            if (lbfgs.accepted()) {
                System.arraycopy(told, 0, state.theta(), 0, d);
                System.arraycopy(gradient, 0, state.gradient(), 0, d);
                state.setLogDensity(value);
                double square = 0;
                for (double g : gradient) {
                    square += g * g;
                }
                if (square <= tolerance * tolerance) {
                    return;
                }
            }
            if (step >= steps) {
                return;
            }
            value = density.evaluate(theta, gradient);
        }
    }
}
