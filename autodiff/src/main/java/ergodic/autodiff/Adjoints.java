package ergodic.autodiff;

import java.util.Arrays;
import java.util.List;

/**
 * Shapes of adjoints. The adjoint of a value may be held in a smaller shape from which it broadcasts to the value's own:
 * fewer or shorter dimensions, or global where the value is by row. So the derivative of a sum over 1000 rows or 50 units
 * stays one number until an operator needs it written out.
 */
final class Adjoints {

    private Adjoints() {}

    /**
     * The adjoint of an operand of shape {@code to} that was broadcast to {@code from}, given the adjoint of the result:
     * sums over the axes, and over the rows, along which the operand was repeated.
     */
    static Tensor reduce(Tensor adjoint, Shape from, Shape to) {
        int lead = from.rank() - to.rank();
        int lacking = from.rank() - adjoint.shape().rank();
        int[] target = new int[Math.min(adjoint.shape().rank(), to.rank())];
        int first = to.rank() - target.length;
        double copies = 1;
        for (int axis = 0; axis < from.rank(); axis++) {
            boolean summed = axis < lead || to.dim(axis - lead) == 1;
            int own = axis < lacking ? 1 : adjoint.shape().dim(axis - lacking);
            if (summed && own == 1) {
                copies *= from.dim(axis);
            }
            if (axis - lead >= first) {
                target[axis - lead - first] = summed ? 1 : own;
            }
        }
        Tensor reduced = sumTo(adjoint, target);
        if (from.isByRow() && !to.isByRow()) {
            reduced = sumRows(reduced);
        }
        return copies == 1 ? reduced : reduced.times(copies);
    }

    /** Sum over the rows; of a value that is the same for all rows, that many times the value. */
    static Tensor sumRows(Tensor adjoint) {
        if (adjoint.shape().isByRow()) {
            return adjoint.sumRows();
        }
        Tensor rowCount = adjoint.tracer().constant(1).broadcastTo(Shape.rows()).sumRows();
        return rowCount.times(adjoint);
    }

    private static Tensor sumTo(Tensor adjoint, int... dims) {
        Shape target = adjoint.shape().withDims(dims);
        return target.equals(adjoint.shape()) ? adjoint
                : adjoint.tracer().apply(new Op.SumTo(target), List.of(adjoint));
    }

    /** The adjoint with all dimensions of {@code shape} written out (rows excepted). */
    static Tensor full(Tensor adjoint, Shape shape) {
        return adjoint.shape().size() == shape.size() ? adjoint.reshape(shape.dims())
                : adjoint.broadcastTo(shape.withRows(adjoint.shape().isByRow()));
    }

    /**
     * From a value without {@code axis} ({@code rank} dimensions, some of which the adjoint may lack) to one with it: the
     * axis gets length 1 and so broadcasts.
     */
    static Tensor insertAxis(Tensor adjoint, int rank, int axis) {
        int position = axis - (rank - adjoint.shape().rank());
        if (position <= 0) {
            return adjoint;
        }
        int[] dims = adjoint.shape().dims();
        int[] longer = Arrays.copyOf(dims, dims.length + 1);
        System.arraycopy(dims, position, longer, position + 1, dims.length - position);
        longer[position] = 1;
        return adjoint.reshape(longer);
    }

    /** Sum along an axis of a value of shape {@code shape}, broadcasting along that axis. */
    static Tensor sumAlong(Tensor adjoint, Shape shape, int axis) {
        int position = axis - (shape.rank() - adjoint.shape().rank());
        if (position < 0 || adjoint.shape().dim(position) == 1) {
            return adjoint.times(shape.dim(axis));
        }
        return insertAxis(adjoint.sum(position), adjoint.shape().rank() - 1, position);
    }

    /** A slice of a value of shape {@code shape}; of an adjoint that is the same along the axis, the adjoint itself. */
    static Tensor slice(Tensor adjoint, Shape shape, int axis, int start, int length) {
        int position = axis - (shape.rank() - adjoint.shape().rank());
        return position < 0 || adjoint.shape().dim(position) == 1 ? adjoint : adjoint.slice(position, start, length);
    }

    /** {@code u v^T} of two vectors, summed over rows if asked. */
    static Tensor outer(Tensor u, Tensor v, boolean overRows) {
        if (!overRows) {
            return u.reshape(u.shape().dim(0), 1).times(v);
        }
        if (u.shape().isByRow() && v.shape().isByRow()) {
            return u.tracer().apply(new Op.OuterSumRows(), List.of(u, v));
        }
        // At most one of them varies with the row, so the sum can go inside.
        return u.shape().isByRow() ? outer(u.sumRows(), v, false) : outer(u, sumRows(v), false);
    }

    /** A constant n by n matrix. */
    static Tensor triangle(Tracer tracer, int n, double below, double onDiagonal) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            Arrays.fill(values, i * n, i * n + i, below);
            values[i * n + i] = onDiagonal;
        }
        return tracer.constant(values, n, n);
    }
}
