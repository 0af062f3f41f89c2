package ergodic.sampler;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * One step of a Markov chain (not to be confused with compute kernels). Holds the density and workspaces, but no tuning.
 * Position, density and gradient of the chain are in the {@link ChainState}. What else the method carries from one
 * transition to the next (a momentum that is only refreshed in part, a place in a shuffled order of rows) the kernel keeps
 * itself, and then it implements {@link ergodic.sampler.run.Checkpointable}: the same state, own state, tuning and stream of
 * random numbers give the same transition, so that a stopped run goes on with the same bits. Belongs to one chain.
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
