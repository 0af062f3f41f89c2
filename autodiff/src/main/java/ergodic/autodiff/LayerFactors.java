package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;

/**
 * What a Gauss-Newton matrix by layers is made of (Martens and Grosse 2015): of each dense layer its inputs and the derivatives of the network's outputs in its
 * sums, by row. The Jacobian of an output in the layer's weights is the outer product of the two. A dense layer is an affine map of a value by row whose weights and biases are
 * parameters that nothing else uses.
 */
public final class LayerFactors {

    /**
     * A dense layer.
     *
     * @param weight
     *            name of its weights {@code [out, in]}
     * @param bias
     *            name of its biases {@code [out]}
     * @param outputs
     *            number of its units
     * @param inputs
     *            number of its inputs
     */
    public record Layer(String weight, String bias, int outputs, int inputs) {

        /** Output: its inputs and then a 1, {@code [rows, in + 1]}. */
        public String inputsName() {
            return "inputs of " + weight;
        }

        /** Output: derivatives of each of the network's outputs in its sums, {@code [rows, network outputs, out]}. */
        public String slopesName() {
            return "slopes of " + weight;
        }
    }

    private LayerFactors() {}

    /** The dense layers of a network, from its inputs on. */
    public static List<Layer> layers(Program program, String networkOutput) {
        List<Layer> layers = new ArrayList<>();
        for (Node node : affine(program, networkOutput)) {
            layers.add(new Layer(name(node.operand(0)), name(node.operand(2)), node.operand(0).shape().dim(0),
                    node.operand(0).shape().dim(1)));
        }
        return layers;
    }

    /**
     * The program with the inputs and slopes of each layer as outputs.
     *
     * @param program
     *            a program whose only output is that of the network, so that nothing beside it uses the parameters
     * @param networkOutput
     *            the name of an output {@code [rows, dims...]}
     */
    public static Program of(Program program, String networkOutput) {
        Node output = program.output(networkOutput);
        Tracer tracer = new Tracer();
        List<Tensor> values = tracer.replay(program);
        List<Layer> layers = layers(program, networkOutput);
        List<Node> nodes = affine(program, networkOutput);
        for (int i = 0; i < layers.size(); i++) {
            Tensor inputs = values.get(nodes.get(i).operand(1).id());
            tracer.output(layers.get(i).inputsName(),
                    Tensor.concat(0, List.of(inputs, tracer.constant(new double[]{1}, 1))));
            List<Tensor> slopes = new ArrayList<>();
            for (int k = 0; k < output.shape().size(); k++) {
                double[] unit = new double[output.shape().size()];
                unit[k] = 1;
                ReverseMode reverse = new ReverseMode(program.nodes(), tracer, values, List.of(nodes.get(i)), false);
                reverse.differentiate(output, tracer.constant(unit, output.shape().dims()));
                slopes.add(reverse.adjointOf(nodes.get(i)).reshape(1, layers.get(i).outputs()));
            }
            Tensor joined = Tensor.concat(0, slopes);
            tracer.output(layers.get(i).slopesName(), joined.broadcastTo(joined.shape().withRows(true)));
        }
        return tracer.build();
    }

    private static List<Node> affine(Program program, String networkOutput) {
        int[] uses = new int[program.nodes().size()];
        for (Node node : program.nodes()) {
            node.operands().forEach(operand -> uses[operand.id()]++);
        }
        List<Node> found = new ArrayList<>();
        int last = program.output(networkOutput).id();
        for (Node node : program.nodes()) {
            if (node.id() <= last && node.op() instanceof Op.Affine && node.operand(1).shape().isByRow()
                    && node.operand(1).shape().rank() == 1 && isParameter(node.operand(0), uses)
                    && isParameter(node.operand(2), uses)) {
                found.add(node);
            }
        }
        return found;
    }

    private static boolean isParameter(Node node, int[] uses) {
        return uses[node.id()] == 1 && node.op() instanceof Op.Input(String name, Op.InputKind kind)
                && kind == Op.InputKind.PARAMETER && !name.isEmpty();
    }

    private static String name(Node node) {
        return ((Op.Input) node.op()).name();
    }
}
