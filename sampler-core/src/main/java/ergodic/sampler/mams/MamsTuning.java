package ergodic.sampler.mams;

import ergodic.sampler.metric.Metric;

/**
 * The tuning of {@link Mams}.
 *
 * @param stepSize
 *            epsilon, the step of the integrator
 * @param meanSteps
 *            mean number of steps of a trajectory, at least 1
 * @param metric
 *            M
 */
public record MamsTuning(double stepSize, double meanSteps, Metric metric) {

    /** Trajectories of this mean length, within what a trajectory may have. */
    static MamsTuning ofLength(double stepSize, double length, Metric metric) {
        return new MamsTuning(stepSize, Math.max(1.0, Math.min(Mams.MAX_STEPS, length / stepSize)), metric);
    }
}
