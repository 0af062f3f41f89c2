package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way through the layers.
 *
 * @param value
 *            its tensor, by row
 * @param shape
 *            what it is; {@link RowShape#dims} are those of the value
 * @param padding
 *            which steps are there, if it is a sequence
 */
public record RowTensor(Tensor value, RowShape shape, Padding padding) {

    /** Checks that value and shape agree. */
    public RowTensor {
        if (!java.util.Arrays.equals(value.shape().dims(), shape.dims())) {
            throw new IllegalArgumentException("a value of shape " + value.shape() + " holds no " + shape);
        }
    }

    /** Of one length. */
    public static RowTensor of(Tensor value, RowShape shape) {
        return new RowTensor(value, shape, Padding.none());
    }

    /**
     * A row of the data.
     *
     * @param x
     *            [{@link RowShape#inputs}], by row; steps that are not there may hold anything
     */
    public static RowTensor ofData(Tensor x, RowShape shape) {
        if (shape instanceof RowShape.Numbers) {
            return of(x, shape);
        }
        if (!shape.padded()) {
            return of(x.reshape(shape.dims()), shape);
        }
        Tensor value = x.slice(0, 0, shape.size()).reshape(shape.dims());
        RowTensor row = new RowTensor(value, shape, Padding.lengths(x.get(shape.size())));
        return row.with(row.withoutPadding(), shape);
    }

    /** Another value of the same steps, or of no steps. */
    public RowTensor with(Tensor other, RowShape otherShape) {
        return new RowTensor(other, otherShape, otherShape.padded() ? padding : Padding.none());
    }

    /** The value with zeros at steps that are not there, for what looks at several steps. */
    public Tensor withoutPadding() {
        return filled(0);
    }

    /** The value with this number at steps that are not there. */
    Tensor filled(double gap) {
        Tensor present = present();
        if (present == null) {
            return value;
        }
        int[] dims = new int[shape.dims().length];
        java.util.Arrays.fill(dims, 1);
        dims[0] = shape.dims()[0];
        Tensor allowed = present.reshape(dims).broadcastTo(value.shape());
        return allowed.select(value, value.tracer().constant(gap));
    }

    /** 1 at each step that is there, else 0, [steps]; null if all are there. */
    public @Nullable Tensor present() {
        return padding.present(value, shape.dims()[0]);
    }
}
