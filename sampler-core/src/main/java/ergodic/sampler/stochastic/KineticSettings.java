package ergodic.sampler.stochastic;

import ergodic.sampler.Tuner;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.UnitMetric;
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
 */
public record KineticSettings(BatchRule rule, double stepSize, double friction) {

    /** A constant step and the unit metric. */
    Tuner<KineticTuning> tuner(int dimension) {
        return new FixedTuning<>(new KineticTuning(stepSize, friction, new UnitMetric(dimension)));
    }
}
