package ergodic.sampler.part;

import ergodic.sampler.ChainState;
import ergodic.sampler.ConditionedLogDensity;
import ergodic.sampler.DrawKind;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.run.Inference;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a chain of a part of the coordinates runs with: that of its method, and in its checkpoint where the others are held.
 *
 * @param part
 *            the density of the part
 * @param chain
 *            what the method made for it
 */
record PartInference(ConditionedLogDensity part, Inference chain) implements Inference {

    @Override
    public DrawKind kind() {
        return chain.kind();
    }

    @Override
    public LogDensity density() {
        return chain.density();
    }

    @Override
    public StartingPoint start() {
        return chain.start();
    }

    @Override
    public DrawTransform transform() {
        return chain.transform();
    }

    @Override
    public List<Statistic> statistics() {
        return chain.statistics();
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        chain.begin(state, rng);
    }

    @Override
    public void firstStep(ChainState state, UniformRandomProvider rng, Transition transition) {
        chain.firstStep(state, rng, transition);
    }

    @Override
    public void endFirstPhase(ChainState state) {
        chain.endFirstPhase(state);
    }

    @Override
    public void drawStep(ChainState state, UniformRandomProvider rng, Transition transition) {
        chain.drawStep(state, rng, transition);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        double[] theta = new double[part.whole().dimension()];
        part.expandInto(new double[part.dimension()], theta);
        PlainVectors.writeAll(out, theta);
        chain.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        double[] theta = new double[part.whole().dimension()];
        PlainVectors.readInto(in, theta);
        part.hold(theta);
        chain.load(in);
    }
}
