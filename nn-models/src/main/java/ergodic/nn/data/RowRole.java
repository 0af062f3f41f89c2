package ergodic.nn.data;

import ergodic.sampler.method.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a column is that stands beside the inputs: the likelihood takes it, the network does not see it. */
public enum RowRole {
    /** Added to the link of the mean, such as the log of an exposure. */
    OFFSET("offset",
            "column of offsets: added to the log of the mean (`poisson`, `negative_binomial`, `gamma`) or of the time (`survival`), or to the logit (`binomial`), such as"
                    + " the log of an exposure; later rows must have it too",
            true),
    /** Multiplies the log likelihood of the row. */
    WEIGHT("weight",
            "column of positive weights: each row's log likelihood is multiplied by its weight, as if the row were there so often; said as"
                    + " tempering by the run. Predictions and scores are not weighted",
            false),
    /** Number of trials of a binomial target. */
    TRIALS("trials",
            "column of the number of trials of each row, for `likelihood.family = \"binomial\"`; later rows must have it too",
            true),
    /** Whether the target, a time, was observed (1) or is a bound that the time lies above (0: censored). */
    OBSERVED("observed",
            "column of 1 (or true), where the time was observed, and 0 (or false), where it was censored: the event had not come by then; for"
                    + " `likelihood.family = \"survival\"`. Later rows without it count as observed",
            false),
    /** A further target, encoded, of a likelihood of several; it is named with the first, in {@code data.target}. */
    TARGET("target", "further targets", false);

    private static final String NEITHER = "is neither 1, for a time that was observed, nor 0, for a censored one";
    /** Trials that a row may have. */
    private static final double MOST_TRIALS = 1e6;

    @SuppressWarnings("ImmutableEnumChecker") // a key is never changed
    private final Key<String> key;
    private final boolean needed;

    RowRole(String name, String description, boolean needed) {
        this.key = new Key<>(name, String.class, null, "none",
                value -> value.isBlank() ? "must name a column, or give its number counted from 0" : null, description)
                .in("data");
        this.needed = needed;
    }

    /** The key by which a configuration names the column. */
    public Key<String> key() {
        return key;
    }

    /** The roles that have a key each. */
    static List<RowRole> keyed() {
        return Arrays.stream(values()).filter(role -> role != TARGET).toList();
    }

    /** The keys of all roles that have one. */
    static List<Key<?>> keys() {
        return keyed().stream().<Key<?>>map(RowRole::key).toList();
    }

    /** Whether rows to be predicted must have it too. */
    boolean isNeeded() {
        return needed;
    }

    /** The number of a cell, checked. */
    double read(Table table, int row, int column) {
        if (table.column(column).isMissing(row)) {
            throw new DataException(table.where(row, column) + ": the value is missing, but data." + key.name()
                    + " must be there in every row; fill it in, or leave the row out");
        }
        if (!table.isNumber(row, column)) {
            if (this == OBSERVED) {
                return observed(table, row, column);
            }
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column)
                    + "\" is not a number, but data." + key.name() + " takes numbers");
        }
        double value = FeatureEncoding.number(table, row, column);
        String wrong = switch (this) {
            case OFFSET, TARGET -> null;
            case WEIGHT -> value > 0 ? null : "is not above 0; leave rows without weight out";
            case TRIALS -> value >= 1 && value <= MOST_TRIALS && value == Math.rint(value) ? null
                    : "is no whole number from 1 to a million";
            case OBSERVED -> value == 0 || value == 1 ? null
                    : NEITHER;
        };
        if (wrong != null) {
            throw new DataException(table.where(row, column) + ": \"" + table.cell(row, column) + "\" " + wrong
                    + " (data." + key.name() + ")");
        }
        return value;
    }

    /** The words that statistics programs write truth in. */
    private static double observed(Table table, int row, int column) {
        String cell = table.cell(row, column);
        return switch (cell.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t" -> 1;
            case "false", "f" -> 0;
            default -> throw new DataException(table.where(row, column) + ": \"" + cell + "\" " + NEITHER + " ("
                    + OBSERVED.key.path() + "), nor true or false; write 1 and 0");
        };
    }
}
