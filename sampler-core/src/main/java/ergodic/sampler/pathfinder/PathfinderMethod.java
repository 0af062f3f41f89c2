package ergodic.sampler.pathfinder;

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
 * Independent draws by multi-path Pathfinder, a fit of several paths a chain.
 *
 * @param settings
 *            steps, paths, history, candidates
 */
public record PathfinderMethod(PathfinderSettings settings) implements SamplingMethod {

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return PathfinderFit.STATISTICS;
    }

    @Override
    public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new FitKit(density, new PathfinderFit(density, start, settings), start, transform);
    }
}
