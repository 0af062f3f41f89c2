package ergodic.sampler.stochastic;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Stochastic-gradient Hamiltonian Monte Carlo with a constant step or in cycles, and the unit metric. Its draws are approximate.
 *
 * @param settings
 *            batches, step, friction and cycles
 */
public record SghmcMethod(KineticSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return Sghmc.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return settings.kit(density, new Sghmc(density, settings.rule()), start, transform);
    }
}
