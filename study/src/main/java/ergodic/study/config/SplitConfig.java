package ergodic.study.config;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code data.test}: a fraction with a seed, a file of row numbers, the last part of the rows, or another file; or a part of the rows that are left
 * by these.
 *
 * @param fraction
 *            share of the rows held out, in [0, 1)
 * @param seed
 *            seed of the random split
 * @param rows
 *            file of 0-based test rows, a line a split; relative to the configuration file
 * @param split
 *            line of that file, from 0
 * @param last
 *            share of the rows held out from the end, in [0, 1)
 * @param file
 *            another data file, all of whose rows are held out; relative to the configuration file
 * @param folds
 *            parts of the rows that are left
 * @param fold
 *            which of them is held out in the place of the others, from 0
 */
public record SplitConfig(@Nullable Double fraction, @Nullable Long seed, @Nullable String rows,
        @Nullable Integer split, @Nullable Double last, @Nullable String file,
        @Nullable Integer folds, @Nullable Integer fold) {

    /** Checks the keys. */
    public SplitConfig {
        if ((folds == null) != (fold == null)) {
            throw new ConfigException(
                    "data.test." + (folds == null ? "fold needs data.test.folds" : "folds needs data.test.fold")
                            + ": of how many parts of the training rows which is held out, from 0");
        }
        long ways = Stream.of(fraction, rows, last, file).filter(Objects::nonNull).count();
        if (ways > 1 || ways == 0 && folds == null) {
            throw new ConfigException(
                    "data.test needs either fraction (with seed) or rows (with split), or last, or file,"
                            + " such as test = { fraction = 0.2, seed = 0 }");
        }
        if (fraction == null && seed != null || rows == null && split != null) {
            throw new ConfigException(
                    "data.test."
                            + (fraction == null && seed != null ? "seed belongs to fraction" : "split belongs to rows")
                            + ", which is not given; take it out");
        }
        if (folds != null && fold != null) {
            Check.atLeast("data.test.folds", 2, folds);
            if (Check.atLeast("data.test.fold", 0, fold) >= folds) {
                throw new ConfigException("data.test.fold counts from 0, so it must be below data.test.folds = " + folds
                        + ", not " + fold);
            }
        }
        if (fraction != null) {
            Check.share("data.test.fraction", fraction);
        }
        if (last != null) {
            Check.share("data.test.last", last);
        }
        if (split != null) {
            Check.atLeast("data.test.split", 0, split);
        }
    }

    /** A fraction with a seed, or a file of row numbers. */
    public static SplitConfig of(@Nullable Double fraction, @Nullable Long seed, @Nullable String rows,
            @Nullable Integer split) {
        return new SplitConfig(fraction, seed, rows, split, null, null, null, null);
    }

    /** The same with other files. */
    public SplitConfig withFiles(@Nullable String newRows, @Nullable String newFile) {
        return new SplitConfig(fraction, seed, newRows, split, last, newFile, folds, fold);
    }
}
