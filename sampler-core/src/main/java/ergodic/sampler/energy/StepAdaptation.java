package ergodic.sampler.energy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Adapts a step to a mean squared energy error (after Robnik, De Luca, Silverstein and Seljak 2023, MCLMC): errors grow as the sixth
 * power of the step, so that the mean error of past steps says which step would have met the target: with a memory of some 150 steps for
 * the next step, over all since {@link #settle} for the one to keep. Errors far off have their full weight (theirs have less): a
 * posterior that is stiff in places has most of its mean from a few of them, and who does not count them misses it many times over. A
 * step that was taken back lowers a cap, which every good step lets grow again: a cap that only shrank would freeze a chain where the
 * trouble lies in the place and not in the step. No step is much longer than the one before it, since an error that is small by
 * chance says that far too long ones would do.
 */
public final class StepAdaptation {

    /**
     * Squared energy error over the target above which a step is too long where it is, and what such a one counts for: then one in 25
     * is, at most. That is five standard deviations of the error.
     */
    public static final double CUT = 25.0;

    private static final double MEMORY = 149.0 / 151.0;
    private static final double SHRINK = 0.8;
    private static final double GROW = 1.02;
    private static final double LONGER = 1.3;
    private static final double POWER = 6.0;

    private double target;
    private double stepSize;
    private double cap = Double.POSITIVE_INFINITY;
    private double sum;
    private double weights;
    private double settledSum;
    private long settled;

    /** An adaptation to this mean squared energy error of a step and dimension; {@link #restart} comes before all else. */
    public StepAdaptation(double target) {
        this.target = target;
    }

    /** The errors met from here on are compared with another target. What was learned of them stays: it is divided by the target's ratio. */
    public void aimAt(double newTarget) {
        sum *= target / newTarget;
        settledSum *= target / newTarget;
        target = newTarget;
    }

    /** Begins anew with this step. */
    public void restart(double initial) {
        stepSize = initial;
        sum = 0.0;
        weights = 0.0;
        cap = Double.POSITIVE_INFINITY;
        settle();
    }

    /** Begins the average of {@link #settled} anew. */
    public void settle() {
        settledSum = 0.0;
        settled = 0;
    }

    /**
     * Takes in one step, made with {@link #stepSize}.
     *
     * @param energyVariance
     *            its squared energy error over the dimension; not read of a step that diverged
     * @param diverging
     *            whether it was taken back
     */
    public void update(double energyVariance, boolean diverging) {
        observe(energyVariance, diverging, stepSize);
        if (diverging) {
            cap = SHRINK * stepSize;
            stepSize = cap;
            return;
        }
        cap *= GROW;
        // Short steps, whose errors may be those of rounding, weigh little.
        sum = MEMORY * sum + energyVariance / target;
        weights = MEMORY * weights + Math.pow(stepSize, POWER);
        stepSize = Math.min(Math.pow(weights / sum, 1.0 / POWER), Math.min(cap, LONGER * stepSize));
    }

    /**
     * Takes in one step for {@link #settled} alone.
     *
     * @param energyVariance
     *            its squared energy error over the dimension; not read of a step that diverged
     * @param diverging
     *            whether it was taken back
     * @param length
     *            its length
     */
    public void observe(double energyVariance, boolean diverging, double length) {
        settledSum += (diverging ? CUT : energyVariance / target) / Math.pow(length, POWER);
        settled++;
    }

    /** The step to be made next. */
    public double stepSize() {
        return stepSize;
    }

    /** The step that meets the target by all errors since {@link #settle}; the next one if there are none. */
    public double settled() {
        return settledSum == 0.0 ? stepSize : Math.pow(settled / settledSum, 1.0 / POWER);
    }

    /** Writes the whole state. */
    public void save(DataOutput out) throws IOException {
        out.writeDouble(target);
        out.writeDouble(stepSize);
        out.writeDouble(cap);
        out.writeDouble(sum);
        out.writeDouble(weights);
        out.writeDouble(settledSum);
        out.writeLong(settled);
    }

    /** Restores what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        target = in.readDouble();
        stepSize = in.readDouble();
        cap = in.readDouble();
        sum = in.readDouble();
        weights = in.readDouble();
        settledSum = in.readDouble();
        settled = in.readLong();
    }
}
