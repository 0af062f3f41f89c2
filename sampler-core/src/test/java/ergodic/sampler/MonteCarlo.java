package ergodic.sampler;

/** Means of correlated values and their Monte Carlo standard errors, for tests. */
public final class MonteCarlo {

    private MonteCarlo() {}

    /** Arithmetic mean. */
    public static double mean(double[] values) {
        double sum = 0.0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /**
     * Standard error of the mean of a stationary chain's values, by Geyer's initial positive sequence (1992): the sums of
     * neighbouring pairs of autocovariances, as long as they are positive, made monotone.
     */
    public static double standardError(double[] values) {
        int n = values.length;
        double mean = mean(values);
        double variance = autocovariance(values, mean, 0);
        double sum = -variance;
        double last = Double.POSITIVE_INFINITY;
        for (int lag = 0; lag + 1 < n / 2; lag += 2) {
            double pair = autocovariance(values, mean, lag) + autocovariance(values, mean, lag + 1);
            if (pair <= 0.0) {
                break;
            }
            last = Math.min(last, pair);
            sum += 2.0 * last;
        }
        // Antithetic chains: never claim more than ten times the draws.
        return Math.sqrt(Math.max(sum, 0.1 * variance) / n);
    }

    private static double autocovariance(double[] values, double mean, int lag) {
        double sum = 0.0;
        for (int i = lag; i < values.length; i++) {
            sum += (values[i] - mean) * (values[i - lag] - mean);
        }
        return sum / values.length;
    }

    /** How many standard errors the mean of a chain's values lies from {@code expected}. */
    public static double zScore(double[] values, double expected) {
        return (mean(values) - expected) / standardError(values);
    }
}
