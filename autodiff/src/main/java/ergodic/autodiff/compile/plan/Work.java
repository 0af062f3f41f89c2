package ergodic.autodiff.compile.plan;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Shape;
import ergodic.autodiff.Window;

/**
 * How much a node computes, counted from its shapes: once for a global value, for each row if it varies by row. Used to cut
 * tiles into blocks (so it must not depend on the machine) and to state floating point operations.
 *
 * @param multiplyAdds
 *            multiplications with an addition, of products of matrices and vectors
 * @param elements
 *            elements of everything else that computes; views and copies count nothing
 */
public record Work(long multiplyAdds, long elements) {

    public static final Work NONE = new Work(0, 0);

    /** About what a core with wide vectors takes: a multiply-add, and an element of a mixture of functions. */
    private static final double NANOS_PER_MULTIPLY_ADD = 0.04;
    private static final double NANOS_PER_ELEMENT = 0.25;

    public static Work of(Node node) {
        long size = node.shape().size();
        return switch (node.op()) {
            case Op.Input input -> NONE;
            case Op.Constant constant -> NONE;
            case Op.BroadcastTo broadcast -> NONE;
            case Op.Slice slice -> NONE;
            case Op.Pad pad -> NONE;
            case Op.Concat concat -> NONE;
            case Op.Reshape reshape -> NONE;
            case Op.Transpose transpose -> NONE;
            case Op.Gather gather -> NONE;
            case Op.Barrier barrier -> NONE;
            case Op.Dot dot -> new Work(Math.max(shape(node, 0).size(), shape(node, 1).size()), 0);
            case Op.MatMul(boolean transposeA, boolean transposeB) -> new Work(size * inner(node, transposeA), 0);
            case Op.Affine affine -> new Work(shape(node, 0).size(), 0);
            case Op.OuterSumRows outer -> new Work(size * node.operands().size() / 2, 0);
            case Op.Cholesky cholesky -> new Work(size * shape(node, 0).dims()[0] / 6, 0);
            case Op.TriangularSolve solve -> new Work(size * shape(node, 0).dims()[0] / 2, 0);
            case Op.Convolution convolution -> new Work(size * perFilter(shape(node, 1)), 0);
            case Op.ConvolutionTransposed back ->
                new Work((long) shape(node, 0).size() * perFilter(shape(node, 1)), 0);
            case Op.ConvolutionWeights back -> new Work((long) shape(node, 1).size() * perFilter(node.shape()), 0);
            case Op.MaxPool(Window window) -> new Work(0, size * window.taps());
            case Op.MaxPoolTransposed(Window window) ->
                new Work(0, (long) shape(node, 0).size() * window.taps());
            case Op.AveragePool(Window window) -> new Work(0, size * window.taps());
            case Op.AveragePoolTransposed(Window window, int height, int width) ->
                new Work(0, (long) shape(node, 0).size() * window.taps());
            case Op.SumTo sum -> operand(node);
            case Op.Sum sum -> operand(node);
            case Op.SumRows sum -> new Work(0, size * node.operands().size());
            case Op.ScatterAdd scatter -> operand(node);
            // A largest element, differences, exponentials, their sum.
            case Op.LogSumExp sum -> new Work(0, 4L * shape(node, 0).size());
            case Op.Softmax softmax -> new Work(0, 5 * size);
            case Op.LogSoftmax softmax -> new Work(0, 5 * size);
            case Op.Unary unary -> new Work(0, size);
            case Op.LeakyRelu relu -> new Work(0, size);
            case Op.Elu elu -> new Work(0, size);
            case Op.Polygamma polygamma -> new Work(0, size);
            case Op.Binary binary -> new Work(0, size);
            case Op.StirlingRemainder remainder -> new Work(0, size);
            case Op.Ternary ternary -> new Work(0, size);
            case Op.Select select -> new Work(0, size);
            case Op.CumulativeSum sum -> new Work(0, size);
        };
    }

    private static Shape shape(Node node, int operand) {
        return node.operand(operand).shape();
    }

    private static Work operand(Node node) {
        return new Work(0, shape(node, 0).size());
    }

    private static int inner(Node node, boolean transposed) {
        int[] dims = shape(node, 0).dims();
        return dims.length == 1 ? dims[0] : dims[dims.length - (transposed ? 2 : 1)];
    }

    private static long perFilter(Shape weights) {
        return weights.size() / Math.max(1, weights.dims()[0]);
    }

    public Work plus(Work other) {
        return new Work(multiplyAdds + other.multiplyAdds, elements + other.elements);
    }

    /** A multiply-add is two floating point operations, an element of anything else one. */
    public long flops() {
        return 2 * multiplyAdds + elements;
    }

    /** A rough time. */
    double nanos() {
        return NANOS_PER_MULTIPLY_ADD * multiplyAdds + NANOS_PER_ELEMENT * elements;
    }
}
