package ergodic.sampler;

/**
 * A parameter of a layer that multiplies inputs: which of its coordinates belong to which input. The coordinates are those of a tensor
 * {@code [before][units][after]}, row-major, from an offset on.
 *
 * @param name
 *            of the parameter, such as {@code layer2.weight}
 * @param offset
 *            its first coordinate
 * @param before
 *            elements along the axes before that of the inputs
 * @param units
 *            number of inputs: units of the layer before, channels, features, symbols
 * @param after
 *            elements along the axes after it
 * @param data
 *            whether the inputs are the row's own, such as columns of a table: no other parameter of inputs has a part in them. Several layers
 *            can have such inputs where a network begins with layers beside each other
 */
public record InputUnits(String name, int offset, int before, int units, int after, boolean data) {

    /** Checks the numbers. */
    public InputUnits {
        if (offset < 0 || before < 1 || units < 1 || after < 1) {
            throw new IllegalArgumentException(
                    "the inputs of " + name + " cannot lie from " + offset + " on as " + before
                            + " x " + units + " x " + after);
        }
    }

    /** Number of coordinates. */
    public int size() {
        return before * units * after;
    }

    /** The input that an element of the parameter multiplies. */
    public int unitOf(int element) {
        return element / after % units;
    }
}
