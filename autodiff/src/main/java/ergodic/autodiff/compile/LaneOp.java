package ergodic.autodiff.compile;

import org.jspecify.annotations.Nullable;

import ergodic.autodiff.kernel.Kernels;

/**
 * A step that treats each lane of whole runs by itself, in doubles: what {@link LaneCode} can join with its neighbours.
 *
 * @param elements runs of the tile's width
 * @param out      the result, by row; for a sum its accumulators
 * @param a        an operand, by row or one global number
 * @param b        the other operand, if there are two
 */
record LaneOp(Kind kind, int elements, Slot out, Slot a, @Nullable Slot b) {

    /** What is done; {@code CLEAR} sets lanes that are no rows to zero, {@code SUM} adds to a line of accumulators. */
    enum Kind {
        ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE, SQUARE, RECIPROCAL, CLEAR, SUM
    }

    /** Whether steps with these kernels can be written with vectors of doubles. */
    static boolean suits(Kernels kernels) {
        return kernels.bytes() == Double.BYTES && kernels.name().startsWith("vector");
    }
}
