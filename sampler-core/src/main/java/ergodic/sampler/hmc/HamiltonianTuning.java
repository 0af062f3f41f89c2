package ergodic.sampler.hmc;

import ergodic.sampler.metric.Metric;

/**
 * The tuning of Hamiltonian kernels.
 *
 * @param stepSize
 *            step size of the integrator
 * @param metric
 *            metric, the inverse of which approximates the posterior covariance
 * @param warmup
 *            whether the transition belongs to the warm-up, where a kernel may be allowed less work
 */
public record HamiltonianTuning(double stepSize, Metric metric, boolean warmup) {

    /** The tuning of a transition of the sampling phase. */
    public HamiltonianTuning(double stepSize, Metric metric) {
        this(stepSize, metric, false);
    }
}
