package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.compile.instruction.AxisInstruction;
import ergodic.autodiff.compile.instruction.DenseAccumulators;
import ergodic.autodiff.compile.instruction.ElementwiseInstructions;
import ergodic.autodiff.compile.instruction.IndexInstructions;
import ergodic.autodiff.compile.instruction.RowReductions;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Kernels;
import java.util.List;

/** Lowers sums: along axes, and over rows by accumulators that are zeroed before the tiles and added up after them. */
final class ReductionLowering {

    private static final Op EXP = new Op.Unary(UnaryFunction.EXP);
    private static final Op LOG = new Op.Unary(UnaryFunction.LOG);

    private final Lowering lowering;

    ReductionLowering(Lowering lowering) {
        this.lowering = lowering;
    }

    TiledValue axis(AxisInstruction.Function function, TiledValue operand, int axis) {
        TiledValue a = lowering.dense(operand);
        int[] dims = a.dims();
        boolean reduces = function == AxisInstruction.Function.SUM || function == AxisInstruction.Function.SHIFT;
        int[] outDims = reduces ? without(dims, axis) : dims;
        if (function == AxisInstruction.Function.SUM && dims.length == 1 && ScalarLowering.suits(a, a.size())) {
            return new ScalarLowering(lowering).sum(a);
        }
        TiledValue out = lowering.result(outDims, a.byRow());
        if (axis == 0) {
            lowering.emit(List.of(a), out, () -> new AxisInstruction(lowering.kernels(out), function, out, a, axis));
        } else {
            lowering.emit(new Step.Parted(List.of(out), List.of(a), false,
                    v -> new AxisInstruction(lowering.kernels(out), function, v.get(0), v.get(1), axis)));
        }
        return out;
    }

    /** {@code shift + log(sum of exp(a - shift))}. */
    TiledValue logSumExp(TiledValue operand, int axis) {
        TiledValue a = lowering.dense(operand);
        TiledValue shift = axis(AxisInstruction.Function.SHIFT, a, axis);
        TiledValue sum = axis(AxisInstruction.Function.SUM, exponentials(a, shift, axis), axis);
        return lowering.elementwise.binary(BinaryFunction.ADD, sum.dims(), shift, lowering.elementwise.unary(LOG, sum));
    }

    /** {@code exp(a - shift) / sum}. */
    TiledValue softmax(TiledValue operand, int axis) {
        TiledValue a = lowering.dense(operand);
        TiledValue e = exponentials(a, axis(AxisInstruction.Function.SHIFT, a, axis), axis);
        TiledValue sum = axis(AxisInstruction.Function.SUM, e, axis);
        return lowering.elementwise.binary(BinaryFunction.DIVIDE, a.dims(), e, kept(sum, a.dims(), axis));
    }

    /** {@code a - shift - log(sum of exp(a - shift))}, by the log of the sum of exponentials. */
    TiledValue logSoftmax(TiledValue operand, int axis) {
        TiledValue a = lowering.dense(operand);
        return lowering.elementwise.binary(BinaryFunction.SUBTRACT, a.dims(), a,
                kept(logSumExp(a, axis), a.dims(), axis));
    }

    private TiledValue exponentials(TiledValue a, TiledValue shift, int axis) {
        TiledValue difference = lowering.elementwise.binary(BinaryFunction.SUBTRACT, a.dims(), a,
                kept(shift, a.dims(), axis));
        return lowering.elementwise.unary(EXP, difference);
    }

    /** A value from which an axis was taken, with that axis as a dimension of 1. */
    private static TiledValue kept(TiledValue value, int[] dims, int axis) {
        int[] kept = dims.clone();
        kept[axis] = 1;
        return value.reshaped(kept);
    }

    /** Sums the dimensions in which the target is smaller, one after another. */
    TiledValue sumTo(TiledValue operand, int[] target) {
        TiledValue value = operand;
        int lead = operand.dims().length - target.length;
        for (int axis = operand.dims().length - 1; axis >= 0; axis--) {
            int wanted = axis < lead ? 1 : target[axis - lead];
            if (value.dims()[axis] != wanted) {
                int[] kept = value.dims().clone();
                kept[axis] = 1;
                value = axis(AxisInstruction.Function.SUM, value, axis).reshaped(kept);
            }
        }
        return lowering.dense(value).reshaped(target);
    }

