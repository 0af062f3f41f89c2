package ergodic.nn.predict;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Log probabilities of Poisson and negative binomial distributions by saddle points and deviances (Loader 2000), which keep
 * all digits where log gammas cancel: for any mean and shape, also at counts between whole numbers.
 *
 * <p>
 * With the shape phi, {@code n = k + phi} and {@code h(t) = t - log(1 + t)} the probability is {@code sqrt(phi / (2 pi k n))
 * exp(stirling(n) - stirling(phi) - stirling(k) - phi h(d / phi) - k h(-d / k))}, {@code d = phi (k - mean) / (phi + mean)};
 * for phi to infinity that is Poisson's, {@code exp(-stirling(k) - k h((mean - k) / k)) / sqrt(2 pi k)}.
 */
final class CountDensity {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final int TERMS = 14;
    private static final double[] RECIPROCALS = new double[TERMS + 2];

    static {
        for (int i = 1; i < RECIPROCALS.length; i++) {
            RECIPROCALS[i] = 1.0 / i;
        }
    }

    private CountDensity() {}

    /** {@code log Gamma(n + 1)} less Stirling's {@code (n + 1/2) log n - n + log(2 pi) / 2}, n above 0. */
    static double stirling(double n) {
        if (n < 15) {
            return LogGamma.value(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_2PI;
        }
        double square = 1 / (n * n);
        return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188)))) / n;
    }

    /** {@code t - log(1 + t)}, at least 0, for t above -1. */
    static double excess(double t) {
        if (Math.abs(t) > 0.1) {
            return t - Math.log1p(t);
        }
        double sum = 0;
        for (int i = TERMS; i >= 2; i--) {
            sum = RECIPROCALS[i] - t * sum;
        }
        return t * t * sum;
    }

    /**
     * {@code k h(-d / k)}: what the count's distance from its mean costs.
     *
     * @param k
     *            count, above 0
     * @param distance
     *            d
     * @param logRatio
     *            log of {@code (k - d) / k}, used where that is far from 1
     */
    private static double deviance(double k, double distance, double logRatio) {
        double t = -distance / k;
        return Math.abs(t) < 0.5 ? k * excess(t) : k * (t - logRatio);
    }

    /** Log probability of a count under Poisson's distribution. */
    static double poisson(double k, double mean, double logMean) {
        if (k == 0) {
            return -mean;
        }
        if (mean == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        return -deviance(k, k - mean, logMean - Math.log(k)) - stirling(k) - HALF_LOG_2PI - 0.5 * Math.log(k);
    }

    /** Log probability of a count under the negative binomial distribution of this mean and shape. */
    static double negativeBinomial(double k, double mean, double logMean, double shape) {
        if (shape == Double.POSITIVE_INFINITY) {
            return poisson(k, mean, logMean);
        }
        if (k == 0) {
            return -shape * Math.log1p(mean / shape);
        }
        if (mean == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double n = k + shape;
        double ratio = shape / (shape + mean);
        double distance = (k - mean) * ratio;
        double logRatio = logMean + Math.log(n / (shape + mean) / k);
        double t = (k - mean) / (shape + mean);
        double ofShape = t < -0.5 ? shape * (t - Math.log(n / (shape + mean))) : shape * excess(t);
        return stirling(n) - stirling(shape) - stirling(k) - ofShape - deviance(k, distance, logRatio) - HALF_LOG_2PI
                + 0.5 * Math.log(shape / n / k);
    }
}
