package ergodic.sampler.mams;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * The Metropolis-adjusted microcanonical sampler with its warm-up.
 *
 * @param settings
 *            metric, target acceptance, length, windows
 */
public record MamsMethod(MamsSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return Mams.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new Mams(density), new MamsWarmup(density, settings), start, transform);
    }
}
