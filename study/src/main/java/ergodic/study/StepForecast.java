package ergodic.study;

import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;

/**
 * Forecasts of one step ahead of where they begin.
 *
 * @param step
 *            from 1
 * @param rows
 *            the rows from which was forecast, with the targets of this step, NaN where unknown
 * @param prediction
 *            of these rows, in standardised units; its parts of the variance are those of a path, not of noise and weights
 * @param scored
 *            the same of those rows alone whose targets are known
 */
public record StepForecast(int step, Rows rows, Prediction prediction, Prediction scored) {

    /** Place in the series of what is forecast from a row, for a window of so many values. */
    int place(int row, int window) {
        return rows.numbers()[row] + window + step - 1;
    }
}
