package ergodic.autodiff;

/**
 * What is left of log x! after the terms of Stirling's formula that cancel between log factorials:
 * {@code r(x) = log x! - x log x + x}, which is 0 at 0 and {@code log(2 pi x) / 2 + 1 / (12 x) - ...} for large x, and its
 * derivatives. Differences of log gammas of any size are differences of r and logarithms of ratios.
 */
public final class StirlingRemainder {

    private static final double HALF_LOG_2_PI = 0.918938533204672741780329736406;
    /** From here on by the asymptotic series. */
    private static final double LARGE = 10;
    /** {@code B_2k / (2k (2k - 1))}, the series' coefficients. */
    private static final double[] SERIES = new double[SpecialFunctions.BERNOULLI.length];
    /** Few of them do from here on. */
    private static final double VERY_LARGE = 50;
    private static final int FEW = 5;

    static {
        for (int k = 1; k <= SERIES.length; k++) {
            SERIES[k - 1] = SpecialFunctions.BERNOULLI[k - 1] / (2 * k * (2 * k - 1));
        }
    }

    private StirlingRemainder() {}

    /**
     * Derivative of order {@code order} of r at {@code x >= 0}; NaN below 0. Order 1 is {@code digamma(1 + x) - log x}, and so
     * on.
     */
    public static double value(int order, double x) {
        if (order < 0) {
            throw new IllegalArgumentException("the order of a derivative cannot be negative: " + order);
        }
        if (!(x >= 0)) {
            return Double.NaN;
        }
        return switch (order) {
            case 0 -> value(x);
            case 1 -> first(x);
            default -> higher(order - 1, x);
        };
    }

    private static double value(double x) {
        if (x >= LARGE) {
            return 0.5 * Math.log(x) + (HALF_LOG_2_PI + series(x));
        }
        return x == 0 ? 0 : SpecialFunctions.lgamma(1 + x) - x * (Math.log(x) - 1);
    }

    /**
     * The error of Stirling's formula, {@code r(x) - log(2 pi x) / 2 = 1 / (12 x) - ...}, for x above 0: what remains beside
     * {@code 1 / sqrt(2 pi x)} in a probability.
     */
    public static double error(double x) {
        return x >= LARGE ? series(x) : value(x) - 0.5 * Math.log(x) - HALF_LOG_2_PI;
    }

    private static double series(double x) {
        double inverse = 1 / x;
        double square = inverse * inverse;
        double sum = 0;
        for (int k = x >= VERY_LARGE ? FEW : SERIES.length; k >= 1; k--) {
            sum = Math.fma(sum, square, SERIES[k - 1]);
        }
        return sum * inverse;
    }

    private static double first(double x) {
        if (x >= LARGE) {
            double square = 1 / (x * x);
            double series = 0;
            for (int k = SpecialFunctions.BERNOULLI.length; k >= 1; k--) {
                series = series * square + SpecialFunctions.BERNOULLI[k - 1] / (2 * k);
            }
            return 0.5 / x - series * square;
        }
        return SpecialFunctions.digamma(1 + x) - Math.log(x);
    }

    /** The polygamma function of order m at 1 + x without its leading term {@code (-1)^(m+1) (m-1)! / x^m}. */
    private static double higher(int m, double x) {
        double sign = m % 2 == 0 ? -1 : 1;
        double factorial = 1; // (m - 1)!
        for (int i = 2; i < m; i++) {
            factorial *= i;
        }
        double leading = factorial * Math.pow(x, -m);
        if (x < LARGE + m) {
            return SpecialFunctions.polygamma(m, 1 + x) - sign * leading;
        }
        double square = 1 / (x * x);
        double rising = leading;
        double sum = -0.5 * m * leading / x;
        for (int k = 1; k <= SpecialFunctions.BERNOULLI.length; k++) {
            rising *= (2.0 * k + m - 1) * (2.0 * k + m - 2) / (2.0 * k * (2 * k - 1)) * square;
            sum += SpecialFunctions.BERNOULLI[k - 1] * rising;
        }
        return sign * sum;
    }
}
