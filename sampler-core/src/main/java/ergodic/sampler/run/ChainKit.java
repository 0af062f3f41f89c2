package ergodic.sampler.run;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Tuner;
import ergodic.sampler.draws.DrawTransform;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Everything that one Markov chain runs with. Its first phase is the warm-up, in which the tuner adapts.
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
        DrawTransform transform) implements Inference {

    @Override
    public DrawKind kind() {
        return DrawKind.CHAIN;
    }

    @Override
    public List<Statistic> statistics() {
        return kernel.statistics();
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        tuner.start(state, rng);
    }

    @Override
    public void firstStep(ChainState state, UniformRandomProvider rng, Transition transition) {
        step(state, rng, transition);
        if (!transition.paused()) {
            tuner.adapt(state, transition, rng);
        }
    }

    @Override
    public void endFirstPhase(ChainState state) {
        tuner.finishWarmup();
    }

    @Override
    public void drawStep(ChainState state, UniformRandomProvider rng, Transition transition) {
        step(state, rng, transition);
        if (!transition.paused()) {
            tuner.advance();
        }
    }

    private void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        kernel.step(state, tuner.tuning(), rng, transition);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Blobs.write(out, tuner::save);
        Blobs.write(out, kernel::save);
    }

    @Override
    public void load(DataInput in) throws IOException {
        Blobs.read(in, tuner::load);
        Blobs.read(in, kernel::load);
    }
}
