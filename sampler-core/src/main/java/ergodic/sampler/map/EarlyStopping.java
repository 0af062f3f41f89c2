package ergodic.sampler.map;

import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.ShuffledBatches;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Rows that a fit holds back from its steps, among the rows that it is given, and when to stop by them: after so many looks without a better one.
 * A point is judged by the log posterior as the rows held back estimate it, prior included.
 */
final class EarlyStopping {

    /** All rows: first those held back. */
    private final int[] rows;
    private final int held;
    private final int patience;
    private final ShuffledBatches batches;
    @Workspace
    private final int[] batch;
    private int looksWithoutBetter;

    /**
     * No rows are chosen yet.
     *
     * @param share
     *            of the rows that is held back, above 0
     * @param patience
     *            looks without a better one after which it stops
     * @param batchSize
     *            rows of a step; 0 for all that are not held back
     */
    EarlyStopping(int count, double share, int patience, int batchSize) {
        this.held = heldOf(count, share);
        int seen = count - held;
        this.rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = i;
        }
        this.patience = patience;
        this.batch = new int[batchSize == 0 ? seen : Math.min(batchSize, seen)];
        this.batches = ShuffledBatches.ofAll(seen, batch.length);
    }

    /** Rows that are held back of so many: at least one, and not all. */
    static int heldOf(int count, double share) {
        return Math.clamp(Math.round(share * count), 1, Math.max(1, count - 1));
    }

    /** Chooses the rows. */
    void begin(UniformRandomProvider rng) {
        ShuffledBatches.shuffle(rows, rng);
    }

    /** Value and gradient of the next batch. */
    double evaluate(StochasticLogDensity density, double[] theta, double[] gradient, UniformRandomProvider rng) {
        int[] next = batches.next(rng);
        for (int i = 0; i < batch.length; i++) {
            batch[i] = rows[held + next[i]];
        }
        return density.evaluateSubset(theta, batch, batch.length, gradient);
    }

    /** The value by which a point is judged; the gradient is filled but means nothing. */
    double judge(StochasticLogDensity density, double[] theta, double[] gradient) {
        return density.evaluateSubset(theta, rows, held, gradient);
    }

    /** Counts a look, and says whether it was one too many. */
    boolean stopsAfter(boolean better) {
        looksWithoutBetter = better ? 0 : looksWithoutBetter + 1;
        return looksWithoutBetter >= patience;
    }

    void save(DataOutput out) throws IOException {
        for (int row : rows) {
            out.writeInt(row);
        }
        batches.save(out);
        out.writeInt(looksWithoutBetter);
    }

    void load(DataInput in) throws IOException {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = in.readInt();
        }
        batches.load(in);
        looksWithoutBetter = in.readInt();
    }
}
