package ergodic.nn.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows of a file, encoded as the training rows were and given in blocks: memory does not grow with the rows. The file is read
 * once to find whether all of it can be encoded, and again for each {@link #forEach}.
 */
public final class RowFile {

    /** Takes blocks of rows. */
    @FunctionalInterface
    public interface Body {

        /** Takes the next block. */
        void take(Rows rows) throws IOException;
    }

    /** What makes rows of a table. */
    interface Source {

        /** Reads the file. */
        void read(RowBlocks blocks);

        /** The columns that are used. */
        TableBuilder.Use[] uses(TableHead head);

        /** Columns of the features. */
        int[] features(TableHead head);

        /** Column of the target, or -1. */
        int target(TableHead head);

        /** Encodes all rows of a table; without targets if their column is -1. */
        Rows encode(Table table, int[] features, int target);
    }

    private static final int CHECKED = 4096;

    private final Source source;
    private String name = "";
    private int count;
    private boolean targets;
    private int missing;
    private final List<String> places = new ArrayList<>();

    RowFile(Source source) {
        this.source = source;
        read(CHECKED, this::check);
    }

    private void read(int most, Consumer<Table> take) {
        RowBlocks blocks = new RowBlocks(source::uses, most, take);
        source.read(blocks);
        blocks.finish();
        if (missing > 0) {
            throw new DataException(Dataset.missing(name, missing, places));
        }
    }

    private void check(Table table) {
        name = table.source();
        int[] features = source.features(table.head());
        int target = source.target(table.head());
        count += table.rows();
        targets |= target >= 0 && table.countMissing(target) < table.rows();
        int here = table.countMissing(features);
        if (here > 0) {
            missing += here;
            places.addAll(table.missingCells(features, Math.max(0, Dataset.SHOWN - places.size())));
        } else if (missing == 0) {
            source.encode(table, features, target);
        }
    }

    /** Number of rows. */
    public int count() {
        return count;
    }

    /** True if at least one row has a target; those of others are NaN. */
    public boolean hasTarget() {
        return targets;
    }

    /**
     * Gives all rows in their order.
     *
     * @param most
     *            rows of a block, at least 1
     * @throws IOException
     *             what the body threw
     */
    public void forEach(int most, Body body) throws IOException {
        IOException[] failure = new IOException[1];
        try {
            read(most, table -> {
                try {
                    body.take(source.encode(table, source.features(table.head()),
                            targets ? source.target(table.head()) : -1));
                } catch (IOException e) {
                    failure[0] = e;
                    throw new Stopped();
                }
            });
        } catch (Stopped e) {
            throw failure[0];
        }
    }

    private static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
