package ergodic.sampler.draws;

import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import java.io.IOException;

/** Hands some of the values of every draw, or of every n-th, on to another sink, which counts the draws that it gets from 0. */
public final class PartSink extends ForwardingSink {

    private final int every;
    private final int offset;
    @Workspace
    private final double[][] rows;

    /**
     * A sink before {@code next}.
     *
     * @param chains
     *            number of chains of the run
     * @param every
     *            of how many draws the last is handed on: of 10 the draws 9, 19 ...
     * @param offset
     *            how many values in front are left out
     * @param width
     *            how many values are handed on
     */
    public PartSink(DrawSink next, int chains, int every, int offset, int width) {
        super(next);
        if (every < 1) {
            throw new IllegalArgumentException("every must be at least 1, not " + every);
        }
        this.every = every;
        this.offset = offset;
        this.rows = new double[chains][offset == 0 ? 0 : width];
    }

    @Override
    public void accept(int chain, Phase phase, int draw, double[] values, Transition transition) throws IOException {
        int step = phase == Phase.WARMUP ? 1 : every;
        if ((draw + 1) % step != 0) {
            return;
        }
        double[] handed = values;
        // Of a phase whose values nobody wants there are none.
        if (offset > 0 && values.length > 0) {
            handed = rows[chain];
            System.arraycopy(values, offset, handed, 0, handed.length);
        }
        next.accept(chain, phase, draw / step, handed, transition);
    }
}
