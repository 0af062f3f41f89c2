package ergodic.nn.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the columns that are used, as numbers, and refuses tables for which memory would not do. */
final class TableBuilder implements RowSink {

    /** What becomes of a column. */
    enum Use {
        NONE, NUMBERS, TEXT
    }

    private static final int CHECKED_EVERY = 1 << 16;

    private final Function<TableHead, Use[]> choice;
    private @Nullable TableHead head;
    private @Nullable Column[] columns = {};
    private int[] used = {};
    private int[] lines = new int[16];
    private int rows;

    /** A builder that asks which columns of a table are used, once it knows their names. */
    TableBuilder(Function<TableHead, Use[]> choice) {
        this.choice = choice;
    }

    @Override
    public void begin(TableHead tableHead) {
        head = tableHead;
        Use[] uses = choice.apply(tableHead);
        columns = new Column[uses.length];
        int count = 0;
        used = new int[uses.length];
        for (int i = 0; i < uses.length; i++) {
            if (uses[i] != Use.NONE) {
                columns[i] = new Column(tableHead.names().get(i), uses[i] == Use.TEXT);
                used[count++] = i;
            }
        }
        used = Arrays.copyOf(used, count);
    }

    @Override
    public void row(List<String> cells, int line) {
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, rows + (rows >> 1));
        }
        lines[rows++] = line;
        for (int i : used) {
            Column column = columns[i];
            if (column != null) {
                column.add(cells.get(i));
            }
        }
        if (rows % CHECKED_EVERY == 0) {
            requireMemory();
        }
    }

    /** While a column grows there are two of it; the encoded inputs come on top. */
    private void requireMemory() {
        long bytes = Integer.BYTES;
        for (int i : used) {
            Column column = columns[i];
            bytes += column == null ? 0 : column.bytesPerRow() + Double.BYTES;
        }
        long needed = bytes * rows * 3 / 2;
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most / 10 * 8) {
            throw new DataException((head == null ? "the table" : head.source()) + ": its first " + rows + " rows of "
                    + used.length + " columns alone need " + (needed >> 20) + " MB of the " + (most >> 20)
                    + " MB that there are; take fewer rows or columns (data.features), or give the JVM more memory"
                    + " (-Xmx)");
        }
    }

    Table build(String digest) {
        return build(digest, 0);
    }

    /** The table, whose first row has this number in the file. */
    Table build(String digest, int first) {
        if (head == null) {
            throw new IllegalStateException("nothing was read");
        }
        return new Table(head, columns, rows, Arrays.copyOf(lines, rows), digest, first);
    }
}
