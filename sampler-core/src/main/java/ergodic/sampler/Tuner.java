package ergodic.sampler;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Chooses the tuning of each transition: adapts it in the warm-up and holds it, or follows a schedule of steps, while
 * sampling. Belongs to one chain; its whole state can be saved and restored, so that a stopped run goes on with the same
 * bits.
 *
 * @param <T>
 *            the method's tuning, a record; while nothing changes it is the same object
 */
public interface Tuner<T> {

    /**
     * Called once, at the first state of the chain, before any tuning is asked for (initial step search). One that adapts a metric begins
     * with the state's covariance, where the start left one.
     */
    void start(ChainState state, UniformRandomProvider rng);

    /** Tuning of the next transition. */
    T tuning();

    /** Called after each warm-up transition; {@code state} is the new state. */
    void adapt(ChainState state, Transition transition, UniformRandomProvider rng);

    /** Called once, after the last warm-up transition (also when there was none). */
    void finishWarmup();

    /** Called after each transition of the sampling phase: advances schedules, adapts nothing. */
    default void advance() {}

    /** Writes the whole state. */
    void save(DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote; replaces {@link #start}. */
    void load(DataInput in) throws IOException;
}
