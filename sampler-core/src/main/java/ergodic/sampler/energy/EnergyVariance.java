package ergodic.sampler.energy;

import ergodic.sampler.Statistic;

/**
 * What the energy errors of leapfrog steps with any refresh of the momentum tell of the bias, exactly for Gaussians: the mean
 * squared error of a step is {@code 4 s^3 / (1 - s)} a dimension, and variances are {@code r = s / (1 - s)} too large (the bias of
 * unadjusted Hamiltonian Monte Carlo: arXiv 2412.08876, with b = r^2).
 */
public final class EnergyVariance {

    /**
     * The squared energy error of a step over the dimension: its mean tells the bias, and the tuner steers it. NaN for a step that was
     * taken back.
     */
    public static final Statistic STATISTIC = Statistic.real("energy_variance",
            "squared energy error of the step over the dimension");

    /** Pieces that a step was made in: 1 unless its energy error would have been far above the target. */
    public static final Statistic PIECES = Statistic.integer("step_pieces", "pieces that the step was made in");

    private static final int BISECTIONS = 60;

    private EnergyVariance() {}

    /** Mean squared energy error of a step and dimension, for a relative error of the variance. */
    public static double ofBias(double bias) {
        double s = bias / (1.0 + bias);
        return 4.0 * s * s * s / (1.0 - s);
    }

    /**
     * Relative error of the variance for a mean squared energy error; NaN for one that is not a number, infinite for an infinite
     * one.
     */
    public static double bias(double energyVariance) {
        if (!(energyVariance < Double.POSITIVE_INFINITY)) {
            return energyVariance;
        }
        double low = 0.0;
        double high = 1.0;
        for (int i = 0; i < BISECTIONS; i++) {
            double s = 0.5 * (low + high);
            if (4.0 * s * s * s / (1.0 - s) < energyVariance) {
                low = s;
            } else {
                high = s;
            }
        }
        double s = 0.5 * (low + high);
        return s / (1.0 - s);
    }
}
