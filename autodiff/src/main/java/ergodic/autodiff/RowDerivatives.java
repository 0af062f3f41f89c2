package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Derivatives of each row's outputs with respect to theta: the reverse derivative without its sums over rows. Of log
 * likelihoods by row these are the per-row gradients (scores) of stochastic-gradient samplers, of Fisher matrices and of
 * influence; of a network's outputs the Jacobians of Laplace approximations.
 *
 * <p>
 * Results hold a number for each row and parameter (and output). A compiled program keeps its outputs for all rows it was
 * evaluated at, so where that is too much, evaluate some rows at a time: {@code run(theta, rows, count)} of
 * {@link ergodic.autodiff.compile.CompiledProgram}. Squared norms take a number a row.
 *
 * <p>
 * An output that depends on parameters through a sum over rows has no derivative by row and is refused.
 */
public final class RowDerivatives {

    /** Output of {@link #gradients}: {@code [rows, parameters]}, in the order of theta. */
    public static final String GRADIENTS = "row gradients";
    /** Output of {@link #jacobians}: {@code [rows, outputs, parameters]}, in the order of theta. */
    public static final String JACOBIANS = "row jacobians";
    /** Output of {@link #squaredNorms}: {@code [rows]}. */
    public static final String SQUARED_NORMS = "row squared norms";

    private final Program program;
    private final Theta theta;
    private final Node output;
    private final Tracer tracer = new Tracer();
    private final List<Tensor> values;

    private RowDerivatives(Program program, String rowOutput) {
        this.program = program;
        this.theta = new Theta(program);
        this.output = program.output(rowOutput);
        if (!output.shape().isByRow()) {
            throw new ShapeException("the output \"" + rowOutput + "\" has shape " + output.shape()
                    + "; only of an output by row is there a derivative by row");
        }
        this.values = tracer.replay(program);
        tracer.output(rowOutput, values.get(output.id()));
    }

    /**
     * The program of each row's gradient of a scalar by row.
     *
     * @param program
     *            any program
     * @param rowScalar
     *            the name of an output of shape {@code [rows]}, such as the log likelihoods
     * @return a program with the outputs {@code rowScalar} and {@link #GRADIENTS}
     * @throws ShapeException
     *             if the output has another shape, or depends on parameters through a sum over rows
     */
    public static Program gradients(Program program, String rowScalar) {
        RowDerivatives rows = new RowDerivatives(program, rowScalar);
        rows.requireScalar(rowScalar);
        List<Tensor> parts = rows.adjoints(rows.tracer.constant(1));
        return rows.build(GRADIENTS, rows.theta.join(rows.tracer, parts));
    }

    /**
     * The program of each row's squared length of the gradient of a scalar by row. The gradient of a dense layer's
     * weights is not written out for it: the squared length of an outer product is the product of two (Goodfellow 2015).
     *
     * @param program
     *            any program
     * @param rowScalar
     *            the name of an output of shape {@code [rows]}
     * @return a program with the outputs {@code rowScalar} and {@link #SQUARED_NORMS}
     * @throws ShapeException
     *             as for {@link #gradients}
     */
    public static Program squaredNorms(Program program, String rowScalar) {
        RowDerivatives rows = new RowDerivatives(program, rowScalar);
        rows.requireScalar(rowScalar);
        Tensor sum = rows.tracer.constant(0);
        for (Tensor part : rows.adjoints(rows.tracer.constant(1))) {
            sum = sum.plus(squaredNorm(part));
        }
        return rows.build(SQUARED_NORMS, sum);
    }

    /**
     * The program of each row's Jacobian of an output by row: a reverse derivative for each of its elements, so its length
     * grows with their number.
     *
     * @param program
     *            any program
     * @param rowOutput
     *            the name of an output of shape {@code [rows, dims...]}, such as a network's outputs
     * @return a program with the outputs {@code rowOutput} and {@link #JACOBIANS}, whose second dimension counts the
     *         elements of {@code rowOutput}, row-major
     * @throws ShapeException
     *             if the output is not by row, or depends on parameters through a sum over rows
     */
    public static Program jacobians(Program program, String rowOutput) {
        return jacobians(program, rowOutput, parameter -> true);
    }

    /**
     * The same with respect to some parameters only, in the order of theta: those whose names are taken.
     *
     * @see #jacobians(Program, String)
     */
    public static Program jacobians(Program program, String rowOutput, Predicate<String> taken) {
        RowDerivatives rows = new RowDerivatives(program, rowOutput);
        Shape shape = rows.output.shape();
        List<Node> chosen = rows.theta.parameters().stream()
                .filter(node -> taken.test(((Op.Input) node.op()).name())).toList();
        int parameters = chosen.stream().mapToInt(node -> node.shape().size()).sum();
        List<Tensor> gradients = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            double[] unit = new double[shape.size()];
            unit[i] = 1;
            List<Tensor> parts = rows.adjoints(rows.tracer.constant(unit, shape.dims()), chosen);
            gradients.add(rows.theta.join(rows.tracer, parts).reshape(1, parameters));
        }
        Tensor jacobian = gradients.isEmpty() ? rows.tracer.constant(new double[0], 0, parameters)
                : Tensor.concat(0, gradients);
        return rows.build(JACOBIANS, jacobian);
    }

    private void requireScalar(String name) {
        if (output.shape().rank() != 0) {
            throw new ShapeException("the output \"" + name + "\" has shape " + output.shape()
                    + "; gradients by row need [rows] (take jacobians, or sum over its elements first)");
        }
    }

    /** The adjoint of each parameter, by row where it differs between rows. */
    private List<Tensor> adjoints(Tensor seed) {
        return adjoints(seed, theta.parameters());
    }

    private List<Tensor> adjoints(Tensor seed, List<Node> parameters) {
        ReverseMode reverse = new ReverseMode(program.nodes(), tracer, values, parameters, false);
        reverse.differentiate(output, seed);
        return parameters.stream().map(reverse::adjointOf).toList();
    }

    private Program build(String name, Tensor value) {
        tracer.output(name, value.broadcastTo(value.shape().withRows(true)));
        return tracer.build(tracer.outputs());
    }

    /** Sum of the squares of all elements; of products with a number or of two vectors, by their factors. */
    private static Tensor squaredNorm(Tensor x) {
        if (x.node().op() instanceof Op.Unary(UnaryFunction f) && f == UnaryFunction.NEGATE) {
            return squaredNorm(operand(x, 0));
        }
        if (x.node().op() instanceof Op.Binary(BinaryFunction f) && f == BinaryFunction.MULTIPLY) {
            Tensor u = operand(x, 0);
            Tensor v = operand(x, 1);
            boolean outer = u.shape().rank() == 2 && u.shape().dim(1) == 1 && v.shape().rank() == 1;
            if (u.shape().rank() == 0 || outer) {
                return squaredNorm(u).times(squaredNorm(v));
            }
        }
        return x.dot(x);
    }

    private static Tensor operand(Tensor x, int i) {
        return new Tensor(x.tracer(), x.node().operand(i));
    }
}
