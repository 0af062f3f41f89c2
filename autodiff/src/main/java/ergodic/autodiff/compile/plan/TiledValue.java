package ergodic.autodiff.compile.plan;

import java.util.Arrays;

/**
 * Where a node's value lies: a strided view of a buffer. Reshapes, slices, transposes and broadcasts are other views of the
 * same buffer (a stride of 0 broadcasts). Offset and strides are in elements; in a buffer by row an element is a run of
 * {@code width} lanes.
 */
public record TiledValue(Buffer buffer, int offset, int[] dims, int[] strides) {

    public static TiledValue whole(Buffer buffer, int[] dims) {
        return new TiledValue(buffer, 0, dims, natural(dims));
    }

    /** Strides of a dense row-major layout. */
    static int[] natural(int[] dims) {
        int[] strides = new int[dims.length];
        int step = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= dims[i];
        }
        return strides;
    }

    public boolean byRow() {
        return buffer.byRow;
    }

    /** Size of a number in bytes. */
    public int bytes() {
        return buffer.bytes;
    }

    public int size() {
        int size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        return size;
    }

    /** True if the elements follow each other without gaps. */
    public boolean isDense() {
        int step = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            if (dims[i] != 1 && strides[i] != step) {
                return size() == 0;
            }
            step *= dims[i];
        }
        return true;
    }

    /** True if it is dense and is all of its buffer. */
    public boolean fillsBuffer() {
        return offset == 0 && isDense() && size() == buffer.size;
    }

    /** The same elements of a dense value, with other dimensions. */
    public TiledValue reshaped(int[] newDims) {
        return new TiledValue(buffer, offset, newDims, natural(newDims));
    }

    public TiledValue slice(int axis, int start, int length) {
        int[] newDims = dims.clone();
        newDims[axis] = length;
        return new TiledValue(buffer, offset + start * strides[axis], newDims, strides);
    }

    public TiledValue transposed(int[] permutation) {
        int[] newDims = new int[permutation.length];
        int[] newStrides = new int[permutation.length];
        for (int i = 0; i < permutation.length; i++) {
            newDims[i] = dims[permutation[i]];
            newStrides[i] = strides[permutation[i]];
        }
        return new TiledValue(buffer, offset, newDims, newStrides);
    }

    /** An element by its number in row-major order. */
    public TiledValue element(int number) {
        int start = offset;
        int rest = number;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            start += rest % dims[axis] * strides[axis];
            rest /= dims[axis];
        }
        return new TiledValue(buffer, start, new int[0], new int[0]);
    }

    /** Broadcast by trailing dimensions. */
    public TiledValue broadcast(int[] target) {
        int lead = target.length - dims.length;
        int[] newStrides = new int[target.length];
        for (int i = 0; i < dims.length; i++) {
            newStrides[lead + i] = dims[i] == 1 ? 0 : strides[i];
        }
        return new TiledValue(buffer, offset, target, newStrides);
    }

    /** The place of this value once buffers are allocated. */
    public Slot slot() {
        return new Slot(buffer.regionStart, buffer.place, offset, buffer.bytes, buffer.byRow);
    }

    @Override
    public String toString() {
        return (byRow() ? "rows" : "global") + Arrays.toString(dims);
    }
}
