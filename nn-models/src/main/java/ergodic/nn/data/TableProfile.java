package ergodic.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the columns of a file hold, found in one pass; memory does not grow with the rows. */
public final class TableProfile {

    private final TableHead head;
    private final List<ColumnProfile> columns;

    private TableProfile(TableHead head, List<ColumnProfile> columns) {
        this.head = head;
        this.columns = List.copyOf(columns);
    }

    /**
     * Looks through a file, its format detected.
     *
     * @throws DataException
     *             if it is no table
     */
    public static TableProfile of(Path file) {
        Scan scan = new Scan();
        TableReader.read(file, null, HeaderMode.DETECT, scan);
        if (scan.head == null) {
            throw new IllegalStateException("nothing was read");
        }
        return new TableProfile(scan.head, scan.columns);
    }

    /** Name of the file. */
    public String source() {
        return head.source();
    }

    /** True if the first line names the columns. */
    public boolean hasHeader() {
        return head.hasHeader();
    }

    /** The columns, in their order. */
    public List<ColumnProfile> columns() {
        return columns;
    }

    /** What the user should know of the header, a sentence each. */
    public List<String> notes() {
        return head.notes();
    }

    /**
     * Column of this name, or of this number counted from 0.
     *
     * @param key
     *            what asks, for the message
     * @throws DataException
     *             if there is none
     */
    public int column(String nameOrNumber, String key) {
        return head.column(nameOrNumber, key);
    }

    private static final class Scan implements RowSink {

        private final List<ColumnProfile> columns = new ArrayList<>();
        private @Nullable TableHead head;

        @Override
        public void begin(TableHead tableHead) {
            head = tableHead;
            for (int i = 0; i < tableHead.columns(); i++) {
                columns.add(new ColumnProfile(tableHead.names().get(i), tableHead.isIndex(i)));
            }
        }

        @Override
        public void row(List<String> cells, int line) {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).add(cells.get(i), line);
            }
        }
    }
}
