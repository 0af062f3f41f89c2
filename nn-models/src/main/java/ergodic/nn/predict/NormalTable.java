package ergodic.nn.predict;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * Standard normal density and distribution function by a table with Taylor steps.
 *
 * <p>
 * Mixtures over thousands of draws need these values by the hundred million. Nodes lie 1/64 apart on [-9, 9]; from the
 * nearest node, at most 1/128 away, a Taylor polynomial of degree 5 has an absolute error below 1e-14 (the sixth term is at
 * most 6 / 720 / 128^6 = 2e-15). It takes one table look-up and no transcendental function; {@code Erfc} takes one
 * exponential and two rational functions. Relative accuracy in the far tails is not kept: log densities are computed
 * otherwise.
 */
final class NormalTable {

    private static final double LIMIT = 9;
    private static final int PER_UNIT = 64;
    private static final int NODES = (int) (2 * LIMIT * PER_UNIT) + 1;
    private static final double[] CDF = new double[NODES];
    private static final double[] PDF = new double[NODES];

    static {
        for (int i = 0; i < NODES; i++) {
            double x = -LIMIT + (double) i / PER_UNIT;
            CDF[i] = 0.5 * Erfc.value(-x * Math.sqrt(0.5));
            PDF[i] = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
        }
    }

    private NormalTable() {}

    /** Distribution function. */
    static double cdf(double x) {
        if (!(x > -LIMIT)) {
            return x <= -LIMIT ? 0 : Double.NaN;
        }
        if (x >= LIMIT) {
            return 1;
        }
        int node = (int) ((x + LIMIT) * PER_UNIT + 0.5);
        double z = -LIMIT + (double) node / PER_UNIT;
        double d = x - z;
        double z2 = z * z;
        // Derivatives of the density are Hermite polynomials times the density.
        double series = 1 - d * (z / 2 - d * ((z2 - 1) / 6 - d * (z * (z2 - 3) / 24 - d * ((z2 - 6) * z2 + 3) / 120)));
        return CDF[node] + PDF[node] * d * series;
    }

    /** Density. */
    static double pdf(double x) {
        if (!(Math.abs(x) < LIMIT)) {
            return Double.isNaN(x) ? x : 0;
        }
        int node = (int) ((x + LIMIT) * PER_UNIT + 0.5);
        double z = -LIMIT + (double) node / PER_UNIT;
        double d = x - z;
        double z2 = z * z;
        return PDF[node]
                * (1 - d * (z - d * ((z2 - 1) / 2 - d * (z * (z2 - 3) / 6 - d * ((z2 - 6) * z2 + 3) / 24))));
    }
}
