package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Window;
import java.util.List;

/**
 * A convolution of an image [channels, height, width] or of a sequence [channels, length] with bias, as PyTorch's
 * {@code Conv2d} and {@code Conv1d}.
 *
 * @param inputs
 *            channels of the input
 * @param filters
 *            channels of the result
 * @param window
 *            how the kernel moves; of a sequence its vertical axis is one tap ({@link Window#along})
 * @param groups
 *            groups of channels that do not see each other, which divides inputs and filters
 * @param oneDimensional
 *            whether the input is a sequence
 */
public record Convolution(int inputs, int filters, Window window, int groups, boolean oneDimensional) {

    /** Checks the sizes. */
    public Convolution {
        LayerParameter.requirePositive("the number of channels of a convolution", inputs);
        LayerParameter.requirePositive("the number of filters of a convolution", filters);
        LayerParameter.requirePositive("the number of groups of a convolution", groups);
        if (inputs % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException("the " + groups + " groups of a convolution must divide its " + inputs
                    + " channels and its " + filters + " filters");
        }
    }

    /** A convolution of images, in one group. */
    public static Convolution image(int inputs, int filters, Window window) {
        return new Convolution(inputs, filters, window, 1, false);
    }

    /** A convolution of sequences, in one group. */
    public static Convolution sequence(int inputs, int filters, Window.Axis window) {
        return new Convolution(inputs, filters, Window.along(window), 1, true);
    }

    /** The kernels [filters, channels of a group, taps...] and a bias for each filter. */
    public List<LayerParameter> parameters() {
        int channels = inputs / groups;
        int height = window.y().size();
        int width = window.x().size();
        int fanIn = channels * height * width;
        return List.of(oneDimensional ? LayerParameter.weight("weight", fanIn, filters, channels, width)
                : LayerParameter.weight("weight", fanIn, filters, channels, height, width),
                LayerParameter.bias("bias", fanIn, filters));
    }

    /** The layer at an image or a sequence. */
    public Tensor apply(Tensor x, ParameterSource source) {
        List<LayerParameter> parameters = parameters();
        Tensor weight = source.declare(parameters.get(0));
        Tensor bias = source.declare(parameters.get(1));
        return oneDimensional ? x.conv1d(weight, bias, window.x(), groups) : x.conv2d(weight, bias, window, groups);
    }
}
