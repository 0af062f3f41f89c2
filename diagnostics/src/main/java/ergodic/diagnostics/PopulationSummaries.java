package ergodic.diagnostics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Summaries of populations of particles. Populations are independent, particles of one are not, and their order means nothing: so errors are
 * those of so many independent values, one a population, and nothing is taken from autocorrelations. R-hat is that of nested chains of one
 * draw each (Margossian et al. 2024), a population being a superchain: {@code sqrt(1 + B / W)} with the variance B of the populations' means
 * and the mean variance W within them.
 */
final class PopulationSummaries {

    private PopulationSummaries() {}

    /** Summarises the draws of one quantity, {@code [populations][draws]}. */
    static VariableSummary of(String name, double[][] populations) {
        double[] pooled = ChainArrays.pooled(populations);
        double[] sorted = pooled.clone();
        Arrays.sort(sorted);
        double mean = Descriptive.mean(pooled);
        double sd = Descriptive.sd(pooled);
        double none = Double.NaN;
        double rhat = none;
        double ess = none;
        if (populations.length > 1 && !ChainArrays.undefined(populations)) {
            double between = square(Descriptive.sd(each(populations, Descriptive::mean)));
            double within = Descriptive.mean(each(populations, values -> square(Descriptive.sd(values))));
            rhat = Math.sqrt(1 + between / within);
            // The variance of a mean of independent draws is sd^2 / n; more than there are would be chance.
            ess = Math.min(pooled.length, sd * sd * populations.length / between);
        }
        return new VariableSummary(name, mean, Descriptive.quantileOfSorted(sorted, 0.5), sd, Descriptive.mad(pooled),
                Descriptive.quantileOfSorted(sorted, 0.05), Descriptive.quantileOfSorted(sorted, 0.95), rhat, none,
                none,
                ess, none, none, error(populations, Descriptive::mean),
                error(populations, values -> quantile(values, 0.5)), error(populations, Descriptive::sd),
                error(populations, values -> quantile(values, 0.05)),
                error(populations, values -> quantile(values, 0.95)));
    }

    /** Standard error of the mean of one value a population. */
    private static double error(double[][] populations, ToDoubleFunction<double[]> value) {
        return populations.length < 2 ? Double.NaN
                : Descriptive.sd(each(populations, value)) / Math.sqrt(populations.length);
    }

    private static double[] each(double[][] populations, ToDoubleFunction<double[]> value) {
        return Arrays.stream(populations).mapToDouble(value).toArray();
    }

    private static double quantile(double[] values, double level) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Descriptive.quantileOfSorted(sorted, level);
    }

    private static double square(double value) {
        return value * value;
    }
}
