package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The summary table of stored draws: a line for each element of each variable, in the order of the store. */
public final class Summaries {
    private Summaries() {}

    /** Summarises every element of every variable but components of predictions, as suits the kind of the draws. */
    public static List<VariableSummary> of(Draws draws) {
        return of(draws, variable -> variable.role() != VariableRole.COMPONENT);
    }

    /**
     * Summarises every element of the chosen variables, on as many threads as the machine has; the result does not depend
     * on their number.
     */
    public static List<VariableSummary> of(Draws draws, Predicate<Variable> chosen) {
        List<VariableSummary> lines = new ArrayList<>();
        for (Variable variable : draws.variables()) {
            if (chosen.test(variable)) {
                lines.addAll(of(draws, variable));
            }
        }
        return lines;
    }

    /**
     * Summarises elements of the chosen variables, evenly spread over all where there are more than {@code most}: the series of a
     * million weights take hours to read.
     */
    public static List<VariableSummary> some(Draws draws, Predicate<Variable> chosen, int most) {
        long all = draws.variables().stream().filter(chosen).mapToLong(Variable::size).sum();
        int step = (int) Math.ceilDiv(Math.max(1, all), most);
        List<VariableSummary> lines = new ArrayList<>();
        for (Variable variable : draws.variables()) {
            if (chosen.test(variable)) {
                lines.addAll(IntStream.range(0, Math.ceilDiv(variable.size(), step)).parallel()
                        .map(i -> i * step).mapToObj(element -> VariableSummary.of(variable.elementName(element),
                                draws.series(variable.name(), element), draws.kind()))
                        .toList());
            }
        }
        return lines;
    }

    /** Summarises the log density, if it was stored, and then every element of the chosen variables. */
    static List<VariableSummary> judged(Draws draws, Predicate<Variable> chosen) {
        List<VariableSummary> lines = new ArrayList<>();
        double[][] logDensity = SamplerHealth.logDensity(draws);
        if (logDensity.length != 0) {
            lines.add(VariableSummary.of(SamplerHealth.LOG_DENSITY, logDensity, draws.kind()));
        }
        lines.addAll(of(draws, chosen));
        return lines;
    }

    /** Summarises every element of one variable. */
    public static List<VariableSummary> of(Draws draws, Variable variable) {
        return IntStream.range(0, variable.size()).parallel().mapToObj(
                element -> VariableSummary.of(variable.elementName(element), draws.series(variable.name(), element),
                        draws.kind()))
                .toList();
    }
}
