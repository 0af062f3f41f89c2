package ergodic.sampler.optimize;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One optimisation, by gradients, of one function. It never evaluates the function: it is told value and gradient at a point
 * and moves the point to where it wants to be told them next. So whoever drives it counts evaluations, keeps the best point
 * seen, stops when asked and retreats from values that are not finite; a line search tells its trial points one after
 * another. Its whole state can be saved and restored, so that a stopped optimisation goes on with the same bits. Steps
 * allocate nothing.
 */
public interface Optimizer {

    /**
     * Makes one step downhill.
     *
     * @param theta
     *            position that was evaluated; moved to the next one to evaluate
     * @param value
     *            what is minimised, at the position; finite, or, for one that {@link #searchesLines}, positive infinity at a
     *            trial point that cannot be used: position and gradient are then not read
     * @param gradient
     *            its gradient there; finite, not changed
     * @param schedule
     *            factor of the learning rate at this step, for optimisers that have one
     */
    void step(double[] theta, double value, double[] gradient, double schedule);

    /**
     * Whether it searches lines, trial point by trial point, of one function that stays the same. Such an optimiser takes no
     * schedule and no batches, and goes back by itself from trial points that are not finite.
     */
    default boolean searchesLines() {
        return false;
    }

    /** Whether it can get no further but for rounding: it then stays at its best point. */
    default boolean stalled() {
        return false;
    }

    /** Forgets everything but the settings: the next step is the first of an optimisation. */
    void reset();

    /** Writes the whole state. */
    void save(DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote. */
    void load(DataInput in) throws IOException;
}
