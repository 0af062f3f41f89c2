package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forward-mode differentiation of programs, program to program (Griewank and Walther 2008, chapter 3): beside each value
 * its derivative along a direction in theta. The result is an ordinary program, so the derivative of a gradient is a
 * Hessian-vector product (Pearlmutter 1994).
 *
 * <p>
 * A tangent is held in a shape that broadcasts to its value's, as adjoints are; null stands for 0.
 */
public final class ForwardMode {

    /** The global input that holds the direction, {@code [parameters]}, unless another name is asked for. */
    public static final String DIRECTION = "direction";

    private final List<Node> nodes;
    private final Tracer tracer;
    private final List<Tensor> values;
    private final @Nullable Tensor[] tangents;

    /** Derivatives within a program that was replayed: {@code values} has the handle of each node. */
    ForwardMode(List<Node> nodes, Tracer tracer, List<Tensor> values) {
        this.nodes = nodes;
        this.tracer = tracer;
        this.values = values;
        this.tangents = new Tensor[nodes.size()];
    }

    /**
     * The program that computes some outputs of {@code program} and their derivatives along the input {@link #DIRECTION}.
     *
     * @see #derivative(String, Program, String...)
     */
    public static Program derivative(Program program, String... outputs) {
        return derivative(DIRECTION, program, outputs);
    }

    /**
     * The program that computes some outputs of {@code program} and their derivatives along a direction in theta.
     *
     * @param direction
     *            the name of the global input {@code [parameters]} that will hold the direction, in the order of theta
     * @param program
     *            any program
     * @param outputs
     *            names of outputs of it, global or by row
     * @return a program with all parameters and global inputs of {@code program}; its outputs are, for each name,
     *         {@code name} and {@code "D " + name}, which has the same shape (with zeros if the output does not depend on
     *         a parameter)
     */
    public static Program derivative(String direction, Program program, String... outputs) {
        Tracer tracer = new Tracer();
        ForwardMode forward = new ForwardMode(program.nodes(), tracer, tracer.replay(program));
        Theta theta = new Theta(program);
        Tensor vector = tracer.globalInput(direction, theta.size());
        forward.differentiate(theta.parameters(), theta.split(vector));
        for (String name : outputs) {
            Node output = program.output(name);
            tracer.output(name, forward.value(output));
            tracer.output("D " + name, forward.tangentOf(output).broadcastTo(output.shape()));
        }
        return tracer.build(tracer.outputs());
    }

    /** Sets the tangents of some nodes, which {@code seeds} broadcast to, and derives those of all nodes that use them. */
    void differentiate(List<Node> sources, List<Tensor> seeds) {
        for (int i = 0; i < sources.size(); i++) {
            tangents[sources.get(i).id()] = seeds.get(i);
        }
        for (Node node : nodes) {
            if (tangents[node.id()] == null && isActive(node)) {
                tangents[node.id()] = tangent(node);
            }
        }
    }

    /** The tangent of a node in its full dimensions (global if it is the same for all rows); zeros if it has none. */
    Tensor tangentOf(Node node) {
        Tensor tangent = tangents[node.id()];
        return Adjoints.full(tangent == null ? tracer.constant(0) : tangent, node.shape());
    }

    private Tensor value(Node node) {
        return values.get(node.id());
    }

