package ergodic.model;

import ergodic.autodiff.Tensor;
import ergodic.model.distribution.Value;
import java.util.List;

/** Numbers above a bound: {@code x = bound + e^y}. */
record LowerBound(Value bound) implements Support {

    @Override
    public int[] freeDims(int... dims) {
        return dims.clone();
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        Tensor distance = free.exp();
        Tensor value = bound.is(0) ? distance : bound.like(free).plus(distance);
        return new Constrained(value.reshape(dims), free.sum());
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        for (int i = 0; i < value.length; i++) {
            if (!(value[i] > bounds[0][i]) || value[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "element " + i + " is " + value[i] + ", which is not above " + bounds[0][i] + " and finite");
            }
            free[i] = Math.log(value[i] - bounds[0][i]);
        }
    }

    @Override
    public List<Value> bounds() {
        return List.of(bound);
    }
}
