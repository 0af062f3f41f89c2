package ergodic.nn.data;

import ergodic.autodiff.RowNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the cells of a table as the training rows were.
 *
 * @param rows
 *            how feature columns become inputs
 * @param target
 *            how the target column becomes numbers
 * @param rules
 *            what becomes of gaps and of categories that are new
 * @param beside
 *            the columns beside the inputs
 */
record CellEncoding(RowEncoding rows, TargetEncoding target, TableRules rules, List<BesideColumn> beside) {

    /** Places that a message names. */
    static final int SHOWN = 5;

    /** What more can be done about gaps of a table, */
    static final String RULE = ", or say by data.missing whether rows with gaps are dropped (\"drop\") or filled (\"mean\")";
    /** the same of data in memory, */
    static final String RULE_IN_JAVA = ", or say by TableRules whether rows with gaps are dropped or filled";
    /** and of what has no such rules. */
    static final String NO_RULE = "";

    /** Names of the features. */
    List<String> names() {
        return rows.features().stream().map(FeatureEncoding::name).toList();
    }

    /** Columns of a table that has the features alone. */
    int[] places() {
        return upTo(rows.features().size());
    }

    /** What is counted of rows of a table like this. */
    GapCounts counts(String of) {
        return new GapCounts(of, rows.features().size(),
                Stream.concat(Stream.of(target.name()), beside.stream().map(BesideColumn::name)).toList());
    }

    /** All rows in memory; without targets if their column is -1, or none has one. None may have to be left out. */
    Rows encodeAll(Table table, int[] found, int foundTarget) {
        if (rules.missing() != MissingRule.MEAN) {
            requireNothingMissing(table, found, NO_RULE);
        }
        return encodeLater(table, found, nowhere(), targets(table, foundTarget) ? foundTarget : -1, counts(""));
    }

    /** Places of the columns beside the inputs in a table that has none of them. */
    int[] nowhere() {
        int[] places = new int[beside.size()];
        Arrays.fill(places, -1);
        return places;
    }

    /** The rows of a later table that can be predicted. */
    Rows encodeLater(Table table, int[] found, int[] besideFrom, int targetFrom, GapCounts counts) {
        int[] chosen = counts.choose(table, found, Roles.needed(-1, withoutTargets(besideFrom), 0, rules),
                upTo(table.rows()), rules);
        if (rules.other()) {
            counts.countOthers(table, found, chosen, rows.features());
        }
        return encode(table, found, besideFrom, targetFrom, chosen);
    }

    /** Whether some row has a target. */
    static boolean targets(Table table, int column) {
        return column >= 0 && table.countMissing(column) < table.rows();
    }

    /** Whether some row has a target, the first or a further one. */
    boolean targets(Table table, int column, int[] besideFrom) {
        for (int k = 0; k < besideFrom.length; k++) {
            if (beside.get(k).role() == RowRole.TARGET && targets(table, besideFrom[k])) {
                return true;
            }
        }
        return targets(table, column);
    }

    /** The places of columns beside the inputs, of further targets none. */
    int[] withoutTargets(int[] besideFrom) {
        int[] places = besideFrom.clone();
        for (int k = 0; k < places.length; k++) {
            places[k] = beside.get(k).role() == RowRole.TARGET ? -1 : places[k];
        }
        return places;
    }

    private boolean hasTargets(int[] besideFrom, int targetFrom) {
        boolean has = targetFrom >= 0;
        for (int k = 0; k < besideFrom.length; k++) {
            has |= beside.get(k).role() == RowRole.TARGET && besideFrom[k] >= 0;
        }
        return has;
    }

    /** Some rows; without targets if the columns of all of them are -1. */
    Rows encode(Table table, int[] from, int[] besideFrom, int targetFrom, int[] chosen) {
        List<FeatureEncoding> features = rows.features();
        double[] inputs = new double[requireLength(table.source(), chosen.length, rows.shape().inputs())];
        double @Nullable [] targets = hasTargets(besideFrom, targetFrom) ? new double[chosen.length] : null;
        int offset = 0;
        for (int i = 0; i < chosen.length; i++) {
            for (int k = 0; k < from.length; k++) {
                features.get(k).encodeInto(table, chosen[i], from[k], inputs, offset);
                offset += features.get(k).width();
            }
            if (targets != null) {
                targets[i] = targetFrom < 0 ? Double.NaN : target(table, targetFrom, chosen[i]);
            }
        }
        return new Rows(chosen.length, rows.shape(), RowNumbers.of(inputs, rows.shape().inputs()), targets,
                numbers(table.first(), chosen), beside(table, besideFrom, targetFrom, chosen),
                table.first() + table.rows());
    }

    private Beside beside(Table table, int[] from, int targetFrom, int[] chosen) {
        if (beside.isEmpty()) {
            return Beside.NONE;
        }
        double[] values = new double[chosen.length * from.length];
        int further = 0;
        for (int k = 0; k < from.length; k++) {
            BesideColumn column = beside.get(k);
            if (column.role() == RowRole.TARGET) {
                TargetEncoding other = target.others().get(further++);
                for (int i = 0; i < chosen.length; i++) {
                    values[i * from.length + k] = from[k] < 0
                            || table.column(from[k]).isMissing(chosen[i]) ? Double.NaN
                                    : other.encode(table, chosen[i], from[k]);
                }
                continue;
            }
            if (from[k] < 0 && column.role().isNeeded()) {
                throw column.absent(table.source());
            }
            for (int i = 0; i < chosen.length; i++) {
                double value = column.encode(table, chosen[i], from[k]);
                values[i * from.length + k] = value;
                if (column.role() == RowRole.TRIALS && targetFrom >= 0
                        && target(table, targetFrom, chosen[i]) > value) {
                    throw new DataException(table.where(chosen[i], targetFrom) + ": "
                            + table.cell(chosen[i], targetFrom) + " is more than the "
                            + table.cell(chosen[i], from[k]) + " trials of the row (data.trials)");
                }
            }
        }
        return new Beside(beside, values);
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

    static void requireNothingMissing(Table table, int[] used, String remedy) {
        int count = table.countMissing(used);
        if (count > 0) {
            throw new DataException(missing(table.source(), count, table.missingCells(used, SHOWN), remedy));
        }
    }

    /** Says that cells are missing, and where the first of them are. */
    static String missing(String source, int count, List<String> places, String remedy) {
        return source + ": " + (count == 1 ? "a value is" : count + " values are") + " missing: "
                + String.join(", ", places) + (count > SHOWN ? ", ..." : "")
                + "; fill them in, or leave the rows or columns out" + remedy;
    }
}
