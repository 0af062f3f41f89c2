package ergodic.sampler.run;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Fit;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawTransform;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Everything that one fit runs with.
 *
 * @param density
 *            the log density, given to the starting point
 * @param fit
 *            the fit (holds the density itself)
 * @param start
 *            finds where it begins
 * @param transform
 *            says what is stored of a state
 */
public record FitKit(LogDensity density, Fit fit, StartingPoint start, DrawTransform transform) implements Inference {

    @Override
    public DrawKind kind() {
        return fit.kind();
    }

    @Override
    public List<Statistic> statistics() {
        return fit.statistics();
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        fit.begin(state, rng);
    }

    @Override
    public void firstStep(ChainState state, UniformRandomProvider rng, Transition transition) {
        fit.step(state, rng, transition);
    }

    @Override
    public void endFirstPhase(ChainState state) {
        fit.finish(state);
    }

    @Override
    public void drawStep(ChainState state, UniformRandomProvider rng, Transition transition) {
        fit.draw(state, rng, transition);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        fit.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        fit.load(in);
    }
}
