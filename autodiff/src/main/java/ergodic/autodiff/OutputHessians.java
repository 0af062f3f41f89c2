package ergodic.autodiff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The Hessian of each row's scalar, such as its log likelihood, in what it is computed from: a network's outputs, and the parameters that it depends on
 * beside the network, such as a noise scale. With the Jacobian of the outputs it makes the Gauss-Newton matrix of all parameters, where
 * {@link GaussNewtonVector} leaves those beside the network out. By the forward derivative of the gradient in the outputs, one for each of them.
 */
public final class OutputHessians {

    /** Output: {@code [rows, signals, signals]}; the outputs' elements come first, row-major, then those of the {@link #direct} parameters. */
    public static final String HESSIANS = "output hessians";

    private static final String GRADIENT = "gradient in the signals";

    private OutputHessians() {}

    /**
     * Names of the parameters that the scalar depends on beside the network, in the order of theta.
     *
     * @throws IllegalArgumentException
     *             if the network depends on one of them too
     */
    public static List<String> direct(Program program, String rowScalar, String networkOutput) {
        List<String> names = new ArrayList<>();
        directNodes(program, program.output(rowScalar), marked(program, networkOutput))
                .forEach(node -> names.add(((Op.Input) node.op()).name()));
        return names;
    }

    private static List<Node> directNodes(Program program, Node scalar, Node outputs) {
        Set<Node> beside = reached(scalar, outputs);
        Set<Node> within = reached(outputs, scalar);
        List<Node> direct = new ArrayList<>();
        for (Node parameter : program.inputs(Op.InputKind.PARAMETER)) {
            if (beside.contains(parameter)) {
                if (within.contains(parameter)) {
                    throw new IllegalArgumentException("the parameter " + parameter
                            + " is both in the network and beside it, so there is no Hessian in the network's outputs");
                }
                direct.add(parameter);
            }
        }
        return direct;
    }

    /** What a node is computed from, not looking through another. */
    private static Set<Node> reached(Node from, Node closed) {
        Set<Node> seen = new HashSet<>(Set.of(from));
        Deque<Node> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Node operand : open.remove().operands()) {
                if (operand.id() != closed.id() && seen.add(operand)) {
                    open.add(operand);
                }
            }
        }
        return seen;
    }

    private static Node marked(Program program, String networkOutput) {
        Node outputs = program.output(networkOutput);
        if (!(outputs.op() instanceof Op.Barrier)) {
            throw new IllegalArgumentException("the output \"" + networkOutput + "\" is " + outputs
                    + "; it must be marked by barrier(), and the scalar computed from what barrier() gives");
        }
        return outputs;
    }

    /**
     * The program of each row's Hessian.
     *
     * @param program
     *            a program in which the scalar is computed from the network's outputs
     * @param rowScalar
     *            the name of an output of shape {@code [rows]}
     * @param networkOutput
     *            the name of an output by row that was marked by {@link Tensor#barrier()}
     * @return a program with the outputs {@code rowScalar} and {@link #HESSIANS}, which have the sign of the scalar's
     * @throws ShapeException
     *             if the scalar has another shape
     * @throws IllegalArgumentException
     *             if the network's output was not marked, or a parameter is both in the network and beside it
     */
    public static Program of(Program program, String rowScalar, String networkOutput) {
        Node scalar = program.output(rowScalar);
        if (!scalar.shape().isByRow() || scalar.shape().rank() != 0) {
            throw new ShapeException("the output \"" + rowScalar + "\" has shape " + scalar.shape()
                    + "; Hessians by row need [rows]");
        }
        Program gradient = gradient(program, rowScalar, networkOutput);
        Tracer tracer = new Tracer();
        List<Tensor> values = tracer.replay(gradient);
        Node outputs = gradient.output(networkOutput);
        Node slopes = gradient.output(GRADIENT);
        int signals = slopes.shape().size();
        List<Tensor> rows = new ArrayList<>();
        List<Node> sources = new ArrayList<>(List.of(outputs));
        List<String> direct = direct(program, rowScalar, networkOutput);
        for (Node parameter : gradient.inputs(Op.InputKind.PARAMETER)) {
            if (direct.contains(((Op.Input) parameter.op()).name())) {
                sources.add(parameter);
            }
        }
        for (Node source : sources) {
            for (int element = 0; element < source.shape().size(); element++) {
                double[] unit = new double[source.shape().size()];
                unit[element] = 1;
                ForwardMode forward = new ForwardMode(gradient.nodes(), tracer, values);
                forward.differentiate(List.of(source), List.of(tracer.constant(unit, source.shape().dims())));
                rows.add(forward.tangentOf(slopes).reshape(1, signals));
            }
        }
        Tensor hessian = Tensor.concat(0, rows);
        tracer.output(rowScalar, values.get(gradient.output(rowScalar).id()));
        tracer.output(HESSIANS, hessian.broadcastTo(hessian.shape().withRows(true)));
        return tracer.build();
    }

    /** The program with the scalar, the outputs, and each row's gradient of the one in the signals. */
    private static Program gradient(Program program, String rowScalar, String networkOutput) {
        Node scalar = program.output(rowScalar);
        Node outputs = marked(program, networkOutput);
        List<Node> sources = new ArrayList<>(List.of(outputs));
        sources.addAll(directNodes(program, scalar, outputs));
        Tracer tracer = new Tracer();
        List<Tensor> values = tracer.replay(program);
        ReverseMode reverse = new ReverseMode(program.nodes(), tracer, values, sources, false);
        reverse.differentiate(scalar, tracer.constant(1));
        List<Tensor> parts = new ArrayList<>();
        for (Node source : sources) {
            Tensor part = reverse.adjointOf(source);
            parts.add(part.reshape(part.shape().size()));
        }
        Tensor joined = Tensor.concat(0, parts);
        tracer.output(rowScalar, values.get(scalar.id()));
        tracer.output(networkOutput, values.get(outputs.id()));
        tracer.output(GRADIENT, joined.broadcastTo(joined.shape().withRows(true)));
        return tracer.build();
    }
}
