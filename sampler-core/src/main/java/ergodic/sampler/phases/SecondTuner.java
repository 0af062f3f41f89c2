package ergodic.sampler.phases;

import ergodic.sampler.Tuner;

/**
 * A tuner that goes on from what the tuner of another kernel found.
 *
 * @param <A>
 *            tuning of the first kernel
 * @param <B>
 *            tuning of its own kernel
 */
public interface SecondTuner<A extends Record, B extends Record> extends Tuner<B> {

    /** Takes over what the first one found; called once, before {@link #start}. */
    void take(A found);
}
