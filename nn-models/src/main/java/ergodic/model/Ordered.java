package ergodic.model;

import ergodic.autodiff.Tensor;
import java.util.List;

/** Increasing vectors along the last axis: {@code x_1 = y_1} (or {@code e^y_1} if positive), {@code x_k = x_{k-1} + e^y_k}. */
record Ordered(boolean positive) implements Support {

    @Override
    public int[] freeDims(int... dims) {
        return Vectors.changeLast("an ordered vector", 1, 0, dims);
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        int axis = dims.length - 1;
        if (positive) {
            return new Constrained(free.exp().cumulativeSum(axis), free.sum());
        }
        Tensor first = free.slice(axis, 0, 1);
        Tensor rest = free.slice(axis, 1, dims[axis] - 1);
        Tensor value = Tensor.concat(axis, List.of(first, rest.exp())).cumulativeSum(axis);
        return new Constrained(value, rest.sum());
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        int k = dims[dims.length - 1];
        for (int i = 0; i < value.length; i++) {
            boolean isFirst = i % k == 0;
            double before = isFirst ? positive ? 0 : Double.NEGATIVE_INFINITY : value[i - 1];
            if (!(value[i] > before) || value[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "element " + i + " is " + value[i] + ", which is not above " + before + " and finite");
            }
            free[i] = isFirst && !positive ? value[i] : Math.log(value[i] - before);
        }
    }
}
