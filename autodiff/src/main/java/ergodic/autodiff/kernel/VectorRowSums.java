package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of runs, added to accumulators of a cache line, and sums of their lanes. */
final class VectorRowSums {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 8L * L;
    private static final long V2 = 16L * L;
    private static final long V3 = 24L * L;
    private static final long FOUR = 32L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final LongVector LOW4 = VectorTranspose.pick(4, 0);
    private static final LongVector HIGH4 = VectorTranspose.pick(4, 4);
    private static final LongVector LOW2 = VectorTranspose.pick(2, 0);
    private static final LongVector HIGH2 = VectorTranspose.pick(2, 2);
    private static final LongVector LOW1 = VectorTranspose.pick(1, 0);
    private static final LongVector HIGH1 = VectorTranspose.pick(1, 1);

    private VectorRowSums() {}

    /** Four vectors of a run are added pairwise before they are added to the sum, which then waits less often for itself. */
    static void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        Memory.checkWhole(n, L);
        long place = Memory.at(m, accumulators, (long) Kernels.LINE * as);
        long at = Memory.at(m, a, 8L * n * as);
        long fours = 8L * (n - n % (4 * L));
        try {
            for (int e = 0; e < as; e++) {
                long line = place & ADDRESS;
                DoubleVector sum = load(line);
                long end = at + 8L * n;
                for (long whole = at + fours; at != whole; at += FOUR) {
                    long x = at & ADDRESS;
                    sum = sum.add(load(x).add(load(x + V1)).add(load(x + V2).add(load(x + V3))));
                }
                for (; at != end; at += V1) {
                    sum = sum.add(load(at & ADDRESS));
                }
                sum.intoMemorySegment(ALL, line, ORDER);
                place += Kernels.LINE;
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    private static DoubleVector load(long address) {
        return DoubleVector.fromMemorySegment(S, ALL, address, ORDER);
    }

    /**
     * Eight accumulators at a time: lanes four apart are added, then two, then neighbours, and in each step two vectors become
     * one. The last eight may overlap those before. The order of the additions, and so the bits, are those of {@link
     * ScalarRowSums#reduceLanes}.
     */
    static void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        if (L != 8 || n < 8) {
            ScalarRowSums.reduceLanes(m, out, accumulators, n);
            return;
        }
        long from = Memory.at(m, accumulators, (long) Kernels.LINE * n);
        long to = Memory.at(m, out, 8L * n);
        try {
            eights(from, to, n);
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /**
     * A method of its own: beside the way for few accumulators, which most calls may take, the JIT would find the calls in this loop
     * too rare to inline, and vectors would become objects.
     */
    private static void eights(long from, long to, int n) {
        for (int e = 0; e < n; e += 8) {
            int first = Math.min(e, n - 8);
            long p = from + (long) Kernels.LINE * first & ADDRESS;
            DoubleVector u0 = joined(load(p), load(p + 256), LOW4, HIGH4);
            DoubleVector u1 = joined(load(p + 64), load(p + 320), LOW4, HIGH4);
            DoubleVector u2 = joined(load(p + 128), load(p + 384), LOW4, HIGH4);
            DoubleVector u3 = joined(load(p + 192), load(p + 448), LOW4, HIGH4);
            DoubleVector even = joined(u0, u2, LOW2, HIGH2);
            DoubleVector odd = joined(u1, u3, LOW2, HIGH2);
            joined(even, odd, LOW1, HIGH1).intoMemorySegment(ALL, to + 8L * first & ADDRESS, ORDER);
        }
    }

    /** Blocks of lanes of two vectors, each added to the next. */
    private static DoubleVector joined(DoubleVector a, DoubleVector b, LongVector low, LongVector high) {
        LongVector x = a.reinterpretAsLongs();
        LongVector y = b.reinterpretAsLongs();
        return low.selectFrom(x, y).reinterpretAsDoubles().add(high.selectFrom(x, y).reinterpretAsDoubles());
    }

    static void fromDoubles(MemorySegment m, long out, long a, int n) {
        VectorUnary.copy(m, out, a, n);
    }
}
