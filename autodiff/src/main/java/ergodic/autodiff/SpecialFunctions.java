package ergodic.autodiff;

/**
 * Special functions of one real argument in double precision, to a few units in the last place (the tests say how many,
 * against values computed with 50 digits). Scalar kernels and the oracle call the same methods.
 *
 * <p>
 * The polynomials are Chebyshev fits made for this class at 60 digits, written as monomials of a variable scaled to
 * [-1, 1]; their truncation error is below 1e-17. NaN in, NaN out.
 */
public final class SpecialFunctions {

    private static final double HALF_LOG_2_PI = 0.918938533204672741780329736406;
    private static final double SQRT_HALF = 0.707106781186547524400844362105;

    /** erf(x) / x by powers of x^2, on {@code |x| <= 1}. */
    private static final double[] ERF = {1.1283791670955126, -0.3761263890318375, 0.11283791670954882,
            -0.026866170645077334, 0.005223977624823223, -0.0008548326981129666, 0.00012055331122299266,
            -1.4925595519506043e-05, 1.6461004480962034e-06, -1.6350354461959655e-07, 1.4660051998394848e-08,
            -1.1373902296430911e-09, 5.958930743134941e-11};

    /** (1 + 2x) exp(x^2) erfc(x) on {@code 0.75 <= x <= 28} by powers of (t - MIDDLE) / HALF, t = (x - 3.75) / (x + 3.75). */
    private static final double[] ERFCX = {1.2307203400048947, -0.09967191879523656, 0.007229327989865845,
            0.023119751310298555, -0.023121789447571726, 0.014326492326406237, -0.006650065494210008,
            0.0023675141526999957, -0.0006130930105345196, 9.11913370934975e-05, 5.1646076060735135e-06,
            -6.424170797706858e-06, 1.134039887526113e-06, 1.8549718376303514e-07, -1.0690170192836963e-07,
            2.2656979034531427e-09, 7.531411177499051e-09, -8.998853099319335e-10, -4.991381585455099e-10,
            9.633110698703382e-11, 2.602886061402461e-11, -6.115610380948309e-12};
    private static final double ERFCX_MIDDLE = 0.5 * (24.25 / 31.75 - 2.0 / 3);
    private static final double ERFCX_HALF = 0.5 * (24.25 / 31.75 + 2.0 / 3);

    /** lgamma(2 + z) / z by powers of z, on {@code |z| <= 1/2}. */
    private static final double[] LGAMMA = {0.42278433509846713, 0.3224670334241132, -0.06735230105319814,
            0.02058080842778463, -0.007385551028668096, 0.0028905103307343394, -0.0011927539120033873,
            0.0005096695250262799, -0.00022315475069647703, 9.945750665169756e-05, -4.492635166770342e-05,
            2.0507292365464966e-05, -9.438454884054723e-06, 4.374221208333783e-06, -2.044935323180052e-06,
            9.584290249224467e-07, -4.303234692956732e-07, 2.0192169921430407e-07, -1.341570273460026e-07,
            6.473973449314896e-08};

    /** digamma(x) / (x - root) by powers of 2x - 3, on {@code 1 <= x <= 2}. */
    private static final double[] DIGAMMA = {0.9510558760318328, -0.21181371064073024, 0.06013562106019684,
            -0.01855061538173984, 0.005936795278301761, -0.001935066664735652, 0.0006368880303865817,
            -0.00021074841288961643, 6.995018825112794e-05, -2.3258232466707952e-05, 7.741234508636364e-06,
            -2.578134894751126e-06, 8.589060721930695e-07, -2.8620904099739414e-07, 9.543298288278275e-08,
            -3.181266980138485e-08, 1.0527692435026686e-08, -3.5032218996509724e-09, 1.2469984616707403e-09,
            -4.197772636734229e-10, 8.734528429142953e-11, -2.7468150389464952e-11, 2.918622732168261e-11,
            -1.0015117602062808e-11};
    /** The positive root of digamma, in two parts. */
    private static final double DIGAMMA_ROOT_HIGH = 1.4616321449683622;
    private static final double DIGAMMA_ROOT_LOW = 9.549995429965697e-17;

    /** Bernoulli numbers B2, B4, ..., B20. */
    static final double[] BERNOULLI = {1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730,
            7.0 / 6,
            -3617.0 / 510, 43867.0 / 798, -174611.0 / 330};

    private SpecialFunctions() {}

    /** Error function: {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to x. */
    public static double erf(double x) {
        double a = Math.abs(x);
        if (a <= 1) {
            return x * horner(ERF, x * x);
        }
        return a < 6 ? Math.copySign(1 - erfcTail(a), x) : Double.isNaN(x) ? x : Math.copySign(1, x);
    }

