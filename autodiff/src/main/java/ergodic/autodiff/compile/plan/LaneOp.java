package ergodic.autodiff.compile.plan;

import ergodic.autodiff.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * A step that treats each lane of whole runs by itself, in doubles: what {@code LaneGroup} can join with its neighbours.
 *
 * @param elements
 *            runs of the tile's width
 * @param out
 *            the result, by row; for a sum its accumulators
 * @param a
 *            an operand, by row or one global number
 * @param b
 *            the other operand, if there are two
 */
public record LaneOp(Kind kind, int elements, Slot out, Slot a, @Nullable Slot b) {

    /**
     * What is done: {@code PRODUCT} begins a sum of products from 0 (its own -0 becomes 0), {@code MULTIPLY_ADD} adds a product to the result, {@code CLEAR} sets lanes that are no rows to zero, {@code SUM}
     * and {@code SUM_PRODUCT} add to a line of accumulators.
     */
    public enum Kind {
        ADD, SUBTRACT, MULTIPLY, DIVIDE, PRODUCT, MULTIPLY_ADD, NEGATE, SQUARE, RECIPROCAL, CLEAR, SUM, SUM_PRODUCT
    }

    /** A product of matrices with more terms is not written term by term. */
    public static final int MOST_TERMS = 4;

    /** Whether the result are accumulators. */
    public boolean sums() {
        return kind == Kind.SUM || kind == Kind.SUM_PRODUCT;
    }

    /** Whether steps with these kernels can be written with vectors of doubles. */
    public static boolean suits(Kernels kernels) {
        return kernels.bytes() == Double.BYTES && kernels.usesVectors();
    }
}
