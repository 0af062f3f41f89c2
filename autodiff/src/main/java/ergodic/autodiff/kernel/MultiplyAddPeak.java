package ergodic.autodiff.kernel;

/**
 * How many multiply-adds this core does in a second at the most: measured with accumulators that never leave the registers.
 * What kernels reach can be told as a share of it.
 */
public final class MultiplyAddPeak {

    /** Steps of a measured call, some microseconds of them once the JIT has compiled it. */
    private static final int STEPS = 4000;
    /** It ends when nothing was faster for this long; before the JIT has compiled it calls become faster all the time. */
    private static final long PATIENCE = 1_000_000_000L;
    private static final long LONGEST = 8_000_000_000L;

    private MultiplyAddPeak() {}

    /**
     * Billions of multiply-adds of numbers of this precision a second, on one thread; takes a second or two. It is
     * measured with vectors if {@link KernelProvider#get()} uses them, and otherwise with single numbers.
     */
    public static double gigaFma(Precision precision) {
        boolean vectors = KernelProvider.get() instanceof VectorKernels;
        boolean floats = precision == Precision.FLOAT32;
        double best = 0;
        double sink = 0;
        long begin = System.nanoTime();
        long improved = begin;
        long start = begin;
        while (start - improved < PATIENCE && start - begin < LONGEST) {
            start = System.nanoTime();
            sink += vectors ? floats ? VectorPeak.floats(STEPS) : VectorPeak.doubles(STEPS) : scalar(STEPS);
            long nanos = System.nanoTime() - start;
            long done = (long) STEPS * (vectors ? VectorPeak.multiplyAdds(floats) : 8);
            double rate = (double) done / Math.max(1, nanos);
            if (rate > best) {
                improved = rate > 1.01 * best ? start : improved;
                best = rate;
            }
        }
        if (sink == 1) {
            throw new IllegalStateException("sums of multiply-adds are not what they must be");
        }
        return best;
    }

    /** Eight at a time; floats are no faster one by one. */
    private static double scalar(int steps) {
        double a = 1;
        double b = 1;
        double c = 1;
        double d = 1;
        double e = 1;
        double f = 1;
        double g = 1;
        double h = 1;
        for (int i = 0; i < steps; i++) {
            a = Math.fma(a, 0.5, 0.25);
            b = Math.fma(b, 0.5, 0.25);
            c = Math.fma(c, 0.5, 0.25);
            d = Math.fma(d, 0.5, 0.25);
            e = Math.fma(e, 0.5, 0.25);
            f = Math.fma(f, 0.5, 0.25);
            g = Math.fma(g, 0.5, 0.25);
            h = Math.fma(h, 0.5, 0.25);
        }
        return a + b + c + d + e + f + g + h;
    }
}
