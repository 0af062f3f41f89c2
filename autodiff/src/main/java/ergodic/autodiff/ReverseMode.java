package ergodic.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Reverse-mode differentiation of programs, program to program (Griewank and Walther 2008, chapter 3). The gradient
 * program holds the steps of the original and after them, from the output back to the parameters, the adjoint of each
 * value that the output depends on and that depends on a parameter. It is an ordinary program: it can be printed,
 * evaluated, compiled and differentiated again. Longer than 400 lines because each operator has its rule here.
 */
public final class ReverseMode {

    private final Tracer tracer;
    private final List<Tensor> forward;
    private final List<Node> nodes;
    private final Set<Node> sources;
    private final boolean sumsOverRows;
    private final boolean[] active;
    private final WindowDerivatives windows = new WindowDerivatives(this);
    private final List<List<Tensor>> contributions = new ArrayList<>();

    /**
     * Derivatives with respect to some nodes of a program that was replayed.
     *
     * @param forward
     *            the handle of each node in the tracer in which the derivative is recorded
     * @param sources
     *            parameters, or values at which the program is cut
     * @param sumsOverRows
     *            whether adjoints of global values are summed over the rows, as for a gradient, or kept by row
     */
    ReverseMode(List<Node> nodes, Tracer tracer, List<Tensor> forward, Collection<Node> sources, boolean sumsOverRows) {
        this.nodes = nodes;
        this.tracer = tracer;
        this.forward = forward;
        this.sources = Set.copyOf(sources);
        this.sumsOverRows = sumsOverRows;
        active = new boolean[nodes.size()];
        for (Node node : nodes) {
            active[node.id()] = this.sources.contains(node) || isActive(node);
            contributions.add(new ArrayList<>());
        }
    }

    /**
     * The program that computes one output of {@code program} and its derivative with respect to each parameter.
     *
     * @param scalarOutput
     *            the name of an output that is a global scalar
     * @return a program with all inputs of {@code program}; its outputs are {@code scalarOutput} and, for each parameter in
     *         the order of declaration, {@code "d " + name} with the parameter's shape: zeros if the output does not depend
     *         on it
     * @throws ShapeException
     *             if the output is not a global scalar
     */
    public static Program gradient(Program program, String scalarOutput) {
        Node output = requireScalar(program, scalarOutput);
        Tracer tracer = new Tracer();
        List<Node> parameters = program.inputs(Op.InputKind.PARAMETER);
        ReverseMode reverse = new ReverseMode(program.nodes(), tracer, tracer.replay(program), parameters, true);
        reverse.differentiate(output, tracer.constant(1));
        tracer.output(scalarOutput, reverse.value(output));
        for (Node parameter : parameters) {
            String name = ((Op.Input) parameter.op()).name();
            tracer.output("d " + name, reverse.adjointOf(parameter));
        }
        return tracer.build();
    }

    /** The output of this name, which must be a global scalar. */
    static Node requireScalar(Program program, String name) {
        Node output = program.output(name);
        if (output.shape().isByRow() || output.shape().rank() != 0) {
            throw new ShapeException("the output \"" + name + "\" has shape " + output.shape()
                    + "; only of a global scalar, [], is there a gradient (sum over its elements and rows first)");
        }
        return output;
    }

    /** Adds {@code seed}, which broadcasts to the node's shape, to the node's adjoint and carries it back to the sources. */
    void differentiate(Node from, Tensor seed) {
        contributions.get(from.id()).add(seed);
        for (int id = from.id(); id >= 0; id--) {
            Node node = nodes.get(id);
            if (active[id] && !sources.contains(node) && !contributions.get(id).isEmpty()) {
                tracer.within(node.part(), () -> {
                    propagate(node, adjoint(node));
                    return node;
                });
            }
        }
    }

    private Tensor adjoint(Node node) {
        List<Tensor> parts = MergedAdjoints.of(contributions.get(node.id()));
        // The small ones first, so that what broadcasts is added up before it does.
        parts.sort(Comparator.comparingInt((Tensor part) -> part.shape().isByRow() ? 1 : 0)
                .thenComparingInt(part -> part.shape().size()));
        Tensor sum = parts.get(0);
        for (Tensor part : parts.subList(1, parts.size())) {
            sum = sum.plus(part);
        }
        return sum;
    }

