package ergodic.autodiff;

import java.util.Arrays;

/**
 * The shape of a value: whether it exists once for each row of the data, and its dimensions (without the row axis).
 * Elements are laid out row-major, the last dimension fastest. Immutable.
 */
public final class Shape {

    private static final Shape SCALAR = new Shape(false, new int[0]);

    private final boolean byRow;
    private final int[] dims;
    private final int size;

    private Shape(boolean byRow, int[] dims) {
        long product = 1;
        for (int dim : dims) {
            if (dim < 0) {
                throw new ShapeException("a dimension cannot be negative: " + Arrays.toString(dims));
            }
            product *= dim;
            if (product > Integer.MAX_VALUE - 8) {
                throw new ShapeException("a value of shape " + Arrays.toString(dims) + " has too many elements");
            }
        }
        this.byRow = byRow;
        this.dims = dims;
        this.size = (int) product;
    }

    /** A global scalar. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** A global tensor with these dimensions. */
    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(false, dims.clone());
    }

    /** A tensor with these dimensions for each row. */
    public static Shape rows(int... dims) {
        return new Shape(true, dims.clone());
    }

    /** True if the value exists once for each row. */
    public boolean isByRow() {
        return byRow;
    }

    /** Number of dimensions, without the row axis. */
    public int rank() {
        return dims.length;
    }

    /** Length of dimension {@code axis}, {@code 0 <= axis < rank()}. */
    public int dim(int axis) {
        return dims[axis];
    }

    /** The dimensions, without the row axis (a copy). */
    public int[] dims() {
        return dims.clone();
    }

    /** Number of elements: of the whole value if global, of one row's value if by row. */
    public int size() {
        return size;
    }

    /** The same dimensions, by row or global as asked. */
    public Shape withRows(boolean rows) {
        return rows == byRow ? this : new Shape(rows, dims);
    }

    /** The same row axis, other dimensions. */
    public Shape withDims(int... newDims) {
        return new Shape(byRow, newDims.clone());
    }

    /** Dimensions without {@code axis}. */
    public Shape withoutAxis(int axis) {
        int[] result = new int[dims.length - 1];
        for (int i = 0, k = 0; i < dims.length; i++) {
            if (i != axis) {
                result[k++] = dims[i];
            }
        }
        return new Shape(byRow, result);
    }

    /** True if both have the same dimensions, whatever their row axes. */
    public boolean sameDims(Shape other) {
        return Arrays.equals(dims, other.dims);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Shape s && s.byRow == byRow && Arrays.equals(s.dims, dims);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dims) + (byRow ? 1 : 0);
    }

    /** Such as {@code [rows, 3, 2]} or {@code [3]}; a global scalar is {@code []}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        if (byRow) {
            text.append("rows");
        }
        for (int i = 0; i < dims.length; i++) {
            text.append(i == 0 && !byRow ? "" : ", ").append(dims[i]);
        }
        return text.append(']').toString();
    }
}
