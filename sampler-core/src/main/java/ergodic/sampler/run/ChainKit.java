package ergodic.sampler.run;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Tuner;
import ergodic.sampler.draws.DrawTransform;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Everything that one chain runs with. All of it belongs to that chain; it is used by one thread at a time, though not
 * always by the same one.
 *
 * @param <T>
 *            the tuning that kernel and tuner agree on
 * @param density
 *            the log density, given to the starting point
 * @param kernel
 *            the transition kernel (holds the density itself)
 * @param tuner
 *            chooses the tuning of each transition
 * @param start
 *            finds the first state
 * @param transform
 *            says what is stored of a state
 */
public record ChainKit<T>(LogDensity density, TransitionKernel<T> kernel, Tuner<T> tuner, StartingPoint start,
        DrawTransform transform) {

    /** Moves {@code state} by one transition, with the tuning of the moment. */
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        kernel.step(state, tuner.tuning(), rng, transition);
    }
}
