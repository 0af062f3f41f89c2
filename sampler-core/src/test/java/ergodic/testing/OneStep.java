package ergodic.testing;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Transitions of tests. */
public final class OneStep {

    private OneStep() {}

    /** What one step says, in an object of its own. */
    public static <T> Transition of(TransitionKernel<T> kernel, ChainState state, T tuning,
            UniformRandomProvider rng) {
        Transition transition = new Transition(kernel.statistics());
        kernel.step(state, tuning, rng, transition);
        return transition;
    }

    /** A transition of no kernel: one gradient, moved, and statistics of its own with these values. */
    public static Transition made(double logDensity, List<Statistic> own, double... values) {
        Transition transition = new Transition(own);
        transition.report(logDensity, 1, false, true, false);
        for (int i = 0; i < values.length; i++) {
            transition.set(i, values[i]);
        }
        return transition;
    }
}
