package ergodic.nn.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A file's cells as text, trimmed, all rows equally long.
 *
 * @param source
 *            name of the file, for messages
 * @param names
 *            names of the columns
 * @param hasHeader
 *            whether the names stand in the file
 * @param rows
 *            the cells
 * @param lines
 *            the line of each row, from 1
 * @param digest
 *            SHA-256 of the file, in hexadecimal
 */
record Table(String source, List<String> names, boolean hasHeader, List<List<String>> rows, List<Integer> lines,
        String digest) {

    int columns() {
        return names.size();
    }

    String cell(int row, int column) {
        return rows.get(row).get(column);
    }

    /** Such as {@code airfoil.csv, line 14 (row 12), column "angle"}. */
    String where(int row, int column) {
        return source + ", line " + lines.get(row) + " (row " + row + "), column \"" + names.get(column) + "\"";
    }

    /** Column of this name, or of this number counted from 0; names go first. */
    int column(String nameOrNumber, String key) {
        int byName = names.indexOf(nameOrNumber);
        if (byName >= 0) {
            return byName;
        }
        if (!nameOrNumber.isEmpty() && nameOrNumber.length() < 9
                && nameOrNumber.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = Integer.parseInt(nameOrNumber);
            if (number < columns()) {
                return number;
            }
            throw new DataException(key + ": there is no column " + number + " in " + source + "; its " + columns()
                    + " columns are counted from 0");
        }
        throw new DataException(
                key + ": there is no column \"" + nameOrNumber + "\" in " + source + "; its columns are "
                        + columnList());
    }

    /** Columns that have no cell in any of the rows that are not missing, first ones only: for messages. */
    List<String> missingCells(int[] columns, int limit) {
        List<String> found = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            for (int column : columns) {
                if (Numbers.isMissing(cell(row, column))) {
                    found.add("row " + row + " column \"" + names.get(column) + "\" (line " + lines.get(row) + ")");
                    if (found.size() == limit) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    int countMissing(int[] columns) {
        int count = 0;
        for (List<String> row : rows) {
            for (int column : columns) {
                count += Numbers.isMissing(row.get(column)) ? 1 : 0;
            }
        }
        return count;
    }

    private String columnList() {
        int shown = Math.min(20, columns());
        String list = String.join(", ", names.subList(0, shown));
        return shown < columns() ? list + " ... (" + columns() + " in all)" : list;
    }
}
