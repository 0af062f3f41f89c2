package ergodic.nn;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StochasticLogDensity;
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
    /** Rows that are seen: in random order, taken batch by batch, shuffled anew when too few are left. */
    private final int[] seen;
    private final int[] heldBack;
    private final int[] batch;
    private int next;

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
        shuffle(order);
        this.heldBack = byRows == null ? order : java.util.Arrays.copyOf(order, held);
        this.seen = byRows == null ? order : java.util.Arrays.copyOfRange(order, held, rows);
        this.batch = new int[size > 0 && byRows != null ? size : seen.length];
        this.next = seen.length;
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
        if (batch.length == seen.length) {
            return byRows.evaluateSubset(theta, seen, seen.length, gradient);
        }
        if (next + batch.length > seen.length) {
            shuffle(seen);
            next = 0;
        }
        System.arraycopy(seen, next, batch, 0, batch.length);
        next += batch.length;
        return byRows.evaluateSubset(theta, batch, batch.length, gradient);
    }

    /** The value to judge a point by; the gradient is filled but means nothing. */
    double check(double[] theta, double[] gradient) {
        return byRows == null || heldBack.length == 0
                ? density.evaluate(theta, gradient)
                : byRows.evaluateSubset(theta, heldBack, heldBack.length, gradient);
    }

    private void shuffle(int[] rows) {
        for (int i = rows.length - 1; i > 0; i--) {
            int j = rng.nextInt(i + 1);
            int swap = rows[i];
            rows[i] = rows[j];
            rows[j] = swap;
        }
    }
}
