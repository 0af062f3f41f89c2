package ergodic.autodiff.kernel;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.SpecialFunctions;
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
            case RELU -> x <= 0 ? 0 : x;
            case GELU -> SpecialFunctions.gelu(x);
            case SILU -> SpecialFunctions.silu(x);
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case STEP -> x > 0 ? 1 : x <= 0 ? 0 : x;
            case ERF -> SpecialFunctions.erf(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case LGAMMA -> SpecialFunctions.lgamma(x);
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
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
        };
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
