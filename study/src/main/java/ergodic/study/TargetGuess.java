package ergodic.study;

import ergodic.nn.data.ColumnProfile;
import ergodic.nn.data.DataException;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.LikelihoodTypes;
import ergodic.sampler.words.Counted;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The likelihood that a target column suggests, and the sentence that says so. What is whole may be a number, a count or a
 * class: it is guessed, and said how to say otherwise. What mixes numbers and words is not guessed.
 *
 * @param family
 *            value of {@code likelihood.family}
 * @param reason
 *            why, one sentence
 */
record TargetGuess(String family, String reason) {

    /** The likelihood of several numbers. */
    private static final String SEVERAL = "multivariate_normal";
    private static final int MOST_NUMBERED_CLASSES = 12;
    private static final double LARGEST_MEAN_COUNT = 30;

    /**
     * Guesses, or takes what was declared.
     *
     * @param source
     *            name of the file
     * @param target
     *            the column
     * @param declared
     *            value of {@code --family}, or null
     */
    static TargetGuess of(String source, ColumnProfile target, @Nullable String declared) {
        String where = source + ", column \"" + target.name() + "\": ";
        if (target.missing() == target.rows()) {
            throw new DataException(where + "no row has a target; choose another --target");
        }
        if (target.distinct() == 1 && target.differBelowPrecision()) {
            throw new DataException(where + "its numbers differ by less than double precision holds: all are read as "
                    + target.min() + "; subtract a number from all of them, or choose another --target");
        }
        if (target.distinct() == 1) {
            throw new DataException(where + "the target is \"" + target.values().keySet().iterator().next()
                    + "\" in every row, so there is nothing to learn; choose another --target");
        }
        if (declared != null) {
            return new TargetGuess(declared, "the target is taken as --family says");
        }
        if (target.numbers() > 0 && target.texts() + target.infinite() > 0) {
            throw new DataException(where + odd(target) + ", but " + target.numbers() + " of the " + target.rows()
                    + " targets are numbers; " + change(target) + ", or say --family categorical if they are classes");
        }
        return target.numbers() == 0 ? words(where, target)
                : target.whole() ? whole(target)
                        : new TargetGuess("gaussian", "the target holds numbers with fractions");
    }

    /** Several numbers together, each of which could be a target. */
    static TargetGuess ofSeveral(String source, List<ColumnProfile> targets, @Nullable String declared) {
        if (declared != null && !declared.equals(SEVERAL)) {
            throw new DataException("--family " + declared + " is of one target, but --target names " + targets.size()
                    + "; take \"" + SEVERAL + "\", which several numbers have, or one target");
        }
        for (ColumnProfile target : targets) {
            of(source, target, SEVERAL);
            if (target.texts() + target.infinite() > 0) {
                throw new DataException(source + ", column \"" + target.name() + "\": " + odd(target)
                        + ", but several targets are numbers; " + change(target)
                        + ", or choose other columns with --target");
            }
        }
        return new TargetGuess(SEVERAL, "the targets are " + targets.size()
                + " numbers, whose noise has correlations of its own");
    }

    /** A cell that is no number. */
    private static String odd(ColumnProfile target) {
        return target.remedy() != null ? target.firstWritten() + " is not a number"
                : target.texts() > 0 ? target.firstText() + " is not a number"
                        : target.firstInfinite() + " is infinite";
    }

    private static String change(ColumnProfile target) {
        String remedy = target.remedy();
        return remedy != null ? remedy : "correct it";
    }

    private static TargetGuess words(String where, ColumnProfile target) {
        if (target.remedy() != null) {
            throw new DataException(where + odd(target) + "; " + change(target)
                    + ", or say --family categorical if they are classes");
        }
        if (target.distinct() > 100 && 2 * target.distinct() > target.rows()) {
            throw new DataException(where + "the target holds text with " + target.distinct() + " different values in "
                    + target.rows() + " rows, which looks like names or dates; choose another --target");
        }
        return new TargetGuess(target.distinct() == 2 ? "bernoulli" : "categorical",
                "the target holds " + Counted.of(target.distinct(), "word"));
    }

    private static TargetGuess whole(ColumnProfile target) {
        String range = "the target holds whole numbers from " + (long) target.min() + " to " + (long) target.max();
        if (target.distinct() == 2) {
            return new TargetGuess("bernoulli", "the target holds the two numbers " + (long) target.min() + " and "
                    + (long) target.max() + ", taken as classes; --family gaussian takes them as numbers");
        }
        double span = target.max() - target.min() + 1;
        boolean low = target.min() == 0 || target.min() == 1;
        if (low && target.distinct() <= MOST_NUMBERED_CLASSES && target.distinct() == span
                && Collections.min(target.values().values()) * 4L * target.distinct() >= target.rows()) {
            return new TargetGuess("categorical", range
                    + ", all about equally often, taken as classes; --family poisson takes them as counts, gaussian as"
                    + " numbers");
        }
        if (target.min() == 0 && target.mean() <= LARGEST_MEAN_COUNT) {
            boolean wide = target.variance() > 1.5 * target.mean();
            return new TargetGuess(wide ? "negative_binomial" : "poisson", range
                    + String.format(Locale.ROOT, " with mean %.3g and variance %.3g", target.mean(), target.variance())
                    + ", taken as counts; --family categorical takes them as classes, gaussian as numbers");
        }
        return new TargetGuess("gaussian", range + ", taken as numbers; --family "
                + (target.min() < 0 ? "" : "poisson takes them as counts, ") + "categorical "
                + (target.min() < 0 ? "takes them " : "") + "as classes, ordinal as classes in order");
    }

    /** What the data are to be read as. */
    TargetKind kind() {
        return kindOf(family);
    }

    /** What data are to be read as for a likelihood. */
    static TargetKind kindOf(String family) {
        return LikelihoodTypes.named(family).orElseThrow().targetKind();
    }
}
