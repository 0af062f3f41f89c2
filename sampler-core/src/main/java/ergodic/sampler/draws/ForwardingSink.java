package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** A sink that stands before another, which hears all that this one does not say otherwise. */
abstract class ForwardingSink implements DrawSink {

    final DrawSink next;

    ForwardingSink(DrawSink next) {
        this.next = next;
    }

    @Override
    public void begin(int chain, DrawKind kind, List<Statistic> statistics) {
        next.begin(chain, kind, statistics);
    }

    @Override
    public boolean wantsValues(Phase phase) {
        return next.wantsValues(phase);
    }

    @Override
    public void save(int chain, DataOutput out) throws IOException {
        next.save(chain, out);
    }

    @Override
    public void load(int chain, DataInput in) throws IOException {
        next.load(chain, in);
    }

    @Override
    public void totals(int chain, TransitionTotals totals) throws IOException {
        next.totals(chain, totals);
    }

    @Override
    public void flush(int chain) throws IOException {
        next.flush(chain);
    }

    @Override
    public void close() throws IOException {
        next.close();
    }
}
