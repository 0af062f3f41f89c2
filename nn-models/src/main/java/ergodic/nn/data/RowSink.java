package ergodic.nn.data;

import java.util.List;

/** Takes a table as it is read, a row at a time. */
public interface RowSink {

    /** Called once, before the rows. */
    void begin(TableHead head);

    /**
     * The next row.
     *
     * @param cells
     *            as many as there are columns, trimmed
     * @param line
     *            where it begins in the file, from 1
     */
    void row(List<String> cells, int line);
}
