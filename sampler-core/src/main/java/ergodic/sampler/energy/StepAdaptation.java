package ergodic.sampler.energy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Adapts a step to a mean squared energy error (Robnik, De Luca, Silverstein and Seljak 2023, MCLMC): errors grow as the sixth power of
 * the step, so each says which step would have met the target; these are averaged with a memory of some 150 steps and less
 * weight for those far off. A step that diverges lowers a cap, which every good step lets grow again: a cap that only shrank
 * would freeze a chain where the trouble lies in the place and not in the step. No step is much longer than the one before it,
 * since an error that is small by chance says that far too long ones would do.
 */
public final class StepAdaptation {

    private static final double TRUST = 1.5;
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
    private double logSum;
    private long count;

    /** An adaptation to this mean squared energy error of a step and dimension; {@link #restart} comes before all else. */
    public StepAdaptation(double target) {
        this.target = target;
    }

    /** The errors met from here on are compared with another target. What was learned of them stays: it is divided by the target's ratio. */
    public void aimAt(double newTarget) {
        sum *= target / newTarget;
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

    /** Begins the average of {@link #averaged} anew. */
    public void settle() {
        logSum = 0.0;
        count = 0;
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
        if (diverging) {
            cap = SHRINK * stepSize;
            stepSize = cap;
            return;
        }
        cap *= GROW;
        double error = energyVariance / target + 1e-8;
        double distance = Math.log(error) / (POWER * TRUST);
        double weight = Math.exp(-0.5 * distance * distance);
        sum = MEMORY * sum + weight * error / Math.pow(stepSize, POWER);
        weights = MEMORY * weights + weight;
        stepSize = Math.min(Math.pow(weights / sum, 1.0 / POWER), Math.min(cap, LONGER * stepSize));
        logSum += Math.log(stepSize);
        count++;
    }

    /** The step to be made next. */
    public double stepSize() {
        return stepSize;
    }

    /** Geometric mean of the steps since {@link #settle}. */
    public double averaged() {
        return count == 0 ? stepSize : Math.exp(logSum / count);
    }

    /** Writes the whole state. */
    public void save(DataOutput out) throws IOException {
        out.writeDouble(target);
        out.writeDouble(stepSize);
        out.writeDouble(cap);
        out.writeDouble(sum);
        out.writeDouble(weights);
        out.writeDouble(logSum);
        out.writeLong(count);
    }

    /** Restores what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        target = in.readDouble();
        stepSize = in.readDouble();
        cap = in.readDouble();
        sum = in.readDouble();
        weights = in.readDouble();
        logSum = in.readDouble();
        count = in.readLong();
    }
}
