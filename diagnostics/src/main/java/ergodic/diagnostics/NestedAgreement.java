package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether chains have forgotten where they began: nested R-hat of all functions, with superchains by common start.
 *
 * @param superchains
 *            number of superchains
 * @param chainsOfEach
 *            chains of each
 * @param largest
 *            nested R-hat of the function that is furthest above its bound; NaN where none has one
 * @param function
 *            its name
 * @param bound
 *            what it may reach
 */
public record NestedAgreement(int superchains, int chainsOfEach, double largest, String function, double bound) {

    /**
     * Of draws whose chains are in superchains of one size, in their order: the first so many chains are the first
     * superchain.
     *
     * @param superchains
     *            number of superchains, at least two; divides the number of chains
     */
    public static NestedAgreement of(Draws draws, int superchains) {
        if (superchains < 2 || draws.chains() % superchains != 0) {
            throw new IllegalArgumentException(draws.chains() + " chains do not make " + superchains
                    + " superchains of one size, two at least; name a number that divides them");
        }
        int size = draws.chains() / superchains;
        int[] names = new int[draws.chains()];
        for (int chain = 0; chain < names.length; chain++) {
            names[chain] = chain / size;
        }
        List<Variable> functions = draws.variables().stream().filter(variable -> variable.role().identifiable())
                .toList();
        Predicate<Variable> judged = functions.isEmpty() ? variable -> true : functions::contains;
        NestedAgreement worst = new NestedAgreement(superchains, size, Double.NaN, "", Double.NaN);
        for (Variable variable : draws.variables()) {
            for (int element = 0; judged.test(variable) && element < variable.size(); element++) {
                double[][] series = draws.series(variable.name(), element);
                double nested = NestedRHat.of(series, names);
                double bound = NestedRHat.bound(size, EffectiveSampleSize.bulk(series) / draws.chains());
                if (!Double.isNaN(nested) && !(nested / bound <= worst.largest / worst.bound)) {
                    worst = new NestedAgreement(superchains, size, nested, variable.elementName(element), bound);
                }
            }
        }
        return worst;
    }

    /** Whether no function is above its bound. */
    public boolean forgotten() {
        return largest <= bound;
    }

    /** What was found, in a sentence. */
    public String sentence() {
        if (Double.isNaN(largest)) {
            return "Nested R-hat cannot be computed of any function.";
        }
        return "Nested R-hat of " + superchains + " superchains of " + chainsOfEach + " reaches " + Words.rhat(largest)
                + " (" + function + "), " + (forgotten() ? "within " : "above ") + Words.rhat(bound)
                + (forgotten() ? ": the starts are forgotten." : ": chains remember where they began.");
    }

    /** The same by name. */
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("superchains", superchains);
        columns.put("chains_of_each", chainsOfEach);
        if (!Double.isNaN(largest)) {
            columns.put("rhat_nested", largest);
            columns.put("function", function);
            columns.put("bound", bound);
            columns.put("forgotten", forgotten());
        }
        return columns;
    }
}
