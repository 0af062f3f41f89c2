package ergodic.sampler.batches;

import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.RowBatches;
import ergodic.sampler.optimize.ShuffledBatches;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Batches in symmetric sweeps (Paulin, Whalley, Chada and Leimkuhler 2024): rows are shuffled and cut into m batches, which come in
 * the order 1, 2, ..., m and then m, ..., 2, 1; then they are shuffled anew. Rows that do not fill a batch are left out of that sweep.
 */
final class SymmetricBatches implements RowBatches {

    private final int[] rows;
    @Workspace("filled anew by each batch")
    private final int[] batch;
    private final int count;
    private int next;

    SymmetricBatches(int rowCount, int size) {
        this.rows = new int[rowCount];
        for (int i = 0; i < rowCount; i++) {
            rows[i] = i;
        }
        this.batch = new int[size];
        this.count = rowCount / size;
        this.next = 2 * count;
    }

    @Override
    public int[] next(UniformRandomProvider rng) {
        if (next == 2 * count) {
            ShuffledBatches.shuffle(rows, rng);
            next = 0;
        }
        int number = next < count ? next : 2 * count - 1 - next;
        System.arraycopy(rows, number * batch.length, batch, 0, batch.length);
        next++;
        return batch;
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
