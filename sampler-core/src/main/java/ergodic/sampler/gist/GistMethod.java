package ergodic.sampler.gist;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.hmc.WindowedWarmup;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Hamiltonian Monte Carlo that chooses step size, trajectory length or both at each transition, with windowed warm-up.
 *
 * @param warmup
 *            metric, target acceptance of the base step, windows
 * @param settings
 *            what is chosen, and within what
 */
public record GistMethod(WarmupSettings warmup, GistSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return Gist.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new Gist(density, settings),
                new WindowedWarmup(density, warmup, Gist.BASE_ACCEPTANCE), start, transform);
    }
}
