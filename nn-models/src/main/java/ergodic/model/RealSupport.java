package ergodic.model;

import ergodic.autodiff.Tensor;

/** All real numbers: the free value itself. */
record RealSupport() implements Support {

    @Override
    public int[] freeDims(int... dims) {
        return dims.clone();
    }

    @Override
    public Constrained constrain(Tensor free, int... dims) {
        return new Constrained(free, free.tracer().constant(0));
    }

    @Override
    public void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free) {
        for (int i = 0; i < value.length; i++) {
            if (!Double.isFinite(value[i])) {
                throw new IllegalArgumentException("element " + i + " is " + value[i] + ", not a finite number");
            }
            free[i] = value[i];
        }
    }
}
