package ergodic.diagnostics.distance;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A continuous distribution by its quantiles: between the levels that are given, the quantile is linear in the normal score of the level, and beyond the ends
 * it goes on so. A normal distribution is exact; of others the error falls as the square of the distance of the scores.
 *
 * @param quantiles
 *            of the levels of {@link #levels()}, not descending
 */
public record QuantileCurve(double[] quantiles) {

    /** The scores go from minus so much to so much: all but 6e-5 of the probability. */
    static final double REACH = 4;
    /** Scores, at equal distances of a tenth. */
    static final int SCORES = 81;
    static final double STEP = 2 * REACH / (SCORES - 1);

    static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Checks the length. The array is not copied. */
    public QuantileCurve {
        if (quantiles.length != SCORES) {
            throw new IllegalArgumentException(
                    "a curve needs " + SCORES + " quantiles, not " + quantiles.length);
        }
    }

    /** Levels of the quantiles that a curve is made of. */
    public static double[] levels() {
        double[] levels = new double[SCORES];
        for (int i = 0; i < SCORES; i++) {
            levels[i] = NORMAL.cumulativeProbability(score(i));
        }
        return levels;
    }

    static double score(int i) {
        return -REACH + i * STEP;
    }

    /** Whether all quantiles are finite. */
    boolean isFinite() {
        for (double quantile : quantiles) {
            if (!Double.isFinite(quantile)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The normal score of the probability of at most x.
     *
     * @param piece
     *            a piece between two scores: -1 or {@code SCORES - 1} beyond the ends
     */
    double scoreAt(double x, int piece) {
        int i = Math.clamp(piece, 0, SCORES - 2);
        double width = quantiles[i + 1] - quantiles[i];
        if (width > 0) {
            return score(i) + STEP * (x - quantiles[i]) / width;
        }
        return x < quantiles[i] ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
        return "QuantileCurve[from=" + quantiles[0] + ", to=" + quantiles[SCORES - 1] + "]";
    }
}
