package ergodic.sampler.swag;

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
 * Independent draws by SWAG, a path a chain; several chains are multi-SWAG, a mixture of equal weights.
 *
 * @param settings
 *            steps, rates, points, batches
 */
public record SwagMethod(SwagSettings settings) implements SamplingMethod {

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return SwagFit.STATISTICS;
    }

    @Override
    public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new FitKit(density, new SwagFit(density, settings), start, transform);
    }
}
