package ergodic.sampler;

import ergodic.sampler.kernel.ArrayKernelProvider;
import ergodic.sampler.kernel.ArrayKernels;

/** Whether a chain may stand at a point: the one place where density and gradient are looked at for it. */
public final class Finiteness {

    private static final ArrayKernels KERNELS = ArrayKernelProvider.get();

    private Finiteness() {}

    /** Whether log density and gradient are all finite. */
    public static boolean holds(double logDensity, double[] gradient) {
        return Double.isFinite(logDensity) && firstFault(gradient) < 0;
    }

    /** Index of the first value that is not finite; -1 if all are. */
    public static int firstFault(double[] values) {
        // Quick, and without a branch for each: only where the squares are too large do all need to be looked at.
        if (Double.isFinite(KERNELS.sumOfSquares(values))) {
            return -1;
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
