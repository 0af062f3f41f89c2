package ergodic.diagnostics;

/**
 * R-hat: how much the variance over all chains exceeds that within them. 1 when the chains, and their halves, have mixed;
 * below 1.01 is what Vehtari et al. (2021) ask for.
 */
public final class RHat {
    private RHat() {}

    /** The R-hat to report: the larger of {@link #bulk} and {@link #folded}. */
    public static double of(double[][] chains) {
        return larger(bulk(chains), folded(chains));
    }

    /**
     * The larger of the two. Where the folded quantity is constant, as of 0 and 1 about a median of 1/2, there is no scale to
     * compare, and the bulk decides alone ({@code posterior} has NA there, and with it no R-hat of chains that are each
     * constant at values of their own).
     */
    static double larger(double bulk, double folded) {
        return Double.isNaN(folded) ? bulk : Math.max(bulk, folded);
    }

    /** R-hat of the rank-normalised split chains: sees differences in location. */
    public static double bulk(double[][] chains) {
        return normalised(ChainArrays.split(chains));
    }

    /** As {@link #bulk}, of the absolute deviations from the median: sees differences in scale. */
    public static double folded(double[][] chains) {
        return folded(chains, Descriptive.median(ChainArrays.pooled(chains)));
    }

    /** As {@link #folded(double[][])}, with the median of all draws. */
    static double folded(double[][] chains, double median) {
        double[][] folded = new double[chains.length][];
        for (int chain = 0; chain < chains.length; chain++) {
            folded[chain] = Descriptive.deviations(chains[chain], median);
        }
        return normalised(ChainArrays.split(folded));
    }

    /**
     * R-hat of the values themselves (Gelman and Rubin 1992).
     *
     * @param split
     *            whether to split each chain in halves first, so that a trend shows
     */
    public static double basic(double[][] chains, boolean split) {
        ChainArrays.check(chains);
        return ofParts(split ? ChainArrays.split(chains) : chains);
    }

    private static double normalised(double[][] parts) {
        return ChainArrays.undefined(parts) ? Double.NaN : ofParts(RankNormal.of(parts));
    }

    /** sqrt((B / W + N - 1) / N). */
    static double ofParts(double[][] parts) {
        if (ChainArrays.undefined(parts)) {
            return Double.NaN;
        }
        int draws = ChainArrays.draws(parts);
        double[] means = new double[parts.length];
        double within = 0;
        for (int part = 0; part < parts.length; part++) {
            means[part] = Descriptive.mean(parts[part]);
            within += Descriptive.variance(parts[part]) / parts.length;
        }
        double between = draws * Descriptive.variance(means);
        return Math.sqrt((between / within + draws - 1) / draws);
    }
}
