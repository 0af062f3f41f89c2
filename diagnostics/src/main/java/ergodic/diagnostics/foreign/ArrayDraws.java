package ergodic.diagnostics.foreign;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws in arrays: scalar variables and statistics by name, each {@code [chain][draw]}. Roles are those that the names
 * suggest ({@link VariableRole#ofName}).
 */
public final class ArrayDraws implements Draws {
    private final int chains;
    private final int draws;
    private final List<Variable> variables = new ArrayList<>();
    private final Map<String, double[][]> values;
    private final Map<String, double[][]> statistics;

    /**
     * Draws of scalar variables. The arrays are not copied.
     *
     * @param values
     *            by the name of the variable, in the order to show them; all of one shape
     * @param statistics
     *            by ArviZ name, such as {@code lp} or {@code diverging}; booleans as 0 and 1
     */
    public ArrayDraws(Map<String, double[][]> values, Map<String, double[][]> statistics) {
        this.values = new LinkedHashMap<>(values);
        this.statistics = new LinkedHashMap<>(statistics);
        int foundChains = -1;
        int foundDraws = -1;
        for (Map<String, double[][]> some : List.of(this.values, this.statistics)) {
            for (Map.Entry<String, double[][]> entry : some.entrySet()) {
                for (double[] chain : entry.getValue()) {
                    if (foundChains < 0) {
                        foundChains = entry.getValue().length;
                        foundDraws = chain.length;
                    }
                    if (entry.getValue().length != foundChains || chain.length != foundDraws) {
                        throw new IllegalArgumentException("\"" + entry.getKey() + "\" has " + entry.getValue().length
                                + " chains and " + chain.length + " draws, the others have " + foundChains + " and "
                                + foundDraws);
                    }
                }
            }
        }
        this.chains = Math.max(0, foundChains);
        this.draws = Math.max(0, foundDraws);
        for (String name : this.values.keySet()) {
            variables.add(Variable.of(name).as(VariableRole.ofName(name)));
        }
    }

    @Override
    public int chains() {
        return chains;
    }

    @Override
    public int draws() {
        return draws;
    }

    @Override
    public List<Variable> variables() {
        return List.copyOf(variables);
    }

    @Override
    public double[][] series(String variable, int element) {
        double[][] series = values.get(variable(variable).name());
        if (series == null || element != 0) {
            throw new IndexOutOfBoundsException("\"" + variable + "\" is a scalar, asked for its element " + element);
        }
        return copy(series);
    }

    @Override
    public void readInto(String variable, int chain, int draw, double[] into) {
        double[][] series = values.get(variable(variable).name());
        if (series != null) {
            into[0] = series[chain][draw];
        }
    }

    @Override
    public List<Statistic> statistics() {
        return statistics.keySet().stream().map(name -> Statistic.real(name, "")).toList();
    }

    @Override
    public double[][] statistic(String name) {
        double[][] statistic = statistics.get(name);
        if (statistic == null) {
            throw new IllegalArgumentException("no statistic \"" + name + "\"; there are " + statistics.keySet());
        }
        return copy(statistic);
    }

    private static double[][] copy(double[][] series) {
        double[][] copy = new double[series.length][];
        for (int chain = 0; chain < series.length; chain++) {
            copy[chain] = series[chain].clone();
        }
        return copy;
    }
}
