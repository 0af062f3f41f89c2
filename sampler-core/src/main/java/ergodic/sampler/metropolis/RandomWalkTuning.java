package ergodic.sampler.metropolis;

import ergodic.sampler.metric.Metric;

/**
 * The tuning of {@link RandomWalkMetropolis}.
 *
 * @param scale
 *            s, standard deviation of the proposals in the metric's units
 * @param metric
 *            M, the inverse of which approximates the posterior covariance
 * @param gradients
 *            whether the state's gradient is to be known, as a metric from draws and gradients needs it
 */
public record RandomWalkTuning(double scale, Metric metric, boolean gradients) {}
