package ergodic.sampler.warmup;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Dual averaging of the log step size towards a target acceptance (Nesterov 2009; Hoffman and Gelman 2014, section 3.2,
 * equation 6): {@code x_t = mu - sqrt(t) / gamma * s_t}, where {@code s_t} averages {@code delta - acceptance} with weight
 * {@code 1 / (t + t0)}, and the iterates are averaged with weight {@code t^-kappa}.
 */
public final class DualAveraging {

    private final DualAveragingSettings settings;
    private double mu;
    private long count;
    private double meanShortfall;
    private double averagedLogStep;
    private double stepSize;

    /** Starts at {@code stepSize}, as after {@link #restart}. */
    public DualAveraging(DualAveragingSettings settings, double stepSize) {
        this.settings = settings;
        restart(stepSize);
    }

    /** Forgets what was learnt and starts again at {@code initialStepSize}, drawn towards ten times that. */
    public void restart(double initialStepSize) {
        begin(initialStepSize, Math.log(10.0 * initialStepSize));
    }

    /** Forgets what was learnt and starts again at a step size that is about right, drawn towards it and no longer one. */
    public void restartNear(double nearStepSize) {
        begin(nearStepSize, Math.log(nearStepSize));
    }

    private void begin(double initialStepSize, double drawnTo) {
        mu = drawnTo;
        count = 0;
        meanShortfall = 0.0;
        averagedLogStep = 0.0;
        stepSize = initialStepSize;
    }

    /** Learns from the acceptance statistic of one transition; what exceeds 1 counts as 1. */
    public void update(double acceptance) {
        count++;
        double eta = 1.0 / (count + settings.offset());
        meanShortfall = (1.0 - eta) * meanShortfall + eta * (settings.target() - Math.min(acceptance, 1.0));
        double logStep = mu - meanShortfall * Math.sqrt((double) count) / settings.gamma();
        double weight = Math.pow((double) count, -settings.kappa());
        averagedLogStep = (1.0 - weight) * averagedLogStep + weight * logStep;
        stepSize = Math.exp(logStep);
    }

    /** Step size to explore with. */
    public double stepSize() {
        return stepSize;
    }

    /** Averaged step size to keep after the warm-up; before the first update, the initial one. */
    public double averagedStepSize() {
        return count == 0 ? stepSize : Math.exp(averagedLogStep);
    }

    /** Writes the state, without the settings. */
    public void save(DataOutput out) throws IOException {
        out.writeDouble(mu);
        out.writeLong(count);
        out.writeDouble(meanShortfall);
        out.writeDouble(averagedLogStep);
        out.writeDouble(stepSize);
    }

    /** Restores what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        mu = in.readDouble();
        count = in.readLong();
        meanShortfall = in.readDouble();
        averagedLogStep = in.readDouble();
        stepSize = in.readDouble();
    }
}