    /** {@code 1 - erf(x)}, also accurate where that is tiny. */
    public static double erfc(double x) {
        if (x < 0.75) {
            return 1 - erf(x);
        }
        return x < 28 ? erfcTail(x) : Double.isNaN(x) ? x : 0;
    }

    private static double erfcTail(double x) {
        double square = x * x;
        return erfcTail(x, square, Math.fma(x, x, -square));
    }

    /** {@code erfc(x)} with x^2 in two parts, because the exponential magnifies its rounding. */
    private static double erfcTail(double x, double square, double rest) {
        double scaled = ((x - 3.75) / (x + 3.75) - ERFCX_MIDDLE) / ERFCX_HALF;
        return Math.exp(-square) * (1 - rest) * horner(ERFCX, scaled) / (1 + 2 * x);
    }

    /** Distribution function of the standard normal distribution. */
    public static double normalCdf(double x) {
        double y = -x * SQRT_HALF;
        if (!(Math.abs(y) >= 0.75)) {
            return 0.5 * (1 - erf(y));
        }
        // The square is that of x, not of the rounded y.
        double square = x * x;
        double tail = Math.abs(y) < 28 ? 0.5 * erfcTail(Math.abs(y), 0.5 * square, 0.5 * Math.fma(x, x, -square)) : 0;
        return x < 0 ? tail : 1 - tail;
    }

    /** {@code log(1 + x^2)} without overflow. */
    public static double log1pSquare(double x) {
        double a = Math.abs(x);
        return a > 1e9 ? 2 * Math.log(a) : Math.log1p(x * x);
    }

