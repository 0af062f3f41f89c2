package ergodic.sampler;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What is fitted first and drawn from afterwards: an optimisation in steps, then the points that it ends in, or independent
 * draws of the distribution that it found; or a population that is brought to the posterior in steps, then its particles. A run drives it as it drives a Markov chain, with its steps in the place of the
 * warm-up: turns on threads, progress, cancelling, checkpoints. Holds the density and workspaces. Everything that a later
 * step or draw depends on and that the {@link ChainState} does not hold is saved, so that a stopped run goes on with the same
 * bits. Values that are not finite are a matter of the fit, told by the flags of its transitions; they are no exception.
 * Belongs to one chain.
 */
public interface Fit {

    /** What it ends in: {@link DrawKind#INDEPENDENT}, {@link DrawKind#POPULATION} or {@link DrawKind#MEMBERS}. */
    DrawKind kind();

    /** What it says of each step and draw beyond {@link Statistic#COMMON}; always the same. */
    List<Statistic> statistics();

    /** Called once, at the first state, whose density and gradient are computed. */
    void begin(ChainState state, UniformRandomProvider rng);

    /**
     * Makes one step of the fit. A fit that has arrived stands still: it reports what it reported last, with no gradients, so
     * that all fits of a run have as many steps, whenever they arrive.
     *
     * @param state
     *            where the fit stands, and what is stored of its way; changed in place
     * @param rng
     *            the chain's random numbers
     * @param transition
     *            told what happened: density and gradients; diverging where a value was not finite; then its own statistics
     */
    void step(ChainState state, UniformRandomProvider rng, Transition transition);

    /** Called once after the last step, also when there was none. */
    void finish(ChainState state);

    /**
     * Makes the next draw.
     *
     * @param state
     *            becomes the draw, with its density and gradient where the fit computes them
     * @param transition
     *            told what the draw is: diverging if the fit met values that are not finite and did not recover, cut if it
     *            ended for want of steps; then its own statistics
     */
    void draw(ChainState state, UniformRandomProvider rng, Transition transition);

    /** Writes all that a later step or draw depends on and that the {@link ChainState} does not hold. */
    void save(DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote; replaces {@link #begin}. */
    void load(DataInput in) throws IOException;
}
