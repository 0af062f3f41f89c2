package ergodic.sampler.langevin;

import ergodic.sampler.metric.Metric;

/**
 * The tuning of {@link Sgld}.
 *
 * @param stepSize
 *            step epsilon of the discretised diffusion, positive and finite
 * @param metric
 *            preconditioner, constant in theta
 */
public record LangevinTuning(double stepSize, Metric metric) {

    /** Checks the step. */
    public LangevinTuning {
        if (!(stepSize > 0.0 && stepSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the step size must be positive and finite, but is " + stepSize);
        }
    }
}
