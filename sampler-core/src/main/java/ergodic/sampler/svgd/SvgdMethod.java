package ergodic.sampler.svgd;

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
 * Stein variational gradient descent: each chain of a run is a population of its own, and its draws are the particles.
 *
 * @param settings
 *            particles, steps, rate, batches
 */
public record SvgdMethod(SvgdSettings settings) implements SamplingMethod {

    @Override
    public DrawKind kind() {
        return DrawKind.POPULATION;
    }

    @Override
    public List<Statistic> statistics() {
        return SvgdFit.STATISTICS;
    }

    @Override
    public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new FitKit(density, new SvgdFit(density, start, settings), start, transform);
    }
}
