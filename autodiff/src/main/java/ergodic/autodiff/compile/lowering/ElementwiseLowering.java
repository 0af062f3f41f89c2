package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.compile.instruction.ElementwiseInstructions;
import ergodic.autodiff.compile.instruction.ScalarOp;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.Runs;
import ergodic.autodiff.compile.plan.TiledValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lowers elementwise functions of one to three values; those of few global numbers become scalar steps. */
final class ElementwiseLowering {

    /** Global values of up to so many numbers are computed number by number: a loop over vectors does not pay. */
    private static final int FEW = 3;

    private final Lowering lowering;

    ElementwiseLowering(Lowering lowering) {
        this.lowering = lowering;
    }

    /** An elementwise function of one value. */
    TiledValue unary(Op op, TiledValue operand) {
        if (!operand.byRow() && operand.size() == 1) {
            return scalar(op, operand.dims(), operand, operand, operand);
        }
        TiledValue a = lowering.dense(operand);
        TiledValue out = lowering.outcome(operand.dims(), a.byRow());
        emitElementwise(List.of(a), out, isCheap(op),
                v -> ElementwiseInstructions.unary(op, lowering.kernels(out), v.get(0), v.get(1)));
        return out;
    }

    /** A sigmoid linear unit of a value, computed together with its derivative, which goes to {@code derivative}. */
    TiledValue silu(TiledValue operand, TiledValue derivative) {
        TiledValue a = lowering.dense(operand);
        TiledValue out = lowering.outcome(operand.dims(), a.byRow());
        lowering.stage().body.add(Step.of(new Step.Parted(List.of(out, derivative), List.of(a), false,
                v -> new ElementwiseInstructions.SiluAndDerivative(lowering.kernels(out), v.get(0), v.get(1),
                        v.get(2))),
                inPlace(List.of(a), out)));
        return out;
    }

    TiledValue binary(Node node, BinaryFunction function) {
        Fusion fusion = Fusion.of(node);
        if (fusion == null) {
            return binary(function, node.shape().dims(), lowering.of(node.operand(0)), lowering.of(node.operand(1)));
        }
        // A factor that is the same in all rows is spread, so that the kernel has two runs.
        boolean rows = lowering.of(fusion.gradient()).byRow() || lowering.of(fusion.value()).byRow();
        TiledValue gradient = factor(fusion.gradient(), rows);
        TiledValue y = factor(fusion.value(), rows);
        TiledValue out = lowering.outcome(node.shape().dims(), rows);
        emitElementwise(List.of(gradient, y), out, true, v -> new ElementwiseInstructions.Fused(lowering.kernels(out),
                fusion.function(), v.get(0), v.get(1), v.get(2)));
        return out;
    }

    private TiledValue factor(Node node, boolean rows) {
        TiledValue value = lowering.of(node);
        return rows ? lowering.denseByRow(value) : lowering.dense(value);
    }

    /** An elementwise function of two values that broadcast to these dimensions. */
    TiledValue binary(BinaryFunction function, int[] dims, TiledValue first, TiledValue second) {
        TiledValue out = lowering.outcome(dims, first.byRow() || second.byRow());
        if (!out.byRow() && out.size() == 1) {
            return scalar(new Op.Binary(function), dims, first, second, first);
        }
        if (!out.byRow() && out.size() <= FEW) {
            return scalars(new Op.Binary(function), out, first.broadcast(dims), second.broadcast(dims));
        }
        TiledValue b = lowering.operand(second, out).broadcast(dims);
        TiledValue wide = lowering.operand(first, out).broadcast(dims);
        boolean[] numbers = Runs.cut(out, wide, b).isNumber;
        TiledValue a = numbers[1] && numbers[2] ? lowering.copy(wide, out.byRow()) : wide;
        emitElementwise(List.of(a, b), out, isCheap(function), v -> new ElementwiseInstructions.Binary(
                lowering.kernels(out), function, v.get(0), v.get(1), v.get(2)));
        return out;
    }

    TiledValue ternary(Node node) {
        int[] dims = node.shape().dims();
        TiledValue first = lowering.of(node.operand(0));
        TiledValue second = lowering.of(node.operand(1));
        TiledValue third = lowering.of(node.operand(2));
        TiledValue out = lowering.outcome(dims, first.byRow() || second.byRow() || third.byRow());
        if (!out.byRow() && out.size() == 1) {
            return scalar(node.op(), dims, first, second, third);
        }
        TiledValue a = lowering.operand(first, out).broadcast(dims);
        TiledValue b = lowering.operand(second, out).broadcast(dims);
        TiledValue c = lowering.operand(third, out).broadcast(dims);
        emitElementwise(List.of(a, b, c), out, false, v -> new ElementwiseInstructions.Ternary(lowering.kernels(out),
                node.op(), v.get(0), v.get(1), v.get(2), v.get(3)));
        return out;
    }

    TiledValue scalar(Op op, int[] dims, TiledValue a, TiledValue b, TiledValue c) {
        TiledValue out = lowering.result(dims, false);
        List<TiledValue> operands = List.of(a, b, c);
        scalarStep(operands, out, inPlace(operands, out), new ScalarOp(op, out, a, b, c));
        return out;
    }

    /** A function of few global numbers, number by number: it joins the scalar steps around it. */
    TiledValue scalars(Op op, TiledValue out, TiledValue a, TiledValue b) {
        for (int i = 0; i < out.size(); i++) {
            TiledValue x = a.element(i);
            scalarStep(List.of(a, b), out, List.of(), new ScalarOp(op, out.element(i), x, b.element(i), x));
        }
        return out;
    }

    private void scalarStep(List<TiledValue> operands, TiledValue out, List<Buffer> inPlace, ScalarOp scalar) {
        lowering.stage().body.add(new Step(Lowering.buffers(operands), List.of(out.buffer()), inPlace, () -> {
            throw new IllegalStateException("scalar steps are joined in blocks");
        }, scalar, null));
    }

    private void emitElementwise(List<TiledValue> reads, TiledValue out, boolean cheap,
            Function<List<TiledValue>, Instruction> maker) {
        lowering.stage().body.add(Step.of(new Step.Parted(List.of(out), reads, cheap, maker), inPlace(reads, out)));
    }

    /** Whether a function takes no more than its operands' way from a cache. */
    private static boolean isCheap(Op op) {
        return op instanceof Op.Unary(UnaryFunction function) && switch (function) {
            case NEGATE, SQUARE, RELU, STEP, ABS, SIGN -> true;
            default -> false;
        };
    }

    private static boolean isCheap(BinaryFunction function) {
        return function != BinaryFunction.POW && function != BinaryFunction.DIVIDE;
    }

    /** Operands whose elements lie as the result's, and of which no other operand is another view. */
    private static List<Buffer> inPlace(List<TiledValue> operands, TiledValue out) {
        List<Buffer> candidates = new ArrayList<>();
        if (!out.fillsBuffer()) {
            return candidates;
        }
        for (TiledValue candidate : operands) {
            boolean good = candidate.byRow() == out.byRow() && candidate.size() == out.size();
            for (TiledValue other : operands) {
                good &= other.buffer() != candidate.buffer() || other.fillsBuffer();
            }
            if (good) {
                candidates.add(candidate.buffer());
            }
        }
        return candidates;
    }
}
