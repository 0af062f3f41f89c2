package ergodic.autodiff.compile;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.SpecialFunctions;
import java.lang.foreign.MemorySegment;
import java.util.List;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Op;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.ScalarMath;

/**
 * Elementwise operators on global scalars, one after another, as a flat code of five numbers each: operator, result, operands.
 * Models that are written element by element (time series, mixtures) are mostly made of these; one switch an operator
 * costs less than one call of an instruction.
 */
final class ScalarBlock extends Instruction {

    private static final int ADD = 0;
    private static final int SUBTRACT = 1;
    private static final int MULTIPLY = 2;
    private static final int DIVIDE = 3;
    private static final int NEGATE = 4;
    private static final int SQUARE = 5;
    private static final int EXP = 6;
    private static final int LOG = 7;
    private static final int COPY = 8;
    private static final int SELECT = 9;
    private static final int OTHER_UNARY = 10;
    private static final int OTHER_BINARY = 11;
    private static final int LEAKY_RELU = 12;
    private static final int ELU = 13;
    private static final int POLYGAMMA = 14;

    private static final int STRIDE = 6;
    private static final List<UnaryFunction> UNARY = List.of(UnaryFunction.values());
    private static final List<BinaryFunction> BINARY = List.of(BinaryFunction.values());

    private final int[] code;
    private final double[] constants;

    ScalarBlock(List<ScalarOp> ops) {
        code = new int[STRIDE * ops.size()];
        constants = new double[ops.size()];
        for (int i = 0; i < ops.size(); i++) {
            ScalarOp op = ops.get(i);
            int at = STRIDE * i;
            encode(op.op(), i);
            code[at + 2] = op.out().slot().index();
            code[at + 3] = op.a().slot().index();
            code[at + 4] = op.b().slot().index();
            code[at + 5] = op.c().slot().index();
        }
    }

    private void encode(Op op, int i) {
        int at = STRIDE * i;
        switch (op) {
            case Op.Unary(UnaryFunction function) -> {
                code[at] = switch (function) {
                    case NEGATE -> NEGATE;
                    case SQUARE -> SQUARE;
                    case EXP -> EXP;
                    case LOG -> LOG;
                    default -> OTHER_UNARY;
                };
                code[at + 1] = UNARY.indexOf(function);
            }
            case Op.Binary(BinaryFunction function) -> {
                code[at] = switch (function) {
                    case ADD -> ADD;
                    case SUBTRACT -> SUBTRACT;
                    case MULTIPLY -> MULTIPLY;
                    case DIVIDE -> DIVIDE;
                    default -> OTHER_BINARY;
                };
                code[at + 1] = BINARY.indexOf(function);
            }
            case Op.Select select -> code[at] = SELECT;
            case Op.LeakyRelu(double slope) -> {
                code[at] = LEAKY_RELU;
                constants[i] = slope;
            }
            case Op.Elu(double alpha) -> {
                code[at] = ELU;
                constants[i] = alpha;
            }
            case Op.Polygamma(int order) -> {
                code[at] = POLYGAMMA;
                code[at + 1] = order;
            }
            default -> code[at] = COPY;
        }
    }

    @Override
    void execute(MemorySegment m, int width, int rows) {
        int[] c = code;
        for (int at = 0; at < c.length; at += STRIDE) {
            double a = m.get(JAVA_DOUBLE, 8L * c[at + 3]);
            double b = m.get(JAVA_DOUBLE, 8L * c[at + 4]);
            double value = switch (c[at]) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case NEGATE -> -a;
                case SQUARE -> a * a;
                case EXP -> Math.exp(a);
                case LOG -> Math.log(a);
                case COPY -> a;
                case SELECT -> a != 0 ? b : m.get(JAVA_DOUBLE, 8L * c[at + 5]);
                default -> other(c, at, a, b);
            };
            m.set(JAVA_DOUBLE, 8L * c[at + 2], value);
        }
    }

    private double other(int[] c, int at, double a, double b) {
        return switch (c[at]) {
            case OTHER_UNARY -> ScalarMath.unary(UNARY.get(c[at + 1]), a);
            case OTHER_BINARY -> ScalarMath.binary(BINARY.get(c[at + 1]), a, b);
            case LEAKY_RELU -> ScalarMath.leakyRelu(constants[at / STRIDE], a);
            case ELU -> ScalarMath.elu(constants[at / STRIDE], a);
            default -> SpecialFunctions.polygamma(c[at + 1], a);
        };
    }
}
