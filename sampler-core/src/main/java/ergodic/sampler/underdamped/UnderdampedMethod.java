package ergodic.sampler.underdamped;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Underdamped Langevin dynamics without a Metropolis test. Its draws are approximate.
 *
 * @param settings
 *            metric, energy variance, decoherence, windows
 */
public record UnderdampedMethod(UnderdampedSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return Underdamped.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new Underdamped(density), new UnderdampedWarmup(density, settings), start,
                transform);
    }
}
