package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a program that is being traced: a handle with a shape. Methods record operators and return new handles;
 * operands broadcast by their trailing dimensions, global values to rows. Negative axes count from the end. Mismatching
 * shapes throw {@link ShapeException}. Longer than 400 lines because each operator
 * has its method here.
 */
public final class Tensor {

    private final Tracer tracer;
    private final Node node;

    Tensor(Tracer tracer, Node node) {
        this.tracer = tracer;
        this.node = node;
    }

    /** The tracer that records this value's program. */
    public Tracer tracer() {
        return tracer;
    }

    /** The node that computes this value, numbered as in the trace (not as in the built program). */
    public Node node() {
        return node;
    }

    /** Shape of the value. */
    public Shape shape() {
        return node.shape();
    }

    /** {@code this + other}. */
    public Tensor plus(Tensor other) {
        return binary(BinaryFunction.ADD, other);
    }

    /** {@code this + value}. */
    public Tensor plus(double value) {
        return plus(tracer.constant(value));
    }

    /** {@code this - other}. */
    public Tensor minus(Tensor other) {
        return binary(BinaryFunction.SUBTRACT, other);
    }

    /** {@code this - value}. */
    public Tensor minus(double value) {
        return minus(tracer.constant(value));
    }

    /** Elementwise product. */
    public Tensor times(Tensor other) {
        return binary(BinaryFunction.MULTIPLY, other);
    }

    /** Product with a number. */
    public Tensor times(double value) {
        return times(tracer.constant(value));
    }

    /** Elementwise quotient. */
    public Tensor dividedBy(Tensor other) {
        return binary(BinaryFunction.DIVIDE, other);
    }

    /** Quotient by a number. */
    public Tensor dividedBy(double value) {
        return dividedBy(tracer.constant(value));
    }

    /** Elementwise power, as {@link Math#pow}. */
    public Tensor pow(Tensor exponent) {
        return binary(BinaryFunction.POW, exponent);
    }

    /** Power with a constant exponent. */
    public Tensor pow(double exponent) {
        return pow(tracer.constant(exponent));
    }

    /** Elementwise larger value. */
    public Tensor max(Tensor other) {
        return binary(BinaryFunction.MAX, other);
    }

    /** Elementwise smaller value. */
    public Tensor min(Tensor other) {
        return binary(BinaryFunction.MIN, other);
    }

    /** 1 where {@code this < other}, else 0. */
    public Tensor less(Tensor other) {
        return binary(BinaryFunction.LESS, other);
    }

    /** 1 where {@code this <= other}, else 0. */
    public Tensor lessEqual(Tensor other) {
        return binary(BinaryFunction.LESS_EQUAL, other);
    }

    /** 1 where {@code this == other}, else 0. */
    public Tensor equal(Tensor other) {
        return binary(BinaryFunction.EQUAL, other);
    }

    /** Where this is not 0 {@code a}, elsewhere {@code b}. */
    public Tensor select(Tensor a, Tensor b) {
        return tracer.apply(new Op.Select(), List.of(this, a, b));
    }

    /** {@code -this}. */
    public Tensor negate() {
        return unary(UnaryFunction.NEGATE);
    }

    /** Exponential function. */
    public Tensor exp() {
        return unary(UnaryFunction.EXP);
    }

    /** Natural logarithm. */
    public Tensor log() {
        return unary(UnaryFunction.LOG);
    }

    /** {@code log(1 + x)}. */
    public Tensor log1p() {
        return unary(UnaryFunction.LOG1P);
    }

    /** {@code exp(x) - 1}. */
    public Tensor expm1() {
        return unary(UnaryFunction.EXPM1);
    }

    /** Square root. */
    public Tensor sqrt() {
        return unary(UnaryFunction.SQRT);
    }

    /** Square. */
    public Tensor square() {
        return unary(UnaryFunction.SQUARE);
    }

    /** {@code 1 / x}. */
    public Tensor reciprocal() {
        return unary(UnaryFunction.RECIPROCAL);
    }

    /** Hyperbolic tangent. */
    public Tensor tanh() {
        return unary(UnaryFunction.TANH);
    }

    /** Logistic function. */
    public Tensor sigmoid() {
        return unary(UnaryFunction.SIGMOID);
    }

    /** {@code log(1 + e^x)}. */
    public Tensor softplus() {
        return unary(UnaryFunction.SOFTPLUS);
    }

    /** Rectifier. */
    public Tensor relu() {
        return unary(UnaryFunction.RELU);
    }

    /** Rectifier with a slope for negative values. */
    public Tensor leakyRelu(double slope) {
        return tracer.apply(new Op.LeakyRelu(slope), List.of(this));
    }

    /** Exponential linear unit. */
    public Tensor elu(double alpha) {
        return tracer.apply(new Op.Elu(alpha), List.of(this));
    }

    /** Gaussian error linear unit, exact form. */
    public Tensor gelu() {
        return unary(UnaryFunction.GELU);
    }

