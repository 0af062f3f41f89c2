package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Receives draws as they are made. Calls for one chain come in order from one thread; different chains may call at the
 * same time.
 */
public interface DrawSink extends AutoCloseable {

    /**
     * Hears, before the first draw of a chain and again when it is resumed, what the draws are and what is said of them.
     *
     * @param chain
     *            chain from 0
     * @param kind
     *            what the draws are; that of all chains is the same
     * @param statistics
     *            all of them, in the order of {@link Transition#statisticsInto}; those of all chains are the same
     * @throws IllegalArgumentException
     *             if the sink was made for others
     */
    default void begin(int chain, DrawKind kind, List<Statistic> statistics) {}

    /**
     * Takes one draw.
     *
     * @param chain
     *            chain from 0
     * @param phase
     *            warm-up or sampling
     * @param draw
     *            number of the draw within its phase, from 0; a resumed run repeats draws after its checkpoint, with the
     *            same bits
     * @param values
     *            stored values in the order of the {@link DrawTransform}; not kept by the sink; empty where
     *            {@link #wantsValues} said no
     * @param transition
     *            statistics of the transition; not kept by the sink
     */
    void accept(int chain, Phase phase, int draw, double[] values, Transition transition) throws IOException;

    /** Whether {@link #accept} looks at the values of a phase; if not, they are not computed. */
    default boolean wantsValues(Phase phase) {
        return true;
    }

    /**
     * Writes what the sink must know of a chain to go on after {@link #flush}, into that chain's checkpoint. A sink that
     * finds everything in its own store writes nothing.
     */
    default void save(int chain, DataOutput out) throws IOException {}

    /** Restores what {@link #save} wrote, before the first draw that a resumed chain makes. */
    default void load(int chain, DataInput in) throws IOException {}

    /**
     * Takes what all transitions of the sampling phase amount to so far; replaces what came before. Called before each
     * {@link #flush}, and when a chain is resumed.
     */
    default void totals(int chain, TransitionTotals totals) throws IOException {}

    /** Makes all draws accepted from this chain readable by others and able to survive the end of the process. */
    void flush(int chain) throws IOException;

    @Override
    void close() throws IOException;
}
