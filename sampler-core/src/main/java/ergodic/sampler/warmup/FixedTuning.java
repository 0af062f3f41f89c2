package ergodic.sampler.warmup;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A given tuning, or one for the warm-up and one for afterwards: also the constant schedule of stochastic-gradient samplers.
 *
 * @param <T>
 *            the method's tuning
 */
public final class FixedTuning<T extends Record> implements Tuner<T> {

    private final T warmup;
    private final T sampling;
    private boolean finished;

    /** Always {@code tuning}. */
    public FixedTuning(T tuning) {
        this(tuning, tuning);
    }

    /** One tuning for the warm-up and one for the draws. */
    public FixedTuning(T warmup, T sampling) {
        this.warmup = warmup;
        this.sampling = sampling;
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        // Nothing to find.
    }

    @Override
    public T tuning() {
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