    /** Sigmoid linear unit (swish). */
    public Tensor silu() {
        return unary(UnaryFunction.SILU);
    }

    /** Absolute value. */
    public Tensor abs() {
        return unary(UnaryFunction.ABS);
    }

    /** Error function. */
    public Tensor erf() {
        return unary(UnaryFunction.ERF);
    }

    /** Sine. */
    public Tensor sin() {
        return unary(UnaryFunction.SIN);
    }

    /** Cosine. */
    public Tensor cos() {
        return unary(UnaryFunction.COS);
    }

    /** Log of the gamma function. */
    public Tensor lgamma() {
        return unary(UnaryFunction.LGAMMA);
    }

    /** Digamma function. */
    public Tensor digamma() {
        return polygamma(0);
    }

    /** Polygamma function of an order; 0 is digamma, 1 trigamma. */
    public Tensor polygamma(int order) {
        return tracer.apply(new Op.Polygamma(order), List.of(this));
    }

    /**
     * What log x! has beside {@code x log x - x}, for {@code x >= 0}: with it {@link LogGammas} writes log gammas and their
     * differences so that nothing cancels.
     */
    public Tensor stirlingRemainder() {
        return stirlingRemainder(0);
    }

    Tensor stirlingRemainder(int order) {
        return tracer.apply(new Op.StirlingRemainder(order), List.of(this));
    }

    /** {@code log(1 + x^2)}, without overflow. */
    public Tensor log1pSquare() {
        return unary(UnaryFunction.LOG1P_SQUARE);
    }

    /** {@code k log(k/m) - k + m}, where this is k, and the mean m is given as it is and by its logarithm. */
    public Tensor deviance(Tensor mean, Tensor logMean) {
        return tracer.apply(new Op.Ternary(TernaryFunction.DEVIANCE), List.of(this, mean, logMean));
    }

    /** {@code log(k/m)}, arguments as those of {@link #deviance}: accurate also where they are nearly equal. */
    public Tensor logRatio(Tensor mean, Tensor logMean) {
        return tracer.apply(new Op.Ternary(TernaryFunction.LOG_RATIO), List.of(this, mean, logMean));
    }

    /**
     * {@code a log(a / (n p)) + b log(b / (n (1 - p)))}, where this is a, {@code n = a + b} and p is given by its logit.
     */
    public Tensor binomialDeviance(Tensor b, Tensor logit) {
        return tracer.apply(new Op.Ternary(TernaryFunction.BINOMIAL_DEVIANCE), List.of(this, b, logit));
    }

    /** Elementwise function by its name. */
    public Tensor unary(UnaryFunction function) {
        return tracer.apply(new Op.Unary(function), List.of(this));
    }

    /** Sum of all elements (of each row): a scalar. */
    public Tensor sum() {
        return shape().rank() == 0 ? this : tracer.apply(new Op.SumTo(shape().withDims()), List.of(this));
    }

    /** Sum along an axis. */
    public Tensor sum(int axis) {
        return tracer.apply(new Op.Sum(axis(axis)), List.of(this));
    }

    /** Mean of all elements (of each row): a scalar. */
    public Tensor mean() {
        return sum().dividedBy(shape().size());
    }

    /** Mean along an axis. */
    public Tensor mean(int axis) {
        return sum(axis).dividedBy(shape().dim(axis(axis)));
    }

    /** Sum over all rows. */
    public Tensor sumRows() {
        return tracer.apply(new Op.SumRows(), List.of(this));
    }

    /** Log of the sum of exponentials along an axis. */
    public Tensor logSumExp(int axis) {
        return tracer.apply(new Op.LogSumExp(axis(axis)), List.of(this));
    }

    /** Softmax along an axis. */
    public Tensor softmax(int axis) {
        return tracer.apply(new Op.Softmax(axis(axis)), List.of(this));
    }

    /** Log of the softmax along an axis. */
    public Tensor logSoftmax(int axis) {
        return tracer.apply(new Op.LogSoftmax(axis(axis)), List.of(this));
    }

    /** Cumulative sum along an axis. */
    public Tensor cumulativeSum(int axis) {
        return tracer.apply(new Op.CumulativeSum(axis(axis), false), List.of(this));
    }

    /** Sum of the products of all elements. */
    public Tensor dot(Tensor other) {
        return tracer.apply(new Op.Dot(), List.of(this, other));
    }

    /**
     * Matrix product; vectors count as a row on the left and as a column on the right. Of stacks of matrices with the same
     * dimensions in front, the products at each place.
     */
    public Tensor matMul(Tensor other) {
        return tracer.apply(new Op.MatMul(false, false), List.of(this, other));
    }

    /** {@code weights x + bias}, where this is x. */
    public Tensor affine(Tensor weights, Tensor bias) {
        return tracer.apply(new Op.Affine(), List.of(weights, this, bias));
    }

    /** Matrix with its two axes exchanged. */
    public Tensor transpose() {
        return transpose(1, 0);
    }

