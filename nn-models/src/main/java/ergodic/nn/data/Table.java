package ergodic.nn.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that are used.
 *
 * @param head
 *            names of all columns
 * @param loaded
 *            the columns, by their number in the file; null for those that are not used
 * @param rows
 *            number of rows
 * @param lines
 *            the line of each row in its file, from 1; empty for data in memory
 * @param digest
 *            SHA-256 of the file, in hexadecimal
 * @param first
 *            number of the first of these rows in the file, from 0
 */
record Table(TableHead head, @Nullable Column[] loaded, int rows, int[] lines, String digest, int first) {

    String source() {
        return head.source();
    }

    List<String> names() {
        return head.names();
    }

    /** A column that was asked for. */
    Column column(int number) {
        Column column = loaded[number];
        if (column == null) {
            throw new IllegalArgumentException("column " + number + " was not read");
        }
        return column;
    }

    String cell(int row, int column) {
        return column(column).text(row);
    }

    boolean isNumber(int row, int column) {
        return column(column).isNumber(row);
    }

    double value(int row, int column) {
        return column(column).value(row);
    }

    /** Such as {@code airfoil.csv, line 14 (row 12), column "angle"}. */
    String where(int row, int column) {
        String line = lines.length == 0 ? ", row " + (first + row)
                : ", line " + lines[row] + " (row " + (first + row) + ")";
        return source() + line + ", column \"" + names().get(column) + "\"";
    }

    /** The first places where cells are missing, for messages. */
    List<String> missingCells(int[] columns, int limit) {
        List<String> found = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column : columns) {
                if (column(column).isMissing(row)) {
                    found.add("row " + (first + row) + " column \"" + names().get(column) + "\""
                            + (lines.length == 0 ? "" : " (line " + lines[row] + ")"));
                    if (found.size() == limit) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    int countMissing(int... columns) {
        int count = 0;
        for (int column : columns) {
            Column cells = column(column);
            for (int row = 0; row < rows; row++) {
                count += cells.isMissing(row) ? 1 : 0;
            }
        }
        return count;
    }
}