    /** The adjoint of a source with all its dimensions; by row if it differs between rows, and zeros if it got none. */
    Tensor adjointOf(Node source) {
        Shape shape = source.shape();
        if (contributions.get(source.id()).isEmpty()) {
            return tracer.constant(new double[shape.size()], shape.dims());
        }
        return tracer.within(source.part(), () -> Adjoints.full(adjoint(source), shape));
    }

    /** Whether the derivative of this node with respect to some source can be other than 0. */
    private boolean isActive(Node node) {
        return switch (node.op()) {
            case Op.Unary(UnaryFunction f) when f == UnaryFunction.SIGN || f == UnaryFunction.STEP -> false;
            case Op.Binary(BinaryFunction f) when f == BinaryFunction.LESS || f == BinaryFunction.LESS_EQUAL
                    || f == BinaryFunction.EQUAL ->
                false;
            case Op.Select() -> isActive(node, 1) || isActive(node, 2);
            case Op.Gather() -> isActive(node, 0);
            case Op.ScatterAdd scatter -> isActive(node, 0);
            case Op.MaxPool pool -> isActive(node, 0);
            case Op.MaxPoolTransposed pool -> isActive(node, 0);
            default -> node.operands().stream().anyMatch(operand -> active[operand.id()]);
        };
    }

    boolean isActive(Node node, int operand) {
        return active[node.operand(operand).id()];
    }

    Tensor value(Node node) {
        return forward.get(node.id());
    }

    /**
     * Adds to the adjoint of operand {@code i} of {@code node} a contribution that broadcasts to {@code shape}, itself the
     * broadcast of the operand's.
     */
    void give(Node node, int i, Tensor contribution, Shape shape) {
        Node operand = node.operand(i);
        Shape to = sumsOverRows ? operand.shape() : operand.shape().withRows(shape.isByRow());
        contributions.get(operand.id()).add(Adjoints.reduce(contribution, shape, to));
    }

    /** The same for a contribution with the operand's dimensions, by row if the node is. */
    void give(Node node, int i, Tensor contribution) {
        give(node, i, contribution, node.operand(i).shape().withRows(rowsOf(node)));
    }

    /** Whether the adjoint of this operand is a sum over rows. */
    boolean sumsOverRows(Node node, Node operand) {
        return sumsOverRows && node.shape().isByRow() && !operand.shape().isByRow();
    }

    static boolean rowsOf(Node node) {
        return node.shape().isByRow() || node.operands().stream().anyMatch(operand -> operand.shape().isByRow());
    }

