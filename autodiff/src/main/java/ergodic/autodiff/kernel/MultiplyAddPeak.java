package ergodic.autodiff.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The multiply-adds that one core can do: what the speed of kernels is measured against. Twelve sums in registers, no memory;
 * the best of many short samples, because a machine is never alone.
 */
public final class MultiplyAddPeak {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int SUMS = 12;
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
        int lanes = doubles ? DOUBLES.length() : FLOATS.length();
        long best = Long.MAX_VALUE;
        double kept = 0;
        long start = System.nanoTime();
        long now = start;
        int samples = 0;
        while (now - start < NANOSECONDS || samples < SAMPLES && now - start < GIVE_UP) {
            kept += doubles ? doubles(0.5) : floats(0.5f);
            long end = System.nanoTime();
            best = Math.min(best, end - now);
            now = end;
            samples++;
        }
        if (Double.isNaN(kept)) {
            throw new IllegalStateException("the sums are no numbers");
        }
        return (double) SUMS * lanes * ROUNDS / best;
    }

    private static double doubles(double factor) {
        DoubleVector a = DoubleVector.broadcast(DOUBLES, factor);
        DoubleVector s0 = DoubleVector.broadcast(DOUBLES, 1.0);
        DoubleVector s1 = DoubleVector.broadcast(DOUBLES, 2.0);
        DoubleVector s2 = DoubleVector.broadcast(DOUBLES, 3.0);
        DoubleVector s3 = DoubleVector.broadcast(DOUBLES, 4.0);
        DoubleVector s4 = DoubleVector.broadcast(DOUBLES, 5.0);
        DoubleVector s5 = DoubleVector.broadcast(DOUBLES, 6.0);
        DoubleVector s6 = DoubleVector.broadcast(DOUBLES, 7.0);
        DoubleVector s7 = DoubleVector.broadcast(DOUBLES, 8.0);
        DoubleVector s8 = DoubleVector.broadcast(DOUBLES, 9.0);
        DoubleVector s9 = DoubleVector.broadcast(DOUBLES, 10.0);
        DoubleVector s10 = DoubleVector.broadcast(DOUBLES, 11.0);
        DoubleVector s11 = DoubleVector.broadcast(DOUBLES, 12.0);
        for (int i = 0; i < ROUNDS; i++) {
            s0 = s0.fma(a, a);
            s1 = s1.fma(a, a);
            s2 = s2.fma(a, a);
            s3 = s3.fma(a, a);
            s4 = s4.fma(a, a);
            s5 = s5.fma(a, a);
            s6 = s6.fma(a, a);
            s7 = s7.fma(a, a);
            s8 = s8.fma(a, a);
            s9 = s9.fma(a, a);
            s10 = s10.fma(a, a);
            s11 = s11.fma(a, a);
        }
        return s0.add(s1).add(s2.add(s3)).add(s4.add(s5).add(s6.add(s7))).add(s8.add(s9).add(s10.add(s11))).lane(0);
    }

    private static float floats(float factor) {
        FloatVector a = FloatVector.broadcast(FLOATS, factor);
        FloatVector s0 = FloatVector.broadcast(FLOATS, 1.0f);
        FloatVector s1 = FloatVector.broadcast(FLOATS, 2.0f);
        FloatVector s2 = FloatVector.broadcast(FLOATS, 3.0f);
        FloatVector s3 = FloatVector.broadcast(FLOATS, 4.0f);
        FloatVector s4 = FloatVector.broadcast(FLOATS, 5.0f);
        FloatVector s5 = FloatVector.broadcast(FLOATS, 6.0f);
        FloatVector s6 = FloatVector.broadcast(FLOATS, 7.0f);
        FloatVector s7 = FloatVector.broadcast(FLOATS, 8.0f);
        FloatVector s8 = FloatVector.broadcast(FLOATS, 9.0f);
        FloatVector s9 = FloatVector.broadcast(FLOATS, 10.0f);
        FloatVector s10 = FloatVector.broadcast(FLOATS, 11.0f);
        FloatVector s11 = FloatVector.broadcast(FLOATS, 12.0f);
        for (int i = 0; i < ROUNDS; i++) {
            s0 = s0.fma(a, a);
            s1 = s1.fma(a, a);
            s2 = s2.fma(a, a);
            s3 = s3.fma(a, a);
            s4 = s4.fma(a, a);
            s5 = s5.fma(a, a);
            s6 = s6.fma(a, a);
            s7 = s7.fma(a, a);
            s8 = s8.fma(a, a);
            s9 = s9.fma(a, a);
            s10 = s10.fma(a, a);
            s11 = s11.fma(a, a);
        }
        return s0.add(s1).add(s2.add(s3)).add(s4.add(s5).add(s6.add(s7))).add(s8.add(s9).add(s10.add(s11))).lane(0);
    }
}
