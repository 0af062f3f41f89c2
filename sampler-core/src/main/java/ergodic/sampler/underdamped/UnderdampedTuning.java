package ergodic.sampler.underdamped;

import ergodic.sampler.metric.Metric;

/**
 * The tuning of {@link Underdamped}.
 *
 * @param stepSize
 *            epsilon, the step of the integrator
 * @param decoherence
 *            L, the time over which the momentum is forgotten, in the metric's units; infinity keeps it
 * @param metric
 *            M
 * @param generation
 *            number of the metric, from 0: where it changes the momentum is drawn anew
 */
public record UnderdampedTuning(double stepSize, double decoherence, Metric metric, int generation) {}
