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
 * @param largestError
 *            energy error above which a step is made in pieces
 */
public record MclmcTuning(double stepSize, double decoherence, Metric metric, int generation, double largestError) {

    /** Energy error that no step may have, whatever is asked of it. */
    public static final double DIVERGENCE = 1000.0;
}
