package ergodic.autodiff.kernel.scalar;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Deviance;
import ergodic.autodiff.SpecialFunctions;
import ergodic.autodiff.StirlingRemainder;
import ergodic.autodiff.TernaryFunction;
import ergodic.autodiff.UnaryFunction;

/** Elementwise functions of single numbers: the scalar twins of the vector kernels, and what small values use. */
public final class ScalarMath {

    private ScalarMath() {}

    /** Value of a function of one argument. */
    public static double unary(UnaryFunction function, double x) {
        return switch (function) {
            case NEGATE -> -x;
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case EXPM1 -> Math.expm1(x);
            case SQRT -> Math.sqrt(x);
            case SQUARE -> x * x;
            case RECIPROCAL -> 1 / x;
            case TANH -> Math.tanh(x);
            case SIGMOID -> SpecialFunctions.sigmoid(x);
            case SOFTPLUS -> SpecialFunctions.softplus(x);
            case RELU -> relu(x);
            case GELU -> SpecialFunctions.gelu(x);
            case SILU -> SpecialFunctions.silu(x);
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case STEP -> step(x);
            case ERF -> SpecialFunctions.erf(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case LGAMMA -> SpecialFunctions.lgamma(x);
            case LOG1P_SQUARE -> SpecialFunctions.log1pSquare(x);
        };
    }

    /** Value of a function of two arguments. */
    public static double binary(BinaryFunction function, double a, double b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POW -> Math.pow(a, b);
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
            case LESS -> less(a, b);
            case LESS_EQUAL -> lessEqual(a, b);
            case EQUAL -> equal(a, b);
        };
    }

    /** Value of a function of three arguments. */
    public static double ternary(TernaryFunction function, double a, double b, double c) {
        return switch (function) {
            case DEVIANCE -> Deviance.poisson(a, b, c);
            case LOG_RATIO -> Deviance.logRatio(a, b, c);
            case BINOMIAL_DEVIANCE -> Deviance.binomial(a, b, c);
            case BINOMIAL_LOG_RATIO -> Deviance.binomialLogRatio(a, b, c);
        };
    }

    /** Value of a derivative of {@link StirlingRemainder}. */
    public static double stirlingRemainder(int order, double x) {
        return StirlingRemainder.value(order, x);
    }

    /** {@code x <= 0 ? 0 : x}: NaN stays. */
    public static double relu(double x) {
        return x <= 0 ? 0 : x;
    }

    /** 1 above 0, 0 up to it; NaN stays. */
    public static double step(double x) {
        return x > 0 ? 1 : x <= 0 ? 0 : x;
    }

    /** 1 if {@code a < b}, else 0. */
    public static double less(double a, double b) {
        return a < b ? 1 : 0;
    }

    /** 1 if {@code a <= b}, else 0. */
    public static double lessEqual(double a, double b) {
        return a <= b ? 1 : 0;
    }

    /** 1 if the numbers are equal, else 0. */
    public static double equal(double a, double b) {
        return a == b ? 1 : 0;
    }

    /** {@code a} where the condition is not 0, else {@code b}. */
    public static double select(double condition, double a, double b) {
        return condition != 0 ? a : b;
    }

    /** {@code x > 0 ? x : slope x}. */
    public static double leakyRelu(double slope, double x) {
        return x > 0 ? x : slope * x;
    }

    /** {@code x > 0 ? x : alpha expm1(x)}. */
    public static double elu(double alpha, double x) {
        return x > 0 ? x : alpha * Math.expm1(x);
    }
}
