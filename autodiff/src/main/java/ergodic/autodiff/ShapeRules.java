package ergodic.autodiff;

import java.util.Arrays;
import java.util.List;

/** The shape of each operator's result, or a {@link ShapeException} that names the operator and its operands' shapes. */
final class ShapeRules {

    private ShapeRules() {}

    /** Shape of {@code op} applied to operands of these shapes. Inputs have no operands and are not asked here. */
    static Shape infer(Op op, List<Shape> operands) {
        return switch (op) {
            case Op.Input input -> throw new IllegalArgumentException("an input's shape is declared: " + input.name());
            case Op.Constant constant -> throw new IllegalArgumentException("a constant's shape is declared");
            case Op.Barrier barrier -> operands.get(0);
            case Op.Unary unary -> operands.get(0);
            case Op.LeakyRelu relu -> operands.get(0);
            case Op.Elu elu -> operands.get(0);
            case Op.Polygamma polygamma -> operands.get(0);
            case Op.Binary binary -> broadcast(op, operands);
            case Op.StirlingRemainder remainder -> operands.get(0);
            case Op.Ternary ternary -> broadcast(op, operands);
            case Op.Select select -> broadcast(op, operands);
            case Op.BroadcastTo(Shape target) -> broadcastTo(op, operands.get(0), target);
            case Op.SumTo(Shape target) -> sumTo(op, operands.get(0), target);
            case Op.Sum(int axis) -> operands.get(0).withoutAxis(axis(op, operands.get(0), axis));
            case Op.SumRows sum -> sumRows(op, operands);
            case Op.LogSumExp(int axis) -> operands.get(0).withoutAxis(axis(op, operands.get(0), axis));
            case Op.Softmax(int axis) -> alongAxis(op, operands.get(0), axis);
            case Op.LogSoftmax(int axis) -> alongAxis(op, operands.get(0), axis);
            case Op.CumulativeSum(int axis, boolean reverse) -> alongAxis(op, operands.get(0), axis);
            case Op.Dot dot -> dot(op, operands);
            case Op.MatMul(boolean transposeA, boolean transposeB) -> matMul(op, operands, transposeA, transposeB);
            case Op.Affine affine -> affine(op, operands);
            case Op.OuterSumRows outer -> outerSumRows(op, operands);
            case Op.Slice(int axis, int start, int length) -> slice(op, operands.get(0), axis, start, length);
            case Op.Pad(int axis, int before, int after) -> pad(op, operands.get(0), axis, before, after);
            case Op.Concat(int axis) -> concat(op, operands, axis);
            case Op.Reshape(Shape target) -> reshape(op, operands.get(0), target);
            case Op.Transpose(List<Integer> permutation) -> transpose(op, operands.get(0), permutation);
            case Op.Gather gather -> gather(op, operands);
            case Op.ScatterAdd(int size, boolean overRows) -> scatterAdd(op, operands, size, overRows);
            case Op.Cholesky cholesky -> square(op, operands.get(0));
            case Op.TriangularSolve solve -> triangularSolve(op, operands);
            case Op.Convolution(Window window, int groups) ->
                WindowShapes.convolution(op, operands, window, groups);
            case Op.ConvolutionTransposed transposed -> WindowShapes.transposed(transposed, operands);
            case Op.ConvolutionWeights weights -> WindowShapes.weights(weights, operands);
            case Op.MaxPool(Window window) -> WindowShapes.maxPool(op, operands, window);
            case Op.MaxPoolTransposed(Window window) -> WindowShapes.maxPoolTransposed(op, operands, window);
            case Op.AveragePool(Window window) -> WindowShapes.pooled(op, operands, operands.get(0), window);
            case Op.AveragePoolTransposed pool -> WindowShapes.averagePoolTransposed(pool, operands);
        };
    }

    static ShapeException mismatch(Op op, List<Shape> shapes, String why) {
        StringBuilder text = new StringBuilder(OpText.of(op)).append(" of ");
        for (int i = 0; i < shapes.size(); i++) {
            text.append(i == 0 ? "" : i == shapes.size() - 1 ? " and " : ", ").append(shapes.get(i));
        }
        return new ShapeException(text.append(": ").append(why).toString());
    }

    private static int axis(Op op, Shape shape, int axis) {
        if (axis < 0 || axis >= shape.rank()) {
            throw mismatch(op, List.of(shape), "there is no axis " + axis + " (the row axis does not count)");
        }
        return axis;
    }

    private static Shape alongAxis(Op op, Shape shape, int axis) {
        axis(op, shape, axis);
        return shape;
    }

    static boolean anyByRow(List<Shape> shapes) {
        for (Shape shape : shapes) {
            if (shape.isByRow()) {
                return true;
            }
        }
        return false;
    }

    private static Shape broadcast(Op op, List<Shape> shapes) {
        int rank = 0;
        for (Shape shape : shapes) {
            rank = Math.max(rank, shape.rank());
        }
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        for (Shape shape : shapes) {
            int lead = rank - shape.rank();
            for (int i = 0; i < shape.rank(); i++) {
                int dim = shape.dim(i);
                if (dim != 1 && dims[lead + i] != 1 && dims[lead + i] != dim) {
                    throw mismatch(op, shapes, "the dimensions cannot be broadcast together");
                }
                dims[lead + i] = dim == 1 ? dims[lead + i] : dim;
            }
        }
        return anyByRow(shapes) ? Shape.rows(dims) : Shape.of(dims);
    }

