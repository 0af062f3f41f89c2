package ergodic.sampler.map;

import ergodic.sampler.optimize.OptimizerKind;

/**
 * Settings of {@link MapFit}.
 *
 * @param steps
 *            largest number of steps, at least 1: the warm-up of {@link ergodic.sampler.run.RunSettings}
 * @param learningRate
 *            AdamW's, positive; it falls to 0 along a cosine over the steps. L-BFGS has none
 * @param tolerance
 *            norm of the gradient of the log density, of all rows, at which the fit has arrived; not negative
 * @param batchSize
 *            rows of a step, over shuffled epochs; 0 for all
 * @param optimizer
 *            what climbs
 * @param anchored
 *            whether each fit climbs by a normal prior that is moved to a draw of it
 * @param heldBack
 *            share of the rows that steps do not see and by which points are judged, below 1; 0 for none
 * @param patience
 *            hundredths of the fit without a better look at the rows held back after which it has arrived, at least 1
 */
public record MapSettings(int steps, double learningRate, double tolerance, int batchSize, OptimizerKind optimizer,
        boolean anchored, double heldBack, int patience) {

    /** Looks without a better one that are waited for. */
    static final int PATIENCE = 10;

    /** Most looks of a fit whose steps take some of the rows. */
    private static final int LOOKS = 100;

    /** Rows that steps take for each that is looked at, where all are. */
    private static final double SHARE = 10;

    /** Checks the numbers. */
    public MapSettings {
        if (steps < 1) {
            throw new IllegalArgumentException("a fit needs at least 1 step, not " + steps);
        }
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the learning rate must be a positive number, not " + learningRate);
        }
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("the tolerance must not be negative, but is " + tolerance);
        }
        if (batchSize < 0) {
            throw new IllegalArgumentException("the batch size must be at least 0, not " + batchSize);
        }
        if (!(heldBack >= 0 && heldBack < 1) || patience < 1) {
            throw new IllegalArgumentException(
                    "a share from 0 to below 1 can be held back, with a patience of at least 1,"
                            + " not " + heldBack + " and " + patience);
        }
        if (optimizer.searchesLines() && heldBack > 0) {
            throw new IllegalArgumentException(optimizer.key() + " goes to a mode and is not stopped early, but "
                    + heldBack + " of the rows are held back");
        }
        if (optimizer.searchesLines() && batchSize > 0) {
            throw new IllegalArgumentException(
                    optimizer.key() + " searches lines of one function and so takes no batches,"
                            + " but the batch size is " + batchSize);
        }
    }

    /** A climb by all rows that are given, to a mode. */
    public MapSettings(int steps, double learningRate, double tolerance, int batchSize, OptimizerKind optimizer) {
        this(steps, learningRate, tolerance, batchSize, optimizer, false, 0, PATIENCE);
    }

    /** A climb by AdamW. */
    public MapSettings(int steps, double learningRate, double tolerance, int batchSize) {
        this(steps, learningRate, tolerance, batchSize, OptimizerKind.ADAMW);
    }

    /** So many steps over all rows, learning rate 0.01, to a gradient of norm 0.1. */
    public static MapSettings of(int steps) {
        return new MapSettings(steps, 0.01, 0.1, 0);
    }

    /** The same by another optimiser. */
    public MapSettings withOptimizer(OptimizerKind kind) {
        return new MapSettings(steps, learningRate, tolerance, batchSize, kind, anchored, heldBack, patience);
    }

    /** The same by a prior that each fit moves to a draw of it. */
    public MapSettings withAnchors() {
        return new MapSettings(steps, learningRate, tolerance, batchSize, optimizer, true, heldBack, patience);
    }

    /** The same with a share of the rows held back, and so many hundredths of the fit that are waited for. */
    public MapSettings withHeldBack(double share, int hundredths) {
        return new MapSettings(steps, learningRate, tolerance, batchSize, optimizer, anchored, share, hundredths);
    }

    /**
     * Steps from one look to the next, where steps take some of the rows: a hundredth of the fit, or more where looks would read more than a tenth of the
     * rows that steps read, or, where rows held back decide when it stops, more than steps do.
     *
     * @param rows
     *            of the density
     */
    int stepsBetweenLooks(int rows) {
        double read = heldBack > 0 ? EarlyStopping.heldOf(rows, heldBack) : SHARE * rows;
        double dear = batchSize == 0 ? 1 : Math.ceil(read / batchSize);
        return (int) Math.max(hundredth(), Math.min(steps, dear));
    }

    /** A hundredth of the fit in steps, at least 1. */
    int hundredth() {
        return Math.max(1, steps / LOOKS);
    }

    /** Looks at the rows held back that are waited for: those of the patience, in hundredths of the fit, and 2 at least. */
    int patientLooks(int rows) {
        return (int) Math.max(Math.min(2, patience),
                Math.round((double) patience * hundredth() / stepsBetweenLooks(rows)));
    }
}
