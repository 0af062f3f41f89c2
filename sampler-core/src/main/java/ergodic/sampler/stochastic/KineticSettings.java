package ergodic.sampler.stochastic;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.cycles.CosineCycle;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.warmup.FixedTuning;

/**
 * Settings of the kinetic methods with stochastic gradients.
 *
 * @param rule
 *            how gradients are estimated
 * @param stepSize
 *            step, positive
 * @param friction
 *            rate at which the momentum is forgotten, positive
 * @param cycle
 *            cycles of steps
 */
public record KineticSettings(BatchRule rule, double stepSize, double friction, CosineCycle cycle) {

    /** What a chain runs with: a constant step, or cycles, and the unit metric. */
    ChainKit<?> kit(LogDensity density, TransitionKernel<KineticTuning> kernel, StartingPoint start,
            DrawTransform transform) {
        UnitMetric metric = new UnitMetric(density.dimension());
        return cycle.kit(density, kernel, new FixedTuning<>(new KineticTuning(stepSize, friction, metric)), stepSize,
                step -> new KineticTuning(step, friction, metric), // cold: once a chain
                start, transform);
    }
}
