package ergodic.nn.predict.calibrated;

import ergodic.nn.predict.Prediction;
import java.util.Arrays;

/**
 * Split conformal prediction (Papadopoulos and others 2002; Lei and others 2018): a set of targets for each row that holds the target with probability {@code level} or
 * more, on average over calibration rows and row, if these are exchangeable; whatever the prediction is. Of a number the set is an interval
 * {@code mean +- factor * sd} of the predictive distribution, by residuals divided by the sd; of classes it is all those of probability {@code 1 - bound} or more
 * (Sadinle, Lei and Wasserman 2019, "LAC"), which may be none.
 *
 * @param level
 *            probability with which the target is in the set, in (0, 1)
 * @param rows
 *            calibration rows n
 * @param bound
 *            the {@code ceil((n + 1) level)}-th smallest score of them: factor of the sd, or one less the smallest probability of a class in the set; infinite where
 *            there are too few rows
 */
public record SplitConformal(double level, int rows, double bound) {

    /** Checks the level. */
    public SplitConformal {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, as 0.9, not " + level);
        }
    }

    /** By scores of the calibration rows: the larger, the less a target fits. */
    public static SplitConformal of(double[] scores, double level) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        // Of the level as it is written: 0.9 times 10 rows is the 9th of them, whatever the rounding.
        long place = (long) Math.ceil((scores.length + 1) * level - 1e-9);
        return new SplitConformal(level, scores.length,
                place > scores.length ? Double.POSITIVE_INFINITY : sorted[(int) Math.max(0, place - 1)]);
    }

    /** By predictions of calibration rows, with their targets. */
    public static SplitConformal of(Prediction prediction, double level) {
        double[] target = prediction.target();
        double[] scores = new double[prediction.rows()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = prediction.classes() > 0 ? 1 - prediction.probabilities()[row][(int) target[row]]
                    : residual(target[row] - prediction.mean()[row], prediction.sd(row));
        }
        return of(scores, level);
    }

    private static double residual(double error, double sd) {
        return error == 0 ? 0 : Math.abs(error) / sd;
    }

    /** Fewest calibration rows with which sets of a level are not everything. */
    public static int fewestRows(double level) {
        return (int) Math.ceil(level / (1 - level) - 1e-9);
    }

    /** Half the width of the interval of a number. */
    public double halfWidth(double sd) {
        return bound == 0 ? 0 : bound * sd;
    }

    /** Whether a class of this probability is in the set. */
    public boolean holds(double probability) {
        return 1 - probability <= bound;
    }

    /** Share of rows whose target is in its set, of those whose target is no bound ({@link Prediction#isBound}); NaN if there are none. */
    public double coverage(Prediction prediction) {
        double[] target = prediction.target();
        int held = 0;
        int known = 0;
        for (int row = 0; row < prediction.rows(); row++) {
            if (prediction.isBound(row)) {
                continue;
            }
            known++;
            boolean in = prediction.classes() > 0 ? holds(prediction.probabilities()[row][(int) target[row]])
                    : residual(target[row] - prediction.mean()[row], prediction.sd(row)) <= bound;
            held += in ? 1 : 0;
        }
        return (double) held / known;
    }

    /** Mean width of the intervals, or mean number of classes in the sets. */
    public double meanSize(Prediction prediction) {
        double sum = 0;
        for (int row = 0; row < prediction.rows(); row++) {
            if (prediction.classes() > 0) {
                for (double probability : prediction.probabilities()[row]) {
                    sum += holds(probability) ? 1 : 0;
                }
            } else {
                sum += 2 * halfWidth(prediction.sd(row));
            }
        }
        return sum / prediction.rows();
    }
}
