package ergodic.testing;

import com.sun.management.ThreadMXBean;
import ergodic.sampler.ChainState;
import ergodic.sampler.Fit;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import java.lang.management.ManagementFactory;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** What a transition allocates. */
public final class Allocation {

    private static final int TRANSITIONS = 100;
    /**
     * Vectors live in registers only once the JIT has compiled what uses them, in the background: so the rounds go on until one
     * allocates nothing. What allocates in compiled code does so in all of them.
     */
    private static final int MOST_ROUNDS = 2_000;

    private Allocation() {}

    /**
     * Bytes of the thread's own allocation a transition, by a kernel that starts at the origin: the least of several rounds.
     */
    public static <T> long bytesATransition(TransitionKernel<T> kernel, LogDensity density, T tuning) {
        Transition transition = new Transition(kernel.statistics());
        return bytes(density, (state, rng) -> kernel.step(state, tuning, rng, transition));
    }

    /** The same of the steps of a fit. */
    public static long bytesAStep(Fit fit, LogDensity density) {
        Transition transition = new Transition(fit.statistics());
        return bytes(density, (state, rng) -> fit.step(state, rng, transition));
    }

    /** The same of the draws of a fit that is finished. */
    public static long bytesADraw(Fit fit, LogDensity density) {
        Transition transition = new Transition(fit.statistics());
        return bytes(density, (state, rng) -> fit.draw(state, rng, transition));
    }

    private interface Step {
        void run(ChainState state, UniformRandomProvider rng);
    }

    private static long bytes(LogDensity density, Step step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(6L);
        ChainState state = new ChainState(density.dimension());
        state.refresh(density);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < TRANSITIONS; i++) {
                step.run(state, rng);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / TRANSITIONS;
    }
}
