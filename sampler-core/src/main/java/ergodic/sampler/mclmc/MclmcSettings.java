package ergodic.sampler.mclmc;

import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.metric.MetricKind;

/**
 * Settings of {@link MclmcWarmup}.
 *
 * @param warmup
 *            warm-up transitions
 * @param exploration
 *            share of them that explores at high energy errors, from 0 and below 1
 * @param metric
 *            kind of metric that is adapted after the exploration
 * @param scheme
 *            integrator
 * @param energyVariance
 *            mean squared energy error of a step and dimension that the step is adapted to, positive
 * @param decoherence
 *            time over which the velocity is forgotten, in the metric's units for a velocity of length sqrt(d); 0 for one that is found
 */
public record MclmcSettings(int warmup, double exploration, MetricKind metric, SplittingScheme scheme,
        double energyVariance, double decoherence) {

    /** Target of the energy variance: variances of a Gaussian are then 0.98 times too large. */
    public static final double ENERGY_VARIANCE = 5e-4;
    /** Share of the warm-up that explores. */
    public static final double EXPLORATION = 0.6;

    /** Checks the numbers. */
    public MclmcSettings {
        if (warmup < 0 || !(exploration >= 0.0 && exploration < 1.0) || !(energyVariance > 0.0)
                || !(decoherence >= 0.0)) {
            throw new IllegalArgumentException(
                    "mclmc needs a share of exploration from 0 and below 1, a positive energy"
                            + " variance and a decoherence that is not negative, but got " + exploration + ", "
                            + energyVariance + " and " + decoherence);
        }
    }

    /** The defaults above, a diagonal metric and steps of least error, for a warm-up of so many transitions. */
    public static MclmcSettings of(int warmup) {
        return new MclmcSettings(warmup, EXPLORATION, MetricKind.DIAGONAL, SplittingScheme.MINIMAL_NORM,
                ENERGY_VARIANCE, 0.0);
    }
}