    private void propagate(Node node, Tensor dy) {
        if (!sumsOverRows && !node.shape().isByRow() && rowsOf(node)) {
            throw new ShapeException("the output depends on sources through " + node
                    + ", a sum over rows; only of what depends on its own row is there a derivative by row");
        }
        Tensor y = value(node);
        Tensor x = value(node.operand(0));
        switch (node.op()) {
            case Op.Input input -> throw new IllegalStateException("an input has no operands");
            case Op.Constant constant -> throw new IllegalStateException("a constant has no operands");
            case Op.Barrier() -> give(node, 0, dy);
            case Op.Unary(UnaryFunction function) -> give(node, 0, ElementwiseDerivatives.unary(function, x, y, dy));
            case Op.LeakyRelu(double slope) -> give(node, 0, ElementwiseDerivatives.leakyRelu(slope, x, dy));
            case Op.Elu(double alpha) -> give(node, 0, ElementwiseDerivatives.elu(alpha, x, y, dy));
            case Op.Polygamma(int order) -> give(node, 0, dy.times(x.polygamma(order + 1)));
            case Op.Binary(BinaryFunction function) -> {
                Tensor b = value(node.operand(1));
                if (isActive(node, 0)) {
                    give(node, 0, ElementwiseDerivatives.binaryFirst(function, x, b, dy), node.shape());
                }
                if (isActive(node, 1)) {
                    give(node, 1, ElementwiseDerivatives.binarySecond(function, x, b, y, dy), node.shape());
                }
            }
            case Op.StirlingRemainder(int order) -> give(node, 0, dy.times(x.stirlingRemainder(order + 1)));
            case Op.Ternary(TernaryFunction function) -> {
                for (int i = 0; i < 3; i++) {
                    Tensor share = isActive(node, i)
                            ? ElementwiseDerivatives.ternary(function, i, x, value(node.operand(1)),
                                    value(node.operand(2)), dy)
                            : null;
                    if (share != null) {
                        give(node, i, share, node.shape());
                    }
                }
            }
            case Op.Select() -> {
                Tensor zero = tracer.constant(0);
                if (isActive(node, 1)) {
                    give(node, 1, ElementwiseDerivatives.select(x, dy, zero), node.shape());
                }
                if (isActive(node, 2)) {
                    give(node, 2, ElementwiseDerivatives.select(x, zero, dy), node.shape());
                }
            }
            case Op.BroadcastTo(Shape target) -> give(node, 0, dy, target);
            case Op.SumTo(Shape target) -> give(node, 0, dy);
            case Op.Sum(int axis) -> give(node, 0, Adjoints.insertAxis(dy, node.shape().rank(), axis));
            case Op.SumRows() -> {
                for (int i = 0; i < node.operands().size(); i++) {
                    if (isActive(node, i)) {
                        give(node, i, dy);
                    }
                }
            }
            case Op.LogSumExp(int axis) -> {
                int rank = node.shape().rank();
                Tensor share = x.minus(Adjoints.insertAxis(y, rank, axis)).exp();
                give(node, 0, Adjoints.insertAxis(dy, rank, axis).times(share));
            }
            case Op.Softmax(int axis) -> give(node, 0,
                    y.times(dy.minus(Adjoints.sumAlong(dy.times(y), node.shape(), axis))));
            case Op.LogSoftmax(int axis) -> give(node, 0,
                    dy.minus(y.exp().times(Adjoints.sumAlong(dy, node.shape(), axis))));
            case Op.CumulativeSum(int axis, boolean reverse) -> give(node, 0,
                    tracer.apply(new Op.CumulativeSum(axis, !reverse), List.of(Adjoints.full(dy, node.shape()))));
            case Op.Dot() -> dot(node, dy);
            case Op.MatMul matMul -> matMul(node, matMul, dy);
            case Op.Affine() -> affine(node, Adjoints.full(dy, node.shape()));
            case Op.OuterSumRows() -> {
                Tensor full = Adjoints.full(dy, node.shape());
                for (int i = 0; i < node.operands().size(); i += 2) {
                    if (isActive(node, i)) {
                        give(node, i, full.matMul(value(node.operand(i + 1))));
                    }
                    if (isActive(node, i + 1)) {
                        give(node, i + 1, matMul(true, false, full, value(node.operand(i))));
                    }
                }
            }
            case Op.Slice(int axis, int start, int length) ->
                give(node, 0, Adjoints.full(dy, node.shape()).pad(axis, start,
                        x.shape().dim(axis) - start - length));
            case Op.Pad(int axis, int before, int after) -> give(node, 0,
                    Adjoints.slice(dy, node.shape(), axis, before, x.shape().dim(axis)));
            case Op.Concat(int axis) -> {
                int start = 0;
                for (int i = 0; i < node.operands().size(); i++) {
                    int length = node.operand(i).shape().dim(axis);
                    if (isActive(node, i)) {
                        give(node, i, Adjoints.slice(dy, node.shape(), axis, start, length));
                    }
                    start += length;
                }
            }
            case Op.Reshape(Shape target) -> give(node, 0,
                    dy.shape().size() == 1 ? dy.reshape() : Adjoints.full(dy, target).reshape(x.shape().dims()));
            case Op.Transpose(List<Integer> permutation) -> give(node, 0, dy.shape().size() == 1 ? dy.reshape()
                    : Adjoints.full(dy, node.shape()).transpose(inverse(permutation)));
            case Op.Gather() -> {
                boolean overRows = sumsOverRows(node, node.operand(0));
                Tensor table = tracer.apply(new Op.ScatterAdd(x.shape().dim(0), overRows),
                        List.of(Adjoints.full(dy, node.shape()), value(node.operand(1))));
                give(node, 0, table, x.shape());
            }
            case Op.ScatterAdd(int size, boolean overRows) -> scatterAdd(node, size, dy);
            case Op.Cholesky() -> cholesky(node, Adjoints.full(dy, node.shape()));
            case Op.TriangularSolve(boolean transposed) -> triangularSolve(node, transposed,
                    Adjoints.full(dy, node.shape()));
            case Op.Convolution convolution -> windows.convolution(node, convolution, dy);
            case Op.ConvolutionTransposed transposed -> windows.transposed(node, transposed, dy);
            case Op.ConvolutionWeights weights -> windows.weights(node, weights, dy);
            case Op.MaxPool(Window window) -> windows.linear(node, new Op.MaxPoolTransposed(window), dy);
            case Op.MaxPoolTransposed(Window window) -> windows.linear(node, new Op.MaxPool(window), dy);
            case Op.AveragePool(Window window) -> windows.linear(node,
                    new Op.AveragePoolTransposed(window, x.shape().dim(1), x.shape().dim(2)), dy);
            case Op.AveragePoolTransposed(Window window, int height, int width) -> windows.linear(node,
                    new Op.AveragePool(window), dy);
        }
    }

