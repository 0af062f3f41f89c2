package ergodic.autodiff.kernel.vector;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Memory;
import ergodic.autodiff.kernel.scalar.ScalarRowSums;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Sums of runs, added to accumulators of a cache line, and sums of their lanes. */
public final class VectorRowSums {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 8L * L;
    private static final long V2 = 16L * L;
    private static final long V3 = 24L * L;
    private static final long FOUR = 32L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /** Lanes four apart exchanged, two apart, neighbours; the upper half, the second of two pairs, the second of a pair. */
    private static final VectorShuffle<Double> FAR = VectorShuffle.fromOp(S, i -> (i ^ 4) % L); // cold: once a class
    private static final VectorShuffle<Double> TWO = VectorShuffle.fromOp(S, i -> (i ^ 2) % L); // cold: once a class
    private static final VectorShuffle<Double> NEXT = VectorShuffle.fromOp(S, i -> (i ^ 1) % L); // cold: once a class
    private static final VectorMask<Double> UPPER = VectorMask.fromLong(S, 0xf0);
    private static final VectorMask<Double> PAIRS = VectorMask.fromLong(S, 0xcc);
    private static final VectorMask<Double> ODD = VectorMask.fromLong(S, 0xaa);

    private VectorRowSums() {}

    /** Four vectors of a run are added pairwise before they are added to the sum, which then waits less often for itself. */
    public static void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        Memory.checkWhole(n, L);
        long place = Memory.at(m, accumulators, (long) Kernels.LINE * as);
        long at = Memory.at(m, a, 8L * n * as);
        long fours = 8L * (n - n % (4 * L));
        try {
            for (int e = 0; e < as; e++) {
                long line = place & ADDRESS;
                DoubleVector sum = DoubleVector.fromMemorySegment(S, ALL, line, ORDER);
                long end = at + 8L * n;
                for (long whole = at + fours; at != whole; at += FOUR) {
                    long x = at & ADDRESS;
                    DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, x, ORDER);
                    DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, x + V1, ORDER);
                    DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, x + V2, ORDER);
                    DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, x + V3, ORDER);
                    sum = sum.add(x0.add(x1).add(x2.add(x3)));
                }
                for (; at != end; at += V1) {
                    sum = sum.add(DoubleVector.fromMemorySegment(S, ALL, at & ADDRESS, ORDER));
                }
                sum.intoMemorySegment(ALL, line, ORDER);
                place += Kernels.LINE;
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /**
     * Eight accumulators at a time: lanes four apart are added, then two, then neighbours, and in each step two vectors become
     * one. The last eight may overlap those before. The order of the additions, and so the bits, are those of {@link
     * ScalarRowSums#reduceLanes}.
     */
    public static void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        if (L != 8) {
            ScalarRowSums.reduceLanes(m, out, accumulators, n);
            return;
        }
        long from = Memory.at(m, accumulators, (long) Kernels.LINE * n);
        long to = Memory.at(m, out, 8L * n);
        try {
            if (n < 8) {
                reduceFew(to, from, n);
                return;
            }
            for (int e = 0; e < n; e += 8) {
                int first = Math.min(e, n - 8);
                long p = from + (long) Kernels.LINE * first & ADDRESS;
                DoubleVector v0 = DoubleVector.fromMemorySegment(S, ALL, p, ORDER);
                DoubleVector v1 = DoubleVector.fromMemorySegment(S, ALL, p + 64, ORDER);
                DoubleVector v2 = DoubleVector.fromMemorySegment(S, ALL, p + 128, ORDER);
                DoubleVector v3 = DoubleVector.fromMemorySegment(S, ALL, p + 192, ORDER);
                DoubleVector v4 = DoubleVector.fromMemorySegment(S, ALL, p + 256, ORDER);
                DoubleVector v5 = DoubleVector.fromMemorySegment(S, ALL, p + 320, ORDER);
                DoubleVector v6 = DoubleVector.fromMemorySegment(S, ALL, p + 384, ORDER);
                DoubleVector v7 = DoubleVector.fromMemorySegment(S, ALL, p + 448, ORDER);
                DoubleVector u0 = v0.blend(v4.rearrange(FAR), UPPER).add(v0.rearrange(FAR).blend(v4, UPPER));
                DoubleVector u1 = v1.blend(v5.rearrange(FAR), UPPER).add(v1.rearrange(FAR).blend(v5, UPPER));
                DoubleVector u2 = v2.blend(v6.rearrange(FAR), UPPER).add(v2.rearrange(FAR).blend(v6, UPPER));
                DoubleVector u3 = v3.blend(v7.rearrange(FAR), UPPER).add(v3.rearrange(FAR).blend(v7, UPPER));
                DoubleVector even = u0.blend(u2.rearrange(TWO), PAIRS).add(u0.rearrange(TWO).blend(u2, PAIRS));
                DoubleVector odd = u1.blend(u3.rearrange(TWO), PAIRS).add(u1.rearrange(TWO).blend(u3, PAIRS));
                DoubleVector sums = even.blend(odd.rearrange(NEXT), ODD).add(even.rearrange(NEXT).blend(odd, ODD));
                sums.intoMemorySegment(ALL, to + 8L * first & ADDRESS, ORDER);
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /** One accumulator at a time, by vectors: single numbers would wait for the vector that was just written there. */
    private static void reduceFew(long to, long from, int n) {
        for (int e = 0; e < n; e++) {
            DoubleVector v = DoubleVector.fromMemorySegment(S, ALL, from + (long) Kernels.LINE * e & ADDRESS, ORDER);
            DoubleVector four = v.add(v.rearrange(FAR));
            DoubleVector two = four.add(four.rearrange(TWO));
            ALL.set(JAVA_DOUBLE_UNALIGNED, to + 8L * e & ADDRESS, two.add(two.rearrange(NEXT)).lane(0));
        }
    }

    public static void fromDoubles(MemorySegment m, long out, long a, int n) {
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER).intoMemorySegment(m, out + 8L * i, ORDER);
        }
        ScalarRowSums.fromDoubles(m, out + 8L * done, a + 8L * done, n - done);
    }
}
