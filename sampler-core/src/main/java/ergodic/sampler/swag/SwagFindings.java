package ergodic.sampler.swag;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.weights.ParetoSmoothing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the densities of draws tell of the approximation: the shape of the importance weights of each fit. */
final class SwagFindings {

    /** Fewest draws of which the shape of a tail is told. */
    private static final int FEWEST = 25;

    private SwagFindings() {}

    static List<Measurement> of(Draws draws) {
        Optional<double[][]> target = draws.findStatistic(Statistic.LOG_DENSITY.name());
        Optional<double[][]> proposal = draws.findStatistic(SwagFit.LOG_Q.name());
        if (target.isEmpty() || proposal.isEmpty() || draws.draws() < FEWEST) {
            return List.of();
        }
        double worst = Double.NEGATIVE_INFINITY;
        for (int fit = 0; fit < draws.chains(); fit++) {
            worst = Math.max(worst, shape(target.get()[fit], proposal.get()[fit]));
        }
        boolean far = !(worst <= ParetoSmoothing.LIMIT);
        String meaning = far
                ? "the approximation is too far from the posterior for its weights to correct it, as it nearly always is in as many dimensions"
                        + " as a network has: judge it by its predictions on held-out rows"
                : "the approximation is near enough to the posterior that its draws could be weighed to it";
        return List.of(new Measurement("importance weights",
                String.format(Locale.ROOT, "The Pareto k of posterior over approximation is %s%s: %s.",
                        Double.isFinite(worst) ? String.format(Locale.ROOT, "%.2f", worst) : "not finite",
                        draws.chains() > 1 ? " in the worst fit, each against its own approximation" : "", meaning),
                Double.isFinite(worst) ? Map.of("pareto_k", worst) : Map.of(), far));
    }

    private static double shape(double[] target, double[] proposal) {
        double[] ratios = new double[target.length];
        boolean any = false;
        for (int i = 0; i < ratios.length; i++) {
            double ratio = target[i] - proposal[i];
            ratios[i] = Double.isFinite(ratio) ? ratio : Double.NEGATIVE_INFINITY;
            any |= Double.isFinite(ratio);
        }
        return any ? ParetoSmoothing.of(ratios).shape() : Double.POSITIVE_INFINITY;
    }
}
