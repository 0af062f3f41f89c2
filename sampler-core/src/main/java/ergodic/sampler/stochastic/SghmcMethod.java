package ergodic.sampler.stochastic;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.warmup.FixedTuning;
import java.util.List;

/**
 * Stochastic-gradient Hamiltonian Monte Carlo with a constant step and the unit metric. Its draws are approximate.
 *
 * @param batchSize
 *            rows of a gradient, at least 1; as many as there are, or more, mean all
 * @param stepSize
 *            step, positive
 * @param friction
 *            rate at which the momentum is forgotten, positive
 */
public record SghmcMethod(int batchSize, double stepSize, double friction) implements SamplingMethod {

    /** Checks the numbers. */
    public SghmcMethod {
        if (batchSize < 1) {
            throw new IllegalArgumentException("the batch size must be at least 1, but is " + batchSize);
        }
    }

    @Override
    public List<Statistic> statistics() {
        return Sghmc.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new Sghmc(density, batchSize),
                new FixedTuning<>(new KineticTuning(stepSize, friction, new UnitMetric(density.dimension()))), start,
                transform);
    }
}
