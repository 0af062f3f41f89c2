package ergodic.sampler.batches;

import ergodic.sampler.StochasticLogDensity;

/**
 * How gradients are estimated.
 *
 * @param size
 *            rows of a batch, at least 1; as many as there are, or more, mean all
 * @param order
 *            in which order rows come
 * @param controlVariate
 *            whether the batch's gradient at the chain's first state is taken off, and that of all rows there added
 */
public record BatchRule(int size, BatchOrder order, boolean controlVariate) {

    /** Checks the size. */
    public BatchRule {
        if (size < 1) {
            throw new IllegalArgumentException("the batch size must be at least 1, but is " + size);
        }
    }

    /** Plain estimates from batches of so many rows. */
    public BatchRule(int size, BatchOrder order) {
        this(size, order, false);
    }

    /** Whether a gradient has all rows, so that it is exact. */
    public boolean takesAll(int rows) {
        return size >= rows;
    }

    /** Estimates for one chain. */
    public BatchGradient of(StochasticLogDensity density) {
        return new BatchGradient(density, this);
    }
}
