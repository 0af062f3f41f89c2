package ergodic.autodiff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Products of an adjoint with the derivatives of the elementwise functions, written with the functions' own values where
 * those are at hand.
 */
final class ElementwiseDerivatives {

    private static final double TWO_OVER_SQRT_PI = 1.1283791670955125739;
    private static final double ONE_OVER_SQRT_2_PI = 0.39894228040143267794;
    private static final double SQRT_HALF = 0.70710678118654752440;

    private ElementwiseDerivatives() {}

    /** {@code dy f'(x)}, where {@code y = f(x)}. */
    static Tensor unary(UnaryFunction function, Tensor x, Tensor y, Tensor dy) {
        return switch (function) {
            case NEGATE -> dy.negate();
            case EXP -> dy.times(y);
            case LOG -> dy.dividedBy(x);
            case LOG1P -> dy.dividedBy(x.plus(1));
            case EXPM1 -> dy.times(y.plus(1));
            case SQRT -> dy.times(0.5).dividedBy(y);
            case SQUARE -> dy.times(2).times(x);
            // Not by the square, which overflows for an argument of 1e-160.
            case RECIPROCAL -> dy.times(y).times(y).negate();
            case TANH -> dy.times(one(x).minus(y.square()));
            case SIGMOID -> dy.times(y.times(one(x).minus(y)));
            case SOFTPLUS -> dy.times(x.sigmoid());
            // Of the value, not the argument, of which then only the rectifier has need.
            case RELU -> dy.times(y.unary(UnaryFunction.STEP));
            case GELU -> {
                Tensor cdf = x.times(SQRT_HALF).erf().plus(1).times(0.5);
                Tensor density = x.square().times(-0.5).exp().times(ONE_OVER_SQRT_2_PI);
                yield dy.times(cdf.plus(x.times(density)));
            }
            case SILU -> {
                Tensor sigmoid = x.sigmoid();
                yield dy.times(sigmoid.plus(y.times(one(x).minus(sigmoid))));
            }
            case ABS -> dy.times(x.unary(UnaryFunction.SIGN));
            case ERF -> dy.times(TWO_OVER_SQRT_PI).times(x.square().negate().exp());
            case SIN -> dy.times(x.cos());
            case COS -> dy.times(x.sin()).negate();
            case LGAMMA -> dy.times(x.digamma());
            case LOG1P_SQUARE -> {
                // 2 x / (1 + x^2) by the root of the divisor's reciprocal, which neither over- nor underflows.
                Tensor root = y.times(-0.5).exp();
                yield dy.times(2).times(x.times(root)).times(root);
            }
            case SIGN, STEP -> throw new IllegalStateException(function + " has derivative 0");
        };
    }

    /** {@code dy} times the derivative of the leaky rectifier. */
    static Tensor leakyRelu(double slope, Tensor x, Tensor dy) {
        return dy.times(x.unary(UnaryFunction.STEP).times(1 - slope).plus(slope));
    }

    /** {@code dy} times the derivative of the exponential linear unit {@code y}. */
    static Tensor elu(double alpha, Tensor x, Tensor y, Tensor dy) {
        return dy.times(select(x.unary(UnaryFunction.STEP), one(x), y.plus(alpha)));
    }

    /** {@code dy} times the derivative of {@code f(a, b)} in a. */
    static Tensor binaryFirst(BinaryFunction function, Tensor a, Tensor b, Tensor dy) {
        return switch (function) {
            case ADD, SUBTRACT -> dy;
            case MULTIPLY -> dy.times(b);
            case DIVIDE -> quotient(dy, a, b);
            case POW -> powBase(a, b, dy);
            case MAX -> dy.times(b.lessEqual(a));
            case MIN -> dy.times(a.lessEqual(b));
            case LESS, LESS_EQUAL, EQUAL -> throw new IllegalStateException(function + " has derivative 0");
        };
    }

    /** {@code dy} times the derivative of {@code y = f(a, b)} in b. */
    static Tensor binarySecond(BinaryFunction function, Tensor a, Tensor b, Tensor y, Tensor dy) {
        return switch (function) {
            case ADD -> dy;
            case SUBTRACT -> dy.negate();
            case MULTIPLY -> dy.times(a);
            case DIVIDE -> quotient(dy, a, b).times(y).negate();
            case POW -> {
                // 0^b is flat in b: y log 0 would be NaN there.
                Tensor positive = select(a.equal(a.tracer().constant(0)), one(a), a);
                yield dy.times(y.times(positive.log()));
            }
            case MAX -> dy.times(a.less(b));
            case MIN -> dy.times(b.less(a));
            case LESS, LESS_EQUAL, EQUAL -> throw new IllegalStateException(function + " has derivative 0");
        };
    }

    /** {@code dy} times the derivative of {@code f(a, b, c)} in its argument {@code i}; null if that is 0. */
    static @Nullable Tensor ternary(TernaryFunction function, int i, Tensor a, Tensor b, Tensor c, Tensor dy) {
        return switch (function) {
            case DEVIANCE -> switch (i) {
                case 0 -> dy.times(ternary(TernaryFunction.LOG_RATIO, a, b, c));
                case 1 -> null;
                default -> dy.times(b.minus(a));
            };
            case LOG_RATIO -> switch (i) {
                case 0 -> dy.dividedBy(a);
                case 1 -> null;
                default -> dy.negate();
            };
            case BINOMIAL_DEVIANCE -> switch (i) {
                case 0 -> dy.times(ternary(TernaryFunction.BINOMIAL_LOG_RATIO, a, b, c));
                case 1 -> dy.times(ternary(TernaryFunction.BINOMIAL_LOG_RATIO, b, a, c.negate()));
                default -> dy.times(b.times(c.sigmoid()).minus(a.times(c.negate().sigmoid())));
            };
            case BINOMIAL_LOG_RATIO -> switch (i) {
                case 0 -> dy.times(b.dividedBy(a.plus(b)).dividedBy(a));
                case 1 -> dy.negate().dividedBy(a.plus(b));
                default -> dy.times(c.negate().sigmoid()).negate();
            };
        };
    }

    private static Tensor ternary(TernaryFunction function, Tensor a, Tensor b, Tensor c) {
        return a.tracer().apply(new Op.Ternary(function), List.of(a, b, c));
    }

    /** {@code dy / b}; where b stands for many elements of the quotient, by one reciprocal. */
    private static Tensor quotient(Tensor dy, Tensor a, Tensor b) {
        boolean repeated = b.shape().size() < a.shape().size() || a.shape().isByRow() && !b.shape().isByRow();
        return repeated ? dy.times(b.reciprocal()) : dy.dividedBy(b);
    }

    private static Tensor powBase(Tensor a, Tensor b, Tensor dy) {
        if (b.node().op() instanceof Op.Constant(double[] values) && values.length == 1) {
            double exponent = values[0];
            return exponent == 0 ? dy.times(0) : dy.times(exponent).times(a.pow(exponent - 1));
        }
        // a^0 is flat in a, also at 0, where 0 * 0^-1 would be NaN.
        Tensor slope = b.times(a.pow(b.minus(1)));
        return dy.times(select(b.equal(b.tracer().constant(0)), b.tracer().constant(0), slope));
    }

    private static Tensor one(Tensor x) {
        return x.tracer().constant(1);
    }

    static Tensor select(Tensor condition, Tensor a, Tensor b) {
        return condition.tracer().apply(new Op.Select(), List.of(condition, a, b));
    }
}
