package ergodic.sampler.batches;

import ergodic.sampler.ChainState;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.RowBatches;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Estimates of density and gradient from a fresh batch of rows each, by a {@link BatchRule}. Order of the rows, place in it and the
 * anchor of a control variate, which is the first state of the chain, are a state of the chain. Belongs to one chain.
 */
public final class BatchGradient {

    private final StochasticLogDensity density;
    private final @Nullable ControlVariate variate;
    private final boolean allRows;
    private final int batchSize;
    private final RowBatches batches;
    @Workspace("the last batch, within a transition")
    private int[] batch = new int[0];

    BatchGradient(StochasticLogDensity density, BatchRule rule) {
        this.density = density;
        this.allRows = rule.takesAll(density.rowCount());
        this.variate = rule.controlVariate() && !allRows ? new ControlVariate(density) : null;
        this.batchSize = Math.min(rule.size(), density.rowCount());
        this.batches = (allRows ? BatchOrder.EPOCHS : rule.order()).of(density.rowCount(), batchSize);
    }

    /** Number of coordinates. */
    public int dimension() {
        return density.dimension();
    }

    /** Gradients of batches that an estimate takes. */
    public int gradients() {
        return variate == null ? 1 : 2;
    }

    /** To be called before each transition: takes the first state, whose gradient is that of all rows, for the anchor. */
    public void begin(ChainState state) {
        if (variate != null && !variate.anchored()) {
            variate.anchorAt(state.theta(), state.logDensity(), state.gradient());
        }
    }

    /** Takes the next batch, and by it {@link #again}. */
    public double evaluate(double[] theta, double[] gradient, UniformRandomProvider rng) {
        advance(rng);
        return again(theta, gradient);
    }

    /** Takes the next batch. */
    public void advance(UniformRandomProvider rng) {
        if (!allRows) {
            batch = batches.next(rng);
        }
    }

    /** Density and gradient by the batch taken last; by all rows, and without random numbers, where a batch has as many. */
    public double again(double[] theta, double[] gradient) {
        if (allRows) {
            return density.evaluate(theta, gradient);
        }
        return variate == null ? density.evaluateSubset(theta, batch, batchSize, gradient)
                : variate.evaluateSubset(theta, batch, batchSize, gradient);
    }

    /** Writes order, place and anchor. */
    public void save(DataOutput out) throws IOException {
        if (!allRows) {
            batches.save(out);
        }
        if (variate != null) {
            variate.save(out);
        }
    }

    /** Restores what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        if (!allRows) {
            batches.load(in);
        }
        if (variate != null) {
            variate.load(in);
        }
    }
}
