package ergodic.diagnostics;

import ergodic.sampler.DrawKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the summary table: location, spread and convergence of one scalar quantity. NaN where a diagnostic is not
 * defined, as in a constant quantity.
 *
 * @param name
 *            of the quantity, such as {@code layer1.weight[3,2]}
 * @param mean
 *            mean of all draws
 * @param median
 *            median of all draws
 * @param sd
 *            standard deviation
 * @param mad
 *            median absolute deviation, scaled to the standard deviation of a normal distribution
 * @param q5
 *            5 % quantile
 * @param q95
 *            95 % quantile
 * @param rhat
 *            the larger of bulk and folded R-hat
 * @param essBulk
 *            effective sample size in the bulk
 * @param essTail
 *            effective sample size in the tails
 * @param essMean
 *            effective sample size for the mean
 * @param essMedian
 *            effective sample size for the median
 * @param essSd
 *            effective sample size for the standard deviation
 * @param mcseMean
 *            Monte Carlo standard error of the mean
 * @param mcseMedian
 *            that of the median
 * @param mcseSd
 *            that of the standard deviation
 * @param mcseQ5
 *            that of the 5 % quantile
 * @param mcseQ95
 *            that of the 95 % quantile
 */
public record VariableSummary(String name, double mean, double median, double sd, double mad, double q5, double q95,
        double rhat, double essBulk, double essTail, double essMean, double essMedian, double essSd, double mcseMean,
        double mcseMedian, double mcseSd, double mcseQ5, double mcseQ95) {

    private static final List<String> CONVERGENCE = List.of("rhat", "ess_bulk", "ess_tail", "ess_mean", "ess_median",
            "ess_sd");
    /** What is estimated from the order of draws in a chain. */
    private static final List<String> OF_AUTOCORRELATION = List.of("ess_bulk", "ess_tail", "ess_median", "ess_sd");
    private static final List<String> ERRORS = List.of("mcse_mean", "mcse_median", "mcse_sd", "mcse_q5", "mcse_q95");

    /**
     * Summarises the draws of one quantity, of Markov chains.
     *
     * @param chains
     *            {@code [chains][draws]}
     */
    public static VariableSummary of(String name, double[][] chains) {
        double[] pooled = ChainArrays.pooled(chains);
        double[] sorted = pooled.clone();
        Arrays.sort(sorted);
        double mean = Descriptive.mean(pooled);
        double sd = Descriptive.sd(pooled);
        double median = Descriptive.quantileOfSorted(sorted, 0.5);
        double essMean = EffectiveSampleSize.mean(chains);
        double essSd = EffectiveSampleSize.ofSquares(chains, mean);
        double essMedian = EffectiveSampleSize.quantile(chains, sorted, 0.5);
        double essQ5 = EffectiveSampleSize.quantile(chains, sorted, 0.05);
        double essQ95 = EffectiveSampleSize.quantile(chains, sorted, 0.95);

        double[][] halves = ChainArrays.split(chains);
        boolean undefined = ChainArrays.undefined(halves);
        double rhat = Double.NaN;
        double essBulk = Double.NaN;
        if (!undefined) {
            // An odd number of draws loses one a chain, so that the ranks are those of fewer values.
            double[][] z = ChainArrays.draws(chains) % 2 == 0 ? RankNormal.of(halves, sorted) : RankNormal.of(halves);
            rhat = RHat.larger(RHat.ofParts(z), RHat.folded(chains, median));
            essBulk = EffectiveSampleSize.ofParts(z);
        }
        return new VariableSummary(name, mean, median, sd, Descriptive.mad(pooled),
                Descriptive.quantileOfSorted(sorted, 0.05), Descriptive.quantileOfSorted(sorted, 0.95), rhat, essBulk,
                Math.min(essQ5, essQ95), essMean, essMedian, essSd, sd / Math.sqrt(essMean),
                MonteCarloError.quantile(sorted, 0.5, essMedian), MonteCarloError.sd(pooled, mean, essSd),
                MonteCarloError.quantile(sorted, 0.05, essQ5), MonteCarloError.quantile(sorted, 0.95, essQ95));
    }

    /**
     * Summarises draws of any kind: of independent draws without what asks how they converged, their Monte Carlo errors
     * being those of so many draws; of populations by the spread between them; of members without Monte Carlo errors too.
     *
     * @param chains
     *            {@code [chains][draws]}
     */
    public static VariableSummary of(String name, double[][] chains, DrawKind kind) {
        if (kind == DrawKind.CHAIN) {
            return of(name, chains);
        }
        if (kind == DrawKind.POPULATION) {
            return PopulationSummaries.of(name, chains);
        }
        double[] pooled = ChainArrays.pooled(chains);
        double[] sorted = pooled.clone();
        Arrays.sort(sorted);
        double mean = Descriptive.mean(pooled);
        double sd = Descriptive.sd(pooled);
        double none = Double.NaN;
        double count = kind == DrawKind.INDEPENDENT ? pooled.length : none;
        return new VariableSummary(name, mean, Descriptive.quantileOfSorted(sorted, 0.5), sd, Descriptive.mad(pooled),
                Descriptive.quantileOfSorted(sorted, 0.05), Descriptive.quantileOfSorted(sorted, 0.95), none, none,
                none, none, none, none, sd / Math.sqrt(count), MonteCarloError.quantile(sorted, 0.5, count),
                MonteCarloError.sd(pooled, mean, count), MonteCarloError.quantile(sorted, 0.05, count),
                MonteCarloError.quantile(sorted, 0.95, count));
    }

    /**
     * The columns by the names that {@code posterior} gives them, in its order, for JSON and tables.
     *
     * @return {@code name}, {@code mean}, {@code median}, ... {@code mcse_q95}; null where a number is not finite, since
     *         JSON has no such numbers
     */
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("name", name);
        put(columns, "mean", mean);
        put(columns, "median", median);
        put(columns, "sd", sd);
        put(columns, "mad", mad);
        put(columns, "q5", q5);
        put(columns, "q95", q95);
        put(columns, "rhat", rhat);
        put(columns, "ess_bulk", essBulk);
        put(columns, "ess_tail", essTail);
        put(columns, "ess_mean", essMean);
        put(columns, "ess_median", essMedian);
        put(columns, "ess_sd", essSd);
        put(columns, "mcse_mean", mcseMean);
        put(columns, "mcse_median", mcseMedian);
        put(columns, "mcse_sd", mcseSd);
        put(columns, "mcse_q5", mcseQ5);
        put(columns, "mcse_q95", mcseQ95);
        return columns;
    }

    /** {@link #columns()} as far as they mean anything for draws of this kind. */
    public Map<String, @Nullable Object> columns(DrawKind kind) {
        Map<String, @Nullable Object> columns = columns();
        if (kind == DrawKind.POPULATION) {
            columns.keySet().removeAll(OF_AUTOCORRELATION);
        } else if (kind != DrawKind.CHAIN) {
            CONVERGENCE.forEach(columns::remove);
        }
        if (kind == DrawKind.MEMBERS) {
            ERRORS.forEach(columns::remove);
        }
        return columns;
    }

    private static void put(Map<String, @Nullable Object> columns, String name, double value) {
        columns.put(name, Double.isFinite(value) ? value : null);
    }
}