    /** Logistic function {@code 1 / (1 + e^-x)}. */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /** {@code log(1 + e^x)} without overflow or cancellation. */
    public static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }

    /** {@code x Phi(x)}, Phi the normal distribution function; 0 at minus infinity. */
    public static double gelu(double x) {
        return x == Double.NEGATIVE_INFINITY ? -0.0 : x * normalCdf(x);
    }

    /** {@code x sigmoid(x)}; 0 at minus infinity. */
    public static double silu(double x) {
        return x == Double.NEGATIVE_INFINITY ? -0.0 : x * sigmoid(x);
    }

    /**
     * Log of the absolute value of the gamma function; infinite at 0, at negative whole numbers and at both infinities.
     * Near its negative roots the error is a few units in the last place of 1.
     */
    public static double lgamma(double x) {
        if (x >= 8) {
            return stirling(x);
        }
        if (x > 2.5) {
            double y = x - 1;
            double product = y;
            while (y > 2.5) {
                y -= 1;
                product *= y;
            }
            return Math.log(product) + lgammaAboutTwo(y - 2);
        }
        if (x >= 1.5) {
            return lgammaAboutTwo(x - 2);
        }
        if (x >= 0.5) {
            return lgammaAboutTwo(x - 1) - Math.log(x);
        }
        if (x > 0) {
            return lgammaAboutTwo(x) - Math.log1p(x) - Math.log(x);
        }
        if (Double.isNaN(x)) {
            return x;
        }
        if (x == Math.rint(x)) {
            return Double.POSITIVE_INFINITY;
        }
        // Gamma(x) Gamma(-x) = -pi / (x sin(pi x))
        return Math.log(Math.PI / Math.abs(x * sinPi(x))) - lgamma(-x);
    }

    /** lgamma(2 + z) for {@code |z| <= 1/2}. */
    private static double lgammaAboutTwo(double z) {
        return z * horner(LGAMMA, z);
    }

    private static double stirling(double x) {
        double inverse = 1 / x;
        double square = inverse * inverse;
        double power = inverse;
        double series = 0;
        for (int k = 1; k <= BERNOULLI.length; k++) {
            series += BERNOULLI[k - 1] / (2 * k * (2 * k - 1)) * power;
            power *= square;
        }
        double leading = x > 1e300 ? (x - 0.5) * (Math.log(x) - 1) : (x - 0.5) * Math.log(x) - x;
        return leading + (x > 1e300 ? 0 : HALF_LOG_2_PI + series);
    }

    /**
     * Digamma function, the derivative of {@link #lgamma}. At 0 the infinity of the sign opposite to the zero's, at
     * negative whole numbers and minus infinity NaN.
     */
    public static double digamma(double x) {
        if (x >= 10) {
            double square = 1 / (x * x);
            double power = square;
            double series = 0;
            for (int k = 1; k <= BERNOULLI.length; k++) {
                series += BERNOULLI[k - 1] / (2 * k) * power;
                power *= square;
            }
            return Math.log(x) - 0.5 / x - series;
        }
        if (x > 2) {
            double y = x;
            double sum = 0;
            while (y > 2) {
                y -= 1;
                sum += 1 / y;
            }
            return sum + digammaOneToTwo(y);
        }
        if (x >= 1) {
            return digammaOneToTwo(x);
        }
        if (x > 0) {
            return digammaOneToTwo(1 + x) - 1 / x;
        }
        if (x == 0) {
            return -1 / x;
        }
        if (Double.isNaN(x) || x == Math.rint(x)) {
            return Double.NaN;
        }
        // digamma(x) = digamma(1 - x) - pi cot(pi x) = digamma(-x) - 1/x - pi cot(pi x)
        return digamma(-x) - 1 / x - Math.PI * cosPi(x) / sinPi(x);
    }

    private static double digammaOneToTwo(double x) {
        return ((x - DIGAMMA_ROOT_HIGH) - DIGAMMA_ROOT_LOW) * horner(DIGAMMA, 2 * x - 3);
    }

    /** Derivative of order {@code order} of the digamma function; order 0 is digamma itself, 1 trigamma. */
    public static double polygamma(int order, double x) {
        if (order < 0) {
            throw new IllegalArgumentException("the order of a polygamma function cannot be negative: " + order);
        }
        if (order == 0) {
            return digamma(x);
        }
        double sign = order % 2 == 0 ? -1 : 1;
        if (x > 0) {
            return sign * hurwitz(order, x);
        }
        if (x == 0) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (Double.isNaN(x) || Double.isInfinite(x)) {
            return Double.NaN;
        }
        if (x == Math.rint(x)) {
            return sign > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        // (-1)^n psi_n(1 - x) - psi_n(x) = pi times the n-th derivative of cot(pi x)
        return hurwitz(order, 1 - x) * (order % 2 == 0 ? sign : -1) - Math.PI * cotangentDerivative(order, x);
    }

    /** {@code n!} times the Hurwitz zeta function at {@code n + 1} and x: the sum of {@code n! / (x + k)^(n + 1)}. */
    private static double hurwitz(int n, double x) {
        double factorial = 1; // (n - 1)!
        for (int i = 2; i < n; i++) {
            factorial *= i;
        }
        double sum = 0;
        double y = x;
        while (y < 12 + n) {
            sum += Math.pow(y, -(n + 1));
            y += 1;
        }
        // Euler-Maclaurin for the rest (Abramowitz and Stegun 1964, 6.4.11)
        double term = factorial * Math.pow(y, -n);
        double tail = term + term * n / (2 * y);
        double square = 1 / (y * y);
        double rising = term; // (2k + n - 1)! / ((2k)! y^(2k + n)) at k = 0
        for (int k = 1; k <= BERNOULLI.length; k++) {
            rising *= (2.0 * k + n - 1) * (2.0 * k + n - 2) / (2.0 * k * (2 * k - 1)) * square;
            tail += BERNOULLI[k - 1] * rising;
        }
        return factorial * n * sum + tail;
    }

    /** The n-th derivative of cot(pi x), a polynomial of cot(pi x): d/dx p(c) = -pi (1 + c^2) p'(c). */
    private static double cotangentDerivative(int n, double x) {
        double[] p = new double[n + 2];
        p[1] = 1;
        for (int k = 0; k < n; k++) {
            double[] next = new double[n + 2];
            for (int i = 1; i <= k + 1; i++) {
                next[i - 1] -= Math.PI * i * p[i];
                next[i + 1] -= Math.PI * i * p[i];
            }
            p = next;
        }
        return horner(p, cosPi(x) / sinPi(x));
    }

    /** sin(pi x), exact reduction. */
    private static double sinPi(double x) {
        double half = Math.rint(2 * x);
        double rest = Math.PI * (x - 0.5 * half);
        return switch ((int) (half - 4 * Math.floor(half / 4))) {
            case 0 -> Math.sin(rest);
            case 1 -> Math.cos(rest);
            case 2 -> -Math.sin(rest);
            default -> -Math.cos(rest);
        };
    }

    private static double cosPi(double x) {
        double half = Math.rint(2 * x);
        double rest = Math.PI * (x - 0.5 * half);
        return switch ((int) (half - 4 * Math.floor(half / 4))) {
            case 0 -> Math.cos(rest);
            case 1 -> -Math.sin(rest);
            case 2 -> -Math.cos(rest);
            default -> Math.sin(rest);
        };
    }

    private static double horner(double[] coefficients, double x) {
        double result = coefficients[coefficients.length - 1];
        for (int i = coefficients.length - 2; i >= 0; i--) {
            result = Math.fma(result, x, coefficients[i]);
        }
        return result;
    }
}