    private Tensor matMul(boolean transposeA, boolean transposeB, Tensor a, Tensor b) {
        return tracer.apply(new Op.MatMul(transposeA, transposeB), List.of(a, b));
    }

    private void dot(Node node, Tensor dy) {
        if (node.operand(0).equals(node.operand(1))) {
            give(node, 0, dy.times(2).times(value(node.operand(0))));
            return;
        }
        if (isActive(node, 0)) {
            give(node, 0, dy.times(value(node.operand(1))));
        }
        if (isActive(node, 1)) {
            give(node, 1, dy.times(value(node.operand(0))));
        }
    }

    private void matMul(Node node, Op.MatMul op, Tensor lazy) {
        Tensor a = value(node.operand(0));
        Tensor b = value(node.operand(1));
        int rankA = a.shape().rank();
        int rankB = b.shape().rank();
        if (rankA == 1 && rankB == 1) {
            dot(node, lazy);
            return;
        }
        Tensor dy = Adjoints.full(lazy, node.shape());
        if (isActive(node, 0)) {
            if (rankA == 1) {
                give(node, 0, matMul(op.transposeB(), false, b, dy));
            } else if (rankB == 1) {
                outer(node, 0, op.transposeA() ? b : dy, op.transposeA() ? dy : b);
            } else if (isSumOfOuters(node, 0, dy, b)) {
                Tensor columns = op.transposeB() ? b : b.transpose();
                Tensor product = op.transposeA() ? sumOfOuters(columns, dy.transpose())
                        : sumOfOuters(dy.transpose(), columns);
                give(node, 0, product, a.shape());
            } else {
                give(node, 0, op.transposeA() ? matMul(op.transposeB(), true, b, dy)
                        : matMul(false, !op.transposeB(), dy, b));
            }
        }
        if (isActive(node, 1)) {
            if (rankB == 1) {
                give(node, 1, matMul(!op.transposeA(), false, a, dy));
            } else if (rankA == 1) {
                outer(node, 1, op.transposeB() ? dy : a, op.transposeB() ? a : dy);
            } else if (isSumOfOuters(node, 1, dy, a)) {
                Tensor rows = op.transposeA() ? a.transpose() : a;
                give(node, 1, op.transposeB() ? sumOfOuters(dy, rows) : sumOfOuters(rows, dy), b.shape());
            } else {
                give(node, 1, op.transposeB() ? matMul(true, op.transposeA(), dy, a)
                        : matMul(!op.transposeA(), false, a, dy));
            }
        }
    }

