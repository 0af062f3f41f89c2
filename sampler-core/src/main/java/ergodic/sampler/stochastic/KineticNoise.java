package ergodic.sampler.stochastic;

import ergodic.sampler.batches.BatchOrder;

/**
 * Noise of gradients along a direction.
 *
 * @param curvature
 *            curvature of the negative log density along it, positive
 * @param noise
 *            variance c of a gradient
 * @param batches
 *            N / n, batches in an epoch
 */
record KineticNoise(double curvature, double noise, double batches) {

    private static final int BISECTIONS = 50;

    /** Friction at which the momentum has the variance 1, between {@code friction} and what independent batches would ask for. */
    double thermostat(double h, double friction, BatchOrder order) {
        double low = friction;
        double high = friction + h * noise;
        for (int i = 0; i < BISECTIONS && high > low * (1 + 1e-12); i++) {
            double middle = 0.5 * (low + high);
            if (momentum(h, middle, friction, order) > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /** Mean variance of the momentum before and after the refresh, where the thermostat looks at it. */
    private double momentum(double h, double friction, double heat, BatchOrder order) {
        KineticMoments moments = KineticMoments.baoab(h, friction, heat, curvature);
        double after = moments.covariance(noise, batches, order).mean().d();
        double kept = Math.exp(-2 * friction * h);
        return 0.5 * (after + (after - heat / friction * (1 - kept)) / kept);
    }
}
