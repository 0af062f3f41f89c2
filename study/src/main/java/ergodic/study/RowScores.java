package ergodic.study;

import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;

/**
 * How well the draws of a run predict rows whose targets are known.
 *
 * @param prediction
 *            of each row, in the units of the data
 * @param standardised
 *            metrics in standardised units
 * @param original
 *            metrics in the units of the data
 */
public record RowScores(Prediction prediction, Metrics standardised, Metrics original) {}
