package ergodic.diagnostics;

import ergodic.diagnostics.foreign.ArrayDraws;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import java.util.List;
import java.util.Map;

/** Given draws that say what they are. */
record OfKind(DrawKind kind, Draws values) implements Draws {

    static OfKind of(DrawKind kind, Map<String, double[][]> variables, Map<String, double[][]> statistics) {
        return new OfKind(kind, new ArrayDraws(variables, statistics));
    }

    @Override
    public int chains() {
        return values.chains();
    }

    @Override
    public int draws() {
        return values.draws();
    }

    @Override
    public List<Variable> variables() {
        return values.variables();
    }

    @Override
    public double[][] series(String variable, int element) {
        return values.series(variable, element);
    }

    @Override
    public void readInto(String variable, int chain, int draw, double[] into) {
        values.readInto(variable, chain, draw, into);
    }

    @Override
    public List<Statistic> statistics() {
        return values.statistics();
    }

    @Override
    public double[][] statistic(String name) {
        return values.statistic(name);
    }
}
