package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Draws in memory: a sink while they are made and readable at any time, for small work. Keeps the draws of one phase (by
 * default of sampling); use two for both.
 */
public final class MemoryDraws implements DrawSink, Draws {

    private final List<Variable> variables;
    private final int[] offsets;
    private final int width;
    private final Phase phase;
    private final Chain[] chains;
    private volatile DrawKind kind = DrawKind.CHAIN;
    /** Known when the first chain begins. */
    private volatile List<Statistic> statistics = Statistic.COMMON;

    /** Rows of one chain, one a draw. Guarded by itself. */
    private static final class Chain {
        private double[] values = new double[0];
        private double[] statistics = new double[0];
        private int draws;
        private @Nullable TransitionTotals totals;
    }

    /** Keeps the draws of the sampling phase. */
    public MemoryDraws(int chains, List<Variable> variables) {
        this(chains, variables, Phase.SAMPLING);
    }

    /**
     * Keeps the draws of one phase.
     *
     * @param chains
     *            number of chains, that of the run's settings; at least 1
     * @param variables
     *            what is stored of each draw
     */
    public MemoryDraws(int chains, List<Variable> variables, Phase phase) {
        if (chains < 1) {
            throw new IllegalArgumentException("draws need at least 1 chain, not " + chains);
        }
        this.variables = List.copyOf(variables);
        this.phase = phase;
        this.offsets = new int[this.variables.size() + 1];
        for (int i = 0; i < this.variables.size(); i++) {
            offsets[i + 1] = Math.addExact(offsets[i], this.variables.get(i).size());
        }
        this.width = offsets[this.variables.size()];
        this.chains = new Chain[chains];
        Arrays.setAll(this.chains, i -> new Chain());
    }

    @Override
    public void begin(int chain, DrawKind ofRun, List<Statistic> declared) {
        kind = ofRun;
        statistics = List.copyOf(declared);
    }

    @Override
    public DrawKind kind() {
        return kind;
    }

    @Override
    public boolean wantsValues(Phase asked) {
        return asked == phase;
    }

    @Override
    public void accept(int chain, Phase from, int draw, double[] values, Transition transition) {
        if (from != phase) {
            return;
        }
        // More are no fault: what is only reduced comes last, and is not kept.
        if (chain >= chains.length || values.length < width) {
            throw new IllegalArgumentException("chain " + chain + " stores " + values.length
                    + " numbers a draw, but these are draws of " + chains.length + " chains with " + width
                    + " numbers each: make them for the chains of the run's settings, and for the variables of what is"
                    + " sampled");
        }
        List<Statistic> said = transition.statistics();
        if (!statistics.equals(said)) {
            statistics = List.copyOf(said);
        }
        Chain rows = chains[chain];
        synchronized (rows) {
            requireHere(chain, draw, rows.draws);
            rows.values = withRoom(rows.values, draw, width);
            System.arraycopy(values, 0, rows.values, draw * width, width);
            rows.statistics = withRoom(rows.statistics, draw, said.size());
            transition.statisticsInto(rows.statistics, draw * said.size());
            rows.draws = Math.max(rows.draws, draw + 1);
        }
    }

    @Override
    public void save(int chain, DataOutput out) throws IOException {
        Chain rows = chains[chain];
        synchronized (rows) {
            out.writeInt(rows.draws);
        }
    }

    /** A resumed chain that is past its draws brings none, so that it must be seen here that they are missing. */
    @Override
    public void load(int chain, DataInput in) throws IOException {
        int drawn = in.readInt();
        Chain rows = chains[chain];
        synchronized (rows) {
            requireHere(chain, drawn, rows.draws);
        }
    }

    private static void requireHere(int chain, int next, int draws) {
        if (next > draws) {
            throw new IllegalStateException("chain " + chain + " goes on with draw " + next + ", but draw " + draws
                    + " is not here: resume with the draws that the run was begun with");
        }
    }

    private static double[] withRoom(double[] rows, int draw, int width) {
        int at = Math.multiplyExact(draw, width);
        return at + width <= rows.length ? rows
                : Arrays.copyOf(rows, Math.max(at + width, Math.addExact(at, at / 2)));
    }

    @Override
    public void totals(int chain, TransitionTotals totals) {
        Chain rows = chains[chain];
        synchronized (rows) {
            rows.totals = phase == Phase.SAMPLING ? totals : null;
        }
    }

    @Override
    public List<TransitionTotals> totals() {
        List<TransitionTotals> all = new ArrayList<>(chains.length);
        for (Chain chain : chains) {
            synchronized (chain) {
                if (chain.totals == null) {
                    return List.of();
                }
                all.add(chain.totals);
            }
        }
        return all;
    }

    @Override
    public void flush(int chain) {}

    @Override
    public void close() {}

    @Override
    public int chains() {
        return chains.length;
    }

    @Override
    public int draws() {
        int least = Integer.MAX_VALUE;
        for (Chain chain : chains) {
            synchronized (chain) {
                least = Math.min(least, chain.draws);
            }
        }
        return least;
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public double[][] series(String variable, int element) {
        int index = index(variable);
        if (element < 0 || element >= variables.get(index).size()) {
            throw new IllegalArgumentException(
                    "element " + element + " of " + variable + " is not in 0 .. " + (variables.get(index).size() - 1));
        }
        return column(chain -> chain.values, width, offsets[index] + element);
    }

    @Override
    public void readInto(String variable, int chain, int draw, double[] values) {
        int index = index(variable);
        Chain rows = chains[chain];
        synchronized (rows) {
            if (draw < 0 || draw >= rows.draws) {
                throw new IllegalArgumentException("draw " + draw + " is not in 0 .. " + (rows.draws - 1));
            }
            System.arraycopy(rows.values, draw * width + offsets[index], values, 0, variables.get(index).size());
        }
    }

    @Override
    public List<Statistic> statistics() {
        return statistics;
    }

    @Override
    public double[][] statistic(String name) {
        List<Statistic> known = statistics;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).name().equals(name)) {
                return column(chain -> chain.statistics, known.size(), i);
            }
        }
        throw new IllegalArgumentException(
                "no statistic \"" + name + "\"; there are " + known.stream().map(Statistic::name).toList());
    }

    private double[][] column(Function<Chain, double[]> part, int stride, int column) {
        int draws = draws();
        double[][] result = new double[chains.length][draws];
        for (int chain = 0; chain < chains.length; chain++) {
            Chain rows = chains[chain];
            synchronized (rows) {
                double[] from = part.apply(rows);
                for (int draw = 0; draw < draws; draw++) {
                    result[chain][draw] = from[draw * stride + column];
                }
            }
        }
        return result;
    }

    private int index(String variable) {
        return variables.indexOf(variable(variable));
    }
}
