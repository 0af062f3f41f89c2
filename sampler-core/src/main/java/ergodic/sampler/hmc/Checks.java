package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.metric.Metric;

/** Checks at the start of a transition: what fails here is an error of the program, not of the numbers. */
final class Checks {

    private Checks() {}

    static void requireMatching(ChainState state, Metric metric, int dimension) {
        if (state.dimension() != dimension || metric.dimension() != dimension) {
            throw new IllegalArgumentException("the density has dimension " + dimension + ", but the state "
                    + state.dimension() + " and the metric " + metric.dimension());
        }
    }

    static double requireFinite(double initialEnergy) {
        if (!Double.isFinite(initialEnergy)) {
            throw new IllegalStateException("a transition must start where density and gradient are finite: "
                    + "refresh the state, or find a starting point first");
        }
        return initialEnergy;
    }
}
