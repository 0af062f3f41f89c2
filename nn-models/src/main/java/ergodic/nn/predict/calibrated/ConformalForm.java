package ergodic.nn.predict.calibrated;

import ergodic.nn.predict.Prediction;

/** Shapes of conformal sets. Each has a score of targets: the larger, the less a target fits; a set holds all targets whose score is at most a bound. */
public enum ConformalForm {

    /**
     * Of a number, {@code mean +- q sd} of the predictive distribution: the score is {@code |y - mean| / sd} (normalised residuals; Lei and others 2018, section 5.2).
     */
    SD("sd", false),

    /**
     * Of a number, from the predictive quantile of {@code (1 - level) / 2} less q to that of {@code (1 + level) / 2} plus q: the score is
     * {@code max(low - y, y - high)} (conformalised quantiles; Romano, Patterson and Candes 2019). As skew as the distribution is; q may be negative.
     */
    QUANTILES("quantiles", false),

    /** Of classes, all of probability {@code 1 - q} or more: the score is {@code 1 - p(y)} (Sadinle, Lei and Wasserman 2019, "LAC"). The smallest sets on average; may be none. */
    PROBABILITY("probability", true),

    /**
     * Of classes, the most probable ones until their probabilities add up to more than q: the score is the sum of the probabilities of all classes that are more
     * probable than y (adaptive prediction sets; Romano, Sesia and Candes 2020, without their random number). Never none, and larger where a row is less certain.
     */
    ADAPTIVE("adaptive", true);

    private final String word;
    private final boolean ofClasses;

    ConformalForm(String word, boolean ofClasses) {
        this.word = word;
        this.ofClasses = ofClasses;
    }

    /** The form of this name. */
    public static ConformalForm named(String word) {
        for (ConformalForm form : values()) {
            if (form.word.equals(word)) {
                return form;
            }
        }
        throw new IllegalArgumentException("sd or quantiles of a number, probability or adaptive of classes, not \""
                + word + "\"");
    }

    /** What is taken where none is named. */
    public static ConformalForm usual(boolean ofClasses) {
        return ofClasses ? PROBABILITY : SD;
    }

    /** Name in commands and documents. */
    public String word() {
        return word;
    }

    /** Whether it is of classes, and not of numbers. */
    public boolean isOfClasses() {
        return ofClasses;
    }

    /** Levels of the quantiles between which a central interval lies, as they are written: of 0.8 they are 0.1 and 0.9, whatever the rounding. */
    static double[] levels(double level) {
        return new double[]{written(0.5 * (1 - level)), written(0.5 * (1 + level))};
    }

    private static double written(double level) {
        return Math.rint(level * 1e12) / 1e12;
    }

    /** Score of the target of a row; infinite where the prediction is no number. */
    double score(Prediction prediction, int row, double level) {
        double y = prediction.target()[row];
        if (ofClasses) {
            return score(prediction.probabilities()[row], (int) y);
        }
        if (this == QUANTILES) {
            double[] ends = quantiles(prediction, row, level);
            return known(Math.max(ends[0] - y, y - ends[1]));
        }
        double error = Math.abs(y - prediction.mean()[row]);
        double sd = prediction.sd(row);
        return error == 0 && sd == 0 ? 0 : known(error / sd);
    }

    private static double known(double score) {
        return Double.isNaN(score) ? Double.POSITIVE_INFINITY : score;
    }

    /** Score of a class; infinite where its probability is no number. Classes that are as probable have the same score, so that they enter a set together. */
    double score(double[] probabilities, int k) {
        if (this == PROBABILITY || Double.isNaN(probabilities[k])) {
            return known(1 - probabilities[k]);
        }
        double before = 0;
        for (double probability : probabilities) {
            before += probability > probabilities[k] ? probability : 0;
        }
        return before;
    }

    /** Ends of the interval of a number whose scores are at most a bound; the lower one is above the upper where there is none. */
    double[] interval(Prediction prediction, int row, double level, double bound) {
        if (bound == Double.POSITIVE_INFINITY) {
            return everything();
        }
        if (this == QUANTILES) {
            double[] ends = quantiles(prediction, row, level);
            return ends(ends[0] - bound, ends[1] + bound);
        }
        double mean = prediction.mean()[row];
        double sd = prediction.sd(row);
        if (sd == Double.POSITIVE_INFINITY && Double.isFinite(mean)) {
            return everything();
        }
        double half = bound * sd;
        return Double.isFinite(mean) ? ends(mean - half, mean + half) : ends(Double.NaN, Double.NaN);
    }

    private static double[] everything() {
        return new double[]{Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }

    /** What is no number holds nothing. */
    private static double[] ends(double low, double high) {
        return Double.isNaN(low) || Double.isNaN(high)
                ? new double[]{Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}
                : new double[]{low, high};
    }

    private static double[] quantiles(Prediction prediction, int row, double level) {
        double[] wanted = levels(level);
        double[] ends = new double[2];
        for (int i = 0; i < 2; i++) {
            int at = place(prediction.levels(), wanted[i]);
            if (at < 0) {
                throw new IllegalArgumentException("the prediction has no quantile of level " + wanted[i]);
            }
            ends[i] = prediction.quantiles()[row][at];
        }
        return ends;
    }

    private static int place(double[] levels, double wanted) {
        for (int i = 0; i < levels.length; i++) {
            if (Math.abs(levels[i] - wanted) < 1e-12) {
                return i;
            }
        }
        return -1;
    }
}
