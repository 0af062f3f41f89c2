package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Hands everything on to two sinks.
 *
 * @param first
 *            hears of it first
 * @param second
 *            hears of it second
 */
public record SinkPair(DrawSink first, DrawSink second) implements DrawSink {

    @Override
    public void begin(int chain, DrawKind kind, List<Statistic> statistics) {
        first.begin(chain, kind, statistics);
        second.begin(chain, kind, statistics);
    }

    @Override
    public boolean wantsValues(Phase phase) {
        return first.wantsValues(phase) || second.wantsValues(phase);
    }

    @Override
    public void accept(int chain, Phase phase, int draw, double[] values, Transition transition) throws IOException {
        first.accept(chain, phase, draw, values, transition);
        second.accept(chain, phase, draw, values, transition);
    }

    @Override
    public void save(int chain, DataOutput out) throws IOException {
        first.save(chain, out);
        second.save(chain, out);
    }

    @Override
    public void load(int chain, DataInput in) throws IOException {
        first.load(chain, in);
        second.load(chain, in);
    }

    @Override
    public void totals(int chain, TransitionTotals totals) throws IOException {
        first.totals(chain, totals);
        second.totals(chain, totals);
    }

    @Override
    public void flush(int chain) throws IOException {
        first.flush(chain);
        second.flush(chain);
    }

    @Override
    public void close() throws IOException {
        try (second) {
            first.close();
        }
    }
}
