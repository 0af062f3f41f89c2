package ergodic.sampler.map;

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
 * The mode of the posterior, one a chain: members, not a sample. A run of it has as many steps of warm-up as the settings
 * have, and one draw.
 *
 * @param settings
 *            steps, learning rate, when it has arrived
 */
public record MapMethod(MapSettings settings) implements SamplingMethod {

    @Override
    public DrawKind kind() {
        return DrawKind.MEMBERS;
    }

    @Override
    public List<Statistic> statistics() {
        return MapFit.STATISTICS;
    }

    @Override
    public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new FitKit(density, new MapFit(density, settings), start, transform);
    }
}