    private static Shape broadcastTo(Op op, Shape from, Shape target) {
        if (!broadcasts(from, target)) {
            throw mismatch(op, List.of(from, target), "the first cannot be broadcast to the second");
        }
        return target;
    }

    private static boolean broadcasts(Shape small, Shape large) {
        boolean fits = small.rank() <= large.rank() && (!small.isByRow() || large.isByRow());
        for (int i = 0; fits && i < small.rank(); i++) {
            int dim = small.dim(i);
            fits = dim == 1 || dim == large.dim(large.rank() - small.rank() + i);
        }
        return fits;
    }

    private static Shape sumTo(Op op, Shape from, Shape target) {
        if (from.isByRow() != target.isByRow()) {
            throw mismatch(op, List.of(from, target), "only sumRows sums over rows");
        }
        if (!broadcasts(target, from)) {
            throw mismatch(op, List.of(from, target), "the second does not broadcast to the first");
        }
        return target;
    }

    private static Shape sumRows(Op op, List<Shape> shapes) {
        Shape first = shapes.get(0);
        if (!first.isByRow()) {
            throw mismatch(op, shapes, "the operand has no row axis");
        }
        for (Shape shape : shapes) {
            if (!shape.equals(first)) {
                throw mismatch(op, shapes, "all operands must have one shape");
            }
        }
        return first.withRows(false);
    }

    private static Shape dot(Op op, List<Shape> shapes) {
        if (!shapes.get(0).sameDims(shapes.get(1))) {
            throw mismatch(op, shapes, "a dot product needs equal dimensions");
        }
        return anyByRow(shapes) ? Shape.rows() : Shape.scalar();
    }

    private static Shape matMul(Op op, List<Shape> shapes, boolean transposeA, boolean transposeB) {
        Shape a = shapes.get(0);
        Shape b = shapes.get(1);
        if (a.rank() > 2 || b.rank() > 2) {
            return stackedMatMul(op, shapes, transposeA, transposeB);
        }
        if (a.rank() < 1 || b.rank() < 1) {
            throw mismatch(op, shapes, "a matrix product takes vectors and matrices");
        }
        if (transposeA && a.rank() == 1 || transposeB && b.rank() == 1) {
            throw mismatch(op, shapes, "a vector cannot be transposed");
        }
        int inner = a.dim(a.rank() == 1 || transposeA ? 0 : 1);
        if (inner != b.dim(b.rank() == 2 && transposeB ? 1 : 0)) {
            throw mismatch(op, shapes, "the inner dimensions differ");
        }
        int[] dims = new int[a.rank() + b.rank() - 2];
        if (a.rank() == 2) {
            dims[0] = a.dim(transposeA ? 1 : 0);
        }
        if (b.rank() == 2) {
            dims[dims.length - 1] = b.dim(transposeB ? 0 : 1);
        }
        return anyByRow(shapes) ? Shape.rows(dims) : Shape.of(dims);
    }

    private static Shape stackedMatMul(Op op, List<Shape> shapes, boolean transposeA, boolean transposeB) {
        Shape a = shapes.get(0);
        Shape b = shapes.get(1);
        int lead = a.rank() - 2;
        boolean same = b.rank() == a.rank();
        for (int i = 0; same && i < lead; i++) {
            same = a.dim(i) == b.dim(i);
        }
        if (!same) {
            throw mismatch(op, shapes, "stacks of matrices must have the same dimensions in front");
        }
        if (a.dim(transposeA ? lead : lead + 1) != b.dim(transposeB ? lead + 1 : lead)) {
            throw mismatch(op, shapes, "the inner dimensions differ");
        }
        int[] dims = a.dims();
        dims[lead] = a.dim(transposeA ? lead + 1 : lead);
        dims[lead + 1] = b.dim(transposeB ? lead : lead + 1);
        return anyByRow(shapes) ? Shape.rows(dims) : Shape.of(dims);
    }

    private static Shape affine(Op op, List<Shape> shapes) {
        Shape weights = shapes.get(0);
        Shape x = shapes.get(1);
        Shape bias = shapes.get(2);
        if (weights.isByRow() || bias.isByRow()) {
            throw mismatch(op, shapes, "weights and bias must be global");
        }
        if (weights.rank() != 2 || x.rank() != 1 || bias.rank() != 1 || weights.dim(1) != x.dim(0)
                || weights.dim(0) != bias.dim(0)) {
            throw mismatch(op, shapes, "expected weights [out, in], x [in], bias [out]");
        }
        return x.withDims(weights.dim(0));
    }

