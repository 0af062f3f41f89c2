package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Window;
import ergodic.nn.data.RowShape;
import java.util.List;

/**
 * Pooling of each channel of an image, or of each feature of a sequence along its steps, by itself, as PyTorch's pooling layers.
 * It has no parameters. Of rows with lengths of their own there are the windows that a row by itself would have.
 *
 * @param kind
 *            what is taken of a window
 * @param window
 *            how it moves, along each axis; of an image one axis serves both
 */
public record Pooling(Kind kind, List<Window.Axis> window) implements Layer {

    static final LayerType TYPE = LayerType.of("pooling", keys -> {
        List<Integer> window = keys.sizes("window");
        List<Integer> stride = keys.sizes("stride");
        return new Pooling(keys.word("kind").equals("max") ? Kind.MAX : Kind.AVERAGE,
                LayerWindow.axes(window, stride.isEmpty() ? window : stride, List.of(0), List.of(1)));
    }, LayerKey.choice("kind", "max", List.of("max", "average"), "what is taken of a window"), LayerWindow.WINDOW,
            LayerWindow.stride(List.of(), "places from one window to the next; the window if it is left out"));

    /** What is taken of a window. */
    public enum Kind {
        /** The largest element. */
        MAX,
        /** The mean. */
        AVERAGE
    }

    /** Copies the list. */
    public Pooling {
        window = List.copyOf(window);
        if (window.isEmpty() || window.size() > 2) {
            throw new IllegalArgumentException("the window of a pooling has one or two axes, not " + window.size());
        }
    }

    /** Windows of an image that do not overlap. */
    public static Pooling image(Kind kind, int height, int width) {
        return new Pooling(kind, List.of(Window.Axis.of(height).withStride(height),
                Window.Axis.of(width).withStride(width)));
    }

    /** Windows of a sequence that do not overlap. */
    public static Pooling sequence(Kind kind, int size) {
        return new Pooling(kind, List.of(Window.Axis.of(size).withStride(size)));
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        return switch (input) {
            case RowShape.Image image -> LayerWindow.onImage(this, window, image, image.channels());
            case RowShape.Sequence sequence -> LayerWindow.onSequence(this, window, sequence, sequence.features());
            case RowShape.Numbers numbers ->
                throw refused(input, "say by data.shape what the numbers are, or leave it out");
            case RowShape.Symbols symbols -> throw refused(input, "put an embedding between");
        };
    }

    private LayerShapeException refused(RowShape input, String remedy) {
        return new LayerShapeException(this, "images or sequences", input, remedy);
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        return List.of();
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        RowShape shape = output(x.shape());
        if (x.shape() instanceof RowShape.Image) {
            return x.with(ofImage(x.value()), shape);
        }
        double gap = kind == Kind.MAX ? Double.NEGATIVE_INFINITY : 0;
        Tensor value = ofSequence(x.filled(gap).transpose()).transpose();
        return new RowTensor(value, shape, x.padding().through(window.getFirst()));
    }

    private Tensor ofImage(Tensor x) {
        return switch (kind) {
            case MAX -> x.maxPool2d(LayerWindow.onImages(window));
            case AVERAGE -> x.averagePool2d(LayerWindow.onImages(window), true);
        };
    }

    private Tensor ofSequence(Tensor x) {
        return switch (kind) {
            case MAX -> x.maxPool1d(window.getFirst());
            case AVERAGE -> x.averagePool1d(window.getFirst(), true);
        };
    }
}
