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
public record MamsTuning(double stepSize, double meanSteps, Metric metric) {}
