package ergodic.autodiff;

import java.util.Arrays;

/**
 * The operators of a tensor program. Each record says what is computed; its operands are the arguments of the
 * {@link Node} that bears it, in the order given here. Axes are normalised (not negative) and do not count the row axis.
 * Every interpretation (shapes, evaluation, reverse derivative, lowering, printing) is one exhaustive switch over this
 * type.
 */
public sealed interface Op {

    /** Where an input's values come from. */
    enum InputKind {
        /** A part of theta, of which gradients are taken; global. */
        PARAMETER,
        /** A global value that the caller may set before each evaluation; no gradient. */
        GLOBAL,
        /** Data with a row axis; no gradient. */
        ROW
    }

    /** An input; its shape stands in the node. No operands. */
    record Input(String name, InputKind kind) implements Op {}

    /** A global constant, elements row-major. No operands. The array must not be changed. */
    record Constant(double[] values) implements Op {
        @Override
        public boolean equals(Object o) {
            return o instanceof Constant(double[] other) && Arrays.equals(values, other);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /**
     * The operand itself. No simplification looks through it, so what is computed from the result stays computed from it:
     * it marks where a program can be cut, such as at a network's outputs.
     */
    record Barrier() implements Op {}

    /** An elementwise function of one operand. */
    record Unary(UnaryFunction function) implements Op {}

    /** {@code x > 0 ? x : slope * x}; derivative at 0 is {@code slope}. */
    record LeakyRelu(double slope) implements Op {}

    /** {@code x > 0 ? x : alpha * expm1(x)} (Clevert, Unterthiner and Hochreiter 2015). */
    record Elu(double alpha) implements Op {}

    /** Derivative of order {@code order} of the digamma function; order 0 is digamma itself, 1 trigamma. */
    record Polygamma(int order) implements Op {}

    /** An elementwise function of two operands with broadcasting (trailing dimensions; global with by row). */
    record Binary(BinaryFunction function) implements Op {}

    /** A derivative of {@link ergodic.autodiff.StirlingRemainder}; order 0 is the function itself. */
    record StirlingRemainder(int order) implements Op {}

    /** An elementwise function of three operands with broadcasting. */
    record Ternary(TernaryFunction function) implements Op {}

    /** {@code condition != 0 ? a : b} of operands (condition, a, b), elementwise with broadcasting. */
    record Select() implements Op {}

    /** Broadcasts the operand to the node's shape (trailing dimensions; a global value may become by row). */
    record BroadcastTo(Shape target) implements Op {}

    /** Sums over the dimensions in which {@code target} is smaller: the adjoint of broadcasting (rows excepted). */
    record SumTo(Shape target) implements Op {}

    /** Sum over one axis, which disappears. */
    record Sum(int axis) implements Op {}

    /**
     * Sum over all rows: by row in, global out. The sum over no rows is 0. Of several operands of one shape it is the sum of
     * their sums: the adjoint of a bias that is used at each step of a sequence.
     */
    record SumRows() implements Op {}

    /** {@code log sum exp} over one axis, which disappears; minus infinity for an empty axis. */
    record LogSumExp(int axis) implements Op {}

    /** Softmax along an axis. */
    record Softmax(int axis) implements Op {}

    /** Log of the softmax along an axis. */
    record LogSoftmax(int axis) implements Op {}

    /** Cumulative sum along an axis; {@code reverse} sums from the end. */
    record CumulativeSum(int axis, boolean reverse) implements Op {}

    /** Sum of products of all elements of two operands with the same dimensions: a scalar (by row if either is). */
    record Dot() implements Op {}

    /**
     * Matrix product of operands (a, b). Each is a matrix, or a vector (a as a row, b as a column, the dimension then
     * disappears), global or by row. The flags transpose a matrix operand first; they are false for vectors. Of two stacks of
     * matrices, [..., m, k] and [..., k, n] with the same dimensions in front, the products of the matrices at each place.
     */
    record MatMul(boolean transposeA, boolean transposeB) implements Op {}

    /**
     * {@code weights x + bias} of operands (weights [out, in], x [in], bias [out]); weights and bias global, x by row or
     * global.
     */
    record Affine() implements Op {}

    /**
     * {@code sum over rows of a b^T} of operands (a [rows, m], b [rows, n]): global [m, n]. Of several pairs (a1, b1, a2,
     * b2, ...) it is the sum of their sums: the adjoint of weights that are used at each step of a sequence.
     */
    record OuterSumRows() implements Op {}

    /** Elements {@code start .. start + length - 1} along an axis. */
    record Slice(int axis, int start, int length) implements Op {}

    /** Zeros around the operand along an axis: {@code before} and {@code after} of them (the adjoint of a slice). */
    record Pad(int axis, int before, int after) implements Op {}

    /** The operands one after another along an axis. Global operands beside ones by row are broadcast to rows. */
    record Concat(int axis) implements Op {}

    /** Same elements, other dimensions. */
    record Reshape(Shape target) implements Op {}

    /** Dimension {@code i} of the result is dimension {@code permutation[i]} of the operand. */
    record Transpose(java.util.List<Integer> permutation) implements Op {}

    /**
     * Of operands (table [k, d...], index): the table's entries at these indices along its first axis; result
     * [index dims..., d...], by row if either is. Indices are doubles that hold whole numbers; one outside 0 .. k-1 (or NaN) gives NaN.
     */
    record Gather() implements Op {}

    /**
     * Of operands (updates [index dims..., d...], index): zeros [size, d...] with each update added at its index; the
     * adjoint of {@link Gather}. If {@code overRows} the sum runs over rows too and the result is global. Indices out of
     * range are left out.
     */
    record ScatterAdd(int size, boolean overRows) implements Op {}

    /** Lower Cholesky factor of a symmetric positive definite matrix (the lower triangle is read); NaN if it has none. */
    record Cholesky() implements Op {}

    /**
     * Solves {@code L x = b} of operands (L [n, n] lower triangular, b [n] or [n, m]), or {@code L^T x = b} if
     * {@code transposed}. Only the lower triangle of L is read.
     */
    record TriangularSolve(boolean transposed) implements Op {}

    /**
     * Convolution (without a flip, as networks have it) of operands (x [channels, height, width], weights [filters, channels /
     * groups, window], bias [filters]), or of the first two: filter f of group g reads that group's channels. Its derivatives
     * are the next two, and these three are each other's.
     */
    record Convolution(Window window, int groups) implements Op {}

    /**
     * The adjoint of {@link Convolution} with respect to x, an image of this height and width, of operands (u [filters, output
     * height, output width], weights).
     */
    record ConvolutionTransposed(Window window, int groups, int height, int width) implements Op {}

    /**
     * The adjoint of {@link Convolution} with respect to the weights, of operands (x, u [filters, output height, output width]);
     * if {@code overRows} it is summed over rows and global.
     */
    record ConvolutionWeights(Window window, int groups, boolean overRows) implements Op {}

    /**
     * Of operands (values, keys), both [channels, height, width]: the value at the first largest key of each window. Pooling by
     * the maximum has the same for both; NaN is larger than any number. No derivative with respect to the keys.
     */
    record MaxPool(Window window) implements Op {}

    /**
     * Of operands (u, keys): the adjoint of {@link MaxPool} with respect to values. Each element of u is added where its window
     * has its first largest key.
     */
    record MaxPoolTransposed(Window window) implements Op {}

    /** The sum of the elements in each window of [channels, height, width], divided by the number of taps. */
    record AveragePool(Window window) implements Op {}

    /** The adjoint of {@link AveragePool}: an image of this height and width. */
    record AveragePoolTransposed(Window window, int height, int width) implements Op {}
}
