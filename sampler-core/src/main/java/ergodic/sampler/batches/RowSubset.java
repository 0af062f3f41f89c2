package ergodic.sampler.batches;

import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.RowBatches;
import java.io.DataInput;
import java.io.DataOutput;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws n of N rows without replacement, each subset with the same chance, in O(n) time and no allocation.
 *
 * <p>The first n steps of a Fisher-Yates shuffle, which are then undone: the array is the identity between draws, so that a
 * draw depends on the random numbers alone. A shuffle that is left standing would be a state of the chain, to be saved in
 * every checkpoint.
 */
public final class RowSubset implements RowBatches {

    @Workspace("the identity between draws")
    private final int[] order;
    @Workspace
    private final int[] swaps;
    @Workspace
    private final int[] rows;

    /** Subsets of {@code size} of the rows 0 .. rowCount - 1. */
    public RowSubset(int rowCount, int size) {
        this.order = new int[rowCount];
        for (int i = 0; i < rowCount; i++) {
            order[i] = i;
        }
        this.swaps = new int[size];
        this.rows = new int[size];
    }

    /** The drawn rows, in random order; the array is overwritten by the next draw. */
    @Override
    public int[] next(UniformRandomProvider rng) {
        for (int i = 0; i < rows.length; i++) {
            int other = i + rng.nextInt(order.length - i);
            swaps[i] = other;
            rows[i] = order[other];
            order[other] = order[i];
        }
        // Only these places were written.
        for (int place : swaps) {
            order[place] = place;
        }
        return rows;
    }

    @Override
    public void save(DataOutput out) {
        // A draw depends on the random numbers alone.
    }

    @Override
    public void load(DataInput in) {
        // Nothing was saved.
    }
}
