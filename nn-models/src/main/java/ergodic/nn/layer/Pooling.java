package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Window;

/**
 * Pooling of each channel of an image [channels, height, width] or of a sequence [channels, length] by itself, as PyTorch's
 * pooling layers. It has no parameters.
 *
 * @param kind
 *            what is taken of a window
 * @param window
 *            how it moves; by default in PyTorch its stride is its size ({@link #image}, {@link #sequence})
 * @param oneDimensional
 *            whether the input is a sequence
 */
public record Pooling(Kind kind, Window window, boolean oneDimensional) {

    /** What is taken of a window. */
    public enum Kind {
        /** The largest element. */
        MAX,
        /** The mean; padding counts as zeros. */
        AVERAGE
    }

    /** Windows of an image that do not overlap. */
    public static Pooling image(Kind kind, int height, int width) {
        return new Pooling(kind, new Window(Window.Axis.of(height).withStride(height),
                Window.Axis.of(width).withStride(width)), false);
    }

    /** Windows of a sequence that do not overlap. */
    public static Pooling sequence(Kind kind, int size) {
        return new Pooling(kind, Window.along(Window.Axis.of(size).withStride(size)), true);
    }

    /** The layer at an image or a sequence. */
    public Tensor apply(Tensor x) {
        return switch (kind) {
            case MAX -> oneDimensional ? x.maxPool1d(window.x()) : x.maxPool2d(window);
            case AVERAGE -> oneDimensional ? x.averagePool1d(window.x(), true) : x.averagePool2d(window, true);
        };
    }
}
