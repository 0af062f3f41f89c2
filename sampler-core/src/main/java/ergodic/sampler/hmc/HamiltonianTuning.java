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
 * @param approach
 *            whether it belongs to the stretch before a metric is learnt, in which the chain may be far from where the mass is and a kernel need
 *            not be exact
 */
public record HamiltonianTuning(double stepSize, Metric metric, boolean warmup, boolean approach) {

    /** The tuning of a transition that is none of an approach. */
    public HamiltonianTuning(double stepSize, Metric metric, boolean warmup) {
        this(stepSize, metric, warmup, false);
    }

    /** The tuning of a transition of the sampling phase. */
    public HamiltonianTuning(double stepSize, Metric metric) {
        this(stepSize, metric, false);
    }
}
