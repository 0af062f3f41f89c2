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

    /** Rows of the checks by all rows, as a share of those of the steps, at most: such a check only chooses between points of one climb. */
    private static final double SHARE = 0.1;

    private final LogDensity density;
    private final UniformRandomProvider rng;
    private final @Nullable StochasticLogDensity byRows;
    private final int rows;
    private final double perRow;
    private final int[] seen;
    private final int[] heldBack;
    /** Of the rows that are seen; null where all of them are taken at once. */
    private final @Nullable ShuffledBatches batches;
    private final int batchSize;

    Objective(LogDensity density, WarmStartSettings settings, UniformRandomProvider rng) {
        this.density = density;
        this.rng = rng;
        this.rows = density instanceof StochasticLogDensity stochastic ? stochastic.rowCount() : 0;
        this.perRow = 1.0 / Math.max(1, rows);
        int held = held(settings, rows);
        int size = batch(settings, rows);
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

    /** Rows of the density; 0 where it has none. */
    int rowCount() {
        return rows;
    }

    /**
     * Fewest steps from one check to the next: checks by rows that are held back, which decide when to stop, take no more rows than the
     * steps between them, and checks by all rows a tenth of those.
     *
     * @param rows
     *            of the density
     */
    static int stepsBetweenChecks(WarmStartSettings settings, int rows) {
        int held = held(settings, rows);
        int batch = batch(settings, rows);
        return batch == 0 || batch == rows - held ? 1 : (int) Math.ceil((held > 0 ? held : rows / SHARE) / batch);
    }

    /** True if what is climbed is not the density of all rows. */
    static boolean needsChecks(WarmStartSettings settings, int rows) {
        return held(settings, rows) > 0 || batch(settings, rows) > 0;
    }

    /** Rows of a step. */
    static int rowsOfStep(WarmStartSettings settings, int rows) {
        int batch = batch(settings, rows);
        return batch > 0 ? batch : rows - held(settings, rows);
    }

    /** Rows of a check. */
    static int rowsOfCheck(WarmStartSettings settings, int rows) {
        int held = held(settings, rows);
        return held > 0 ? held : rows;
    }

    private static int held(WarmStartSettings settings, int rows) {
        return Math.min((int) Math.round(settings.heldBack() * rows), Math.max(0, rows - 1));
    }

    /** Rows of a step; 0 for all that are not held back. */
    private static int batch(WarmStartSettings settings, int rows) {
        return Math.min(settings.batchSize(), rows - held(settings, rows));
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