    private static Shape outerSumRows(Op op, List<Shape> shapes) {
        Shape a = shapes.get(0);
        Shape b = shapes.get(1);
        if (!a.isByRow() || !b.isByRow() || a.rank() != 1 || b.rank() != 1) {
            throw mismatch(op, shapes, "expected two vectors by row");
        }
        boolean pairs = shapes.size() % 2 == 0;
        for (int i = 2; pairs && i < shapes.size(); i += 2) {
            pairs = shapes.get(i).equals(a) && shapes.get(i + 1).equals(b);
        }
        if (!pairs) {
            throw mismatch(op, shapes, "all pairs of vectors must have the shapes of the first");
        }
        return Shape.of(a.dim(0), b.dim(0));
    }

    private static Shape slice(Op op, Shape shape, int axis, int start, int length) {
        axis(op, shape, axis);
        if (start < 0 || length < 0 || start > shape.dim(axis) - length) {
            throw mismatch(op, List.of(shape), "the slice lies outside the axis");
        }
        return withDim(shape, axis, length);
    }

    private static Shape pad(Op op, Shape shape, int axis, int before, int after) {
        axis(op, shape, axis);
        if (before < 0 || after < 0) {
            throw mismatch(op, List.of(shape), "padding cannot be negative");
        }
        return withDim(shape, axis, length(op, List.of(shape), (long) before + shape.dim(axis) + after));
    }

    private static int length(Op op, List<Shape> shapes, long length) {
        if (length > Integer.MAX_VALUE) {
            throw mismatch(op, shapes, "the result has too many elements");
        }
        return (int) length;
    }

    private static Shape withDim(Shape shape, int axis, int length) {
        int[] dims = shape.dims();
        dims[axis] = length;
        return shape.withDims(dims);
    }

    private static Shape concat(Op op, List<Shape> shapes, int axis) {
        Shape first = shapes.get(0);
        axis(op, first, axis);
        long length = 0;
        for (Shape shape : shapes) {
            if (shape.rank() != first.rank() || !shape.withoutAxis(axis).sameDims(first.withoutAxis(axis))) {
                throw mismatch(op, shapes, "all dimensions but the concatenated one must agree");
            }
            length += shape.dim(axis);
        }
        return withDim(first, axis, length(op, shapes, length)).withRows(anyByRow(shapes));
    }

    private static Shape reshape(Op op, Shape shape, Shape target) {
        if (shape.size() != target.size() || shape.isByRow() != target.isByRow()) {
            throw mismatch(op, List.of(shape, target), "a reshape keeps the number of elements and the row axis");
        }
        return target;
    }

    private static Shape transpose(Op op, Shape shape, List<Integer> permutation) {
        int rank = shape.rank();
        int[] dims = new int[rank];
        boolean[] seen = new boolean[rank];
        if (permutation.size() != rank) {
            throw mismatch(op, List.of(shape), "the permutation must name each axis once");
        }
        for (int i = 0; i < rank; i++) {
            int axis = axis(op, shape, permutation.get(i));
            if (seen[axis]) {
                throw mismatch(op, List.of(shape), "the permutation must name each axis once");
            }
            seen[axis] = true;
            dims[i] = shape.dim(axis);
        }
        return shape.withDims(dims);
    }

    private static Shape gather(Op op, List<Shape> shapes) {
        Shape table = shapes.get(0);
        Shape index = shapes.get(1);
        if (table.rank() == 0) {
            throw mismatch(op, shapes, "the table needs a first axis to gather from");
        }
        int[] dims = new int[index.rank() + table.rank() - 1];
        for (int i = 0; i < index.rank(); i++) {
            dims[i] = index.dim(i);
        }
        for (int i = 1; i < table.rank(); i++) {
            dims[index.rank() + i - 1] = table.dim(i);
        }
        return anyByRow(shapes) ? Shape.rows(dims) : Shape.of(dims);
    }

    private static Shape scatterAdd(Op op, List<Shape> shapes, int size, boolean overRows) {
        Shape updates = shapes.get(0);
        Shape index = shapes.get(1);
        boolean fits = size >= 0 && updates.rank() >= index.rank() && (!overRows || anyByRow(shapes));
        for (int i = 0; fits && i < index.rank(); i++) {
            fits = updates.dim(i) == index.dim(i);
        }
        if (!fits) {
            throw mismatch(op, shapes, "the updates must begin with the index's dimensions");
        }
        int[] dims = new int[1 + updates.rank() - index.rank()];
        dims[0] = size;
        for (int i = 1; i < dims.length; i++) {
            dims[i] = updates.dim(index.rank() + i - 1);
        }
        return anyByRow(shapes) && !overRows ? Shape.rows(dims) : Shape.of(dims);
    }

    private static Shape square(Op op, Shape shape) {
        if (shape.rank() != 2 || shape.dim(0) != shape.dim(1)) {
            throw mismatch(op, List.of(shape), "expected a square matrix");
        }
        return shape;
    }

    private static Shape triangularSolve(Op op, List<Shape> shapes) {
        Shape lower = square(op, shapes.get(0));
        Shape b = shapes.get(1);
        if (b.rank() < 1 || b.rank() > 2 || b.dim(0) != lower.dim(0)) {
            throw mismatch(op, shapes, "the right-hand side must have as many rows as the matrix");
        }
        return b.withRows(anyByRow(shapes));
    }
}
