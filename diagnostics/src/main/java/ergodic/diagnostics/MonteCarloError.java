package ergodic.diagnostics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** Monte Carlo standard errors: by how much an estimate from these draws would vary if they were made again. */
public final class MonteCarloError {
    /** Phi(-1) and Phi(1), in the digits of {@code posterior}: the central interval of one standard error. */
    private static final double LOWER = 0.1586553;
    private static final double UPPER = 0.8413447;

    private MonteCarloError() {}

    /** Of the mean. */
    public static double mean(double[][] chains) {
        return Descriptive.sd(ChainArrays.pooled(chains)) / Math.sqrt(EffectiveSampleSize.mean(chains));
    }

    /** Of the standard deviation, without supposing normal draws (Kenney and Keeping 1951, p. 141). */
    public static double sd(double[][] chains) {
        double[] pooled = ChainArrays.pooled(chains);
        double mean = Descriptive.mean(pooled);
        return sd(pooled, mean, EffectiveSampleSize.ofSquares(chains, mean));
    }

    /** As {@link #sd(double[][])}, with the mean of all draws and the effective size of the squared deviations from it. */
    static double sd(double[] pooled, double mean, double ess) {
        // In standard deviations, whose fourth powers neither over- nor underflow.
        double unit = Descriptive.sd(pooled);
        double second = 0;
        double fourth = 0;
        for (double value : pooled) {
            double deviation = (value - mean) / unit;
            double square = deviation * deviation;
            second += square;
            fourth += square * square;
        }
        second /= pooled.length;
        fourth /= pooled.length;
        double varianceOfVariance = (fourth - second * second) / ess;
        // First order in the deviations: d sd = d variance / (2 sd).
        return unit * Math.sqrt(varianceOfVariance / second / 4);
    }

    /** Of the median. */
    public static double median(double[][] chains) {
        return quantile(chains, 0.5);
    }

    /**
     * Of a quantile: half the distance between the order statistics that bound one standard error of its rank, whose
     * distribution is Beta(ESS p + 1, ESS (1 - p) + 1).
     *
     * @param probability
     *            in [0, 1]
     */
    public static double quantile(double[][] chains, double probability) {
        double[] sorted = ChainArrays.pooled(chains);
        Arrays.sort(sorted);
        return quantile(sorted, probability, EffectiveSampleSize.quantile(chains, sorted, probability));
    }

    /** As {@link #quantile(double[][], double)}, with the pooled values in ascending order and the effective size. */
    static double quantile(double[] sorted, double probability, double ess) {
        if (Double.isNaN(ess)) {
            return Double.NaN;
        }
        BetaDistribution rank = BetaDistribution.of(ess * probability + 1, ess * (1 - probability) + 1);
        int size = sorted.length;
        // Ranks count from 1.
        int low = Math.max((int) Math.floor(rank.inverseCumulativeProbability(LOWER) * size), 1);
        int high = Math.min((int) Math.ceil(rank.inverseCumulativeProbability(UPPER) * size), size);
        return (sorted[high - 1] - sorted[low - 1]) / 2;
    }
}
