package ergodic.model;

import ergodic.autodiff.Tensor;
import ergodic.model.distribution.Value;
import java.util.List;

/** Numbers between two bounds: {@code x = lower + (upper - lower) sigmoid(y)}. */
record Interval(Value lower, Value upper) implements Support {

    @Override
    public int[] freeDims(int... dims) {
        return dims.clone();
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        Tensor a = lower.like(free);
        Tensor b = upper.like(free);
        Tensor width = b.minus(a);
        // The smaller of the two, because lower + (upper - lower) may be rounded to a number above upper.
        Tensor value = a.plus(width.times(free.sigmoid())).min(b);
        // log sigmoid(y) + log(1 - sigmoid(y)) by softplus: no underflow far out.
        Tensor logJacobian = width.log().minus(free.softplus()).minus(free.negate().softplus());
        return new Constrained(value.reshape(dims), logJacobian.sum());
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        for (int i = 0; i < value.length; i++) {
            double a = bounds[0][i];
            double b = bounds[1][i];
            if (!(value[i] > a && value[i] < b)) {
                throw new IllegalArgumentException(
                        "element " + i + " is " + value[i] + ", which is not between " + a + " and " + b);
            }
            free[i] = Math.log(value[i] - a) - Math.log(b - value[i]);
        }
    }

    @Override
    public List<Value> bounds() {
        return List.of(lower, upper);
    }
}
