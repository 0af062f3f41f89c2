package ergodic.autodiff.kernel;

import ergodic.autodiff.UnaryFunction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions of one number to 40 digits or more, slowly: the truth that kernels are measured against. Exponential and error
 * function by their Taylor series, logarithm by one Newton-like step from a double, complementary error function by its
 * continued fraction (Abramowitz and Stegun 1964, 7.1.14), gamma and its derivatives by Stirling's series (6.1.40).
 */
final class HighPrecision {

    private static final MathContext C = new MathContext(55, RoundingMode.HALF_EVEN);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal PI = new BigDecimal(
            "3.14159265358979323846264338327950288419716939937510582097494459230782");
    private static final List<BigDecimal> BERNOULLI = bernoulli(30);

    private HighPrecision() {}

    /** The value of a function at a finite number where it is finite. */
    static BigDecimal of(UnaryFunction function, double argument) {
        BigDecimal x = new BigDecimal(argument);
        return switch (function) {
            case EXP -> exp(x);
            case EXPM1 -> expm1(x);
            case LOG -> log(x, argument);
            case LOG1P -> log1p(x, Math.log1p(argument));
            case TANH -> {
                BigDecimal e = expm1(x.abs().min(new BigDecimal(200)).multiply(TWO));
                BigDecimal y = e.divide(e.add(TWO, C), C);
                yield argument < 0 ? y.negate() : y;
            }
            case SIGMOID -> sigmoid(x);
            case SILU -> x.multiply(sigmoid(x), C);
            case SOFTPLUS -> {
                BigDecimal e = exp(x.abs().negate());
                yield x.max(BigDecimal.ZERO).add(log1p(e, Math.log1p(e.doubleValue())), C);
            }
            case ERF -> x.signum() < 0 ? erf(x.negate()).negate() : erf(x);
            case GELU -> {
                BigDecimal tail = erfc(x.abs().divide(TWO.sqrt(C), C)).multiply(HALF);
                yield x.multiply(argument < 0 ? tail : ONE.subtract(tail), C);
            }
            case LGAMMA -> lgamma(x);
            default -> throw new IllegalArgumentException("no reference for " + function);
        };
    }

    static BigDecimal exp(BigDecimal x) {
        return x.abs().compareTo(HALF) < 0 ? expm1(x).add(ONE, C) : power(x);
    }

    /** By the series of {@code x / 2^10}, squared ten times; far below the range of doubles, 0. */
    private static BigDecimal power(BigDecimal x) {
        if (x.doubleValue() < -1500) {
            return BigDecimal.ZERO;
        }
        BigDecimal y = taylor(x.divide(new BigDecimal(1024), C)).add(ONE, C);
        for (int i = 0; i < 10; i++) {
            y = y.multiply(y, C);
        }
        return y;
    }

    static BigDecimal expm1(BigDecimal x) {
        return x.abs().compareTo(HALF) < 0 ? taylor(x) : power(x).subtract(ONE, C);
    }

    private static BigDecimal taylor(BigDecimal x) {
        BigDecimal term = x.round(C);
        BigDecimal sum = term;
        for (int k = 2; term.signum() != 0 && negligible(term, sum) < 0; k++) {
            term = term.multiply(x, C).divide(new BigDecimal(k), C);
            sum = sum.add(term, C);
        }
        return sum;
    }

    /** Positive when a term no longer matters. */
    private static int negligible(BigDecimal term, BigDecimal sum) {
        int distance = (sum.precision() - sum.scale()) - (term.precision() - term.scale());
        return distance - 56;
    }

    private static BigDecimal log(BigDecimal x, double argument) {
        BigDecimal guess = new BigDecimal(Math.log(argument));
        if (guess.abs().compareTo(HALF) < 0) {
            return log1p(x.subtract(ONE), guess.doubleValue());
        }
        return guess.add(step(x, exp(guess)), C);
    }

    /** {@code log1p(x) = g + log((1 + x) / e^g)}. */
    private static BigDecimal log1p(BigDecimal x, double guess) {
        BigDecimal g = new BigDecimal(guess);
        BigDecimal difference = x.subtract(expm1(g), C);
        return g.add(difference.multiply(TWO).divide(x.add(TWO).add(expm1(g)), C), C);
    }

    /** {@code log(x / y)} for x very near y, to the third power of their relative distance. */
    private static BigDecimal step(BigDecimal x, BigDecimal y) {
        return x.subtract(y, C).multiply(TWO).divide(x.add(y, C), C);
    }

    private static BigDecimal sigmoid(BigDecimal x) {
        BigDecimal e = exp(x.abs().negate());
        return (x.signum() < 0 ? e : ONE).divide(ONE.add(e, C), C);
    }

