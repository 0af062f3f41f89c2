package ergodic.nn.data;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the cells of a table as the training rows were.
 *
 * @param rows
 *            how feature columns become inputs
 * @param target
 *            how the target column becomes numbers
 */
record CellEncoding(RowEncoding rows, TargetEncoding target) {

    /** Places that a message names. */
    static final int SHOWN = 5;

    /** Names of the features. */
    List<String> names() {
        return rows.features().stream().map(FeatureEncoding::name).toList();
    }

    /** Columns of a table that has the features alone. */
    int[] places() {
        return upTo(rows.features().size());
    }

    /** All rows; without targets if their column is -1, or none has one. */
    Rows encodeAll(Table table, int[] found, int foundTarget) {
        requireNothingMissing(table, found);
        boolean targets = foundTarget >= 0 && table.countMissing(foundTarget) < table.rows();
        return encode(table, found, targets ? foundTarget : -1, upTo(table.rows()));
    }

    /** Some rows; without targets if their column is -1. */
    Rows encode(Table table, int[] from, int targetFrom, int[] chosen) {
        List<FeatureEncoding> features = rows.features();
        double[] inputs = new double[requireLength(table.source(), chosen.length, rows.shape().inputs())];
        double @Nullable [] targets = targetFrom < 0 ? null : new double[chosen.length];
        int offset = 0;
        for (int i = 0; i < chosen.length; i++) {
            for (int k = 0; k < from.length; k++) {
                features.get(k).encodeInto(table, chosen[i], from[k], inputs, offset);
                offset += features.get(k).width();
            }
            if (targets != null) {
                targets[i] = target(table, targetFrom, chosen[i]);
            }
        }
        return new Rows(chosen.length, rows.shape(), inputs, targets, numbers(table.first(), chosen));
    }

    /** The target of a row; NaN if it is missing. */
    double target(Table table, int column, int row) {
        return table.column(column).isMissing(row) ? Double.NaN : target.encode(table, row, column);
    }

    /** Numbers of so many rows of so many inputs, which an array must hold. */
    static int requireLength(String source, int count, int width) {
        if ((long) count * width > Integer.MAX_VALUE - 8) {
            throw new DataException(source + ": " + count + " rows of " + width
                    + " inputs are more numbers than an array holds; take fewer rows or columns (data.features)");
        }
        return count * width;
    }

    /** Numbers of rows in their file, of which the first has this number. */
    static int[] numbers(int first, int[] rows) {
        if (first == 0) {
            return rows;
        }
        int[] numbers = new int[rows.length];
        Arrays.setAll(numbers, i -> first + rows[i]);
        return numbers;
    }

    static int[] upTo(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    static void requireNothingMissing(Table table, int[] used) {
        int count = table.countMissing(used);
        if (count > 0) {
            throw new DataException(missing(table.source(), count, table.missingCells(used, SHOWN)));
        }
    }

    /** Says that cells are missing, and where the first of them are. */
    static String missing(String source, int count, List<String> places) {
        return source + ": " + (count == 1 ? "a value is" : count + " values are") + " missing: "
                + String.join(", ", places) + (count > SHOWN ? ", ..." : "")
                + "; fill them in, or leave the rows or columns out";
    }
}
