package ergodic.sampler.run;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawTransform;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a run drives, one a chain: a start, the steps of a first phase (the warm-up of a Markov chain, the steps of a fit) and
 * draws. All of it belongs to that chain; it is used by one thread at a time, though not always by the same one. The run holds
 * the state, counts, stores and saves; so a {@link ChainKit} and a {@link FitKit} differ only in what a step is.
 */
public interface Inference {

    /** What the draws are. */
    DrawKind kind();

    /** The log density, given to the starting point. */
    LogDensity density();

    /** Finds the first state. */
    StartingPoint start();

    /** Says what is stored of a state. */
    DrawTransform transform();

    /** What is said of each transition beyond {@link Statistic#COMMON}; always the same. */
    List<Statistic> statistics();

    /** Called once, at the first state. */
    void begin(ChainState state, UniformRandomProvider rng);

    /** Makes one step of the first phase, or a piece of it where the transition is {@linkplain Transition#paused paused}. */
    void firstStep(ChainState state, UniformRandomProvider rng, Transition transition);

    /** Called once after the last step of the first phase, also when there was none. */
    void endFirstPhase(ChainState state);

    /** Makes one transition of the phase whose states are kept as draws, or a piece of it where it is {@linkplain Transition#paused paused}. */
    void drawStep(ChainState state, UniformRandomProvider rng, Transition transition);

    /** Writes all that a later step depends on and that the {@link ChainState} does not hold. */
    void save(DataOutput out) throws IOException;

    /** Restores what {@link #save} wrote; replaces {@link #begin}. */
    void load(DataInput in) throws IOException;
}
