package ergodic.autodiff;

/**
 * Half deviances of counts from their means, to a few units in the last place also where count and mean agree in nearly all
 * digits (Loader 2000, Fast and accurate computation of binomial probabilities). Arguments need not be whole numbers.
 */
public final class Deviance {

    /** {@code (log((1 + s) / (1 - s)) - 2 s) / s^3} by powers of s^2. */
    private static final double[] ARTANH = {2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17,
            2.0 / 19, 2.0 / 21};
    /** Ratios of a number to its mean between which the difference is exact enough to go by. */
    private static final double NEAR = 0.4;

    private Deviance() {}

    /**
     * {@code k log(k/m) - k + m}; m where k is 0, infinite where m is 0 and k is not.
     *
     * @param k
     *            not negative
     * @param mean
     *            m, used where it is a normal number
     * @param logMean
     *            log of m, used elsewhere
     */
    public static double poisson(double k, double mean, double logMean) {
        if (k == 0) {
            return mean;
        }
        double excess = (mean - k) / k;
        return Math.abs(excess) <= NEAR ? k * remainder(excess) : mean - k - k * farLog(k, mean, logMean, -1);
    }

    /** {@code log(k/m)}, arguments as those of {@link #poisson}. */
    public static double logRatio(double k, double mean, double logMean) {
        double excess = (mean - k) / k;
        return Math.abs(excess) <= NEAR ? -Math.log1p(excess) : farLog(k, mean, logMean, 1);
    }

    /** {@code sign log(k/m)} where k and m are not near each other. */
    private static double farLog(double k, double mean, double logMean, double sign) {
        double ratio = k / mean;
        boolean normal = ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE && mean >= Double.MIN_NORMAL;
        return sign * (normal ? Math.log(ratio) : Math.log(k) - logMean);
    }

    /**
     * {@code a log(a / (n p)) + b log(b / (n q))} with {@code n = a + b}.
     *
     * @param a
     *            successes, not negative
     * @param b
     *            failures, not negative
     * @param logit
     *            log odds of success, {@code log(p / q)}
     */
    public static double binomial(double a, double b, double logit) {
        if (a == 0) {
            return b == 0 ? 0 : b * SpecialFunctions.softplus(logit);
        }
        if (b == 0) {
            return a * SpecialFunctions.softplus(-logit);
        }
        double e = Math.exp(-Math.abs(logit));
        double larger = 1 / (1 + e); // of p and q
        double smaller = e * larger;
        double excess = logit >= 0 ? a * smaller - b * larger : a * larger - b * smaller;
        // Of the two terms -a log(1 - excess/a) - b log(1 + excess/b) the linear parts cancel.
        return part(a, b, -excess, logit) + part(b, a, excess, -logit);
    }

    private static double part(double a, double b, double excess, double logit) {
        double x = excess / a;
        return Math.abs(x) <= NEAR ? a * remainder(x) : excess + a * farBinomialLog(a, b, logit);
    }

    /** {@code log(a / (n p))}, arguments as those of {@link #binomial}. */
    public static double binomialLogRatio(double a, double b, double logit) {
        double x = b / a * SpecialFunctions.sigmoid(logit) - SpecialFunctions.sigmoid(-logit);
        return Math.abs(x) <= NEAR ? -Math.log1p(x) : farBinomialLog(a, b, logit);
    }

    private static double farBinomialLog(double a, double b, double logit) {
        double share = a / (a + b);
        double log = share > 0.5 ? -Math.log1p(b / a)
                : share >= Double.MIN_NORMAL ? Math.log(share) : Math.log(a) - Math.log(a + b);
        return log + SpecialFunctions.softplus(-logit);
    }

    /**
     * {@code x - log(1 + x)}, at least 0, for x above -1: {@code k excess((m - k) / k)} is the deviance of a count k from its
     * mean m.
     */
    public static double excess(double x) {
        return Math.abs(x) <= NEAR ? remainder(x) : x - Math.log1p(x);
    }

    /** {@code x - log(1 + x)} for {@code |x| <= 0.4}: with {@code s = x / (2 + x)} it is x s less the rest of 2 artanh s. */
    static double remainder(double x) {
        double s = x / (2 + x);
        double square = s * s;
        double sum = ARTANH[ARTANH.length - 1];
        for (int i = ARTANH.length - 2; i >= 0; i--) {
            sum = Math.fma(sum, square, ARTANH[i]);
        }
        return s * (x - square * sum);
    }
}
