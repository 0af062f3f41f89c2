package ergodic.sampler.metropolis;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Random-walk Metropolis with its warm-up.
 *
 * @param settings
 *            metric, target acceptance, windows
 */
public record RandomWalkMethod(RandomWalkSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return RandomWalkMetropolis.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new RandomWalkMetropolis(density),
                new RandomWalkWarmup(density.dimension(), settings), start, transform);
    }
}