    private boolean isActive(Node node) {
        for (Node operand : node.operands()) {
            if (tangents[operand.id()] != null) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Tensor operandTangent(Node node, int operand) {
        return tangents[node.operand(operand).id()];
    }

    private Tensor fullTangent(Node node, int operand) {
        return tangentOf(node.operand(operand));
    }

    private static @Nullable Tensor sum(@Nullable Tensor a, @Nullable Tensor b) {
        return a == null ? b : b == null ? a : a.plus(b);
    }

    /** The tangent of a node with at least one operand that has one. */
    private @Nullable Tensor tangent(Node node) {
        return switch (node.op()) {
            case Op.Binary(BinaryFunction function) -> binary(node, function);
            case Op.Ternary(TernaryFunction function) -> ternary(node, function);
            case Op.Select() -> select(node);
            case Op.Dot() -> product(node, node.op());
            case Op.MatMul matMul -> product(node, matMul);
            case Op.Affine() -> affine(node);
            case Op.SumRows() -> sumRows(node);
            case Op.OuterSumRows() -> outerSumRows(node);
            case Op.Concat concat -> tracer.apply(concat, node.operands().stream().map(this::tangentOf).toList());
            case Op.TriangularSolve(boolean transposed) -> triangularSolve(node, transposed);
            case Op.Convolution convolution -> convolution(node, convolution);
            case Op.ConvolutionTransposed transposed -> product(node, transposed);
            case Op.ConvolutionWeights weights -> convolutionWeights(node, weights);
            default -> {
                Tensor dx = operandTangent(node, 0);
                yield dx == null ? null : tangent(node, value(node.operand(0)), value(node), dx);
            }
        };
    }

    /** The tangent of a node of whose operands only the first, {@code x}, can have a tangent. */
    private @Nullable Tensor tangent(Node node, Tensor x, Tensor y, Tensor dx) {
        Shape shape = node.operand(0).shape();
        return switch (node.op()) {
            case Op.Input input -> throw new IllegalStateException("an input has no operands");
            case Op.Constant constant -> throw new IllegalStateException("a constant has no operands");
            case Op.Barrier() -> dx;
            case Op.Unary(UnaryFunction f) -> f == UnaryFunction.SIGN || f == UnaryFunction.STEP ? null
                    : ElementwiseDerivatives.unary(f, x, y, dx);
            case Op.LeakyRelu(double slope) -> ElementwiseDerivatives.leakyRelu(slope, x, dx);
            case Op.Elu(double alpha) -> ElementwiseDerivatives.elu(alpha, x, y, dx);
            case Op.Polygamma(int order) -> dx.times(x.polygamma(order + 1));
            case Op.StirlingRemainder(int order) -> dx.times(x.stirlingRemainder(order + 1));
            case Op.BroadcastTo(Shape target) -> dx;
            case Op.SumTo(Shape target) -> Adjoints.reduce(dx, shape, target);
            case Op.Sum(int axis) -> Adjoints.full(dx, shape).sum(axis);
            case Op.LogSumExp(int axis) -> {
                Tensor share = x.minus(Adjoints.insertAxis(y, node.shape().rank(), axis)).exp();
                yield share.times(Adjoints.full(dx, shape)).sum(axis);
            }
            case Op.Softmax(int axis) -> y.times(dx.minus(Adjoints.sumAlong(y.times(dx), shape, axis)));
            case Op.LogSoftmax(int axis) -> dx.minus(Adjoints.sumAlong(y.exp().times(dx), shape, axis));
            case Op.CumulativeSum sum -> tracer.apply(sum, List.of(Adjoints.full(dx, shape)));
            case Op.Slice(int axis, int start, int length) -> Adjoints.slice(dx, shape, axis, start, length);
            case Op.Pad pad -> tracer.apply(pad, List.of(Adjoints.full(dx, shape)));
            case Op.Reshape(Shape target) -> dx.shape().size() == 1 && shape.size() == 1 ? dx.reshape()
                    : Adjoints.full(dx, shape).reshape(target.dims());
            case Op.Transpose transpose -> tracer.apply(transpose, List.of(Adjoints.full(dx, shape)));
            case Op.Gather gather -> tracer.apply(gather, List.of(Adjoints.full(dx, shape), value(node.operand(1))));
            case Op.ScatterAdd scatter ->
                tracer.apply(scatter, List.of(dx.broadcastTo(shape), value(node.operand(1))));
            case Op.Cholesky() -> cholesky(node, Adjoints.full(dx, shape));
            case Op.MaxPool pool -> tracer.apply(pool, List.of(Adjoints.full(dx, shape), value(node.operand(1))));
            case Op.MaxPoolTransposed pool ->
                tracer.apply(pool, List.of(Adjoints.full(dx, shape), value(node.operand(1))));
            case Op.AveragePool pool -> tracer.apply(pool, List.of(Adjoints.full(dx, shape)));
            case Op.AveragePoolTransposed pool -> tracer.apply(pool, List.of(Adjoints.full(dx, shape)));
            case Op.Binary binary -> throw several(node);
            case Op.Ternary ternary -> throw several(node);
            case Op.Select select -> throw several(node);
            case Op.Dot dot -> throw several(node);
            case Op.MatMul matMul -> throw several(node);
            case Op.Affine affine -> throw several(node);
            case Op.SumRows sum -> throw several(node);
            case Op.OuterSumRows outer -> throw several(node);
            case Op.Concat concat -> throw several(node);
            case Op.TriangularSolve solve -> throw several(node);
            case Op.Convolution convolution -> throw several(node);
            case Op.ConvolutionTransposed transposed -> throw several(node);
            case Op.ConvolutionWeights weights -> throw several(node);
        };
    }

    private static IllegalStateException several(Node node) {
        return new IllegalStateException("several operands can have tangents: " + node);
    }

    private @Nullable Tensor binary(Node node, BinaryFunction function) {
        if (function == BinaryFunction.LESS || function == BinaryFunction.LESS_EQUAL
                || function == BinaryFunction.EQUAL) {
            return null;
        }
        Tensor a = value(node.operand(0));
        Tensor b = value(node.operand(1));
        Tensor da = operandTangent(node, 0);
        Tensor db = operandTangent(node, 1);
        return sum(da == null ? null : ElementwiseDerivatives.binaryFirst(function, a, b, da),
                db == null ? null : ElementwiseDerivatives.binarySecond(function, a, b, value(node), db));
    }

    private @Nullable Tensor ternary(Node node, TernaryFunction function) {
        Tensor tangent = null;
        for (int i = 0; i < 3; i++) {
            Tensor dx = operandTangent(node, i);
            tangent = sum(tangent, dx == null ? null
                    : ElementwiseDerivatives.ternary(function, i, value(node.operand(0)), value(node.operand(1)),
                            value(node.operand(2)), dx));
        }
        return tangent;
    }

    private @Nullable Tensor select(Node node) {
        Tensor da = operandTangent(node, 1);
        Tensor db = operandTangent(node, 2);
        Tensor zero = tracer.constant(0);
        return da == null && db == null ? null
                : ElementwiseDerivatives.select(value(node.operand(0)), da == null ? zero : da,
                        db == null ? zero : db);
    }

    /** Of an operator that is linear in each of two operands. */
    private @Nullable Tensor product(Node node, Op op) {
        Tensor first = operandTangent(node, 0) == null ? null
                : tracer.apply(op, List.of(fullTangent(node, 0), value(node.operand(1))));
        Tensor second = operandTangent(node, 1) == null ? null
                : tracer.apply(op, List.of(value(node.operand(0)), fullTangent(node, 1)));
        return sum(first, second);
    }

    private @Nullable Tensor affine(Node node) {
        Tensor weights = value(node.operand(0));
        Tensor x = value(node.operand(1));
        Tensor dBias = operandTangent(node, 2) == null ? null : fullTangent(node, 2);
        Tensor byInputs = operandTangent(node, 1) == null ? null : weights.matMul(fullTangent(node, 1));
        if (operandTangent(node, 0) == null) {
            return sum(byInputs, dBias);
        }
        Tensor dWeights = fullTangent(node, 0);
        return sum(byInputs, dBias == null ? dWeights.matMul(x) : x.affine(dWeights, dBias));
    }

    private @Nullable Tensor convolution(Node node, Op.Convolution op) {
        Tensor sum = product(node, op);
        if (node.operands().size() < 3 || operandTangent(node, 2) == null) {
            return sum;
        }
        return sum(sum, fullTangent(node, 2).reshape(node.shape().dim(0), 1, 1));
    }

    private @Nullable Tensor convolutionWeights(Node node, Op.ConvolutionWeights op) {
        Tensor first = operandTangent(node, 0) == null ? null
                : convolutionWeights(op, fullTangent(node, 0), value(node.operand(1)));
        Tensor second = operandTangent(node, 1) == null ? null
                : convolutionWeights(op, value(node.operand(0)), fullTangent(node, 1));
        return sum(first, second);
    }

    private Tensor convolutionWeights(Op.ConvolutionWeights op, Tensor x, Tensor u) {
        if (!op.overRows() || x.shape().isByRow() || u.shape().isByRow()) {
            return tracer.apply(op, List.of(x, u));
        }
        Op once = new Op.ConvolutionWeights(op.window(), op.groups(), false);
        return Adjoints.sumRows(tracer.apply(once, List.of(x, u)));
    }

    private @Nullable Tensor sumRows(Node node) {
        List<Tensor> terms = new ArrayList<>();
        Tensor sum = null;
        for (int i = 0; i < node.operands().size(); i++) {
            Tensor dx = operandTangent(node, i);
            if (dx != null && dx.shape().equals(node.operand(i).shape())) {
                terms.add(dx);
            } else if (dx != null) {
                sum = sum(sum, Adjoints.sumRows(dx));
            }
        }
        return sum(terms.isEmpty() ? null : tracer.apply(node.op(), terms), sum);
    }

    /** Both products of each pair as terms of one sum over rows, save those of which a factor is the same for all rows. */
    private @Nullable Tensor outerSumRows(Node node) {
        List<Tensor> pairs = new ArrayList<>();
        Tensor sum = null;
        for (int i = 0; i < node.operands().size(); i++) {
            if (operandTangent(node, i) == null) {
                continue;
            }
            boolean first = i % 2 == 0;
            Tensor a = first ? fullTangent(node, i) : value(node.operand(i - 1));
            Tensor b = first ? value(node.operand(i + 1)) : fullTangent(node, i);
            if (a.shape().isByRow() && b.shape().isByRow()) {
                pairs.add(a);
                pairs.add(b);
            } else {
                sum = sum(sum, Adjoints.outer(a, b, true));
            }
        }
        return sum(pairs.isEmpty() ? null : tracer.apply(node.op(), pairs), sum);
    }

    /**
     * {@code dL = L P}, where P is the lower triangle, its diagonal halved, of {@code L^-1 dA L^-T} (Murray 2016, equation
     * 8), for the symmetric dA whose lower triangle is read.
     */
    private Tensor cholesky(Node node, Tensor dx) {
        Tensor lower = value(node);
        Tensor halved = Adjoints.triangle(tracer, node.shape().dim(0), 1, 0.5);
        Tensor half = dx.times(halved);
        Tensor left = solve(false, lower, half.plus(half.transpose()));
        Tensor both = solve(false, lower, left.transpose());
        return lower.matMul(both.times(halved));
    }

    private Tensor solve(boolean transposed, Tensor lower, Tensor b) {
        return tracer.apply(new Op.TriangularSolve(transposed), List.of(lower, b));
    }

    /** {@code dx = L^-1 (db - dL x)}, where only the lower triangle of dL counts. */
    private Tensor triangularSolve(Node node, boolean transposed) {
        Tensor lower = value(node.operand(0));
        Tensor db = operandTangent(node, 1) == null ? null : fullTangent(node, 1);
        if (operandTangent(node, 0) != null) {
            Tensor dLower = fullTangent(node, 0).times(Adjoints.triangle(tracer, lower.shape().dim(0), 1, 1));
            Tensor moved = tracer.apply(new Op.MatMul(transposed, false), List.of(dLower, value(node)));
            db = db == null ? moved.negate() : db.minus(moved);
        }
        return solve(transposed, lower, db == null ? Adjoints.full(tracer.constant(0), node.shape()) : db);
    }
}
