package ergodic.sampler.mclmc;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Microcanonical Langevin dynamics without a Metropolis test. Its draws are approximate.
 *
 * @param settings
 *            exploration, metric, integrator, energy variance, decoherence
 */
public record MclmcMethod(MclmcSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return Mclmc.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new Mclmc(density, settings.scheme()), new MclmcWarmup(density, settings), start,
                transform);
    }
}
