package ergodic.sampler.tempering;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Non-reversible parallel tempering from the prior: each chain is an ensemble of its own.
 *
 * @param settings
 *            rungs, trajectories, metric, warm-up
 */
public record TemperingMethod(TemperingSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return new TemperingStatistics(settings.rungs()).all();
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        Tempering kernel = new Tempering(TemperedLogDensity.of(density, "tempering"), settings);
        return new ChainKit<>(density, kernel, new TemperingWarmup(density, kernel.ensemble(), settings), start,
                transform);
    }
}
