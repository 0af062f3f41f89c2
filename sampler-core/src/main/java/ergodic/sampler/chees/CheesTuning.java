package ergodic.sampler.chees;

import ergodic.sampler.metric.Metric;

/**
 * The tuning of {@link Chees}.
 *
 * @param stepSize
 *            epsilon, the step of the integrator
 * @param length
 *            T, the longest time of a trajectory
 * @param metric
 *            M
 * @param warmup
 *            whether the walkers take turns, and the slope of the criterion is told
 */
public record CheesTuning(double stepSize, double length, Metric metric, boolean warmup) {}
