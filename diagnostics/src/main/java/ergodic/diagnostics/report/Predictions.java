package ergodic.diagnostics.report;

/**
 * Predictions of rows beside the truth, in the unit of the data; arrays of one length.
 *
 * @param target
 *            name of the target, for the axes
 * @param truth
 *            what was observed
 * @param mean
 *            predictive mean
 * @param lower
 *            lower end of the central predictive interval
 * @param upper
 *            its upper end
 * @param level
 *            probability of the interval, such as 0.9
 */
public record Predictions(String target, double[] truth, double[] mean, double[] lower, double[] upper,
        double level) {

    /** Checks the lengths. The arrays are not copied. */
    public Predictions {
        if (mean.length != truth.length || lower.length != truth.length || upper.length != truth.length) {
            throw new IllegalArgumentException(
                    "predictions of " + mean.length + " rows with intervals of " + lower.length
                            + " and " + upper.length + " for " + truth.length + " true values");
        }
    }

    /** Share of the rows whose truth lies in the interval; NaN without rows. */
    double coverage() {
        int inside = 0;
        for (int i = 0; i < truth.length; i++) {
            inside += truth[i] >= lower[i] && truth[i] <= upper[i] ? 1 : 0;
        }
        return (double) inside / truth.length;
    }
}
