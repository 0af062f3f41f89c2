package ergodic.sampler.stochastic;

import ergodic.sampler.metric.Metric;

/**
 * The tuning of {@link Sghmc}.
 *
 * @param stepSize
 *            step h in units of time, positive and finite
 * @param friction
 *            rate gamma at which the momentum is forgotten, positive and finite
 * @param metric
 *            M, the covariance of the momentum; constant in theta
 */
public record KineticTuning(double stepSize, double friction, Metric metric) {

    /** Checks step and friction. */
    public KineticTuning {
        if (!positive(stepSize) || !positive(friction)) {
            throw new IllegalArgumentException("step size and friction must be positive and finite, but are " + stepSize
                    + " and " + friction);
        }
    }

    private static boolean positive(double value) {
        return value > 0.0 && value < Double.POSITIVE_INFINITY;
    }
}
