package ergodic.nn.data.arrays;

import ergodic.nn.data.DataException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an array is.
 *
 * @param type
 *            of an element
 * @param order
 *            of its bytes
 * @param dims
 *            sizes of the axes, at least one, each at least 1
 */
record ArrayHeader(NumberType type, ByteOrder order, List<Integer> dims) {

    private static final int MOST_AXES = 8;

    ArrayHeader {
        dims = List.copyOf(dims);
    }

    /** Refuses what no file of data states. */
    static ArrayHeader of(String name, NumberType type, ByteOrder order, List<Integer> dims) {
        if (dims.isEmpty() || dims.size() > MOST_AXES) {
            throw new DataException(name + " holds an array of " + dims.size() + " axes; rows need 1 to " + MOST_AXES
                    + ", the first of them the rows");
        }
        for (int dim : dims) {
            if (dim < 1) {
                throw new DataException(name + " says that its array is " + text(dims)
                        + ", so there is nothing in it; is the file damaged?");
            }
        }
        return new ArrayHeader(type, order, dims);
    }

    /** Bytes of a slice of the first axis; infinite if no array holds them. */
    double sliceBytes() {
        return dims.stream().skip(1).mapToDouble(Integer::doubleValue).reduce(type.bytes(), (a, b) -> a * b);
    }

    /** Elements of such a slice. */
    int sliceLength() {
        return dims.stream().skip(1).reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        return text(dims);
    }

    private static String text(List<Integer> dims) {
        return dims.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
