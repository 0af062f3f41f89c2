package ergodic.nn.predict.classes;

import ergodic.nn.predict.Prediction;

/**
 * How many of the rows that are answered are wrong, if the most uncertain are rejected (the risk-coverage curve of selective
 * classification, El-Yaniv and Wiener 2010). Of rows that are equally uncertain each is as likely to be rejected as another:
 * counts of errors are expectations over their order.
 */
public final class RejectionCurve {

    private final UncertaintyMeasure by;
    private final int rows;
    /** Expected errors among the so many least uncertain rows. */
    private final double[] errors;
    /** The scores, ascending. */
    private final double[] sorted;

    private RejectionCurve(UncertaintyMeasure by, double[] errors, double[] sorted) {
        this.by = by;
        this.rows = sorted.length;
        this.errors = errors;
        this.sorted = sorted;
    }

    /**
     * Of predictions whose targets are known.
     *
     * @throws IllegalStateException
     *             if they are not
     */
    public static RejectionCurve of(UncertaintyMeasure by, Prediction prediction) {
        double[] target = prediction.target();
        double[] scores = by.uncertainties(prediction);
        boolean[] wrong = new boolean[scores.length];
        for (int row = 0; row < wrong.length; row++) {
            wrong[row] = prediction.mostProbable(row) != (int) target[row];
        }
        return of(by, scores, wrong);
    }

    static RejectionCurve of(UncertaintyMeasure by, double[] scores, boolean[] wrong) {
        TiedRanks ranks = TiedRanks.of(scores);
        double[] errors = new double[scores.length + 1];
        double[] sorted = new double[scores.length];
        for (int group = 0; group < ranks.groups(); group++) {
            int begin = ranks.begin(group);
            int size = ranks.end(group) - begin;
            int found = 0;
            for (int place = begin; place < begin + size; place++) {
                found += wrong[ranks.row(place)] ? 1 : 0;
                sorted[place] = scores[ranks.row(place)];
            }
            for (int i = 1; i <= size; i++) {
                errors[begin + i] = errors[begin] + (double) found * i / size;
            }
        }
        return new RejectionCurve(by, errors, sorted);
    }

    /** By what rows are rejected. */
    public UncertaintyMeasure by() {
        return by;
    }

    /** Rows that are rejected of a share of all, rounded down; one is answered always. */
    public int rejected(double share) {
        return Math.min(Math.max(0, rows - 1), (int) Math.floor(share * rows + 1e-9));
    }

    /** Share of the answered rows that are wrong, if this share of all is rejected; NaN without rows. */
    public double error(double share) {
        int answered = rows - rejected(share);
        return errors[answered] / answered;
    }

    /** Area under the curve: the mean of the error over all numbers of answered rows (AURC, Geifman and El-Yaniv 2017). */
    public double area() {
        double sum = 0;
        for (int answered = 1; answered <= rows; answered++) {
            sum += errors[answered] / answered;
        }
        return sum / rows;
    }

    /**
     * The rule that rejects no more than a share of these rows, and no fewer than it can without parting rows that are equally
     * uncertain.
     *
     * @param share
     *            between 0 and 1
     */
    public Rejection rejection(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share to reject lies between 0 and 1, not at " + share);
        }
        if (rows == 0) {
            throw new IllegalArgumentException("there are no rows that a share could be of");
        }
        return new Rejection(by, by.uncertainty(sorted[rows - 1 - rejected(share)]));
    }
}
