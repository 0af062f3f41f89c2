package ergodic.nn;

import ergodic.autodiff.ShapeException;
import ergodic.nn.data.RowShape;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.Dense;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerParameter;
import ergodic.nn.layer.LayerShapeException;
import ergodic.nn.layer.LayerStack;
import ergodic.nn.layer.OutputLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network ({@code [network]} of a configuration): layers one after another. A dense layer whose units are the outputs that the
 * likelihood wants, without activation, comes after them.
 *
 * @param layers
 *            from the inputs on; empty for a linear model
 */
public record NetworkSpec(List<Layer> layers) {

    /** Copies the list. */
    public NetworkSpec {
        layers = List.copyOf(layers);
    }

    /**
     * A dense network.
     *
     * @param hidden
     *            units of each hidden layer, from the inputs on; empty for a linear model
     * @param activations
     *            activation of each hidden layer
     */
    public NetworkSpec(List<Integer> hidden, List<Activation> activations) {
        this(dense(hidden, activations));
    }

    private static List<Layer> dense(List<Integer> hidden, List<Activation> activations) {
        if (activations.size() != hidden.size()) {
            throw new IllegalArgumentException("network.activation must name one activation for each of the "
                    + hidden.size() + " hidden layers, not " + activations.size());
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < hidden.size(); i++) {
            if (hidden.get(i) < 1) {
                throw new IllegalArgumentException(
                        "network.hidden: a layer must have at least 1 unit, not " + hidden.get(i));
            }
            layers.add(new Dense(hidden.get(i), activations.get(i)));
        }
        return layers;
    }

    /** Hidden layers with one activation. */
    public static NetworkSpec of(Activation activation, int... hidden) {
        List<Integer> units = IntStream.of(hidden).boxed().toList();
        return new NetworkSpec(units, units.stream().map(u -> activation).toList());
    }

    /** Layers one after another. */
    public static NetworkSpec of(Layer... layers) {
        return new NetworkSpec(List.of(layers));
    }

    /**
     * The layers and the output layer over rows of a shape.
     *
     * @param input
     *            what comes in
     * @param outputs
     *            number of outputs that are wanted
     * @throws LayerShapeException
     *             if a layer cannot take what comes in
     */
    LayerStack over(RowShape input, int outputs) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(new OutputLayer(outputs));
        LayerStack stack = new LayerStack(all);
        stack.output(input);
        return stack;
    }

    /**
     * Number of weights, biases and gains over rows of a shape; infinity if those of one parameter are more than an array can number.
     *
     * @param input
     *            what comes in
     * @param outputs
     *            number of outputs that are wanted
     */
    public double size(RowShape input, int outputs) {
        double size = 0;
        try {
            for (LayerParameter parameter : over(input, outputs).parameters(input)) {
                size += parameter.shape().size();
            }
        } catch (ShapeException | ArithmeticException e) {
            return Double.POSITIVE_INFINITY;
        }
        return size;
    }

    /** The units of a dense network, such as {@code [16, 16]}; of others the types of the layers. */
    @Override
    public String toString() {
        boolean dense = layers.stream().allMatch(Dense.class::isInstance);
        return layers.stream().map(layer -> dense ? String.valueOf(((Dense) layer).units()) : layer.type()).toList()
                .toString();
    }
}
