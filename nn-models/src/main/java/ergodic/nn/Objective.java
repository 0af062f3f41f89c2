package ergodic.nn;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.optimize.ShuffledBatches;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a warm start maximises and by what it judges points: the log posterior of all rows, or estimates of it from batches
 * and from rows that are held back.
 */
final class Objective {

    private final LogDensity density;
    private final UniformRandomProvider rng;
    private final @Nullable StochasticLogDensity byRows;
    private final double perRow;
    private final int[] seen;
    private final int[] heldBack;
    /** Of the rows that are seen; null where all of them are taken at once. */
    private final @Nullable ShuffledBatches batches;
    private final int batchSize;

    Objective(LogDensity density, WarmStartSettings settings, UniformRandomProvider rng) {
        this.density = density;
        this.rng = rng;
        int rows = density instanceof StochasticLogDensity stochastic ? stochastic.rowCount() : 0;
        this.perRow = 1.0 / Math.max(1, rows);
        int held = Math.min((int) Math.round(settings.heldBack() * rows), Math.max(0, rows - 1));
        int size = Math.min(settings.batchSize(), rows - held);
        this.byRows = (held > 0 || size > 0) && density instanceof StochasticLogDensity stochastic ? stochastic : null;
        int[] order = new int[byRows == null ? 0 : rows];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        ShuffledBatches.shuffle(order, rng);
        this.heldBack = byRows == null ? order : Arrays.copyOf(order, held);
        this.seen = byRows == null ? order : Arrays.copyOfRange(order, held, rows);
        this.batchSize = size > 0 && byRows != null ? size : seen.length;
        this.batches = batchSize == seen.length ? null : new ShuffledBatches(seen, batchSize);
    }

    /** One over the number of rows: puts gradients on a scale that does not depend on it. */
    double perRow() {
        return perRow;
    }

    /** True if {@link #check} differs from {@link #evaluate}. */
    boolean needsChecks() {
        return byRows != null;
    }

    /** The value to climb, and its gradient. */
    double evaluate(double[] theta, double[] gradient) {
        if (byRows == null) {
            return density.evaluate(theta, gradient);
        }
        return byRows.evaluateSubset(theta, batches == null ? seen : batches.next(rng), batchSize, gradient);
    }

    /** The value to judge a point by; the gradient is filled but means nothing. */
    double check(double[] theta, double[] gradient) {
        return byRows == null || heldBack.length == 0
                ? density.evaluate(theta, gradient)
                : byRows.evaluateSubset(theta, heldBack, heldBack.length, gradient);
    }
}