    TiledValue scatterAdd(int[] dims, TiledValue updates, TiledValue index, boolean overRows) {
        TiledValue u = lowering.dense(updates);
        TiledValue i = lowering.dense(index);
        boolean varies = u.byRow() || i.byRow();
        TiledValue out = lowering.result(dims, varies && !overRows);
        Step zero = Step.of(List.of(), List.of(out.buffer()),
                () -> new ElementwiseInstructions.Zero(lowering.kernels(out), out));
        (varies && overRows ? lowering.stage().before : lowering.stage().body).add(zero);
        lowering.emit(List.of(u, i, out), out, () -> new IndexInstructions.ScatterAdd(out, u, i));
        return overRows && !varies ? timesRows(out) : out;
    }

    /** The sum over rows of a value that is the same for all. */
    TiledValue timesRows(TiledValue operand) {
        TiledValue a = lowering.dense(operand);
        if (ScalarLowering.suits(a, a.size())) {
            return new ScalarLowering(lowering).timesRows(a);
        }
        TiledValue out = lowering.result(a.dims(), false);
        lowering.emit(List.of(a), out, () -> new RowReductions.TimesRows(out, a));
        return out;
    }

    /** The value without gaps and with zeros in the lanes that are no rows. */
    TiledValue cleared(TiledValue value) {
        TiledValue a = lowering.dense(value);
        if (!a.buffer().paddingCleared) {
            lowering.emit(new Step.Parted(List.of(a), List.of(a), false,
                    v -> new RowReductions.ClearPadding(lowering.rowKernels, v.get(0))));
            a.buffer().paddingCleared = a.fillsBuffer();
        }
        return a;
    }

    /** A cache line each: eight doubles for sums, so many numbers of values by row for sums of products. */
    TiledValue accumulators(int size) {
        return zeroed(new int[]{size, Kernels.LINE / Double.BYTES});
    }

    /** A number each, of those of values by row, in runs of whole lines. */
    TiledValue denseAccumulators(Node sum) {
        int lanes = lowering.rowKernels.lanes();
        int lines = DenseAccumulators.stride(DenseAccumulators.columns(sum), lanes) / lanes;
        return zeroed(new int[]{DenseAccumulators.rows(sum), lines, Kernels.LINE / Double.BYTES});
    }

    private TiledValue zeroed(int[] dims) {
        TiledValue accumulators = lowering.result(dims, false);
        lowering.stage().before.add(Step.of(List.of(), List.of(accumulators.buffer()),
                () -> new ElementwiseInstructions.Zero(lowering.kernels, accumulators)));
        return accumulators;
    }

    TiledValue reduced(Kernels kernels, TiledValue out, TiledValue accumulators) {
        if (kernels.bytes() == Double.BYTES && ScalarLowering.suits(out, 2 * out.size())) {
            new ScalarLowering(lowering).reduceLanes(out, accumulators);
            return out;
        }
        lowering.stage().after.add(Step.of(List.of(accumulators.buffer()), List.of(out.buffer()),
                () -> new RowReductions.ReduceLanes(kernels, out, accumulators)));
        return out;
    }

    /** A sum's value, of its {@link #denseAccumulators}. */
    TiledValue reducedDense(TiledValue out, TiledValue accumulators, Node sum) {
        // A block turns them into doubles, hands these on, and they are added to those of other blocks.
        lowering.stage().denseSums += 3L * out.size();
        lowering.stage().after.add(Step.of(List.of(accumulators.buffer()), List.of(out.buffer()),
                () -> new RowReductions.ReduceDense(lowering.rowKernels, out, accumulators,
                        DenseAccumulators.rows(sum), DenseAccumulators.columns(sum))));
        return out;
    }

    private static int[] without(int[] dims, int axis) {
        int[] result = new int[dims.length - 1];
        for (int i = 0, k = 0; i < dims.length; i++) {
            if (i != axis) {
                result[k++] = dims[i];
            }
        }
        return result;
    }
}
