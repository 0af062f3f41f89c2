package ergodic.study.config;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code data.test}: a fraction with a seed, a file of row numbers, the last part of the rows, or another file.
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
 */
public record SplitConfig(@Nullable Double fraction, @Nullable Long seed, @Nullable String rows,
        @Nullable Integer split, @Nullable Double last, @Nullable String file) {

    /** Checks the keys. */
    public SplitConfig {
        if (Stream.of(fraction, rows, last, file).filter(Objects::nonNull).count() != 1) {
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
        return new SplitConfig(fraction, seed, rows, split, null, null);
    }
}
