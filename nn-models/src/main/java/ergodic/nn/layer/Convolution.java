package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Window;
import ergodic.nn.data.RowShape;
import java.util.List;

/**
 * A convolution of an image, or of a sequence along its steps, with bias, as PyTorch's {@code Conv2d} and {@code Conv1d}. Of rows
 * with lengths of their own, each as if it stood by itself.
 *
 * @param filters
 *            channels of the result
 * @param window
 *            how the kernel moves, along each axis; of an image one axis serves both
 * @param groups
 *            groups of channels that do not see each other, which divides channels and filters
 * @param activation
 *            applied to each sum
 */
public record Convolution(int filters, List<Window.Axis> window, int groups, Activation activation) implements Layer {

    static final LayerType TYPE = LayerType.of("convolution",
            keys -> new Convolution(keys.whole("filters"), LayerWindow.ofConvolution(keys), keys.whole("groups"),
                    keys.activation()),
            LayerKey.whole("filters", "channels of the result"), LayerWindow.WINDOW,
            LayerWindow.stride(List.of(1), "places from one window to the next"), LayerWindow.padding(),
            LayerWindow.DILATION, LayerKey.whole("groups", 1, "groups of channels that do not see each other"),
            LayerKey.activation());

    /** Checks the sizes. */
    public Convolution {
        LayerParameter.requirePositive("the number of filters of a convolution", filters);
        LayerParameter.requirePositive("the number of groups of a convolution", groups);
        window = List.copyOf(window);
        if (window.isEmpty() || window.size() > 2) {
            throw new IllegalArgumentException("the window of a convolution has one or two axes, not " + window.size());
        }
        if (filters % groups != 0) {
            throw new IllegalArgumentException(
                    "the " + groups + " groups of a convolution must divide its " + filters + " filters");
        }
    }

    /** A convolution of images, in one group. */
    public static Convolution image(int filters, Window window, Activation activation) {
        return new Convolution(filters, List.of(window.y(), window.x()), 1, activation);
    }

    /** A convolution of sequences, in one group. */
    public static Convolution sequence(int filters, Window.Axis window, Activation activation) {
        return new Convolution(filters, List.of(window), 1, activation);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        return switch (input) {
            case RowShape.Image image -> {
                requireGroups(image.channels(), image);
                yield LayerWindow.onImage(this, window, image, filters);
            }
            case RowShape.Sequence sequence -> {
                requireGroups(sequence.features(), sequence);
                yield LayerWindow.onSequence(this, window, sequence, filters);
            }
            case RowShape.Numbers numbers ->
                throw refused(input, "say by data.shape what the numbers are, or use a dense layer");
            case RowShape.Symbols symbols -> throw refused(input, "put an embedding between");
        };
    }

    private LayerShapeException refused(RowShape input, String remedy) {
        return new LayerShapeException(this, "images or sequences", input, remedy);
    }

    private void requireGroups(int channels, RowShape input) {
        if (channels % groups != 0) {
            throw new LayerShapeException(this, "a number of channels that its " + groups + " groups divide", input,
                    "change groups");
        }
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        output(input);
        if (input instanceof RowShape.Image image) {
            Window both = LayerWindow.onImages(window);
            int channels = image.channels() / groups;
            int fanIn = Math.multiplyExact(channels, both.taps());
            return List.of(
                    LayerParameter.weight("weight", fanIn, filters, channels, both.y().size(), both.x().size()),
                    LayerParameter.bias("bias", fanIn, filters));
        }
        int channels = ((RowShape.Sequence) input).features() / groups;
        int taps = window.getFirst().size();
        int fanIn = Math.multiplyExact(channels, taps);
        return List.of(LayerParameter.weight("weight", fanIn, filters, channels, taps),
                LayerParameter.bias("bias", fanIn, filters));
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        RowShape shape = output(x.shape());
        Tensor weight = parameters.get(0);
        Tensor bias = parameters.get(1);
        if (x.shape() instanceof RowShape.Image) {
            Tensor sums = x.value().conv2d(weight, bias, LayerWindow.onImages(window), groups);
            return x.with(activation.apply(sums), shape);
        }
        Window.Axis axis = window.getFirst();
        Tensor sums = x.withoutPadding().transpose().conv1d(weight, bias, axis, groups).transpose();
        return new RowTensor(activation.apply(sums), shape, x.padding().through(axis));
    }
}
