package ergodic.diagnostics.foreign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file as it is, by columns, and comment lines with their place among the rows.
 *
 * @param file
 *            where it was read from
 * @param header
 *            column names as in {@link ColumnNames}, row names left out; empty if there are none
 * @param columns
 *            a column of numbers for each name, all of one length
 * @param starts
 *            first row of each part; a part begins where the header is repeated, as in files put together
 * @param comments
 *            lines that start with {@code #} and say something
 */
record RawTable(Path file, List<String> header, List<DoubleColumn> columns, List<Integer> starts,
        List<Comment> comments) {
    private static final int ROWS_THAT_COUNT = 10;

    /**
     * A comment line.
     *
     * @param text
     *            without the {@code #}
     * @param part
     *            number of headers before it, less one; -1 before the first
     * @param rowsBefore
     *            number of rows of numbers before it
     */
    record Comment(String text, int part, int rowsBefore) {}

    int rows() {
        return columns.isEmpty() ? 0 : columns.getFirst().size();
    }

    /** Place of a column, by any of these names; -1 if there is none. */
    int find(List<String> names) {
        for (int column = 0; column < header.size(); column++) {
            for (String name : names) {
                if (header.get(column).equalsIgnoreCase(name)) {
                    return column;
                }
            }
        }
        return -1;
    }

    /** Row after the last of a part. */
    int end(int part) {
        return part + 1 < starts.size() ? starts.get(part + 1) : rows();
    }

    /** The same without a column. */
    RawTable without(int column) {
        List<String> names = new ArrayList<>(header);
        if (!names.isEmpty()) {
            names.remove(column);
        }
        List<DoubleColumn> rest = new ArrayList<>(columns);
        rest.remove(column);
        return new RawTable(file, names, rest, starts, comments);
    }

    /**
     * The same without row numbers in front: a column that counts, and that has a name that programs give it unasked, or none,
     * with enough rows.
     */
    RawTable withoutRowNumbers(List<String> remarks) {
        if (columns.size() < 2 || !columns.getFirst().counts(!header.isEmpty())
                || (header.isEmpty() ? rows() < ROWS_THAT_COUNT : !ColumnNames.rowName(header.getFirst()))) {
            return this;
        }
        remarks.add(file + ": the first column"
                + (header.isEmpty() ? "" : ", " + ColumnNames.quoted(header.getFirst()) + ",")
                + " counts the rows and is left out.");
        return without(0);
    }
}
