package ergodic.sampler.smile;

import ergodic.sampler.metric.Metric;

/**
 * The tuning of {@link Smile}.
 *
 * @param stepSize
 *            step h in units of time in which a velocity has the length {@code sqrt(d)}, positive and finite
 * @param friction
 *            rate at which the velocity is forgotten beside what the noise of batches does, positive and finite
 * @param metric
 *            M, constant in theta: in the coordinates that it whitens the noise of gradients should be alike in all directions
 */
public record SmileTuning(double stepSize, double friction, Metric metric) {

    /** Checks step and friction. */
    public SmileTuning {
        if (!positive(stepSize) || !positive(friction)) {
            throw new IllegalArgumentException("step size and friction must be positive and finite, but are " + stepSize
                    + " and " + friction);
        }
    }

    private static boolean positive(double value) {
        return value > 0.0 && value < Double.POSITIVE_INFINITY;
    }
}
