package ergodic.sampler.mclmc;

import ergodic.sampler.metric.Metric;

/**
 * The tuning of {@link Mclmc}.
 *
 * @param stepSize
 *            epsilon, for a velocity of length 1 in whitened coordinates: a standard normal of d dimensions is crossed in sqrt(d)
 * @param decoherence
 *            L, the time over which the velocity is forgotten; infinity keeps it
 * @param metric
 *            M
 * @param generation
 *            number of the metric, from 0: where it changes the velocity is drawn anew
 */
public record MclmcTuning(double stepSize, double decoherence, Metric metric, int generation) {}
