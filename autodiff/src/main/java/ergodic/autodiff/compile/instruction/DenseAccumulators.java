package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.kernel.Kernels;

/**
 * Which sums of outer products have accumulators of one number instead of a vector: those of large layers, whose vectors would
 * not fit the second-level cache, such as 10 MB for 784 by 200. In exchange a tile's operand is transposed.
 */
public final class DenseAccumulators {

    /** Accumulators of a cache line each that take more than this are replaced. */
    private static final long CACHE_BYTES = 512 * 1024;

    private DenseAccumulators() {}

    public static boolean suits(Node sum) {
        return sum.op() instanceof Op.OuterSumRows && (long) sum.shape().size() * Kernels.LINE > CACHE_BYTES;
    }

    /** Elements of the operand that gives the rows of the sum. */
    public static int rows(Node sum) {
        return sum.operand(0).shape().size();
    }

    /** Elements of the operand that gives the columns. */
    public static int columns(Node sum) {
        return sum.operand(1).shape().size();
    }

    /** Numbers from a run of accumulators to the next: whole lines. */
    public static int stride(int columns, int lanes) {
        return (columns + lanes - 1) / lanes * lanes;
    }
}
