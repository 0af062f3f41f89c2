package ergodic.sampler.laplace;

import ergodic.sampler.DrawKind;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.ChosenScales;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.FitKit;
import ergodic.sampler.run.Inference;
import java.util.List;

/**
 * Independent draws by Laplace's approximation at a mode, a mode a chain.
 *
 * @param settings
 *            the climb, and which curvature
 */
public record LaplaceMethod(LaplaceSettings settings) implements SamplingMethod {

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return LaplaceFit.STATISTICS;
    }

    @Override
    public boolean linearised() {
        return settings.predictions() != LaplacePredictions.NETWORK;
    }

    @Override
    public ChosenScales chosenScales() {
        return settings.priorScale().stored();
    }

    @Override
    public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new FitKit(density,
                new LaplaceFit(density, settings, transform instanceof CentredTransform centred ? centred : null),
                start, transform);
    }
}
