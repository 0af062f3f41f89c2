package ergodic.study.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code data.test}: either a fraction with a seed, or a file of row numbers.
 *
 * @param fraction
 *            share of the rows held out, in [0, 1)
 * @param seed
 *            seed of the random split
 * @param rows
 *            file of 0-based test rows, a line a split; relative to the configuration file
 * @param split
 *            line of that file, from 0
 */
public record SplitConfig(@Nullable Double fraction, @Nullable Long seed, @Nullable String rows,
        @Nullable Integer split) {

    /** Checks the keys. */
    public SplitConfig {
        if ((fraction == null) == (rows == null)) {
            throw new ConfigException("data.test needs either fraction (with seed) or rows (with split), such as"
                    + " test = { fraction = 0.2, seed = 0 }");
        }
        if (rows != null && seed != null || fraction != null && split != null) {
            throw new ConfigException(
                    "data.test." + (rows != null ? "seed belongs to fraction" : "split belongs to rows")
                            + ", which is not given; take it out");
        }
        if (fraction != null) {
            Check.share("data.test.fraction", fraction);
        }
        if (split != null) {
            Check.atLeast("data.test.split", 0, split);
        }
    }
}
