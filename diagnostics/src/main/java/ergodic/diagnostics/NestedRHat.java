package ergodic.diagnostics;

import java.util.Arrays;

/**
 * Nested R-hat (Margossian, Hoffman, Sountsov, Riou-Durand, Vehtari and Gelman 2024): chains that begin at the same place make a
 * superchain, and the variance between the means of superchains is compared with that within them, of the chains' means and of
 * their draws. With many short chains it tells whether the starts are forgotten, where R-hat only tells that chains are short.
 */
public final class NestedRHat {

    private NestedRHat() {}

    /** The nested R-hat to report: the larger of that of the ranks and that of the ranks of distances from the median. */
    public static double of(double[][] chains, int[] superchains) {
        if (ChainArrays.undefined(chains)) {
            return Double.NaN;
        }
        double median = Descriptive.median(ChainArrays.pooled(chains));
        double[][] folded = new double[chains.length][];
        for (int chain = 0; chain < chains.length; chain++) {
            folded[chain] = Descriptive.deviations(chains[chain], median);
        }
        double scale = ChainArrays.undefined(folded) ? Double.NaN : basic(RankNormal.of(folded), superchains);
        return RHat.larger(basic(RankNormal.of(chains), superchains), scale);
    }

    /**
     * Nested R-hat of the values themselves, as {@code rhat_nested} of R's {@code posterior} computes it.
     *
     * @param chains
     *            values, {@code [chain][draw]}, all of one length
     * @param superchains
     *            number of each chain's superchain; all must have as many chains
     * @return at least 1; NaN for values that are not finite or all the same
     */
    public static double basic(double[][] chains, int[] superchains) {
        ChainArrays.check(chains);
        int[] names = distinct(superchains);
        int size = size(chains.length, superchains, names);
        if (ChainArrays.undefined(chains)) {
            return Double.NaN;
        }
        int draws = ChainArrays.draws(chains);
        double[] means = new double[names.length];
        double within = 0.0;
        for (int k = 0; k < names.length; k++) {
            double[] own = new double[size];
            int at = 0;
            for (int chain = 0; chain < chains.length; chain++) {
                if (superchains[chain] == names[k]) {
                    own[at++] = Descriptive.mean(chains[chain]);
                    within += draws == 1 ? 0.0 : Descriptive.variance(chains[chain]) / (size * (double) names.length);
                }
            }
            means[k] = Descriptive.mean(own);
            within += size == 1 ? 0.0 : Descriptive.variance(own) / names.length;
        }
        return Math.sqrt(1.0 + Descriptive.variance(means) / within);
    }

    /**
     * What nested R-hat may reach where starts are forgotten: {@code sqrt(1 + 1/(M e) + 0.02)} for superchains of M chains, each worth e
     * independent draws. With one draw a chain that is the threshold of the paper.
     */
    public static double bound(int chainsOfSuperchain, double effectiveDraws) {
        return Math.sqrt(1.0 + 1.0 / (chainsOfSuperchain * Math.max(1.0, effectiveDraws)) + 0.02);
    }

    private static int[] distinct(int[] superchains) {
        return Arrays.stream(superchains).distinct().toArray();
    }

    private static int size(int chains, int[] superchains, int[] names) {
        if (superchains.length != chains) {
            throw new IllegalArgumentException(
                    superchains.length + " superchains are named for " + chains + " chains: name one of each chain");
        }
        if (names.length < 2) {
            throw new IllegalArgumentException("there must be at least two superchains, not " + names.length);
        }
        int size = chains / names.length;
        for (int name : names) {
            long count = Arrays.stream(superchains).filter(each -> each == name).count();
            if (count != size) {
                throw new IllegalArgumentException("superchain " + name + " has " + count + " of " + chains
                        + " chains: all superchains must have as many");
            }
        }
        return size;
    }
}
