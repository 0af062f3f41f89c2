package ergodic.sampler.hmc;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Hamiltonian Monte Carlo with trajectories of a given length, and windowed warm-up.
 *
 * @param warmup
 *            metric, target acceptance, windows
 * @param settings
 *            length of the trajectories, jitter
 */
public record HmcMethod(WarmupSettings warmup, HmcSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return StaticHmc.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new StaticHmc(density, settings), warmup.tuner(density), start,
                transform);
    }
}
