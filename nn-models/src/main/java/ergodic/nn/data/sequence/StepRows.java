package ergodic.nn.data.sequence;

import ergodic.nn.data.CellNumbers;
import ergodic.nn.data.DataException;
import ergodic.nn.data.ItemSink;
import ergodic.nn.data.RowSink;
import ergodic.nn.data.TableHead;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A table with a row a step: rows of one name, which stand together, make a sequence. */
final class StepRows implements RowSink {

    private final StepColumns columns;
    private final ItemSink<Steps> sink;
    private final Set<String> done = new HashSet<>();
    private double[] values = new double[64];
    private int count;
    private String id = "";
    private String target = "";
    private String time = "";
    private int first;

    StepRows(StepColumns columns, ItemSink<Steps> sink) {
        this.columns = columns;
        this.sink = sink;
    }

    @Override
    public void begin(TableHead head) {
        columns.find(head);
    }

    @Override
    public void row(List<String> cells, int line) {
        String name = columns.id(cells);
        if (count == 0 || !name.equals(id)) {
            finish();
            if (name.isEmpty()) {
                throw new DataException(columns.where(line) + ": the row names no sequence; fill in data.id's column");
            }
            if (!done.add(name)) {
                throw new DataException(columns.where(line) + ": the rows of sequence \"" + name
                        + "\" do not stand together; sort the file by data.id and time");
            }
            id = name;
            first = line;
            target = columns.target(cells);
        } else {
            requireTarget(columns.target(cells), line);
            columns.time(cells).ifPresent(now -> requireLater(now, line));
        }
        time = columns.time(cells).orElse("");
        int width = columns.features().size();
        if (count + width > values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, count + width));
        }
        for (int column : columns.features()) {
            values[count++] = columns.number(cells, column, line);
        }
    }

    private void requireTarget(String here, int line) {
        if (!here.equals(target)) {
            throw new DataException(columns.where(line) + ": the target of sequence \"" + id + "\" is \"" + here
                    + "\" here and \"" + target + "\" in line " + first + "; a sequence has one");
        }
    }

    private void requireLater(String now, int line) {
        double before = CellNumbers.parse(time);
        double here = CellNumbers.parse(now);
        boolean later = Double.isNaN(before) || Double.isNaN(here) ? now.compareTo(time) > 0 : here > before;
        if (!later) {
            throw new DataException(
                    columns.where(line) + ": time does not increase within sequence \"" + id + "\" (\"" + now
                            + "\" after \"" + time + "\"); sort the file by data.id and time");
        }
    }

    /** Gives the last sequence away. */
    void finish() {
        if (count > 0) {
            sink.take(new Steps(columns.features().size(), Arrays.copyOf(values, count)), target, first);
            count = 0;
        }
    }
}
