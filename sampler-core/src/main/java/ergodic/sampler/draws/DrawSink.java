package ergodic.sampler.draws;

import ergodic.sampler.Transition;
import java.io.IOException;

/**
 * Receives draws as they are made. Calls for one chain come in order from one thread; different chains may call at the
 * same time.
 */
public interface DrawSink extends AutoCloseable {

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
     *            stored values in the order of the {@link DrawTransform}; not kept by the sink
     * @param transition
     *            statistics of the transition
     */
    void accept(int chain, Phase phase, int draw, double[] values, Transition transition) throws IOException;

    /** Makes all draws accepted from this chain readable by others and able to survive the end of the process. */
    void flush(int chain) throws IOException;

    @Override
    void close() throws IOException;
}
