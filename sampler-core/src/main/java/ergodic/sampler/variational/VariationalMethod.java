package ergodic.sampler.variational;

import ergodic.sampler.DrawKind;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.FitKit;
import ergodic.sampler.run.Inference;
import java.util.List;

/**
 * Independent draws of the nearest distribution of a family, a fit a chain.
 *
 * @param settings
 *            steps, family, how it is fitted
 */
public record VariationalMethod(VariationalSettings settings) implements SamplingMethod {

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return VariationalStatistics.ALL;
    }

    @Override
    public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new FitKit(density, new VariationalFit(density, settings), start, transform);
    }
}
