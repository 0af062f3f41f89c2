package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.compile.instruction.ElementwiseInstructions;
import ergodic.autodiff.compile.instruction.MatrixShape;
import ergodic.autodiff.compile.instruction.ProductInstructions;
import ergodic.autodiff.compile.instruction.ProductInstructions.Geometry;
import ergodic.autodiff.compile.instruction.ProductInstructions.Then;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Epilogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lowers products of matrices and vectors: a kernel for each pattern of global operands and operands by row. */
final class ProductLowering {

    private final Lowering lowering;

    ProductLowering(Lowering lowering) {
        this.lowering = lowering;
    }

    TiledValue dot(TiledValue a, TiledValue b) {
        TiledValue x = lowering.dense(a).reshaped(new int[]{a.size()});
        TiledValue y = lowering.dense(b).reshaped(new int[]{b.size()});
        if (x.byRow() || y.byRow()) {
            return matMul(new int[0], x, y, false, false, Then.NOTHING);
        }
        if (ScalarLowering.suits(x, x.size())) {
            return new ScalarLowering(lowering).dot(x, y);
        }
        TiledValue out = lowering.result(new int[0], false);
        lowering.emit(List.of(x, y), out, () -> new ProductInstructions.Dot(lowering.kernels, out, x, y));
        return out;
    }

    /** The value of a product. */
    TiledValue product(Node node) {
        return product(node, Then.NOTHING);
    }

    /** The value of the elementwise function that is being lowered, the only reader of a product. */
    TiledValue withReader(Node product, Node reader) {
        Fusion fusion = Fusion.of(reader);
        return product(product, fusion == null
                ? new Then(Epilogue.RELU, null)
                : new Then(Epilogue.of(fusion.function()), lowering.denseByRow(lowering.of(fusion.value()))));
    }

    private TiledValue product(Node node, Then then) {
        TiledValue first = lowering.of(node.operand(0));
        TiledValue second = lowering.of(node.operand(1));
        return switch (node.op()) {
            case Op.Affine affine -> affine(first, second, lowering.of(node.operand(2)), then);
            case Op.MatMul(boolean transposeA, boolean transposeB) ->
                matMul(node.shape().dims(), first, second, transposeA, transposeB, then);
            default -> throw new IllegalArgumentException("not a product: " + node);
        };
    }

    private TiledValue affine(TiledValue weights, TiledValue x, TiledValue bias, Then then) {
        TiledValue b = lowering.dense(bias);
        TiledValue input = lowering.dense(x);
        int outs = weights.dims()[0];
        int ins = weights.dims()[1];
        TiledValue out = lowering.outcome(new int[]{outs}, x.byRow());
        if (x.byRow()) {
            Geometry geometry = new Geometry(outs, ins, 1, 1, weights.strides()[0], weights.strides()[1], 1, 0, 1, 0);
            affine(out, weights, b, input, geometry, then);
        } else {
            TiledValue w = lowering.dense(weights);
            MatrixShape shape = MatrixShape.of(w, input, false, false);
            lowering.emit(List.of(w, input, b), out,
                    () -> new ProductInstructions.Global(lowering.kernels, out, w, input, b, shape));
        }
        return out;
    }

    private TiledValue matMul(int[] dims, TiledValue left, TiledValue right, boolean transposeA, boolean transposeB,
            Then then) {
        if (left.dims().length > 2) {
            return stack(dims, left, right, transposeA, transposeB);
        }
        TiledValue out = lowering.outcome(dims, left.byRow() || right.byRow());
        product(out, left, right, transposeA, transposeB, then);
        return out;
    }

    /** Products of the matrices of two stacks, one after another. */
    private TiledValue stack(int[] dims, TiledValue left, TiledValue right, boolean transposeA, boolean transposeB) {
        TiledValue out = lowering.outcome(dims, left.byRow() || right.byRow());
        TiledValue as = matrices(left);
        TiledValue bs = matrices(right);
        TiledValue outs = matrices(out);
        if (outs.dims()[0] == 0) {
            lowering.emit(List.of(), out, () -> new ElementwiseInstructions.Zero(lowering.kernels(out), out));
        }
        for (int i = 0; i < outs.dims()[0]; i++) {
            product(matrix(outs, i), matrix(as, i), matrix(bs, i), transposeA, transposeB, Then.NOTHING);
        }
        return out;
    }

    private TiledValue matrices(TiledValue stack) {
        int[] dims = stack.dims();
        int m = dims[dims.length - 2];
        int n = dims[dims.length - 1];
        int places = 1;
        for (int i = 0; i < dims.length - 2; i++) {
            places *= dims[i];
        }
        return lowering.dense(stack).reshaped(new int[]{places, m, n});
    }

    private static TiledValue matrix(TiledValue stack, int i) {
        return stack.slice(0, i, 1).reshaped(new int[]{stack.dims()[1], stack.dims()[2]});
    }

    private void product(TiledValue out, TiledValue left, TiledValue right, boolean transposeA, boolean transposeB,
            Then then) {
        // Global weights of values by row are read with their strides.
        TiledValue a = left.byRow() || !right.byRow() ? lowering.dense(left) : left;
        TiledValue b = right.byRow() || !left.byRow() ? lowering.dense(right) : right;
        MatrixShape s = MatrixShape.of(a, b, transposeA, transposeB);
        List<TiledValue> reads = List.of(a, b);
        if (a.byRow() && b.byRow()) {
            lowering.emit(reads, out, () -> new ProductInstructions.ByRow(lowering.rowKernels, out, a, b, s));
        } else if (b.byRow()) {
            affine(out, a, null, b, globalTimesRows(s), then);
        } else if (a.byRow()) {
            // Row i of the result is the product of b transposed with row i of a.
            Geometry geometry = new Geometry(s.columns(), s.inner(), 1, s.rows(), s.bColumn(), s.bRow(), 1, s.columns(),
                    s.aColumn(), s.aRow());
            affine(out, b, null, a, geometry, then);
        } else {
            lowering.emit(reads, out, () -> new ProductInstructions.Global(lowering.kernels, out, a, b, null, s));
        }
    }

    private void affine(TiledValue out, TiledValue weights, @Nullable TiledValue bias, TiledValue x, Geometry geometry,
            Then then) {
        TiledValue w = lowering.operand(weights, out);
        TiledValue b = bias == null ? null : lowering.operand(bias, out);
        List<TiledValue> reads = new ArrayList<>(List.of(w, x));
        if (b != null) {
            reads.add(b);
        }
        if (then.y() != null) {
            reads.add(then.y());
        }
        lowering.emit(reads, out,
                () -> new ProductInstructions.Affine(lowering.rowKernels, out, w, b, x, geometry, then));
    }

    /** Columns of the matrix by row that are adjacent are taken together, as one long run. */
    private static Geometry globalTimesRows(MatrixShape s) {
        boolean adjacent = s.columns() == 1 || s.bColumn() == 1;
        return adjacent
                ? new Geometry(s.rows(), s.inner(), s.columns(), 1, s.aRow(), s.aColumn(), s.columns(), 0, s.bRow(), 0)
                : new Geometry(s.rows(), s.inner(), 1, s.columns(), s.aRow(), s.aColumn(), s.columns(), 1, s.bRow(),
                        s.bColumn());
    }
}
