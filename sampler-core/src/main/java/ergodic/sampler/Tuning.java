package ergodic.sampler;

import ergodic.sampler.metric.Metric;

/**
 * What a transition kernel is told at each step and does not hold itself.
 *
 * @param stepSize
 *            step size of the integrator (for Langevin dynamics the step epsilon of the discretised diffusion)
 * @param metric
 *            metric, the inverse of which approximates the posterior covariance
 */
public record Tuning(double stepSize, Metric metric) {}
