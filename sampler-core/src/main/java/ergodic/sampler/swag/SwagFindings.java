package ergodic.sampler.swag;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.weights.ParetoShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the densities of draws tell of the approximation: the shape of the importance weights of each fit. */
final class SwagFindings {

    private SwagFindings() {}

    static List<Measurement> of(Draws draws) {
        Optional<double[][]> target = draws.findStatistic(Statistic.LOG_DENSITY.name());
        Optional<double[][]> proposal = draws.findStatistic(SwagFit.LOG_Q.name());
        if (target.isEmpty() || proposal.isEmpty()) {
            return List.of();
        }
        double[][] ratios = new double[draws.chains()][];
        for (int fit = 0; fit < ratios.length; fit++) {
            double[] above = target.get()[fit];
            double[] below = proposal.get()[fit];
            ratios[fit] = new double[above.length];
            for (int i = 0; i < above.length; i++) {
                ratios[fit][i] = above[i] - below[i];
            }
        }
        return ParetoShape.of(ratios).map(shape -> measurement(shape, ratios.length > 1)).stream().toList();
    }

    private static Measurement measurement(ParetoShape shape, boolean several) {
        String meaning = shape.isFar()
                ? "the approximation is too far from the posterior for its weights to correct it, as it nearly always is in as many dimensions"
                        + " as a network has: judge it by its predictions on held-out rows"
                : "the approximation is near enough to the posterior that its draws could be weighed to it";
        Map<String, Double> numbers = new LinkedHashMap<>();
        shape.putInto(numbers);
        return new Measurement("importance weights",
                String.format(Locale.ROOT, "The Pareto k of posterior over approximation is %s%s: %s.", shape.text(),
                        several ? " in the worst fit, each against its own approximation" : "", meaning),
                numbers, shape.isFar());
    }
}
