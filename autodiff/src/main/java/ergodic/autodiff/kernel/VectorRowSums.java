package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Sums of runs, added to accumulators of a cache line. */
final class VectorRowSums {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /** Lanes four apart exchanged, two apart, neighbours; the upper half, the second of two pairs, the second of a pair. */
    private static final VectorShuffle<Double> FAR = VectorShuffle.fromOp(S, i -> (i ^ 4) % L); // cold: once a class
    private static final VectorShuffle<Double> TWO = VectorShuffle.fromOp(S, i -> (i ^ 2) % L); // cold: once a class
    private static final VectorShuffle<Double> NEXT = VectorShuffle.fromOp(S, i -> (i ^ 1) % L); // cold: once a class
    private static final VectorMask<Double> UPPER = VectorMask.fromLong(S, 0xf0);
    private static final VectorMask<Double> PAIRS = VectorMask.fromLong(S, 0xcc);
    private static final VectorMask<Double> ODD = VectorMask.fromLong(S, 0xaa);

    private VectorRowSums() {}

    static void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        for (int e = 0; e < as; e++) {
            long place = accumulators + (long) Kernels.LINE * e;
            DoubleVector sum = DoubleVector.fromMemorySegment(S, m, place, ORDER);
            for (int j = 0; j < n; j += L) {
                sum = sum.add(DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) e * n + j), ORDER));
            }
            sum.intoMemorySegment(m, place, ORDER);
        }
    }

    /**
     * Eight accumulators at a time: lanes four apart are added, then two, then neighbours, and after each step two vectors share
     * one. The order of the additions, and so the bits, are those of {@link ScalarRowSums#reduceLanes}.
     */
    static void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        int done = L == 8 ? n - n % 8 : 0;
        for (int e = 0; e < done; e += 8) {
            long p = accumulators + (long) Kernels.LINE * e;
            DoubleVector v0 = DoubleVector.fromMemorySegment(S, m, p, ORDER);
            DoubleVector v1 = DoubleVector.fromMemorySegment(S, m, p + 64, ORDER);
            DoubleVector v2 = DoubleVector.fromMemorySegment(S, m, p + 128, ORDER);
            DoubleVector v3 = DoubleVector.fromMemorySegment(S, m, p + 192, ORDER);
            DoubleVector v4 = DoubleVector.fromMemorySegment(S, m, p + 256, ORDER);
            DoubleVector v5 = DoubleVector.fromMemorySegment(S, m, p + 320, ORDER);
            DoubleVector v6 = DoubleVector.fromMemorySegment(S, m, p + 384, ORDER);
            DoubleVector v7 = DoubleVector.fromMemorySegment(S, m, p + 448, ORDER);
            DoubleVector u0 = v0.blend(v4.rearrange(FAR), UPPER).add(v0.rearrange(FAR).blend(v4, UPPER));
            DoubleVector u1 = v1.blend(v5.rearrange(FAR), UPPER).add(v1.rearrange(FAR).blend(v5, UPPER));
            DoubleVector u2 = v2.blend(v6.rearrange(FAR), UPPER).add(v2.rearrange(FAR).blend(v6, UPPER));
            DoubleVector u3 = v3.blend(v7.rearrange(FAR), UPPER).add(v3.rearrange(FAR).blend(v7, UPPER));
            DoubleVector even = u0.blend(u2.rearrange(TWO), PAIRS).add(u0.rearrange(TWO).blend(u2, PAIRS));
            DoubleVector odd = u1.blend(u3.rearrange(TWO), PAIRS).add(u1.rearrange(TWO).blend(u3, PAIRS));
            even.blend(odd.rearrange(NEXT), ODD).add(even.rearrange(NEXT).blend(odd, ODD)).intoMemorySegment(m,
                    out + 8L * e, ORDER);
        }
        ScalarRowSums.reduceLanes(m, out + 8L * done, accumulators + (long) Kernels.LINE * done, n - done);
    }

    static void fromDoubles(MemorySegment m, long out, long a, int n) {
        VectorUnary.copy(m, out, a, n);
    }
}