    /** Axes in another order: axis {@code i} of the result is axis {@code permutation[i]} of this. */
    public Tensor transpose(int... permutation) {
        List<Integer> axes = new ArrayList<>();
        for (int axis : permutation) {
            axes.add(axis(axis));
        }
        return tracer.apply(new Op.Transpose(List.copyOf(axes)), List.of(this));
    }

    /** Same elements in the same order, other dimensions. */
    public Tensor reshape(int... dims) {
        return tracer.apply(new Op.Reshape(shape().withDims(dims)), List.of(this));
    }

    /** {@code length} elements from {@code start} along an axis. */
    public Tensor slice(int axis, int start, int length) {
        return tracer.apply(new Op.Slice(axis(axis), start, length), List.of(this));
    }

    /** Element {@code index} of the first axis, which disappears. */
    public Tensor get(int index) {
        int[] dims = shape().dims();
        return slice(0, index, 1).reshape(java.util.Arrays.copyOfRange(dims, 1, dims.length));
    }

    /** Zeros before and after along an axis. */
    public Tensor pad(int axis, int before, int after) {
        return tracer.apply(new Op.Pad(axis(axis), before, after), List.of(this));
    }

    /** Tensors one after another along an axis. */
    public static Tensor concat(int axis, List<Tensor> parts) {
        Tensor first = parts.get(0);
        return first.tracer.apply(new Op.Concat(first.axis(axis)), parts);
    }

    /** Entries of this table, along its first axis, at the whole numbers in {@code index}. */
    public Tensor gather(Tensor index) {
        return tracer.apply(new Op.Gather(), List.of(this, index));
    }

    /** The same value, through which no simplification looks: a place where the program can be cut. */
    public Tensor barrier() {
        return tracer.apply(new Op.Barrier(), List.of(this));
    }

    /** Broadcast to a shape. */
    public Tensor broadcastTo(Shape target) {
        return tracer.apply(new Op.BroadcastTo(target), List.of(this));
    }

    /**
     * {@code L L^T}, where this is L, a lower triangular matrix with a positive diagonal. The program remembers the factor:
     * {@link #cholesky} of the result is L itself, also where the product has no factor any more after rounding.
     */
    public Tensor choleskyProduct() {
        return tracer.factored(tracer.apply(new Op.MatMul(false, true), List.of(this, this)), this);
    }

    /** Lower Cholesky factor; the one that it was made of if this is a {@link #choleskyProduct}. */
    public Tensor cholesky() {
        return tracer.apply(new Op.Cholesky(), List.of(this));
    }

    /** Solution x of {@code L x = b}, where this is the lower triangular L. */
    public Tensor triangularSolve(Tensor b) {
        return tracer.apply(new Op.TriangularSolve(false), List.of(this, b));
    }

    /**
     * Convolution of this image [channels, height, width] with weights [filters, channels / groups, window's height and width],
     * as PyTorch's {@code conv2d}: the result is [filters, output height, output width].
     *
     * @param bias
     *            [filters], or null for none
     * @param groups
     *            equal parts of the channels and of the filters that have to do with each other only
     */
    public Tensor conv2d(Tensor weights, @Nullable Tensor bias, Window window, int groups) {
        return Spatial.conv2d(this, weights, bias, window, groups);
    }

    /** Convolution of this sequence [channels, length] with weights [filters, channels / groups, window]. */
    public Tensor conv1d(Tensor weights, @Nullable Tensor bias, Window.Axis window, int groups) {
        return Spatial.conv1d(this, weights, bias, window, groups);
    }

    /** Largest element in each window of this image [channels, height, width]; ties: the first has the derivative. */
    public Tensor maxPool2d(Window window) {
        return Spatial.maxPool2d(this, window);
    }

    /** Largest element in each window of this sequence [channels, length]. */
    public Tensor maxPool1d(Window.Axis window) {
        return Spatial.maxPool1d(this, window);
    }

    /**
     * Mean of the elements in each window of this image [channels, height, width].
     *
     * @param countPadding
     *            whether padding counts as zeros, or is left out of the mean
     */
    public Tensor averagePool2d(Window window, boolean countPadding) {
        return Spatial.averagePool2d(this, window, countPadding);
    }

    /** Mean of the elements in each window of this sequence [channels, length]. */
    public Tensor averagePool1d(Window.Axis window, boolean countPadding) {
        return Spatial.averagePool1d(this, window, countPadding);
    }

    @Override
    public String toString() {
        return node.toString();
    }

    private Tensor binary(BinaryFunction function, Tensor other) {
        return tracer.apply(new Op.Binary(function), List.of(this, other));
    }

    private int axis(int axis) {
        int rank = shape().rank();
        int normal = axis < 0 ? axis + rank : axis;
        if (normal < 0 || normal >= rank) {
            throw new ShapeException("a tensor of shape " + shape() + " has no axis " + axis);
        }
        return normal;
    }
}
