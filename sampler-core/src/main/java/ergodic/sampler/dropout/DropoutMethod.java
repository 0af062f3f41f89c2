package ergodic.sampler.dropout;

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
 * Independent draws of masks of weights that were fitted with such masks, one fit a chain.
 *
 * @param settings
 *            rate, form, steps, batches
 */
public record DropoutMethod(DropoutSettings settings) implements SamplingMethod {

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return DropoutFit.STATISTICS;
    }

    @Override
    public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new FitKit(density, new DropoutFit(density, settings), start, transform);
    }
}
