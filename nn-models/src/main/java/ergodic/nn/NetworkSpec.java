package ergodic.nn;

import ergodic.autodiff.ShapeException;
import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.Dense;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerParameter;
import ergodic.nn.layer.LayerShapeException;
import ergodic.nn.layer.LayerStack;
import ergodic.nn.layer.OutputLayer;
import ergodic.nn.layer.RowTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A network ({@code [network]} of a configuration): layers one after another. A dense layer whose units are the outputs that the
 * likelihood wants, without activation, comes after them.
 *
 * @param layers
 *            from the inputs on; empty for a linear model
 * @param changes
 *            changes of an image over which the outputs are averaged; none for those of the image as it is
 * @param fittedByOne
 *            whether a gradient sees one of the images of each row, drawn anew, in the place of all; see {@link #fittedByOneImage}
 */
public record NetworkSpec(List<Layer> layers, Set<ImageChange> changes, boolean fittedByOne) {

    /** Copies the collections. */
    public NetworkSpec {
        layers = List.copyOf(layers);
        changes = Set.copyOf(changes);
    }

    /**
     * Outputs of the rows as they are.
     *
     * @param layers
     *            from the inputs on; empty for a linear model
     */
    public NetworkSpec(List<Layer> layers) {
        this(layers, Set.of(), false);
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
     * The same whose outputs are their means over changes of the image, in every combination: {@code f(x) = mean over t of g(t(x))},
     * where g are the outputs of the layers. What is averaged are the outputs that the likelihood takes (logits, means, logs of rates): so
     * each row has one log likelihood, that of a distribution, and the data weigh as much as without. It takes as many times the
     * computing as there are images. Nabarro, Ganev, Garriga-Alonso, Fortuin, van der Wilk and Aitchison (2022): Data augmentation in Bayesian
     * neural networks and the cold posterior effect.
     *
     * @param over
     *            the changes; rows must be images
     */
    public NetworkSpec averagedOver(ImageChange... over) {
        return new NetworkSpec(layers, Set.copyOf(List.of(over)), fittedByOne);
    }

    /**
     * The same, but that a gradient sees one of a row's images, drawn anew each time, in the place of all: as long as one without changes.
     * What is climbed is then not the log posterior but the expectation over the images of that of each alone, a row one observation as before:
     * where the log likelihood is concave in the outputs, as of classes, a lower bound, by Jensen's inequality (Nabarro et al. 2022,
     * section 3). Predictions are means over all images nevertheless. For fits; draws would not be of the posterior.
     */
    public NetworkSpec fittedByOneImage() {
        return new NetworkSpec(layers, changes, true);
    }

    /** The same of the image as it is. */
    NetworkSpec ofOneImage() {
        return new NetworkSpec(layers);
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
        if (!changes.isEmpty() && !(input instanceof RowShape.Image)) {
            throw new LayerShapeException(all.getFirst(), "images where outputs are averaged over changes of images",
                    input,
                    "take network.average out");
        }
        return stack;
    }

    /**
     * The outputs of all layers at a row. The output layer is affine: it is applied once, to the mean over the
     * images of what comes into it, which is the mean of the outputs, and its weights are used once for whoever
     * looks for a last layer.
     */
    Tensor outputs(LayerStack all, RowTensor row, List<Tensor> parameters, String named) {
        if (changes.isEmpty()) {
            return all.apply(row, parameters, named).value();
        }
        int last = all.layers().size() - 1;
        LayerStack before = new LayerStack(all.layers().subList(0, last));
        int split = before.parameters(row.shape()).size();
        List<RowTensor> features = ImageChange.all(changes, row.value()).stream()
                .map(image -> before.apply(row.with(image, row.shape()), parameters.subList(0, split), named)).toList();
        Tensor sum = features.getFirst().value();
        for (RowTensor other : features.subList(1, features.size())) {
            sum = sum.plus(other.value());
        }
        RowTensor mean = features.getFirst().with(sum.times(1.0 / features.size()), features.getFirst().shape());
        return row.value().tracer().within(named + (last + 1),
                () -> all.layers().get(last).apply(mean, parameters.subList(split, parameters.size())).value());
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
                + (changes.isEmpty() ? ""
                        : " averaged over " + String.join(" and ", changes.stream().sorted()
                                .map(ImageChange::key).toList()));
    }
}
