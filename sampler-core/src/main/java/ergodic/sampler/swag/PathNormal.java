package ergodic.sampler.swag;

/**
 * The normal distribution {@code N(m, (diag(s) + D D' / (K - 1)) / 2)} of a path (Maddox et al. 2019, equation 1): draws, and their
 * densities in O(d K) by the matrix determinant and inversion lemmas. Of fewer than two points the low-rank part is left out.
 */
final class PathNormal {

    /** Least variance of a coordinate, so that a coordinate that stood still has a density (the authors' own bound). */
    private static final double LEAST_VARIANCE = 1e-30;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
    private static final double HALF = 0.5;

    private final PathMoments moments;
    private final double[] roots;
    /** Cholesky factor of I + W'W, where W is the low-rank part in units of the diagonal one. */
    private final double[][] factor;
    private final double[] along;
    private final double[] whitened;
    private int columns;
    private double scale;
    private double logDeterminant;

    /** Of moments, once {@link #prepare} was called. */
    PathNormal(PathMoments moments, int dimension, int rank) {
        this.moments = moments;
        this.roots = new double[dimension];
        this.factor = new double[rank][rank];
        this.along = new double[rank];
        this.whitened = new double[dimension];
    }

    /** Takes the moments as they are now. */
    void prepare() {
        columns = moments.columns() < 2 ? 0 : moments.columns();
        scale = columns == 0 ? 0 : Math.sqrt(HALF / (columns - 1));
        logDeterminant = 0;
        for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.sqrt(HALF * Math.max(LEAST_VARIANCE, moments.variance(i)));
            logDeterminant += 2 * Math.log(roots[i]);
        }
        for (int j = 0; j < columns; j++) {
            for (int k = 0; k <= j; k++) {
                factor[j][k] = (j == k ? 1 : 0) + scale * scale * inner(moments.deviation(j), moments.deviation(k));
            }
        }
        for (int j = 0; j < columns; j++) {
            for (int k = 0; k <= j; k++) {
                double entry = factor[j][k];
                for (int l = 0; l < k; l++) {
                    entry -= factor[j][l] * factor[k][l];
                }
                factor[j][k] = j == k ? Math.sqrt(entry) : entry / factor[k][k];
            }
            logDeterminant += 2 * Math.log(factor[j][j]);
        }
    }

    private double inner(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < roots.length; i++) {
            sum += a[i] / roots[i] * (b[i] / roots[i]);
        }
        return sum;
    }

    /** Columns of the low-rank part. */
    int columns() {
        return columns;
    }

    /**
     * Makes a draw of standard normals.
     *
     * @param single
     *            one for each coordinate
     * @param shared
     *            one for each column of the low-rank part; more are not looked at
     * @param draw
     *            filled; not the same array
     */
    void drawInto(double[] single, double[] shared, double[] draw) {
        double[] mean = moments.mean();
        for (int i = 0; i < draw.length; i++) {
            draw[i] = mean[i] + roots[i] * single[i];
        }
        for (int j = 0; j < columns; j++) {
            double[] deviation = moments.deviation(j);
            double weight = scale * shared[j];
            for (int i = 0; i < draw.length; i++) {
                draw[i] += weight * deviation[i];
            }
        }
    }

    /** Log density at a point. */
    double logDensity(double[] theta) {
        double[] mean = moments.mean();
        double square = 0;
        for (int i = 0; i < theta.length; i++) {
            whitened[i] = (theta[i] - mean[i]) / roots[i];
            square += whitened[i] * whitened[i];
        }
        for (int j = 0; j < columns; j++) {
            double[] deviation = moments.deviation(j);
            double sum = 0;
            for (int i = 0; i < theta.length; i++) {
                sum += deviation[i] / roots[i] * whitened[i];
            }
            sum *= scale;
            for (int k = 0; k < j; k++) {
                sum -= factor[j][k] * along[k];
            }
            along[j] = sum / factor[j][j];
            square -= along[j] * along[j];
        }
        return -HALF * (theta.length * LOG_TWO_PI + logDeterminant + square);
    }
}
