package ergodic.diagnostics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Normal scores of ranks over all chains: what makes R-hat and bulk ESS indifferent to monotone transformations and to
 * heavy tails (Vehtari et al. 2021, eq. 14). Ties get their average rank.
 */
public final class RankNormal {
    /** Blom's offset. */
    private static final double OFFSET = 3.0 / 8;

    /**
     * Scores of all ranks and half ranks (ties) of the last sample size used. Almost always thousands of quantities of
     * one size are judged in a row, and the inverse normal is the dearest part of it. Two threads that write at once
     * only cost time.
     */
    private static volatile double[] lastScores = new double[0];

    private RankNormal() {}

    /** The normal scores of the values' pooled ranks, in the shape of the chains. */
    public static double[][] of(double[][] chains) {
        return of(chains, sorted(chains));
    }

    /** The values of all chains, ascending. */
    public static double[] sorted(double[][] chains) {
        double[] sorted = ChainArrays.pooled(chains);
        Arrays.sort(sorted);
        return sorted;
    }

    /** As {@link #of(double[][])}, with the pooled values in ascending order. */
    static double[][] of(double[][] chains, double[] sorted) {
        double[] scores = scores(sorted.length);
        double[][] normal = new double[chains.length][];
        for (int chain = 0; chain < chains.length; chain++) {
            double[] values = chains[chain];
            double[] z = new double[values.length];
            for (int i = 0; i < z.length; i++) {
                z[i] = scores[twiceAverageRank(sorted, values[i])];
            }
            normal[chain] = z;
        }
        return normal;
    }

    /** Average of the ranks (from 1) that this value holds among the sorted ones, times 2 so as to be whole. */
    static int twiceAverageRank(double[] sorted, double value) {
        int first = lowerBound(sorted, value);
        int last = first;
        // Ties are few where values are continuous; where they are many, a search for the end is cheaper than a walk.
        if (first + 1 < sorted.length && sorted[first + 1] == value) {
            last = atMost(sorted, value) - 1;
        }
        return first + last + 2;
    }

    /** Index of the first number that is not below the value. */
    private static int lowerBound(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many of the ascending numbers do not exceed the value. */
    public static int atMost(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Scores by twice the average rank, 2 ... 2 size. */
    private static double[] scores(int size) {
        double[] scores = lastScores;
        if (scores.length != 2 * size + 1) {
            scores = new double[2 * size + 1];
            NormalDistribution normal = NormalDistribution.of(0, 1);
            for (int i = 2; i < scores.length; i++) {
                scores[i] = normal.inverseCumulativeProbability((i / 2.0 - OFFSET) / (size - 2 * OFFSET + 1));
            }
            lastScores = scores;
        }
        return scores;
    }
}
