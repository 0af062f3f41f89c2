package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.UnaryFunction;
import org.jspecify.annotations.Nullable;

/**
 * A sigmoid linear unit {@code y = x s}, {@code s = sigmoid(x)}, and its derivative {@code s + y (1 - s)}, which one kernel computes
 * together: a gradient needs both, and most of the work of either is their exponential. It rounds as their parts do.
 *
 * @param value
 *            y
 * @param derivative
 *            the sum, as reverse mode writes it
 */
record SiluPair(Node value, Node derivative) {

    /** The pair whose derivative a node is, or null. */
    static @Nullable SiluPair of(Node node) {
        if (!Fusion.isBinary(node, BinaryFunction.ADD)) {
            return null;
        }
        Node sigmoid = node.operand(0);
        Node product = node.operand(1);
        if (!Fusion.isUnary(sigmoid, UnaryFunction.SIGMOID) || !Fusion.isBinary(product, BinaryFunction.MULTIPLY)) {
            return null;
        }
        Node value = product.operand(0);
        Node rest = product.operand(1);
        boolean fits = Fusion.isUnary(value, UnaryFunction.SILU) && Fusion.isOneMinus(rest)
                && rest.operand(1).equals(sigmoid) && value.operand(0).equals(sigmoid.operand(0))
                && node.shape().isByRow() && value.shape().equals(node.shape());
        return fits ? new SiluPair(value, node) : null;
    }
}
