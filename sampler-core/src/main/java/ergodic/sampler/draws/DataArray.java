package ergodic.sampler.draws;

import java.util.ArrayList;
import java.util.List;

/**
 * A given array that is stored beside the draws: data, inputs.
 *
 * @param name
 *            such as {@code y}
 * @param dims
 *            a name for each dimension, such as {@code row}; arrays of a group that share a name share the length
 * @param shape
 *            the dimensions
 * @param values
 *            the elements, row-major; not copied
 */
public record DataArray(String name, List<String> dims, List<Integer> shape, double[] values) {

    /** Checks that dimensions and elements fit. */
    public DataArray {
        dims = List.copyOf(dims);
        shape = List.copyOf(shape);
        long size = 1;
        for (int dim : shape) {
            size *= dim;
        }
        if (dims.size() != shape.size() || size != values.length) {
            throw new IllegalArgumentException("array " + name + " has dimensions " + dims + " of lengths " + shape
                    + " and " + values.length + " elements, which do not fit");
        }
    }

    /** An array whose dimensions get ArviZ's default names, {@code y_dim_0} and so on. */
    public static DataArray of(String name, List<Integer> shape, double[] values) {
        return new DataArray(name, defaultDims(name, shape.size()), shape, values);
    }

    /** The name and the lengths of the dimensions; the numbers are many. */
    @Override
    public String toString() {
        return "DataArray[name=" + name + ", dims=" + dims + ", shape=" + shape + "]";
    }

    static List<String> defaultDims(String name, int count) {
        List<String> dims = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            dims.add(name + "_dim_" + i);
        }
        return dims;
    }
}
