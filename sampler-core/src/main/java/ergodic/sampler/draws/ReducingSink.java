package ergodic.sampler.draws;

import ergodic.sampler.Transition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A sink that feeds reducers with draws of the sampling phase and hands everything on to another sink. Variables that are
 * only reduced, not stored, come last in the {@link DrawTransform}: the other sink is made for those before them. The
 * reducers' state goes into the checkpoints.
 */
public final class ReducingSink extends ForwardingSink {

    private final List<Feed> feeds;

    /** A reducer and where its values begin. */
    private record Feed(Reducer reducer, int offset) {}

    private ReducingSink(DrawSink next, List<Feed> feeds) {
        super(next);
        this.feeds = feeds;
    }

    /** A sink before {@code next} without reducers yet. */
    public static ReducingSink before(DrawSink next) {
        return new ReducingSink(next, List.of());
    }

    /**
     * The same with one more reducer.
     *
     * @param reducer
     *            takes the values of the variable
     * @param variables
     *            variables of the transform
     * @param variable
     *            name of one of them, with as many elements as the reducer takes
     */
    public ReducingSink with(Reducer reducer, List<Variable> variables, String variable) {
        int offset = 0;
        for (Variable candidate : variables) {
            if (candidate.name().equals(variable)) {
                if (candidate.size() != reducer.width()) {
                    throw new IllegalArgumentException(variable + " has " + candidate.size()
                            + " elements, the reducer takes " + reducer.width());
                }
                List<Feed> more = new ArrayList<>(feeds);
                more.add(new Feed(reducer, offset));
                return new ReducingSink(next, List.copyOf(more));
            }
            offset += candidate.size();
        }
        throw new IllegalArgumentException(
                "no variable \"" + variable + "\"; there are " + variables.stream().map(Variable::name).toList());
    }

    @Override
    public boolean wantsValues(Phase phase) {
        return phase == Phase.SAMPLING && !feeds.isEmpty() || super.wantsValues(phase);
    }

    @Override
    public void accept(int chain, Phase phase, int draw, double[] values, Transition transition) throws IOException {
        if (phase == Phase.SAMPLING) {
            for (Feed feed : feeds) {
                feed.reducer.accept(chain, draw, values, feed.offset);
            }
        }
        next.accept(chain, phase, draw, values, transition);
    }

    @Override
    public void save(int chain, DataOutput out) throws IOException {
        for (Feed feed : feeds) {
            feed.reducer.save(chain, out);
        }
        super.save(chain, out);
    }

    @Override
    public void load(int chain, DataInput in) throws IOException {
        for (Feed feed : feeds) {
            feed.reducer.load(chain, in);
        }
        super.load(chain, in);
    }
}