    /** {@code 2 / sqrt(pi) e^(-x^2)} times the sum of {@code 2^n x^(2n + 1) / (2n + 1)!!}: all terms positive. */
    private static BigDecimal erf(BigDecimal x) {
        if (x.doubleValue() > 11) {
            return ONE;
        }
        BigDecimal square = x.multiply(x, C);
        BigDecimal term = x.round(C);
        BigDecimal sum = term;
        for (int n = 1; term.signum() != 0 && negligible(term, sum) < 0; n++) {
            term = term.multiply(square, C).multiply(TWO).divide(new BigDecimal(2 * n + 1), C);
            sum = sum.add(term, C);
        }
        return sum.multiply(TWO).multiply(exp(square.negate())).divide(PI.sqrt(C), C);
    }

    private static BigDecimal erfc(BigDecimal x) {
        if (x.compareTo(TWO) < 0) {
            return ONE.subtract(erf(x), C);
        }
        if (x.doubleValue() > 40) {
            return BigDecimal.ZERO;
        }
        BigDecimal fraction = x;
        for (int k = (int) (2000 / x.doubleValue()); k > 0; k--) {
            fraction = x.add(new BigDecimal(k).multiply(HALF).divide(fraction, C), C);
        }
        return exp(x.multiply(x).negate()).divide(fraction.multiply(PI.sqrt(C)), C);
    }

    private static BigDecimal lgamma(BigDecimal x) {
        if (x.signum() <= 0) {
            throw new IllegalArgumentException("no reference for the gamma function of " + x);
        }
        BigDecimal product = ONE;
        BigDecimal y = x;
        while (y.doubleValue() < 40) {
            product = product.multiply(y, C);
            y = y.add(ONE);
        }
        BigDecimal sum = y.subtract(HALF).multiply(log(y, y.doubleValue()), C).subtract(y, C)
                .add(log(PI.multiply(TWO), 2 * Math.PI).multiply(HALF), C);
        BigDecimal square = y.multiply(y, C);
        BigDecimal power = y;
        for (int k = 1; k <= BERNOULLI.size(); k++) {
            sum = sum.add(BERNOULLI.get(k - 1).divide(power.multiply(new BigDecimal(2 * k * (2 * k - 1))), C), C);
            power = power.multiply(square, C);
        }
        BigDecimal result = sum.subtract(log(product, product.doubleValue()), C);
        // At the roots 1 and 2 only rounding is left.
        return result.abs().compareTo(new BigDecimal("1e-45")) < 0 ? BigDecimal.ZERO : result;
    }

    /** Digamma (order 0, Abramowitz and Stegun 1964, 6.3.18) or trigamma (order 1, 6.4.12) at a positive number. */
    static BigDecimal polygamma(int order, double argument) {
        if (!(argument > 0) || order > 1) {
            throw new IllegalArgumentException("no reference for polygamma " + order + " of " + argument);
        }
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal y = new BigDecimal(argument);
        while (y.doubleValue() < 40) {
            sum = sum.add(order == 0 ? ONE.divide(y, C).negate() : ONE.divide(y.multiply(y, C), C), C);
            y = y.add(ONE, C);
        }
        BigDecimal square = y.multiply(y, C);
        BigDecimal power = order == 0 ? square : square.multiply(y, C);
        sum = order == 0 ? sum.add(log(y, y.doubleValue()), C).subtract(HALF.divide(y, C), C)
                : sum.add(ONE.divide(y, C), C).add(HALF.divide(square, C), C);
        for (int k = 1; k <= BERNOULLI.size(); k++) {
            BigDecimal b = BERNOULLI.get(k - 1);
            sum = order == 0 ? sum.subtract(b.divide(power.multiply(new BigDecimal(2 * k)), C), C)
                    : sum.add(b.divide(power, C), C);
            power = power.multiply(square, C);
        }
        return sum;
    }

    /** B2, B4 and so on, by their recurrence in whole numbers over a common factor. */
    private static List<BigDecimal> bernoulli(int count) {
        MathContext wide = new MathContext(120);
        List<BigDecimal> all = new ArrayList<>();
        for (int n = 0; n <= 2 * count; n++) {
            BigDecimal sum = BigDecimal.ZERO;
            BigInteger choose = BigInteger.ONE;
            for (int k = 0; k < n; k++) {
                sum = sum.add(all.get(k).multiply(new BigDecimal(choose)), wide);
                choose = choose.multiply(BigInteger.valueOf(n + 1 - k)).divide(BigInteger.valueOf(k + 1));
            }
            all.add(n == 0 ? BigDecimal.ONE : sum.negate().divide(new BigDecimal(n + 1), wide));
        }
        List<BigDecimal> even = new ArrayList<>();
        for (int n = 2; n <= 2 * count; n += 2) {
            even.add(all.get(n));
        }
        return even;
    }
}
