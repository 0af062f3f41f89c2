package ergodic.sampler.part;

import ergodic.sampler.DrawKind;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.Inference;
import java.util.List;

/**
 * A method that samples a part of the coordinates given the others. These stay at one point for all chains of a run, the one that a start of all coordinates
 * finds by the run's seed: so all chains have one target, and their agreement means what it means elsewhere. What is stored of a draw is whole.
 *
 * @param method
 *            makes the chains
 * @param part
 *            what is sampled
 * @param seed
 *            the run's
 */
public record PartMethod(SamplingMethod method, Part part, long seed) implements SamplingMethod {

    @Override
    public DrawKind kind() {
        return method.kind();
    }

    @Override
    public boolean linearised() {
        return method.linearised();
    }

    @Override
    public List<Statistic> statistics() {
        return method.statistics();
    }

    @Override
    public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        BoundPart bound = BoundPart.of(part, seed, density, start);
        return new PartInference(bound.density(),
                method.kit(bound.density(), bound.start(), new PartTransform(bound.density(), transform)));
    }
}
