package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.FusedFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the elementwise patterns that have a kernel of their own. A fused node reads other operands than it has in the program;
 * what lies between is lowered only if someone else needs it. The fused kernels round as their parts do, so fusion does
 * not change a bit.
 *
 * @param gradient
 *            the factor that is not part of the derivative
 * @param value
 *            what the derivative is written by
 */
record Fusion(FusedFunction function, Node gradient, Node value) {

    /** The pattern that a node completes, or null. */
    static @Nullable Fusion of(Node node) {
        if (!isBinary(node, BinaryFunction.MULTIPLY)) {
            return null;
        }
        Node gradient = node.operand(0);
        Node derivative = node.operand(1);
        FusedFunction function = null;
        Node value = derivative;
        if (isUnary(derivative, UnaryFunction.STEP)) {
            function = FusedFunction.STEP_DERIVATIVE;
            value = derivative.operand(0);
        } else if (isOneMinus(derivative) && isUnary(derivative.operand(1), UnaryFunction.SQUARE)) {
            function = FusedFunction.TANH_DERIVATIVE;
            value = derivative.operand(1).operand(0);
        } else if (isBinary(derivative, BinaryFunction.MULTIPLY) && isOneMinus(derivative.operand(1))
                && derivative.operand(1).operand(1).equals(derivative.operand(0))) {
            function = FusedFunction.SIGMOID_DERIVATIVE;
            value = derivative.operand(0);
        } else if (SiluPair.of(derivative) != null) {
            function = FusedFunction.TIMES_DERIVATIVE;
        }
        boolean fits = gradient.shape().equals(node.shape()) && value.shape().equals(node.shape())
                && node.shape().isByRow();
        return function != null && fits ? new Fusion(function, gradient, value) : null;
    }

    /** What a node reads: the operands of its pattern, the value that it is computed with, or its own operands. */
    static List<Node> operands(Node node) {
        Fusion fusion = of(node);
        if (fusion != null) {
            return List.of(fusion.gradient, fusion.value);
        }
        SiluPair pair = SiluPair.of(node);
        return pair == null ? node.operands() : List.of(pair.value());
    }

    /** Whether a node is one minus another. */
    static boolean isOneMinus(Node node) {
        return isBinary(node, BinaryFunction.SUBTRACT) && node.operand(0).op() instanceof Op.Constant(double[] values)
                && values.length == 1 && values[0] == 1;
    }

    /** Whether a node is this function of two nodes. */
    static boolean isBinary(Node node, BinaryFunction wanted) {
        return node.op() instanceof Op.Binary(BinaryFunction function) && function == wanted;
    }

    /** Whether a node is this function of one node. */
    static boolean isUnary(Node node, UnaryFunction wanted) {
        return node.op() instanceof Op.Unary(UnaryFunction function) && function == wanted;
    }
}
