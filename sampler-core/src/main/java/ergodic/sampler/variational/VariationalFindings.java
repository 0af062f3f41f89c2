package ergodic.sampler.variational;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.weights.ParetoShape;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the statistics of draws of variational fits tell. */
final class VariationalFindings {

    private VariationalFindings() {}

    /**
     * The findings; none where the draws have no such statistics.
     *
     * @param candidates
     *            draws by which the end of each fit was judged
     */
    static List<Measurement> of(Draws draws, int candidates) {
        Optional<double[]> bounds = last(draws, VariationalStatistics.ELBO);
        Optional<double[]> errors = last(draws, VariationalStatistics.ELBO_ERROR);
        Optional<double[]> tighter = last(draws, VariationalStatistics.IMPORTANCE_BOUND);
        Optional<double[]> shapes = last(draws, VariationalStatistics.PARETO_K);
        Optional<double[]> divergences = last(draws, VariationalStatistics.KL_FROM_PRIOR);
        Optional<double[]> cut = last(draws, Statistic.CUT);
        Optional<double[]> lost = draws.findStatistic(Statistic.DIVERGING.name())
                .map(values -> Arrays.stream(values).filter(fit -> fit.length > 0)
                        .mapToDouble(fit -> Arrays.stream(fit).min().orElse(0)).toArray());
        if (bounds.isEmpty() || errors.isEmpty() || tighter.isEmpty() || shapes.isEmpty() || divergences.isEmpty()
                || cut.isEmpty() || lost.isEmpty() || bounds.get().length == 0) {
            return List.of();
        }
        List<Measurement> found = new ArrayList<>();
        int[] fits = IntStream.range(0, lost.get().length).filter(fit -> lost.get()[fit] == 0).toArray();
        if (fits.length > 0) {
            found.add(bound(of(fits, bounds.get()), of(fits, errors.get()), of(fits, tighter.get()),
                    of(fits, divergences.get())));
            found.add(weights(draws, of(fits, shapes.get()), candidates));
        }
        int given = lost.get().length - fits.length;
        if (given > 0) {
            found.add(new Measurement("fits given up",
                    String.format(Locale.ROOT,
                            "%d of %s left the posterior however short the steps: values were not finite, or the lower bound fell far"
                                    + " below the one at the beginning. Their draws approximate nothing; take a smaller %s,"
                                    + " more %s or another %s.",
                            given, Counted.of(lost.get().length, "fit"), VariationalType.LEARNING_RATE.name(),
                            VariationalType.SAMPLES.name(), VariationalType.FAMILY.name()),
                    Map.of("lost_fits", (double) given), true));
        }
        // Runs of versions before this statistic have none.
        double back = last(draws, VariationalStatistics.RETREATS).map(of -> Arrays.stream(of(fits, of)).sum())
                .orElse(0.0);
        if (back > 0) {
            found.add(new Measurement("steps back",
                    String.format(Locale.ROOT,
                            "Fits went back %s, from values that were not finite or a lower bound far below the one at the"
                                    + " beginning, and on with half the step.",
                            Counted.of((int) back, "time")),
                    Map.of("retreats", back), false));
        }
        double unfinished = Arrays.stream(cut.get()).sum();
        if (unfinished > 0) {
            found.add(new Measurement("arrival of fits",
                    String.format(Locale.ROOT,
                            "%.0f of %s ended for want of steps, before shorter steps gained nothing.",
                            unfinished, Counted.of(cut.get().length, "fit")),
                    Map.of("unfinished_fits", unfinished), true));
        }
        return found;
    }

    /** The last value of each fit that has draws. */
    private static Optional<double[]> last(Draws draws, Statistic statistic) {
        return draws.findStatistic(statistic.name())
                .map(values -> Arrays.stream(values).filter(fit -> fit.length > 0)
                        .mapToDouble(fit -> fit[fit.length - 1]).toArray());
    }

    /** The values of these fits. */
    private static double[] of(int[] fits, double[] values) {
        return Arrays.stream(fits).mapToDouble(fit -> values[fit]).toArray();
    }

    private static Measurement bound(double[] bounds, double[] errors, double[] tighter, double[] divergences) {
        int fits = bounds.length;
        double mean = Arrays.stream(bounds).sum() / fits;
        double error = Math.sqrt(Arrays.stream(errors).map(e -> e * e).sum()) / fits;
        double most = Arrays.stream(tighter).max().orElse(Double.NaN);
        double divergence = Arrays.stream(divergences).sum() / fits;
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("elbo", mean);
        numbers.put("elbo_error", error);
        numbers.put("elbo_lowest", Arrays.stream(bounds).min().orElse(Double.NaN));
        numbers.put("elbo_highest", Arrays.stream(bounds).max().orElse(Double.NaN));
        numbers.put("importance_bound", most);
        String text = String.format(Locale.ROOT, "The evidence lower bound is %.2f, to about %.2g", mean, error);
        if (fits > 1) {
            text += String.format(Locale.ROOT, ", in the mean of %d fits from %.2f to %.2f", fits,
                    numbers.get("elbo_lowest"), numbers.get("elbo_highest"));
        }
        text += String.format(Locale.ROOT, fits > 1 ? "; the largest of the importance weighted bounds is %.2f"
                : "; importance weights raise it to %.2f", most);
        if (!Double.isNaN(divergence)) {
            numbers.put("kl_from_prior", divergence);
            text += String.format(Locale.ROOT,
                    ". The divergence from the prior is %.2f nats, by the draws of that bound", divergence);
        }
        return new Measurement("lower bound", text + ".", numbers, false);
    }

    private static Measurement weights(Draws draws, double[] shapes, int candidates) {
        ParetoShape shape = new ParetoShape(Arrays.stream(shapes).max().orElse(Double.NaN), candidates);
        Map<String, Double> numbers = new LinkedHashMap<>();
        shape.putInto(numbers);
        String meaning = shape.isFar()
                ? "the approximation is too far from the posterior for its weights to correct it"
                : shape.hasVariance()
                        ? "the weights have a variance, so what is left of the distance could be corrected"
                        : "the weights could correct the draws, but slowly";
        String text = String.format(Locale.ROOT, "The Pareto k of the importance weights is %s%s: %s.", shape.text(),
                shapes.length > 1 ? " in the worst fit" : "", meaning);
        long taken = draws.findStatistic(VariationalStatistics.CANDIDATE.name()).stream().flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream).filter(candidate -> candidate >= 0).count();
        if (taken > 0) {
            double share = (double) taken / ((double) draws.chains() * draws.draws());
            numbers.put("corrected_draws", share);
            text += String.format(Locale.ROOT, " %.0f %% of the draws were taken by these weights.", 100 * share);
        }
        return new Measurement("importance weights", text, numbers, shape.isFar());
    }
}
