package ergodic.autodiff.kernel.provider;

import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.generated.VectorFloatPeak;
import ergodic.autodiff.kernel.generated.VectorPeak;

/**
 * The multiply-adds that one core can do: what the speed of kernels is measured against. Twelve sums in registers, no memory;
 * the best of many short samples, because a machine is never alone.
 */
public final class MultiplyAddPeak {

    private static final int ROUNDS = 1000;
    private static final long NANOSECONDS = 300_000_000;
    /** As many as it takes until the loop is compiled, and then a moment. */
    private static final int SAMPLES = 20_000;
    private static final long GIVE_UP = 10_000_000_000L;

    private MultiplyAddPeak() {}

    /**
     * Measures the peak of the core on which the calling thread runs, for 0.3 s, or longer if the loop is not compiled so soon.
     *
     * @return billions of multiply-adds a second
     * @throws IllegalStateException
     *             if the module {@code jdk.incubator.vector} is missing
     */
    public static double gigaFma(Precision precision) {
        KernelProvider.vector();
        boolean doubles = precision == Precision.FLOAT64;
        int lanes = doubles ? VectorPeak.lanes() : VectorFloatPeak.lanes();
        long best = Long.MAX_VALUE;
        double kept = 0;
        long start = System.nanoTime();
        long now = start;
        int samples = 0;
        while (now - start < NANOSECONDS || samples < SAMPLES && now - start < GIVE_UP) {
            kept += doubles ? VectorPeak.sums(0.5, ROUNDS) : VectorFloatPeak.sums(0.5f, ROUNDS);
            long end = System.nanoTime();
            best = Math.min(best, end - now);
            now = end;
            samples++;
        }
        if (Double.isNaN(kept)) {
            throw new IllegalStateException("the sums are no numbers");
        }
        return (double) VectorPeak.SUMS * lanes * ROUNDS / best;
    }
}
