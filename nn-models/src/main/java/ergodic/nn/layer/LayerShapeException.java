package ergodic.nn.layer;

import ergodic.nn.data.RowShape;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A layer does not fit where it stands. The message names the layer, what it needs, what it gets from where, and what helps:
 * {@code layer 3 (dense) needs rows of numbers, but layer 2 (convolution) gives images of 6 x 6 x 6: put a flatten between}.
 */
public final class LayerShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Place layer;
    private final @Nullable Place giver;
    private final String fault;
    private final @Nullable String gets;
    private final String remedy;

    /** A layer and its number, within containers such as 3.1; no number if it stands by itself. */
    private record Place(String number, String type) implements Serializable {

        Place within(String position) {
            return new Place(number.isEmpty() ? position : position + "." + number, type);
        }

        @Override
        public String toString() {
            return number.isEmpty() ? "the " + type + " layer" : "layer " + number + " (" + type + ")";
        }
    }

    private LayerShapeException(Place layer, @Nullable Place giver, String fault, @Nullable String gets,
            String remedy) {
        super(layer + " " + fault
                + (gets == null ? "" : ", but " + (giver == null ? "the data give " : giver + " gives ") + gets) + ": "
                + remedy);
        this.layer = layer;
        this.giver = giver;
        this.fault = fault;
        this.gets = gets;
        this.remedy = remedy;
    }

    /**
     * A layer that cannot take what comes in.
     *
     * @param needs
     *            what it takes, such as "rows of numbers"
     * @param input
     *            what comes in
     * @param remedy
     *            what helps
     */
    public LayerShapeException(Layer layer, String needs, RowShape input, String remedy) {
        this(new Place("", layer.type()), null, "needs " + needs, input.toString(), remedy);
    }

    /**
     * A layer with another fault.
     *
     * @param fault
     *            the fault, to stand after the layer
     * @param remedy
     *            what helps
     */
    LayerShapeException(Layer layer, String fault, String remedy) {
        this(new Place("", layer.type()), null, fault, null, remedy);
    }

    /** A container that cannot take what the last of its layers gives. */
    static LayerShapeException inside(Layer container, String needs, int last, Layer giver, RowShape given,
            String remedy) {
        Place inner = new Place(String.valueOf(last), giver.type());
        return new LayerShapeException(new Place("", container.type()), inner, "needs " + needs, given.toString(),
                remedy);
    }

    /**
     * The same, told by a container.
     *
     * @param position
     *            position of the layer in it, from 1
     * @param before
     *            the layer before it; null for the first
     */
    LayerShapeException within(int position, @Nullable Layer before) {
        Place nearer = giver != null ? giver.within(String.valueOf(position))
                : before == null ? null : new Place(String.valueOf(position - 1), before.type());
        return new LayerShapeException(layer.within(String.valueOf(position)), nearer, fault, gets, remedy);
    }

    /** The same, told by a container with several lists of layers, of one with a name. */
    LayerShapeException within(String list) {
        return new LayerShapeException(layer.within(list), giver == null ? null : giver.within(list), fault, gets,
                remedy);
    }
}
