package ergodic.sampler.stochastic;

import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.optimize.ShuffledBatches;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Estimates of a gradient from a fresh batch each time, taken without replacement over shuffled epochs: within an epoch their errors
 * add to nothing. Order and place in the epoch are a state of the chain. Belongs to one chain.
 */
final class EpochBatches {

    private final StochasticLogDensity density;
    private final int batchSize;
    private final boolean allRows;
    private final ShuffledBatches batches;

    EpochBatches(StochasticLogDensity density, int batchSize) {
        this.density = density;
        this.allRows = batchSize >= density.rowCount();
        this.batchSize = Math.min(batchSize, density.rowCount());
        this.batches = ShuffledBatches.ofAll(density.rowCount(), this.batchSize);
    }

    /** Density and gradient by the next batch; by all rows, and without random numbers, where a batch has as many. */
    double evaluate(double[] theta, double[] gradient, UniformRandomProvider rng) {
        return allRows ? density.evaluate(theta, gradient)
                : density.evaluateSubset(theta, batches.next(rng), batchSize, gradient);
    }

    void save(DataOutput out) throws IOException {
        if (!allRows) {
            batches.save(out);
        }
    }

    void load(DataInput in) throws IOException {
        if (!allRows) {
            batches.load(in);
        }
    }
}
