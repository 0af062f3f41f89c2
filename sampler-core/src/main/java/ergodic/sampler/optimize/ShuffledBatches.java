package ergodic.sampler.optimize;

import ergodic.sampler.Workspace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Batches of rows over shuffled epochs: rows stand in random order and are taken batch by batch; where too few are left for
 * a batch they are shuffled anew (the rest of that epoch is not used). The order is a state: it is saved. Batches allocate
 * nothing.
 */
public final class ShuffledBatches implements RowBatches {

    private final int[] rows;
    @Workspace("filled anew by each batch")
    private final int[] batch;
    private int next;

    /**
     * Batches of some rows; the first one asked for shuffles them.
     *
     * @param rows
     *            row numbers; copied
     * @param size
     *            rows of a batch, at least 1 and at most as many as there are
     */
    public ShuffledBatches(int[] rows, int size) {
        if (size < 1 || size > rows.length) {
            throw new IllegalArgumentException("there are no batches of " + size + " among " + rows.length + " rows");
        }
        this.rows = rows.clone();
        this.batch = new int[size];
        this.next = rows.length;
    }

    /** Batches of the rows 0 .. rows - 1. */
    public static ShuffledBatches ofAll(int rows, int size) {
        int[] numbers = new int[rows];
        for (int i = 0; i < rows; i++) {
            numbers[i] = i;
        }
        return new ShuffledBatches(numbers, size);
    }

    @Override
    public int[] next(UniformRandomProvider rng) {
        if (next + batch.length > rows.length) {
            shuffle(rows, rng);
            next = 0;
        }
        System.arraycopy(rows, next, batch, 0, batch.length);
        next += batch.length;
        return batch;
    }

    /** Puts numbers into random order (Fisher and Yates, from the end). */
    public static void shuffle(int[] numbers, UniformRandomProvider rng) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int j = rng.nextInt(i + 1);
            int swap = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = swap;
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(next);
        for (int row : rows) {
            out.writeInt(row);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        next = in.readInt();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = in.readInt();
        }
    }
}
