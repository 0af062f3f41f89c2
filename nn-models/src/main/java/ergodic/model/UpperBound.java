package ergodic.model;

import ergodic.autodiff.Tensor;
import ergodic.model.distribution.Value;
import java.util.List;

/** Numbers below a bound: {@code x = bound - e^y}. */
record UpperBound(Value bound) implements Support {

    @Override
    public int[] freeDims(int... dims) {
        return dims.clone();
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        return new Constrained(bound.like(free).minus(free.exp()).reshape(dims), free.sum());
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        for (int i = 0; i < value.length; i++) {
            if (!(value[i] < bounds[0][i]) || value[i] == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "element " + i + " is " + value[i] + ", which is not below " + bounds[0][i] + " and finite");
            }
            free[i] = Math.log(bounds[0][i] - value[i]);
        }
    }

    @Override
    public List<Value> bounds() {
        return List.of(bound);
    }
}