    /** True if the adjoint of a global matrix is a sum over rows of products of two matrices by row. */
    private boolean isSumOfOuters(Node node, int i, Tensor dy, Tensor other) {
        return sumsOverRows(node, node.operand(i)) && dy.shape().rank() == 2 && dy.shape().isByRow()
                && other.shape().isByRow() && dy.shape().size() > 0 && other.shape().size() > 0;
    }

    /** {@code sum over rows of u^T v}, so that no row has a product of its own. */
    private Tensor sumOfOuters(Tensor u, Tensor v) {
        List<Tensor> pairs = new ArrayList<>();
        for (int t = 0; t < u.shape().dim(0); t++) {
            pairs.add(u.get(t));
            pairs.add(v.get(t));
        }
        return tracer.apply(new Op.OuterSumRows(), pairs);
    }

    /** Gives operand {@code i}, a matrix, the contribution {@code u v^T}. */
    private void outer(Node node, int i, Tensor u, Tensor v) {
        boolean overRows = sumsOverRows(node, node.operand(i));
        give(node, i, Adjoints.outer(u, v, overRows), node.operand(i).shape());
    }

    private void affine(Node node, Tensor dy) {
        if (isActive(node, 0)) {
            outer(node, 0, dy, value(node.operand(1)));
        }
        if (isActive(node, 1)) {
            give(node, 1, matMul(true, false, value(node.operand(0)), dy));
        }
        if (isActive(node, 2)) {
            give(node, 2, dy);
        }
    }

    private void scatterAdd(Node node, int size, Tensor dy) {
        Tensor index = value(node.operand(1));
        Shape updates = node.operand(0).shape();
        // What lies outside was left out, so its derivative is 0; a gather would give NaN.
        Tensor inside = tracer.constant(0).lessEqual(index).times(index.less(tracer.constant(size)));
        int[] dims = Arrays.copyOf(index.shape().dims(), updates.rank());
        Arrays.fill(dims, index.shape().rank(), dims.length, 1);
        Tensor gathered = Adjoints.full(dy, node.shape()).gather(index);
        give(node, 0, ElementwiseDerivatives.select(inside.reshape(dims), gathered, tracer.constant(0)));
    }

    /**
     * With {@code P} the lower triangle of {@code L^T dL} with its diagonal halved and {@code S = L^-T P L^-1}, the adjoint
     * of the lower triangle is that of {@code S + S^T} with its diagonal halved (Murray 2016, "Differentiation of the
     * Cholesky decomposition", equation 10, for a function that reads the lower triangle only).
     */
    private void cholesky(Node node, Tensor dy) {
        Tensor lower = value(node);
        Tensor halved = Adjoints.triangle(tracer, node.shape().dim(0), 1, 0.5);
        Tensor p = matMul(true, false, lower, dy).times(halved);
        Tensor right = solve(true, lower, p);
        Tensor s = solve(true, lower, right.transpose());
        give(node, 0, s.plus(s.transpose()).times(halved));
    }

    private Tensor solve(boolean transposed, Tensor lower, Tensor b) {
        return tracer.apply(new Op.TriangularSolve(transposed), List.of(lower, b));
    }

    private void triangularSolve(Node node, boolean transposed, Tensor dy) {
        Tensor lower = value(node.operand(0));
        Tensor x = value(node);
        Tensor db = solve(!transposed, lower, dy);
        if (isActive(node, 0)) {
            Tensor u = transposed ? x : db;
            Tensor v = transposed ? db : x;
            boolean overRows = sumsOverRows(node, node.operand(0));
            Tensor product = x.shape().rank() == 1 ? Adjoints.outer(u, v, overRows)
                    : overRows ? Adjoints.sumRows(matMul(false, true, u, v)) : matMul(false, true, u, v);
            Tensor mask = Adjoints.triangle(tracer, lower.shape().dim(0), 1, 1);
            give(node, 0, product.times(mask).negate(), node.operand(0).shape());
        }
        if (isActive(node, 1)) {
            give(node, 1, db);
        }
    }

    private static int[] inverse(List<Integer> permutation) {
        int[] inverse = new int[permutation.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[permutation.get(i)] = i;
        }
        return inverse;
    }
}
