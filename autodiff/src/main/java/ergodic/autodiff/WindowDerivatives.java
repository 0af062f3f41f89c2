package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;

/**
 * Reverse derivatives of convolutions and poolings. With {@code <u, conv(x, w)> = <transposed(u, w), x> = <weights(x, u), w>}
 * the three operators of a convolution are each other's derivatives; a pooling, linear in its values, and its transpose too.
 */
final class WindowDerivatives {

    private final ReverseMode reverse;

    WindowDerivatives(ReverseMode reverse) {
        this.reverse = reverse;
    }

    void convolution(Node node, Op.Convolution op, Tensor dy) {
        Tensor x = reverse.value(node.operand(0));
        Tensor full = Adjoints.full(dy, node.shape());
        if (reverse.isActive(node, 0)) {
            reverse.give(node, 0, transposed(op.window(), op.groups(), x, full, reverse.value(node.operand(1))));
        }
        if (reverse.isActive(node, 1)) {
            giveWeights(node, op.window(), op.groups(), x, full);
        }
        if (node.operands().size() == 3 && reverse.isActive(node, 2)) {
            Shape bias = node.operand(2).shape();
            boolean rows = node.shape().isByRow() && !reverse.sumsOverRows(node, node.operand(2));
            Shape column = bias.withRows(rows).withDims(bias.dim(0), 1, 1);
            Tensor sum = Adjoints.full(Adjoints.reduce(dy, node.shape(), column), column);
            reverse.give(node, 2, sum.reshape(bias.dim(0)), bias.withRows(rows));
        }
    }

    void transposed(Node node, Op.ConvolutionTransposed op, Tensor dy) {
        Tensor full = Adjoints.full(dy, node.shape());
        if (reverse.isActive(node, 0)) {
            reverse.give(node, 0,
                    apply(new Op.Convolution(op.window(), op.groups()), full, reverse.value(node.operand(1))));
        }
        if (reverse.isActive(node, 1)) {
            giveWeights(node, op.window(), op.groups(), full, reverse.value(node.operand(0)));
        }
    }

    void weights(Node node, Op.ConvolutionWeights op, Tensor dy) {
        Tensor full = Adjoints.full(dy, node.shape());
        Tensor x = reverse.value(node.operand(0));
        Tensor u = reverse.value(node.operand(1));
        if (reverse.isActive(node, 0)) {
            reverse.give(node, 0, transposed(op.window(), op.groups(), x, u, full));
        }
        if (reverse.isActive(node, 1)) {
            reverse.give(node, 1, apply(new Op.Convolution(op.window(), op.groups()), x, full));
        }
    }

    /** A pooling or its transpose, linear in its first operand; the other operands stay. */
    void linear(Node node, Op transpose, Tensor dy) {
        List<Tensor> operands = new ArrayList<>();
        operands.add(Adjoints.full(dy, node.shape()));
        for (Node other : node.operands().subList(1, node.operands().size())) {
            operands.add(reverse.value(other));
        }
        reverse.give(node, 0, operands.get(0).tracer().apply(transpose, operands));
    }

    /** Gives operand 1, the weights of a convolution of x, what follows from the adjoint of that convolution. */
    private void giveWeights(Node node, Window window, int groups, Tensor x, Tensor adjoint) {
        Shape weights = node.operand(1).shape();
        boolean overRows = reverse.sumsOverRows(node, node.operand(1))
                && (x.shape().isByRow() || adjoint.shape().isByRow());
        Tensor contribution = apply(new Op.ConvolutionWeights(window, groups, overRows), x, adjoint);
        reverse.give(node, 1, contribution, overRows ? weights : weights.withRows(ReverseMode.rowsOf(node)));
    }

    private static Tensor transposed(Window window, int groups, Tensor image, Tensor u, Tensor weights) {
        Shape shape = image.shape();
        return apply(new Op.ConvolutionTransposed(window, groups, shape.dim(1), shape.dim(2)), u, weights);
    }

    private static Tensor apply(Op op, Tensor a, Tensor b) {
        return a.tracer().apply(op, List.of(a, b));
    }
}
