package ergodic.sampler.warmup;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import ergodic.sampler.Tuning;
import ergodic.sampler.metric.Metric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/** A given step size and metric, never changed: also the constant schedule of stochastic-gradient samplers. */
public final class FixedTuning implements Tuner {

    private final Tuning warmup;
    private final Tuning sampling;
    private boolean finished;

    /** Tuning by the given numbers. */
    public FixedTuning(double stepSize, Metric metric) {
        if (!(stepSize > 0.0 && stepSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the step size must be positive and finite, but is " + stepSize);
        }
        this.warmup = new Tuning(stepSize, metric, true);
        this.sampling = new Tuning(stepSize, metric, false);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        // Nothing to find.
    }

    @Override
    public Tuning tuning() {
        return finished ? sampling : warmup;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        // Nothing to learn.
    }

    @Override
    public void finishWarmup() {
        finished = true;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(finished);
    }

    @Override
    public void load(DataInput in) throws IOException {
        finished = in.readBoolean();
    }
}
