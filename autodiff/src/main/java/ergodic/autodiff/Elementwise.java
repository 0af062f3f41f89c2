package ergodic.autodiff;

/** The value of each elementwise function at one point, as the interpreter computes it. */
final class Elementwise {

    private Elementwise() {}

    static double apply(UnaryFunction function, double x) {
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
            case RELU -> Math.max(x, 0.0);
            case GELU -> SpecialFunctions.gelu(x);
            case SILU -> SpecialFunctions.silu(x);
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case STEP -> x > 0 ? 1 : Double.isNaN(x) ? x : 0;
            case ERF -> SpecialFunctions.erf(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case LGAMMA -> SpecialFunctions.lgamma(x);
            case LOG1P_SQUARE -> SpecialFunctions.log1pSquare(x);
        };
    }

    static double apply(BinaryFunction function, double a, double b) {
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

    static double apply(TernaryFunction function, double a, double b, double c) {
        return switch (function) {
            case DEVIANCE -> Deviance.poisson(a, b, c);
            case LOG_RATIO -> Deviance.logRatio(a, b, c);
            case BINOMIAL_DEVIANCE -> Deviance.binomial(a, b, c);
            case BINOMIAL_LOG_RATIO -> Deviance.binomialLogRatio(a, b, c);
        };
    }

    /** {@code x > 0 ? x : slope * x}. */
    static double leakyRelu(double slope, double x) {
        return x > 0 ? x : slope * x;
    }

    /** {@code x > 0 ? x : alpha * expm1(x)}. */
    static double elu(double alpha, double x) {
        return x > 0 ? x : alpha * Math.expm1(x);
    }

    /** Polygamma function. */
    static double polygamma(int order, double x) {
        return SpecialFunctions.polygamma(order, x);
    }
}
