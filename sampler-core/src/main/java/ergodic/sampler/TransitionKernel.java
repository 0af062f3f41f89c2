package ergodic.sampler;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One step of a Markov chain (not to be confused with compute kernels). Holds the density and workspaces, but no tuning.
 * Position, density and gradient of the chain are in the {@link ChainState}. What else the method carries from one
 * transition to the next (a momentum that is only refreshed in part, a place in a shuffled order of rows) the kernel keeps
 * itself and saves: the same state, own state, tuning and stream of random numbers give the same transition, so that a
 * stopped run goes on with the same bits. One that carries nothing says so by being a {@link StatelessKernel}. Belongs to
 * one chain.
 *
 * @param <T>
 *            the method's tuning: what a step is told and does not hold itself; a {@link Tuner} of the same type chooses it
 */
public interface TransitionKernel<T> {

    /** What it says of each transition beyond {@link Statistic#COMMON}; always the same. */
    List<Statistic> statistics();

    /**
     * Moves {@code state} by one transition.
     *
     * @param state
     *            position with its density and gradient; changed in place
     * @param tuning
     *            what the tuner chose
     * @param rng
     *            the chain's random numbers
     * @param transition
     *            told what happened: first {@link Transition#report}, then each of its own {@link #statistics} by index
     */
    void step(ChainState state, T tuning, UniformRandomProvider rng, Transition transition);

    /** Writes all that a later transition depends on and that the {@link ChainState} does not hold. */
    void save(DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote. */
    void load(DataInput in) throws IOException;
}
