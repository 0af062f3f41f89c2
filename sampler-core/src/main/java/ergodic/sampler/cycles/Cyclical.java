package ergodic.sampler.cycles;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A kernel whose steps go through cycles. The first transition of a cycle makes all steps that explore, and then its own: so whatever
 * keeps transitions keeps none of those, and nothing else has to know of cycles. What it says of a transition is that of its last step,
 * with the gradients of all of them and a divergence of any. It pauses after each step that explores, where it may.
 * The place in the cycle is saved.
 *
 * @param <T>
 *            the kernel's tuning
 */
public final class Cyclical<T> implements TransitionKernel<CycleTuning<T>> {

    private final TransitionKernel<T> kernel;
    private int next;

    /** Cycles of a kernel. */
    public Cyclical(TransitionKernel<T> kernel) {
        this.kernel = kernel;
    }

    @Override
    public List<Statistic> statistics() {
        return kernel.statistics();
    }

    @Override
    public void step(ChainState state, CycleTuning<T> tuning, UniformRandomProvider rng, Transition transition) {
        int gradients = 0;
        boolean diverging = false;
        boolean cut = false;
        while (next < tuning.explored()) {
            kernel.step(state, tuning.steps().get(next), rng, transition);
            next++;
            if (transition.mayPause()) {
                transition.pause();
                return;
            }
            gradients += transition.gradients();
            diverging |= transition.diverging();
            cut |= transition.cut();
        }
        kernel.step(state, tuning.steps().get(next), rng, transition);
        transition.addBefore(gradients, diverging, cut);
        next = next + 1 == tuning.steps().size() ? 0 : next + 1;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(next);
        kernel.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        next = in.readInt();
        kernel.load(in);
    }
}
