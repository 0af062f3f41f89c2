package ergodic.sampler.underdamped;

import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.warmup.WindowSchedule;

/**
 * Settings of {@link UnderdampedWarmup}.
 *
 * @param schedule
 *            buffers and windows
 * @param metric
 *            kind of metric that is adapted
 * @param energyVariance
 *            mean squared energy error of a step and dimension that the step is adapted to, positive
 * @param decoherence
 *            time over which the momentum is forgotten, in the metric's units, positive
 * @param stepSize
 *            a given step, that is not adapted; 0 for one that is
 */
public record UnderdampedSettings(WindowSchedule schedule, MetricKind metric, double energyVariance, double decoherence,
        double stepSize) {

    /** Target of the energy variance: variances of a Gaussian are then 1.04 times too large. */
    public static final double ENERGY_VARIANCE = 3e-4;
    /** Decoherence time: about the time in which a standard normal is crossed. */
    public static final double DECOHERENCE = 1.0;

    /** Checks the numbers. */
    public UnderdampedSettings {
        if (!(energyVariance > 0.0) || !(decoherence > 0.0)
                || !(stepSize >= 0.0 && stepSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "underdamped dynamics need a positive energy variance and decoherence time,"
                            + " and a step that is not negative, but got " + energyVariance + ", " + decoherence
                            + " and "
                            + stepSize);
        }
    }
}
