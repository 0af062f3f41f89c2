package ergodic.nn.layer;

import ergodic.autodiff.Shape;

/**
 * A parameter of a layer.
 *
 * @param name
 *            its name within the layer, such as {@code weight_ih}
 * @param kind
 *            what it does, by which its prior is chosen
 * @param fanIn
 *            number of inputs of each unit that it feeds; 1 for what scales or shifts single units
 * @param shape
 *            its shape, global
 */
public record LayerParameter(String name, Kind kind, int fanIn, Shape shape) {

    /** What a parameter does. */
    public enum Kind {
        /** Multiplies inputs; its sums grow with the fan-in. Starts around 0. */
        WEIGHT,
        /** Is added. Starts at 0. */
        BIAS,
        /** Scales one channel or feature. Starts at 1. */
        GAIN
    }

    static LayerParameter weight(String name, int fanIn, int... dims) {
        return new LayerParameter(name, Kind.WEIGHT, fanIn, Shape.of(dims));
    }

    static LayerParameter bias(String name, int fanIn, int... dims) {
        return new LayerParameter(name, Kind.BIAS, fanIn, Shape.of(dims));
    }

    static LayerParameter gain(String name, int... dims) {
        return new LayerParameter(name, Kind.GAIN, 1, Shape.of(dims));
    }

    /** Checks a size that must be at least 1; the message names the layer and what is counted. */
    static int requirePositive(String what, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + size);
        }
        return size;
    }
}
