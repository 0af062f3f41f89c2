package ergodic.sampler.phases;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.Tuner;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Tunes the first kernel for so many transitions, then the second from what was found.
 *
 * @param <A>
 *            tuning of the first kernel
 * @param <B>
 *            tuning of the second
 */
public final class PhasedTuner<A extends Record, B extends Record> implements Tuner<PhasedTuning<A, B>> {

    private final Tuner<A> first;
    private final SecondTuner<A, B> second;
    private final int transitions;
    private PhasedTuning<A, B> tuning;
    private int index;

    /**
     * The two in turn.
     *
     * @param transitions
     *            transitions of the first, not negative
     */
    public PhasedTuner(Tuner<A> first, SecondTuner<A, B> second, int transitions) {
        this.first = first;
        this.second = second;
        this.transitions = transitions;
        this.tuning = new PhasedTuning<>(first.tuning(), null);
    }

    @Override
    public void start(ChainState state, UniformRandomProvider rng) {
        first.start(state, rng);
        follow(state, rng);
    }

    /** Hands over where the first one has had its transitions, and shows the tuning of whose turn it is. */
    private void follow(ChainState state, UniformRandomProvider rng) {
        if (index == transitions) {
            first.finishWarmup();
            second.take(first.tuning());
            second.start(state, rng);
        }
        show();
    }

    private void show() {
        tuning = index < transitions ? new PhasedTuning<>(first.tuning(), null)
                : new PhasedTuning<>(null, second.tuning());
    }

    @Override
    public PhasedTuning<A, B> tuning() {
        return tuning;
    }

    @Override
    public void adapt(ChainState state, Transition transition, UniformRandomProvider rng) {
        index++;
        if (index <= transitions) {
            first.adapt(state, transition, rng);
            follow(state, rng);
        } else {
            second.adapt(state, transition, rng);
            show();
        }
    }

    /** Needs the transitions of the first tuner to be over. */
    @Override
    public void finishWarmup() {
        if (index < transitions) {
            throw new IllegalStateException("the warm-up ends after " + index + " transitions, but its first part has "
                    + transitions);
        }
        second.finishWarmup();
        show();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(index);
        first.save(out);
        second.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        index = in.readInt();
        first.load(in);
        second.load(in);
        show();
    }
}
