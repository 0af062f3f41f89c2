package ergodic.sampler.variational;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Watches the lower bounds of a fit's steps: whether they tell that it left the posterior, and which window of steps had the highest. */
final class BoundWatch {

    /** Nats for each unknown by which bounds of a fit that does not leave the posterior never fall below the one at its beginning. */
    static final double LOST_NATS = 10;
    /** Bounds in a row by which it is told that a fit left the posterior: one may be the tail of what few draws estimate. */
    static final int LOST_STEPS = 10;

    /** Bounds below it are of a fit that left the posterior. */
    private double floor = Double.NEGATIVE_INFINITY;
    /** Steps in a row that were. */
    private int below;
    /** Sum of the bounds of the steps of this window, and their number. */
    private double sum;
    private int steps;
    /** Highest mean of a window that passed. */
    private double highest = Double.NEGATIVE_INFINITY;

    /** Looks where a fit begins, with so many unknowns; answers with the gradients of that. */
    int begin(StageComparison comparison, double[] parameters, long seed, int dimension) {
        int gradients = comparison.look(parameters, seed);
        floor = comparison.below(LOST_NATS * dimension);
        return gradients;
    }

    /** Takes the bound of a step; answers false where it and those before tell that the fit is lost. */
    boolean allows(double bound) {
        below = bound < floor ? below + 1 : 0;
        sum += bound;
        steps++;
        return below < LOST_STEPS;
    }

    /** Whether a bound is that of a fit which left the posterior. */
    boolean isLost(double bound) {
        return bound < floor;
    }

    /** Begins a window; answers whether the one that passed was as high as any, or the first. */
    boolean beginWindow() {
        double passed = steps == 0 ? Double.NEGATIVE_INFINITY : sum / steps;
        restart();
        if (passed < highest) {
            return false;
        }
        highest = passed;
        return true;
    }

    /** Forgets the window, whose fit goes back. */
    void restart() {
        below = 0;
        sum = 0;
        steps = 0;
    }

    void save(DataOutput out) throws IOException {
        out.writeDouble(floor);
        out.writeInt(below);
        out.writeDouble(sum);
        out.writeInt(steps);
        out.writeDouble(highest);
    }

    void load(DataInput in) throws IOException {
        floor = in.readDouble();
        below = in.readInt();
        sum = in.readDouble();
        steps = in.readInt();
        highest = in.readDouble();
    }
}
