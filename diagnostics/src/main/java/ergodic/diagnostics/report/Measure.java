package ergodic.diagnostics.report;

/**
 * One measure of the predictions.
 *
 * @param label
 *            such as {@code RMSE}
 * @param standardised
 *            on standardised targets; NaN if there is no such value
 * @param original
 *            in the unit of the data; NaN if there is no such value
 * @param meaning
 *            one line that says what it is and which way is better
 * @param featured
 *            whether it belongs among the key figures at the top
 */
public record Measure(String label, double standardised, double original, String meaning, boolean featured) {

    /** Whether the unit of the target does not matter: it is the same number standardised or not. */
    boolean unitless() {
        return Double.compare(standardised, original) == 0;
    }
}
