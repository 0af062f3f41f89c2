package ergodic.sampler.smc;

import ergodic.sampler.DrawKind;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.FitKit;
import ergodic.sampler.run.Inference;
import java.util.List;

/**
 * Tempered sequential Monte Carlo: each chain of a run is a population of its own, and its draws are the particles. A run of it has as many
 * steps of warm-up as the settings have sweeps.
 *
 * @param settings
 *            particles, moves, metric
 */
public record SmcMethod(SmcSettings settings) implements SamplingMethod {

    @Override
    public DrawKind kind() {
        return DrawKind.POPULATION;
    }

    @Override
    public List<Statistic> statistics() {
        return SmcStatistics.ALL;
    }

    /** Particles begin at draws of the prior, so the given start is not looked for: the state that a run begins with is such a draw. */
    @Override
    public Inference kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        TemperedLogDensity tempered = TemperedLogDensity.of(density, "smc");
        PriorDensity prior = tempered.prior();
        StartingPoint draw = new PriorStart(prior);
        return new FitKit(density, new Smc(tempered, settings), draw, transform);
    }
}
