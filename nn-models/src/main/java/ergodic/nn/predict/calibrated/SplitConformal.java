package ergodic.nn.predict.calibrated;

import ergodic.nn.predict.Prediction;
import java.util.Arrays;

/**
 * Split conformal prediction (Papadopoulos and others 2002; Lei and others 2018): a set of targets for each row that holds the target with probability {@code level} or
 * more, on average over calibration rows and row, if these are exchangeable; whatever the prediction is. What shape the sets have is their {@link ConformalForm}.
 *
 * @param form
 *            the shape of the sets, and with it the score of a target
 * @param level
 *            probability with which the target is in the set, in (0, 1)
 * @param rows
 *            calibration rows n
 * @param bound
 *            the {@code ceil((n + 1) level)}-th smallest score of them; infinite where there are too few rows
 */
public record SplitConformal(ConformalForm form, double level, int rows, double bound) {

    /** Checks the level. */
    public SplitConformal {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, as 0.9, not " + level);
        }
    }

    /** By scores of the calibration rows: the larger, the less a target fits. */
    public static SplitConformal of(ConformalForm form, double[] scores, double level) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        long place = place(scores.length, level);
        return new SplitConformal(form, level, scores.length,
                place > scores.length ? Double.POSITIVE_INFINITY : sorted[(int) place - 1]);
    }

    /** Which of the sorted scores is the bound, from 1: of the level as it is written, so that 0.9 times 10 rows is the 9th of them, whatever the rounding. */
    private static long place(int rows, double level) {
        return (long) Math.max(1, Math.ceil((rows + 1.0) * level - 1e-9));
    }

    /**
     * By predictions of calibration rows, with their targets.
     *
     * @param prediction
     *            with quantiles of the {@link #levels}, if the form takes them
     */
    public static SplitConformal of(ConformalForm form, Prediction prediction, double level) {
        double[] scores = new double[prediction.rows()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = form.score(prediction, row, level);
        }
        return of(form, scores, level);
    }

    /** Fewest calibration rows with which sets of a level are not everything. */
    public static int fewestRows(double level) {
        // From below what it is without rounding.
        int rows = (int) Math.max(0, level / (1 - level) * (1 - 1e-8) - 2);
        while (rows < Integer.MAX_VALUE && place(rows, level) > rows) {
            rows++;
        }
        return rows;
    }

    /** Levels of the quantiles that a prediction must have; none if the form takes none. */
    public double[] levels() {
        return form == ConformalForm.QUANTILES ? ConformalForm.levels(level) : new double[0];
    }

    /** Ends of the interval of a number; the lower one is above the upper where the interval is empty. */
    public double[] interval(Prediction prediction, int row) {
        return form.interval(prediction, row, level, bound);
    }

    /** Which classes are in the set of a row. */
    public boolean[] set(double[] probabilities) {
        boolean[] in = new boolean[probabilities.length];
        for (int k = 0; k < in.length; k++) {
            in[k] = form.score(probabilities, k) <= bound;
        }
        return in;
    }

    /** Rows whose set is empty. */
    public int empty(Prediction prediction) {
        int count = 0;
        for (int row = 0; row < prediction.rows(); row++) {
            count += isEmpty(prediction, row) ? 1 : 0;
        }
        return count;
    }

    /** Whether no target is in the set of a row. */
    public boolean isEmpty(Prediction prediction, int row) {
        if (prediction.classes() == 0) {
            double[] ends = interval(prediction, row);
            return ends[0] > ends[1];
        }
        for (boolean in : set(prediction.probabilities()[row])) {
            if (in) {
                return false;
            }
        }
        return true;
    }

    /** Share of rows whose target is in its set, of those whose target is no bound ({@link Prediction#isBound}); NaN if there are none. */
    public double coverage(Prediction prediction) {
        int held = 0;
        int known = 0;
        for (int row = 0; row < prediction.rows(); row++) {
            if (!prediction.isBound(row)) {
                known++;
                held += form.score(prediction, row, level) <= bound ? 1 : 0;
            }
        }
        return (double) held / known;
    }

    /** Mean width of the intervals, or mean number of classes in the sets. */
    public double meanSize(Prediction prediction) {
        double sum = 0;
        for (int row = 0; row < prediction.rows(); row++) {
            if (prediction.classes() > 0) {
                for (boolean in : set(prediction.probabilities()[row])) {
                    sum += in ? 1 : 0;
                }
            } else {
                double[] ends = interval(prediction, row);
                sum += Math.max(0, ends[1] - ends[0]);
            }
        }
        return sum / prediction.rows();
    }
}
