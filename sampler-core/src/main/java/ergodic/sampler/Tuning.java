package ergodic.sampler;

import ergodic.sampler.metric.Metric;

/**
 * What a transition kernel is told at each step and does not hold itself.
 *
 * @param stepSize
 *            step size of the integrator (for Langevin dynamics the step epsilon of the discretised diffusion)
 * @param metric
 *            metric, the inverse of which approximates the posterior covariance
 * @param warmup
 *            whether the transition belongs to the warm-up, where a kernel may be allowed less work
 */
public record Tuning(double stepSize, Metric metric, boolean warmup) {

    /** The tuning of a transition of the sampling phase. */
    public Tuning(double stepSize, Metric metric) {
        this(stepSize, metric, false);
    }
}
