package ergodic.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs in which layers with independent normal weights have noise of their own in each row, whose distribution is that of the layer with weights drawn for that row alone.
 *
 * <p>
 * <em>Local reparameterisation</em> (Kingma, Salimans and Welling 2015, equation 6), of dense layers: the sums are normal, {@code W x + b + sqrt(V^2 x^2 + v^2) e}, with weights W, b, their standard deviations V, v and standard normal numbers e by row. A convolution is
 * no such layer: its sums at several positions share weights.
 *
 * <p>
 * <em>Flipout</em> (Wen, Vicol, Ba, Tran and Grosse 2018, equation 4), of dense layers and convolutions: {@code W x + b + s * (D (x * r) + d)} with perturbations D, d that all rows share, and signs r by channel of the inputs and s by unit or filter,
 * by row: symmetric perturbations times signs have the same distribution.
 */
public final class LayerNoise {

    private static final String SPREAD = "spread of ";

    private LayerNoise() {}

    /** The layers of a network that can have such noise, from its inputs on; of the local form the dense ones. */
    public static List<LayerFactors.Layer> layers(Program program, String networkOutput, boolean local) {
        return LayerFactors.places(program, networkOutput).stream()
                .filter(place -> !local || place.sums().op() instanceof Op.Affine).map(LayerFactors.Place::layer)
                .toList();
    }

    /** Row input: the noise of a layer, {@link #noiseSize} numbers: standard normal ones of the local form, else signs of the channels of its inputs and then of its units. */
    public static String noise(LayerFactors.Layer layer) {
        return "noise of " + layer.weight();
    }

    /** Numbers of noise in a row. */
    public static int noiseSize(LayerFactors.Layer layer, boolean local) {
        return local ? layer.outputs() : layer.channels() + layer.outputs();
    }

    /**
     * The program with noise in the layers.
     *
     * @param program
     *            a program whose outputs but the network's own depend on these layers by way of the network alone
     * @param networkOutput
     *            the name of an output
     * @param chosen
     *            some of the {@link #layers}
     * @param local
     *            by local reparameterisation, else by Flipout
     * @param output
     *            the output that is wanted
     * @return a program whose theta is that of {@code program} and then of each layer what its weights and biases are spread by: standard deviations of the local form, of Flipout the perturbations
     */
    public static Program of(Program program, String networkOutput, List<LayerFactors.Layer> chosen, boolean local,
            String output) {
        Tracer tracer = new Tracer();
        Map<Node, Tensor> declared = new HashMap<>();
        for (Node parameter : program.inputs(Op.InputKind.PARAMETER)) {
            declared.put(parameter, tracer.parameter(name(parameter), parameter.shape().dims()));
        }
        Map<Node, LayerFactors.Place> places = new HashMap<>();
        Map<Node, Tensor> spreads = new HashMap<>();
        for (LayerFactors.Place place : LayerFactors.places(program, networkOutput)) {
            if (chosen.contains(place.layer())) {
                places.put(place.sums(), place);
                for (Node spread : List.of(place.weight(), place.sums().operand(2))) {
                    spreads.put(spread, tracer.parameter(SPREAD + name(spread), spread.shape().dims()));
                }
            }
        }
        List<Tensor> handles = new ArrayList<>();
        for (Node node : program.nodes()) {
            Tensor known = declared.get(node);
            if (known == null) {
                LayerFactors.Place place = places.get(node);
                Tensor plain = switch (node.op()) {
                    case Op.Input(String name, Op.InputKind kind) -> kind == Op.InputKind.GLOBAL
                            ? tracer.globalInput(name, node.shape().dims())
                            : tracer.rowInput(name, node.shape().dims());
                    case Op.Constant(double[] values) -> tracer.constant(values, node.shape().dims());
                    default -> tracer.apply(node.op(), operands(node, handles));
                };
                known = place == null ? plain : noisy(tracer, place, plain, handles, spreads, local);
            }
            handles.add(known);
        }
        tracer.output(output, handles.get(program.output(output).id()));
        return tracer.build(List.of(output));
    }

    private static List<Tensor> operands(Node node, List<Tensor> handles) {
        return node.operands().stream().map(operand -> handles.get(operand.id())).toList();
    }

    private static Tensor noisy(Tracer tracer, LayerFactors.Place place, Tensor sums, List<Tensor> handles,
            Map<Node, Tensor> spreads, boolean local) {
        LayerFactors.Layer layer = place.layer();
        Node node = place.sums();
        boolean dense = node.op() instanceof Op.Affine;
        Tensor image = handles.get(place.image().id());
        Node used = node.operand(dense ? 0 : 1);
        Tensor weight = spreads.get(place.weight());
        Tensor bias = spreads.get(node.operand(2));
        if (weight == null || bias == null) {
            throw new IllegalStateException("no spread of " + layer);
        }
        weight = weight.reshape(used.shape().dims());
        Tensor noise = tracer.rowInput(noise(layer), noiseSize(layer, local));
        if (local) {
            return sums.plus(image.square().affine(weight.square(), bias.square()).sqrt().times(noise));
        }
        Tensor in = noise.slice(0, 0, layer.channels());
        Tensor out = noise.slice(0, layer.channels(), layer.outputs());
        if (dense) {
            return sums.plus(image.times(in).affine(weight, bias).times(out));
        }
        Tensor seen = image.times(in.reshape(layer.channels(), 1, 1));
        return sums.plus(
                tracer.apply(node.op(), List.of(seen, weight, bias)).times(out.reshape(layer.outputs(), 1, 1)));
    }

    private static String name(Node node) {
        return ((Op.Input) node.op()).name();
    }
}
