package ergodic.sampler.phases;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Workspace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Two kernels, of which the tuning says which one moves. Name and statistics are those of the second, and what the first says beyond them; of
 * the transitions of either the other's are unknown.
 *
 * @param <A>
 *            tuning of the first kernel
 * @param <B>
 *            tuning of the second
 */
public final class PhasedKernel<A extends Record, B extends Record> implements TransitionKernel<PhasedTuning<A, B>> {

    private final TransitionKernel<A> first;
    private final TransitionKernel<B> second;
    @Workspace("what is said, always the same")
    private final List<Statistic> statistics;
    /** Where each of the first kernel's own is among {@link #statistics}. */
    @Workspace("is filled once and read only")
    private final int[] places;
    @Workspace
    private final Transition inner;
    @Workspace
    private final double[] row;

    /** The first kernel, and the one that goes on from where it is. */
    public PhasedKernel(TransitionKernel<A> first, TransitionKernel<B> second) {
        this.first = first;
        this.second = second;
        this.statistics = statistics(first.statistics(), second.statistics());
        this.places = new int[first.statistics().size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = indexOf(first.statistics().get(i).name(), statistics);
        }
        this.inner = new Transition(first.statistics());
        this.row = new double[Statistic.COMMON.size() + places.length];
    }

    /** What the second kernel says, and what the first says beyond it. */
    public static List<Statistic> statistics(List<Statistic> ofFirst, List<Statistic> ofSecond) {
        List<Statistic> all = new ArrayList<>(ofSecond);
        for (Statistic statistic : ofFirst) {
            if (indexOf(statistic.name(), all) < 0) {
                all.add(statistic);
            }
        }
        return List.copyOf(all);
    }

    private static int indexOf(String name, List<Statistic> statistics) {
        for (int i = 0; i < statistics.size(); i++) {
            if (statistics.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public List<Statistic> statistics() {
        return statistics;
    }

    @Override
    public void step(ChainState state, PhasedTuning<A, B> tuning, UniformRandomProvider rng, Transition transition) {
        A ofFirst = tuning.first();
        B ofSecond = tuning.second();
        if (ofSecond != null) {
            second.step(state, ofSecond, rng, transition);
        } else if (ofFirst != null) {
            first.step(state, ofFirst, rng, inner);
            transition.report(inner.logDensity(), inner.gradients(), inner.diverging(), inner.moved(), inner.cut());
            inner.statisticsInto(row, 0);
            for (int i = 0; i < places.length; i++) {
                transition.set(places[i], row[Statistic.COMMON.size() + i]);
            }
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        first.save(out);
        second.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        first.load(in);
        second.load(in);
    }
}
