package ergodic.sampler;

import org.apache.commons.rng.UniformRandomProvider;

/** Finds a state from which a chain can start: finite density and gradient. */
@FunctionalInterface
public interface StartingPoint {

    /**
     * Fills {@code state} with a position, its log density and gradient. A run hands in its own view of the density, which
     * counts evaluations, tells progress and throws when the run is to stop: evaluate through it and let its exceptions
     * pass. The view is a {@link StochasticLogDensity} if the chain's density is one. A search that was stopped is repeated
     * from its beginning, with the same random numbers, when the run is resumed. What it learnt of the covariance there it may
     * leave in the state ({@link ChainState#setCovariance}), for the tuner to begin with.
     *
     * @throws InitialPointException
     *             if no point with finite density and gradient was found; its message names the parameter at fault
     */
    void findInto(ChainState state, LogDensity density, UniformRandomProvider rng);

    /**
     * Rows that {@link #findInto} reads at most in all its evaluations, as far as can be said before; 0 where nothing can. For forecasts
     * of its time.
     *
     * @param rows
     *            of an evaluation of all rows
     */
    default double mostRows(int rows) {
        return 0;
    }
}
