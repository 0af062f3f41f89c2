package ergodic.nn.data.sequence;

import ergodic.nn.data.DataException;
import ergodic.nn.data.ItemSink;
import ergodic.nn.data.RowSink;
import ergodic.nn.data.TableHead;
import java.util.List;

/** A table with a row a sequence. */
final class SequenceRows implements RowSink {

    private final StepColumns columns;
    private final ItemSink<Steps> sink;

    SequenceRows(StepColumns columns, ItemSink<Steps> sink) {
        this.columns = columns;
        this.sink = sink;
    }

    @Override
    public void begin(TableHead head) {
        columns.find(head);
    }

    @Override
    public void row(List<String> cells, int line) {
        List<Integer> places = columns.features();
        int filled = places.size();
        while (filled > 0 && columns.isMissing(cells, places.get(filled - 1))) {
            filled--;
        }
        int width = columns.width();
        if (filled == 0 || filled % width != 0) {
            throw new DataException(columns.where(line) + ": " + (filled == 0 ? "the sequence has no steps"
                    : "the last step has " + filled % width + " of its " + width + " numbers")
                    + "; fill it in, or leave the row out");
        }
        double[] values = new double[filled];
        for (int i = 0; i < filled; i++) {
            values[i] = columns.number(cells, places.get(i), line);
        }
        sink.take(new Steps(width, values), columns.target(cells), line);
    }
}
