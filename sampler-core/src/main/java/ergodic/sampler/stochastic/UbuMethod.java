package ergodic.sampler.stochastic;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Kinetic Langevin dynamics by {@link Ubu} with a constant step or in cycles, and the unit metric. Its draws are approximate.
 *
 * @param settings
 *            batches, step, friction and cycles
 */
public record UbuMethod(KineticSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return Ubu.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return settings.kit(density, new Ubu(density, settings.rule()), start, transform);
    }
}
