package ergodic.sampler.langevin;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.metric.Metric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The decaying steps of Welling and Teh (2011, section 2): {@code epsilon_t = a (b + t)^-gamma}, where t = 0, 1, ... counts
 * all transitions, those of the warm-up too. With gamma in (0.5, 1] the steps sum to infinity and their squares do not.
 * Their averages weight each draw with its step size (section 4.2), which {@link ergodic.sampler.Statistic#STEP_SIZE} records; predictions
 * and summaries here weigh all draws alike.
 */
public final class PolynomialDecay implements Tuner<LangevinTuning> {

    private final double scale;
    private final double offset;
    private final double exponent;
    private final Metric metric;
    private long transitions;
    private LangevinTuning tuning;

    /**
     * A schedule of steps.
     *
     * @param scale
     *            a, positive
     * @param offset
     *            b, positive
     * @param exponent
     *            gamma, in (0.5, 1]
     * @param metric
     *            preconditioner, constant
     */
    public PolynomialDecay(double scale, double offset, double exponent, Metric metric) {
        if (!(scale > 0.0 && scale < Double.POSITIVE_INFINITY)
                || !(offset > 0.0 && offset < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a decaying step needs a positive scale and offset, but got " + scale
                    + " and " + offset);
        }
        if (!(exponent > 0.5 && exponent <= 1.0)) {
            throw new IllegalArgumentException(
                    "the exponent of a decaying step must lie in (0.5, 1], but is " + exponent);
        }
        this.scale = scale;
        this.offset = offset;
        this.exponent = exponent;
        this.metric = metric;
        this.tuning = next();
    }

    /** The schedule that falls from {@code first} to {@code last} over {@code transitions} transitions. */
    public static PolynomialDecay between(double first, double last, long transitions, double exponent, Metric metric) {
        if (!(last < first) || transitions < 2) {
            throw new IllegalArgumentException("a decaying step must fall over at least 2 transitions, but goes from "
                    + first + " to " + last + " over " + transitions);
        }
        // first = a b^-g and last = a (b + n - 1)^-g give (b + n - 1) / b = (first / last)^(1/g).
        double offset = (transitions - 1) / (Math.pow(first / last, 1.0 / exponent) - 1.0);
        return new PolynomialDecay(first * Math.pow(offset, exponent), offset, exponent, metric);
    }

    private LangevinTuning next() {
        return new LangevinTuning(scale * Math.pow(offset + transitions, -exponent), metric);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        // The schedule does not depend on the state.
    }

    @Override
    public LangevinTuning tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        advance();
    }

    @Override
    public void finishWarmup() {
        // The schedule counts on.
    }

    @Override
    public void advance() {
        transitions++;
        tuning = next();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(transitions);
    }

    @Override
    public void load(DataInput in) throws IOException {
        transitions = in.readLong();
        tuning = next();
    }
}
