package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;

/**
 * What a Gauss-Newton matrix by layers is made of (Martens and Grosse 2015; of convolutions Grosse and Martens 2016): of each layer its inputs and the derivatives of the network's
 * outputs in its sums, by row. The Jacobian of an output in the layer's weights is the outer product of the two, of a convolution the sum of those at all positions. A layer is an affine map of a
 * value by row, or a convolution in one group, whose weights and biases are parameters that nothing else uses.
 */
public final class LayerFactors {

    private static final String SEED = "seed of the slopes";

    /**
     * A layer: a convolution; a dense layer is one of an image of one pixel.
     *
     * @param weight
     *            name of its weights {@code [outputs, channels, window]}
     * @param bias
     *            name of its biases {@code [outputs]}
     * @param outputs
     *            number of its units or filters
     * @param window
     *            how it moves
     * @param channels
     *            of the image that it sees
     * @param height
     *            of the image
     * @param width
     *            of the image
     */
    public record Layer(String weight, String bias, int outputs, Window window, int channels, int height, int width) {

        /** Number of inputs of a unit at a position. */
        public int inputs() {
            return channels * window.taps();
        }

        /** Number of positions. */
        public int positions() {
            return window.y().outputs(height) * window.x().outputs(width);
        }

        /** Numbers of the image. */
        public int imageSize() {
            return channels * height * width;
        }

        /** Output: the image, {@code [rows, channels height width]}. */
        public String inputsName() {
            return "inputs of " + weight;
        }

        /** Output: derivatives in its sums of the network outputs that are chosen by a seed, {@code [rows, outputs positions]}. */
        public String slopesName(int seed) {
            return "slopes of " + weight + " by seed " + seed;
        }

        /**
         * What a unit sees at each position, in the order of its weights, and then a 1.
         *
         * @param images
         *            images, one after another
         * @param image
         *            number of the image
         * @param patches
         *            filled from {@code at} on, {@code [positions][inputs + 1]}
         */
        public void patchesInto(double[] images, int image, double[] patches, int at) {
            int next = at;
            int from = image * imageSize();
            for (int down = 0; down < window.y().outputs(height); down++) {
                for (int across = 0; across < window.x().outputs(width); across++) {
                    for (int c = 0; c < channels; c++) {
                        for (int v = 0; v < window.y().size(); v++) {
                            int y = window.y().input(down, v);
                            for (int u = 0; u < window.x().size(); u++) {
                                int x = window.x().input(across, u);
                                patches[next++] = y >= 0 && y < height && x >= 0 && x < width
                                        ? images[from + (c * height + y) * width + x]
                                        : 0;
                            }
                        }
                    }
                    patches[next++] = 1;
                }
            }
        }
    }

    /** A layer, and what it is in a program. */
    record Place(Layer layer, Node sums, Node image, Node weight) {}

    private LayerFactors() {}

    /** The layers of a network, from its inputs on. */
    public static List<Layer> layers(Program program, String networkOutput) {
        return places(program, networkOutput).stream().map(Place::layer).toList();
    }

    /** Global input: which of the network's outputs are differentiated, by their weights in a sum; as many as they are. */
    public static String seedName(int seed) {
        return SEED + " " + seed;
    }

    /**
     * The program with the inputs and slopes of some layers as outputs, the slopes by so many seeds, each an input {@link #seedName}: the network is passed once for all of them.
     *
     * @param program
     *            a program whose only output is that of the network, so that nothing beside it uses the parameters
     * @param networkOutput
     *            the name of an output {@code [rows, dims...]}
     * @param chosen
     *            some of its {@link #layers}
     * @param seeds
     *            number of seeds, at least 1
     */
    public static Program of(Program program, String networkOutput, List<Layer> chosen, int seeds) {
        Node output = program.output(networkOutput);
        List<Place> places = places(program, networkOutput).stream().filter(place -> chosen.contains(place.layer()))
                .toList();
        Tracer tracer = new Tracer();
        List<Tensor> values = tracer.replay(program);
        for (Place place : places) {
            tracer.output(place.layer().inputsName(),
                    values.get(place.image().id()).reshape(place.layer().imageSize()));
        }
        for (int seed = 0; seed < seeds; seed++) {
            ReverseMode reverse = new ReverseMode(program.nodes(), tracer, values,
                    places.stream().map(Place::weight).toList(), false);
            reverse.differentiate(output, tracer.globalInput(seedName(seed), output.shape().dims()));
            for (Place place : places) {
                Layer layer = place.layer();
                Tensor slopes = reverse.adjointOf(place.sums()).reshape(layer.outputs() * layer.positions());
                tracer.output(layer.slopesName(seed), slopes.broadcastTo(slopes.shape().withRows(true)));
            }
        }
        return tracer.build();
    }

    static List<Place> places(Program program, String networkOutput) {
        int[] uses = new int[program.nodes().size()];
        for (Node node : program.nodes()) {
            node.operands().forEach(operand -> uses[operand.id()]++);
        }
        List<Place> found = new ArrayList<>();
        int last = program.output(networkOutput).id();
        for (Node node : program.nodes()) {
            if (node.id() <= last && node.operands().size() == 3) {
                switch (node.op()) {
                    case Op.Affine affine when node.operand(1).shape().isByRow()
                            && node.operand(1).shape().rank() == 1 ->
                        add(found, node, node.operand(1), node.operand(0), Window.of(1, 1), uses);
                    case Op.Convolution(Window window, int groups) when groups == 1
                            && node.operand(0).shape().isByRow() ->
                        add(found, node, node.operand(0), node.operand(1), window, uses);
                    default -> {
                        // No layer.
                    }
                }
            }
        }
        return found;
    }

    private static void add(List<Place> found, Node sums, Node image, Node weights, Window window, int[] uses) {
        Node weight = weights.op() instanceof Op.Reshape && uses[weights.id()] == 1 ? weights.operand(0) : weights;
        if (isParameter(weight, uses) && isParameter(sums.operand(2), uses)) {
            Shape shape = image.shape();
            boolean dense = shape.rank() == 1;
            found.add(new Place(new Layer(name(weight), name(sums.operand(2)), sums.shape().dim(0), window,
                    shape.dim(0), dense ? 1 : shape.dim(1), dense ? 1 : shape.dim(2)), sums, image, weight));
        }
    }

    private static boolean isParameter(Node node, int[] uses) {
        return uses[node.id()] == 1 && node.op() instanceof Op.Input(String name, Op.InputKind kind)
                && kind == Op.InputKind.PARAMETER && !name.isEmpty();
    }

    private static String name(Node node) {
        return ((Op.Input) node.op()).name();
    }
}
