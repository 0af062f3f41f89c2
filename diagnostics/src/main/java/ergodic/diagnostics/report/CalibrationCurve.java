package ergodic.diagnostics.report;

/**
 * Whether stated probabilities come true: pairs of what was stated and how often it happened.
 *
 * @param kind
 *            what the stated numbers are
 * @param stated
 *            probabilities, ascending
 * @param observed
 *            observed frequencies, one each
 * @param counts
 *            number of rows behind each frequency
 */
public record CalibrationCurve(Kind kind, double[] stated, double[] observed, int[] counts) {

    /** What is stated. */
    public enum Kind {
        /** Probability of a central predictive interval; observed is the share of truths in it. */
        INTERVAL_COVERAGE,
        /** Mean predicted probability of a class within a bin; observed is how often it was the class. */
        CLASS_PROBABILITY
    }

    /** Checks the lengths. The arrays are not copied. */
    public CalibrationCurve {
        if (observed.length != stated.length || counts.length != stated.length) {
            throw new IllegalArgumentException(stated.length + " stated probabilities with " + observed.length
                    + " observed frequencies and " + counts.length + " counts");
        }
    }

    /** Largest distance between stated and observed; NaN without pairs. */
    double largestGap() {
        double largest = Double.NaN;
        for (int i = 0; i < stated.length; i++) {
            double gap = Math.abs(stated[i] - observed[i]);
            largest = gap <= largest ? largest : gap;
        }
        return largest;
    }
}
