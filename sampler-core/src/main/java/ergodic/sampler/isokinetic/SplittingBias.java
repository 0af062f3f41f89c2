package ergodic.sampler.isokinetic;

/**
 * What the energy errors of a scheme's steps tell of the bias of variances, exactly for a Gaussian of one width and the Hamiltonian
 * dynamics with any refresh that isokinetic dynamics become in many dimensions. A step is a linear map
 * {@code K = [[a, b], [c, a]]} of (x, p), the stationary covariance diag(-b / c, 1), and the mean squared energy error
 * {@code 2 tr((E S)^2) + tr(E S)^2} with {@code E = (K^T K - I) / 2}.
 */
public final class SplittingBias {

    private static final double LONGEST = 4.0;
    /** Below it energy errors are those of rounding. */
    private static final double SHORTEST = 0.05;
    private static final double RESOLUTION = 1e-3;
    private static final int BISECTIONS = 60;

    private SplittingBias() {}

    /**
     * Relative error of the variance for a mean squared energy error of a step and dimension; that of the scheme's largest one for
     * a larger one, NaN for one that is not a number.
     */
    public static double bias(SplittingScheme scheme, double energyVariance) {
        if (Double.isNaN(energyVariance)) {
            return Double.NaN;
        }
        double high = SHORTEST;
        double largest = high;
        // To the edge of stability: where the bias changes its sign energy errors fall for a while.
        while (!(energyVariance(scheme, high) >= energyVariance)) {
            if (!(high < LONGEST && energyVariance(scheme, high) >= 0.0)) {
                return error(scheme, largest);
            }
            largest = energyVariance(scheme, high) > energyVariance(scheme, largest) ? high : largest;
            high += RESOLUTION;
        }
        double low = high > SHORTEST ? high - RESOLUTION : 0.0;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = 0.5 * (low + high);
            if (energyVariance(scheme, middle) < energyVariance) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return error(scheme, 0.5 * (low + high));
    }

    /** Relative error of the variance of a standard normal with steps of this length. */
    static double error(SplittingScheme scheme, double epsilon) {
        double[] k = map(scheme, epsilon);
        return -k[1] / k[2] - 1.0;
    }

    /** Mean squared energy error of a step; NaN where it is not stable. */
    static double energyVariance(SplittingScheme scheme, double epsilon) {
        double[] k = map(scheme, epsilon);
        double variance = -k[1] / k[2];
        if (!(Math.abs(k[0]) < 1.0 && variance > 0.0)) {
            return Double.NaN;
        }
        double xx = 0.5 * (k[0] * k[0] + k[2] * k[2] - 1.0);
        double xp = 0.5 * (k[0] * k[1] + k[2] * k[3]);
        double pp = 0.5 * (k[1] * k[1] + k[3] * k[3] - 1.0);
        double trace = xx * variance + pp;
        return 2.0 * (xx * variance * xx * variance + 2.0 * xp * xp * variance + pp * pp) + trace * trace;
    }

    /** The map of (x, p), row by row. */
    private static double[] map(SplittingScheme scheme, double epsilon) {
        double[] k = {1.0, 0.0, 0.0, 1.0};
        for (int i = 0; i <= scheme.gradients(); i++) {
            double kick = epsilon * scheme.kick(i);
            k[2] -= kick * k[0];
            k[3] -= kick * k[1];
            if (i < scheme.gradients()) {
                double drift = epsilon * scheme.drift(i);
                k[0] += drift * k[2];
                k[1] += drift * k[3];
            }
        }
        return k;
    }
}
