package ergodic.sampler.smile;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.warmup.FixedTuning;
import java.util.List;

/**
 * Microcanonical Langevin dynamics with stochastic gradients and a constant step. Its draws are approximate.
 *
 * @param rule
 *            how gradients are estimated
 * @param stepSize
 *            step, positive
 * @param friction
 *            rate at which the velocity is forgotten beside what noise does, positive
 * @param preconditioned
 *            whether in units of the noise of gradients, which a warm-up learns; never where gradients have none
 */
public record SmileMethod(BatchRule rule, double stepSize, double friction,
        boolean preconditioned) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return Smile.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        Smile kernel = new Smile(density, rule);
        return preconditioned && !rule.takesAll(density.rowCount())
                ? new ChainKit<>(density, kernel, new NoiseWarmup(density, rule, stepSize, friction), start, transform)
                : new ChainKit<>(density, kernel,
                        new FixedTuning<>(new SmileTuning(stepSize, friction, new UnitMetric(density.dimension()))),
                        start, transform);
    }
}
