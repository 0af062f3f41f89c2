package ergodic.diagnostics;

import java.util.Arrays;

/**
 * Effective sample size: how many independent draws would estimate as well. Chains are split in halves, and their
 * disagreement counts as autocorrelation (Vehtari et al. 2021, section 3).
 */
public final class EffectiveSampleSize {
    /** The probabilities whose quantiles tell of the tails. */
    private static final double LOWER_TAIL = 0.05;
    private static final double UPPER_TAIL = 0.95;

    private EffectiveSampleSize() {}

    /** Of the rank-normalised draws: for the location of the bulk, also where the mean does not exist. */
    public static double bulk(double[][] chains) {
        double[][] halves = ChainArrays.split(chains);
        return ChainArrays.undefined(halves) ? Double.NaN : ofParts(RankNormal.of(halves));
    }

    /** The smaller of those of the 5 % and 95 % quantiles. */
    public static double tail(double[][] chains) {
        return Math.min(quantile(chains, LOWER_TAIL), quantile(chains, UPPER_TAIL));
    }

    /** For the mean. */
    public static double mean(double[][] chains) {
        return ofParts(ChainArrays.split(chains));
    }

    /**
     * For the standard deviation: that of the squared deviations from the mean, as {@code posterior} has it since 1.5
     * (before, it took the smaller of those of x and x squared).
     */
    public static double sd(double[][] chains) {
        return ofSquares(chains, Descriptive.mean(ChainArrays.pooled(chains)));
    }

    /** As {@link #sd(double[][])}, with the mean of all draws. */
    static double ofSquares(double[][] chains, double mean) {
        int exponent = ChainArrays.exponent(chains);
        double[][] squares = new double[chains.length][];
        for (int chain = 0; chain < chains.length; chain++) {
            squares[chain] = chains[chain].clone();
            for (int i = 0; i < squares[chain].length; i++) {
                double deviation = Math.scalb(squares[chain][i] - mean, -exponent);
                squares[chain][i] = deviation * deviation;
            }
        }
        return ofParts(ChainArrays.split(squares));
    }

    /** For the median. */
    public static double median(double[][] chains) {
        return quantile(chains, 0.5);
    }

    /**
     * For a quantile: that of the indicator that a draw does not exceed it.
     *
     * @param probability
     *            in [0, 1]
     */
    public static double quantile(double[][] chains, double probability) {
        double[] sorted = ChainArrays.pooled(chains);
        Arrays.sort(sorted);
        return quantile(chains, sorted, probability);
    }

    /** As {@link #quantile(double[][], double)}, with the pooled values in ascending order. */
    static double quantile(double[][] chains, double[] sorted, double probability) {
        if (ChainArrays.undefined(chains)) {
            return Double.NaN;
        }
        // No draw exceeds the largest one: its indicator would be constant.
        double p = probability == 1 ? (sorted.length - 0.5) / sorted.length : probability;
        double quantile = Descriptive.quantileOfSorted(sorted, p);
        double[][] below = new double[chains.length][];
        for (int chain = 0; chain < chains.length; chain++) {
            below[chain] = new double[chains[chain].length];
            for (int i = 0; i < below[chain].length; i++) {
                below[chain][i] = chains[chain][i] <= quantile ? 1 : 0;
            }
        }
        return ofParts(ChainArrays.split(below));
    }

    /**
     * Of the values themselves.
     *
     * @param split
     *            whether to split each chain in halves first
     */
    public static double basic(double[][] chains, boolean split) {
        ChainArrays.check(chains);
        return ofParts(split ? ChainArrays.split(chains) : chains);
    }

    /**
     * S / tau, where tau sums the autocorrelations over Geyer's (1992) initial monotone sequence: pairs of lags while
     * their sum is positive, made non-increasing. The last even lag is added once, which steadies the estimate for
     * antithetic chains, and tau is at least 1 / log10 S, so that they do not claim the moon.
     */
    static double ofParts(double[][] parts) {
        int draws = ChainArrays.draws(parts);
        if (draws < 3 || ChainArrays.undefined(parts)) {
            return Double.NaN;
        }
        int exponent = ChainArrays.exponent(parts);
        if (exponent != 0) {
            return ofParts(Arrays.stream(parts)
                    .map(part -> Arrays.stream(part).map(value -> Math.scalb(value, -exponent)).toArray())
                    .toArray(double[][]::new));
        }
        Autocovariance.Mean autocovariance = new Autocovariance.Mean(parts);
        double variance = autocovariance.at(0);
        double within = variance * draws / (draws - 1);
        double total = variance;
        if (parts.length > 1) {
            double[] means = new double[parts.length];
            for (int part = 0; part < parts.length; part++) {
                means[part] = Descriptive.mean(parts[part]);
            }
            total += Descriptive.variance(means);
        }

        double[] rho = new double[draws];
        double even = 1;
        double odd = 1 - (within - autocovariance.at(1)) / total;
        rho[0] = even;
        rho[1] = odd;
        int last = 0;
        while (last < draws - 5 && even + odd > 0) {
            last += 2;
            even = 1 - (within - autocovariance.at(last)) / total;
            odd = 1 - (within - autocovariance.at(last + 1)) / total;
            if (even + odd >= 0) {
                rho[last] = even;
                rho[last + 1] = odd;
            }
        }
        if (even > 0) {
            rho[last] = even;
        }
        // Where no pair of lags was looked at, posterior still counts the first of them twice (R's 1:0 is 1, 0): tau is 2.
        // So series of 3 to 5 draws a part have half as many effective draws as draws, whatever they are.
        double sum = last == 0 ? rho[0] : 0;
        for (int lag = 0; lag < last; lag += 2) {
            // The last pair is left as it is: only its even lag is used.
            if (lag > 0 && rho[lag] + rho[lag + 1] > rho[lag - 2] + rho[lag - 1]) {
                rho[lag] = (rho[lag - 2] + rho[lag - 1]) / 2;
                rho[lag + 1] = rho[lag];
            }
            sum += rho[lag] + rho[lag + 1];
        }
        double size = (double) parts.length * draws;
        double tau = Math.max(-1 + 2 * sum + rho[last], 1 / Math.log10(size));
        return size / tau;
    }
}
