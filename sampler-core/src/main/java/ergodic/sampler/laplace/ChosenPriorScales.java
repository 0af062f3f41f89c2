package ergodic.sampler.laplace;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says which prior scales the data chose. */
final class ChosenPriorScales {

    private static final int MOST_NAMED = 12;

    private ChosenPriorScales() {}

    /**
     * The scales of the fit with the highest evidence.
     *
     * @param evidence
     *            log evidence by fit and draw
     */
    static Optional<Measurement> of(Draws draws, double[][] evidence) {
        List<Variable> scales = draws.variables().stream()
                .filter(variable -> variable.role() == VariableRole.PRIOR_SCALE).toList();
        Optional<double[][]> changes = draws.findStatistic(LaplaceFit.SCALE_CHANGE.name());
        if (scales.isEmpty() || changes.isEmpty() || draws.draws() == 0) {
            return Optional.empty();
        }
        int best = 0;
        double change = 0;
        for (int fit = 0; fit < evidence.length; fit++) {
            best = evidence[fit][0] > evidence[best][0] || Double.isNaN(evidence[best][0]) ? fit : best;
            change = Math.max(change, changes.get()[fit][0]);
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (Variable variable : scales) {
            double[] values = new double[variable.size()];
            draws.readInto(variable.name(), best, 0, values);
            double lowest = Double.POSITIVE_INFINITY;
            double highest = 0;
            for (double value : values) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
            if (values.length == 1) {
                numbers.put(variable.name(), lowest);
            } else {
                numbers.put(variable.name() + " lowest", lowest);
                numbers.put(variable.name() + " highest", highest);
            }
            words.add(values.length == 1 ? String.format(Locale.ROOT, "%s %.3g", variable.name(), lowest)
                    : String.format(Locale.ROOT, "%s %.3g to %.3g", variable.name(), lowest, highest));
        }
        String named = String.join(", ", words.subList(0, Math.min(MOST_NAMED, words.size())))
                + (words.size() > MOST_NAMED ? " and " + (words.size() - MOST_NAMED) + " more" : "");
        boolean settled = change < EvidenceSearch.SETTLED;
        return Optional.of(new Measurement("prior scales", "The data chose the prior (empirical Bayes)"
                + (evidence.length > 1 ? "; in the fit with the highest evidence: " : ": ") + named
                + (settled ? "."
                        : String.format(Locale.ROOT,
                                ". They had not settled: another round would change one by %.2g %%.", 100 * change)),
                numbers, !settled));
    }
}
