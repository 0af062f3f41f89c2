package ergodic.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Programs in which a network is linear in theta: its outputs are {@code f(centre) + J (theta - centre)}, J being the Jacobian at the centre; what is made of
 * the outputs, and what else depends on theta, is as it was, at theta. Forward derivatives give the product with J, so that no Jacobian is formed.
 */
public final class LinearisedNetwork {

    private static final String CENTRE = "centre of ";

    private LinearisedNetwork() {}

    /**
     * The program with a linear network, about a centre from which all parameters may differ.
     *
     * @param program
     *            any program
     * @param networkOutput
     *            the name of an output that was marked by {@link Tensor#barrier()}
     * @param outputs
     *            names of outputs of it
     * @return a program whose theta is that of {@code program} and then a centre, as long; its outputs are those named
     * @throws IllegalArgumentException
     *             if the network's output was not marked
     */
    public static Program of(Program program, String networkOutput, String... outputs) {
        return of(program, networkOutput, parameter -> true, outputs);
    }

    /**
     * The same where some parameters are known to stay at the centre: nothing is derived along them.
     *
     * @param moving
     *            whether a parameter, by its name, may differ from the centre
     * @return a program whose theta is the moving parameters and then the whole centre
     */
    public static Program of(Program program, String networkOutput, Predicate<String> moving, String... outputs) {
        Node network = program.output(networkOutput);
        if (!(network.op() instanceof Op.Barrier)) {
            throw new IllegalArgumentException("the output \"" + networkOutput + "\" is " + network
                    + "; it must be marked by barrier(), and all else computed from what barrier() gives");
        }
        Tracer tracer = new Tracer();
        Map<String, Tensor> inputs = new HashMap<>();
        List<Node> parameters = program.inputs(Op.InputKind.PARAMETER);
        List<Node> moved = parameters.stream().filter(parameter -> moving.test(name(parameter))).toList();
        List<Tensor> own = parameters(tracer, moved, "");
        List<Tensor> centre = parameters(tracer, parameters, CENTRE);
        List<Tensor> theta = new ArrayList<>(centre);
        List<Tensor> steps = new ArrayList<>();
        for (int i = 0; i < moved.size(); i++) {
            int place = parameters.indexOf(moved.get(i));
            theta.set(place, own.get(i));
            steps.add(own.get(i).minus(centre.get(place)));
        }
        List<Tensor> atCentre = replay(tracer, program, parameters, centre, inputs, Map.of());
        ForwardMode forward = new ForwardMode(program.nodes(), tracer, atCentre);
        forward.differentiate(moved, steps);
        Tensor linear = atCentre.get(network.id()).plus(forward.tangentOf(network)).barrier();
        List<Tensor> values = replay(tracer, program, parameters, theta, inputs, Map.of(network, linear));
        for (String name : outputs) {
            tracer.output(name, values.get(program.output(name).id()));
        }
        return tracer.build(List.of(outputs));
    }

    private static List<Tensor> parameters(Tracer tracer, List<Node> parameters, String prefix) {
        List<Tensor> declared = new ArrayList<>();
        for (Node parameter : parameters) {
            declared.add(tracer.parameter(prefix + name(parameter), parameter.shape().dims()));
        }
        return declared;
    }

    private static String name(Node parameter) {
        return ((Op.Input) parameter.op()).name();
    }

    /** Records a program anew with other parameters, and other values of some nodes. */
    private static List<Tensor> replay(Tracer tracer, Program program, List<Node> parameters, List<Tensor> theta,
            Map<String, Tensor> inputs, Map<Node, Tensor> others) {
        List<Tensor> handles = new ArrayList<>();
        for (Node node : program.nodes()) {
            Tensor other = others.get(node);
            handles.add(other != null ? other : record(tracer, node, parameters, theta, inputs, handles));
        }
        return handles;
    }

    private static Tensor record(Tracer tracer, Node node, List<Node> parameters, List<Tensor> theta,
            Map<String, Tensor> inputs, List<Tensor> handles) {
        int[] dims = node.shape().dims();
        return switch (node.op()) {
            case Op.Input(String name, Op.InputKind kind) -> switch (kind) {
                case PARAMETER -> theta.get(parameters.indexOf(node));
                case GLOBAL -> inputs.computeIfAbsent(name, n -> tracer.globalInput(n, dims));
                case ROW -> inputs.computeIfAbsent(name, n -> tracer.rowInput(n, dims));
            };
            case Op.Constant(double[] values) -> tracer.constant(values, dims);
            default -> tracer.apply(node.op(), node.operands().stream().map(x -> handles.get(x.id())).toList());
        };
    }
}
