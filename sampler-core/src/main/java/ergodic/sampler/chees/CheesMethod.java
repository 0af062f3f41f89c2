package ergodic.sampler.chees;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Hamiltonian Monte Carlo whose length is adapted by an ensemble of each chain.
 *
 * @param settings
 *            metric, target acceptance, walkers, windows
 */
public record CheesMethod(CheesSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return Chees.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new Chees(density, settings), new CheesWarmup(density, settings), start,
                transform);
    }
}
