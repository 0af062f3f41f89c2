package ergodic.nn.layer;

import ergodic.autodiff.Window;
import ergodic.nn.data.RowShape;
import java.util.ArrayList;
import java.util.List;

/** The window of a convolution or a pooling: its axes, of images and of sequences alike. */
final class LayerWindow {

    static final LayerKey WINDOW = LayerKey.sizes("window", null, "places down and across, or along a sequence");
    static final LayerKey DILATION = LayerKey.sizes("dilation", List.of(1), "places from one tap to the next");
    private static final String SAME = "same";

    private LayerWindow() {}

    static LayerKey stride(Object fallback, String what) {
        return LayerKey.sizes("stride", fallback, what);
    }

    static LayerKey padding() {
        return LayerKey.sizes("padding", List.of(0),
                "zeros on both sides, or \"same\" to keep the size with a stride of 1", SAME);
    }

    /** The axes that keys tell: as many as the longest of them. */
    static List<Window.Axis> axes(List<Integer> window, List<Integer> stride, List<Integer> padding,
            List<Integer> dilation) {
        int axes = Math.max(Math.max(window.size(), stride.size()), Math.max(padding.size(), dilation.size()));
        List<Window.Axis> all = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            all.add(new Window.Axis(at(window, i), at(stride, i), at(padding, i), at(dilation, i)));
        }
        return all;
    }

    /** The axes of a convolution. */
    static List<Window.Axis> ofConvolution(LayerKeys keys) {
        List<Integer> window = keys.sizes("window");
        List<Integer> dilation = keys.sizes("dilation");
        boolean same = keys.isWord("padding", SAME);
        List<Window.Axis> axes = axes(window, keys.sizes("stride"), same ? List.of(0) : keys.sizes("padding"),
                dilation);
        if (!same) {
            return axes;
        }
        List<Window.Axis> padded = new ArrayList<>();
        for (Window.Axis axis : axes) {
            int reach = (axis.size() - 1) * axis.dilation();
            if (reach % 2 != 0) {
                throw new IllegalArgumentException(
                        "padding = \"same\" needs an odd window, not " + axis.size()
                                + "; say how much padding there is");
            }
            padded.add(axis.withPadding(reach / 2));
        }
        return padded;
    }

    private static int at(List<Integer> sizes, int axis) {
        return sizes.get(sizes.size() == 1 ? 0 : axis);
    }

    /** The window on images; one axis serves both. */
    static Window onImages(List<Window.Axis> axes) {
        return new Window(axes.getFirst(), axes.getLast());
    }

    /** Size of the result on images, as far as the window fits. */
    static RowShape onImage(Layer layer, List<Window.Axis> axes, RowShape.Image image, int channels) {
        Window window = onImages(axes);
        int height = window.y().outputs(image.height());
        int width = window.x().outputs(image.width());
        if (height == 0 || width == 0) {
            throw new LayerShapeException(layer,
                    "images of at least " + reach(window.y()) + " x " + reach(window.x()) + " places", image,
                    "take a smaller window, or padding");
        }
        return new RowShape.Image(channels, height, width);
    }

    /** The result on sequences, as far as the window fits. */
    static RowShape onSequence(Layer layer, List<Window.Axis> axes, RowShape.Sequence sequence, int features) {
        if (axes.size() > 1) {
            throw new LayerShapeException(layer, "images, since its window or its steps have two axes", sequence,
                    "give window, stride, padding and dilation one number each");
        }
        int steps = axes.getFirst().outputs(sequence.steps());
        if (steps == 0) {
            throw new LayerShapeException(layer, "sequences of at least " + reach(axes.getFirst()) + " steps",
                    sequence, "take a smaller window, or padding");
        }
        return new RowShape.Sequence(steps, features, sequence.padded());
    }

    private static int reach(Window.Axis axis) {
        return Math.max(1, (axis.size() - 1) * axis.dilation() + 1 - 2 * axis.padding());
    }
}
