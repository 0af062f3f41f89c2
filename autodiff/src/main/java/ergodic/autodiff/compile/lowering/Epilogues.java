package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.compile.plan.Work;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of a product with global weights and the elementwise function that reads its result, where nobody else does: a rectifier, or
 * the derivative of an activation in a {@link Fusion}. The product is not lowered where it stands but with its reader, whose
 * function is applied while the product's results are stored. That saves a pass over memory and changes no bit.
 */
final class Epilogues {

    private final Map<Node, Node> productOf = new HashMap<>();
    private final Map<Node, Node> readerOf = new HashMap<>();

    Epilogues(Program program, Analysis analysis) {
        int[] reads = new int[program.nodes().size()];
        program.outputs().values().forEach(node -> reads[node.id()]++);
        for (Node node : program.nodes()) {
            if (analysis.needed(node)) {
                Fusion.operands(node).forEach(operand -> reads[operand.id()]++);
            }
        }
        for (Node node : program.nodes()) {
            Node product = analysis.needed(node) ? read(node) : null;
            if (product != null && reads[product.id()] == 1 && isProductByRow(product, analysis)) {
                productOf.put(node, product);
                readerOf.put(product, node);
            }
        }
    }

    /** What a node would be an epilogue of. */
    private static @Nullable Node read(Node node) {
        if (node.op() instanceof Op.Unary(UnaryFunction function) && function == UnaryFunction.RELU) {
            return node.operand(0);
        }
        Fusion fusion = Fusion.of(node);
        return fusion == null ? null : fusion.gradient();
    }

    /** Of global weights with a vector or matrix that varies by row, or the other way round. */
    private static boolean isProductByRow(Node node, Analysis analysis) {
        return switch (node.op()) {
            case Op.Affine affine -> analysis.varies(node.operand(1)) && !analysis.varies(node.operand(0))
                    && !analysis.varies(node.operand(2));
            case Op.MatMul(boolean transposeA, boolean transposeB) -> node.operand(0).shape().rank() <= 2
                    && node.operand(1).shape().rank() <= 2
                    && analysis.varies(node.operand(0)) != analysis.varies(node.operand(1));
            default -> false;
        };
    }

    /** The product that is lowered with a node, or null. */
    @Nullable
    Node product(Node reader) {
        return productOf.get(reader);
    }

    /** True if a node is lowered with its only reader. */
    boolean waits(Node product) {
        return readerOf.containsKey(product);
    }

    /** What the node, or the pair that it completes, is called in a profile. */
    String name(Node node) {
        Node product = productOf.get(node);
        return product == null ? OperatorName.of(node) : OperatorName.of(product) + ", " + OperatorName.of(node);
    }

    /** The part of the model that the node, or the product of the pair that it completes, belongs to. */
    String part(Node node) {
        Node product = productOf.get(node);
        return product == null ? node.part() : product.part();
    }

    /** How much the node, or the pair that it completes, computes. */
    Work work(Node node) {
        Node product = productOf.get(node);
        return product == null ? Work.of(node) : Work.of(node).plus(Work.of(product));
    }
}
