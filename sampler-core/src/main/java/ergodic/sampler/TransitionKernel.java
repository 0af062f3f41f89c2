package ergodic.sampler;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * One step of a Markov chain (not to be confused with compute kernels). Holds the density and workspaces, but no tuning
 * and no state of the chain: the same state, tuning and stream of random numbers give the same transition. Belongs to one
 * chain.
 */
public interface TransitionKernel {

    /** Short name of the method, such as {@code nuts}. */
    String name();

    /**
     * Moves {@code state} by one transition.
     *
     * @param state
     *            position with its density and gradient; changed in place
     * @param tuning
     *            step size and metric
     * @param rng
     *            the chain's random numbers
     * @return what happened
     */
    Transition step(ChainState state, Tuning tuning, UniformRandomProvider rng);
}
