package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a store of draws holds.
 *
 * @param chains
 *            number of chains of the run, at least 1
 * @param part
 *            those of them that this store holds: all, or a part that {@link StoreParts#join} puts together with the others
 * @param warmup
 *            warm-up transitions of each chain
 * @param draws
 *            draws of each chain that are planned; a store can be resumed with more
 * @param kind
 *            what the draws are
 * @param variables
 *            the variables of each draw
 * @param statistics
 *            what the kernel says of each draw beyond {@link Statistic#COMMON}
 * @param float32
 *            whether variables are stored in 4 bytes an element instead of 8 (statistics always keep 8)
 * @param warmupValues
 *            whether the variables of warm-up draws are stored too (their statistics always are)
 * @param attributes
 *            attributes of the store: texts, numbers, truth values (stored as 1 and 0)
 * @param observedData
 *            what was observed
 * @param constantData
 *            what was given, such as inputs
 * @param summaries
 *            arrays that each chain has one of, such as running means of what is not stored draw by draw
 */
public record StoreLayout(int chains, ChainRange part, int warmup, int draws, DrawKind kind, List<Variable> variables,
        List<Statistic> statistics, boolean float32, boolean warmupValues, Map<String, Object> attributes,
        List<DataArray> observedData,
        List<DataArray> constantData, List<Variable> summaries) {

    /** Copies, and checks numbers and names; an {@link IllegalArgumentException} says what is wrong. */
    public StoreLayout {
        variables = List.copyOf(variables);
        statistics = List.copyOf(statistics);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        observedData = List.copyOf(observedData);
        constantData = List.copyOf(constantData);
        summaries = List.copyOf(summaries);
        if (chains < 1 || warmup < 0 || draws < 1) {
            throw new IllegalArgumentException("a store needs at least 1 chain, 0 warm-up transitions and 1 draw, not "
                    + chains + ", " + warmup + " and " + draws);
        }
        part.requireWithin(chains);
        Map<String, String> dims = new LinkedHashMap<>();
        for (Variable variable : variables) {
            requireStorable(variable);
        }
        for (Variable variable : variables) {
            for (String dim : DataArray.defaultDims(variable.name(), variable.shape().size())) {
                dims.put(dim, variable.name());
            }
        }
        summaries.forEach(StoreLayout::requireStorable);
        Set<String> names = new HashSet<>();
        for (Variable variable : variables) {
            String name = variable.name();
            if (!names.add(name)) {
                throw new IllegalArgumentException("two variables are called \"" + name + "\"");
            }
            if (dims.containsKey(name)) {
                throw new IllegalArgumentException("the variable \"" + name + "\" has the name of a dimension of \""
                        + dims.get(name) + "\"; give it another name");
            }
        }
        for (Statistic statistic : Transition.schema(statistics)) {
            requireStorable(Variable.of(statistic.name()));
            if (TransitionTotals.NAMES.contains(statistic.name())) {
                throw new IllegalArgumentException(
                        "a statistic cannot be called \"" + statistic.name() + "\": the store has one of that name");
            }
        }
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            Object value = attribute.getValue();
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                throw new IllegalArgumentException("attribute " + attribute.getKey()
                        + " must be a text, a number or a truth value, not a " + value.getClass().getSimpleName());
            }
        }
    }

    /** A layout of chains in 8 bytes an element, without warm-up values, attributes, data and statistics of the kernel's own. */
    public static StoreLayout of(int chains, int warmup, int draws, List<Variable> variables) {
        return new StoreLayout(chains, ChainRange.all(chains), warmup, draws, DrawKind.CHAIN, variables, List.of(),
                false, false,
                Map.of(),
                List.of(), List.of(), List.of());
    }

    /** The same for draws of another kind. */
    public StoreLayout withKind(DrawKind choice) {
        return new StoreLayout(chains, part, warmup, draws, choice, variables, statistics, float32, warmupValues,
                attributes,
                observedData, constantData, summaries);
    }

    /** The same with the statistics that the method's kernel declares. */
    public StoreLayout withStatistics(List<Statistic> declared) {
        return new StoreLayout(chains, part, warmup, draws, kind, variables, declared, float32, warmupValues,
                attributes,
                observedData, constantData, summaries);
    }

    /** The same with variables in 4 bytes an element, or 8. */
    public StoreLayout withFloat32(boolean choice) {
        return new StoreLayout(chains, part, warmup, draws, kind, variables, statistics, choice, warmupValues,
                attributes,
                observedData,
                constantData, summaries);
    }

    /** The same with the variables of warm-up draws, or without. */
    public StoreLayout withWarmupValues(boolean choice) {
        return new StoreLayout(chains, part, warmup, draws, kind, variables, statistics, float32, choice, attributes,
                observedData,
                constantData, summaries);
    }

    /** The same with other attributes. */
    public StoreLayout withAttributes(Map<String, Object> chosen) {
        return new StoreLayout(chains, part, warmup, draws, kind, variables, statistics, float32, warmupValues, chosen,
                observedData,
                constantData, summaries);
    }

    /** The same with data. */
    public StoreLayout withData(List<DataArray> observed, List<DataArray> constant) {
        return new StoreLayout(chains, part, warmup, draws, kind, variables, statistics, float32, warmupValues,
                attributes,
                observed,
                constant, summaries);
    }

    /** The same with another number of draws: what is asked for to extend a finished run. */
    public StoreLayout withDraws(int number) {
        return new StoreLayout(chains, part, warmup, number, kind, variables, statistics, float32, warmupValues,
                attributes,
                observedData,
                constantData, summaries);
    }

    /** The same for some of the chains only. */
    public StoreLayout withPart(ChainRange range) {
        return new StoreLayout(chains, range, warmup, draws, kind, variables, statistics, float32, warmupValues,
                attributes,
                observedData,
                constantData, summaries);
    }

    /** The same with other variables. */
    public StoreLayout withVariables(List<Variable> chosen) {
        return new StoreLayout(chains, part, warmup, draws, kind, chosen, statistics, float32, warmupValues,
                attributes, observedData, constantData, summaries);
    }

    /** The same with arrays that each chain has one of; they are written when it is finished or stopped. */
    public StoreLayout withSummaries(List<Variable> arrays) {
        return new StoreLayout(chains, part, warmup, draws, kind, variables, statistics, float32, warmupValues,
                attributes, observedData, constantData, arrays);
    }

    private static void requireStorable(Variable variable) {
        String name = variable.name();
        if (name.isBlank() || name.startsWith(".") || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0
                || name.equals("chain") || name.equals("draw")) {
            throw new IllegalArgumentException("a variable cannot be stored under the name \"" + name
                    + "\": it must not be blank, \"chain\" or \"draw\", begin with a dot or hold a slash");
        }
        for (int dim : variable.shape()) {
            if (dim < 1) {
                throw new IllegalArgumentException("the variable \"" + name + "\" has no elements: its shape is "
                        + variable.shape());
            }
        }
    }
}
