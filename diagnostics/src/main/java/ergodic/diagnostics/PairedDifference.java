package ergodic.diagnostics;

/**
 * The mean over rows of the difference of two scores, with its standard error: what is common to both scores of a row, such as how hard it is,
 * drops out.
 *
 * @param mean
 *            mean of the first less the second
 * @param error
 *            standard error of it over rows: the standard deviation (divisor n - 1) over the root of n; NaN for one row
 * @param rows
 *            number of rows
 */
public record PairedDifference(double mean, double error, int rows) {

    /**
     * Of two scores of the same rows.
     *
     * @param first
     *            a score a row
     * @param second
     *            the same rows by another model
     */
    public static PairedDifference of(double[] first, double[] second) {
        if (first.length != second.length || first.length == 0) {
            throw new IllegalArgumentException(
                    "scores of " + first.length + " and " + second.length + " rows make no pairs");
        }
        double[] differences = new double[first.length];
        for (int row = 0; row < differences.length; row++) {
            differences[row] = first[row] - second[row];
        }
        return ofDifferences(differences);
    }

    /** The mean of a score and its standard error: the difference from 0. */
    public static PairedDifference ofOne(double[] score) {
        return of(score, new double[score.length]);
    }

    private static PairedDifference ofDifferences(double[] differences) {
        double sum = 0;
        for (double difference : differences) {
            sum += difference;
        }
        double mean = sum / differences.length;
        double squares = 0;
        for (double difference : differences) {
            squares += (difference - mean) * (difference - mean);
        }
        // One row gives 0 / 0, which is the answer.
        return new PairedDifference(mean, Math.sqrt(squares / (differences.length - 1.0) / differences.length),
                differences.length);
    }
}
