package ergodic.autodiff.kernel.vector;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;

import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Memory;
import ergodic.autodiff.kernel.scalar.ScalarFloatRowSums;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Sums of runs of floats as doubles, sums of the lanes of accumulators of floats, and floats from doubles. */
public final class VectorFloatRowSums {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    /** As many floats as a vector has doubles. */
    private static final VectorSpecies<Float> HALF = VectorSpecies.of(float.class,
            VectorShape.forBitSize(S.vectorBitSize() / 2));
    private static final int L = S.length();
    private static final int LANES = F.length();
    private static final long V1 = 4L * LANES;
    private static final long V2 = 8L * LANES;
    private static final long V3 = 12L * LANES;
    private static final long FOUR = 16L * LANES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /** Lanes eight apart exchanged, four, two apart, neighbours; lanes 0, 2, 4 and so on put first. */
    private static final VectorShuffle<Float> FAR = swap(8);
    private static final VectorShuffle<Float> FOUR_APART = swap(4);
    private static final VectorShuffle<Float> TWO = swap(2);
    private static final VectorShuffle<Float> NEXT = swap(1);
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(F, i -> 2 * i % LANES); // cold: once a class
    /** The upper half; every second block of four lanes, of two. */
    private static final VectorMask<Float> UPPER = VectorMask.fromLong(F, 0xff00);
    private static final VectorMask<Float> FOURS = VectorMask.fromLong(F, 0xf0f0);
    private static final VectorMask<Float> PAIRS = VectorMask.fromLong(F, 0xcccc);

    private VectorFloatRowSums() {}

    private static VectorShuffle<Float> swap(int apart) {
        return VectorShuffle.fromOp(F, i -> (i ^ apart) % LANES); // cold: once a class
    }

    /**
     * Several runs, as the gradients of biases: four vectors of a run are added pairwise as floats, then their sum to the
     * accumulator as doubles. That adds two roundings: with {@code u = 2^-24} the error is at most {@code 2.01 u} times the sum
     * of the magnitudes, where the numbers themselves are rounded to {@code u}. A single run, as a log density is, is
     * added as doubles throughout.
     */
    public static void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        Memory.checkWhole(n, LANES);
        long place = Memory.at(m, accumulators, (long) Kernels.LINE * as);
        long at = Memory.at(m, a, 4L * n * as);
        long fours = as == 1 ? 0 : 4L * (n - n % (4 * LANES));
        try {
            for (int e = 0; e < as; e++) {
                long line = place & ADDRESS;
                DoubleVector sum = DoubleVector.fromMemorySegment(S, ALL, line, ORDER);
                long end = at + 4L * n;
                for (long whole = at + fours; at != whole; at += FOUR) {
                    long x = at & ADDRESS;
                    FloatVector x0 = FloatVector.fromMemorySegment(F, ALL, x, ORDER);
                    FloatVector x1 = FloatVector.fromMemorySegment(F, ALL, x + V1, ORDER);
                    FloatVector x2 = FloatVector.fromMemorySegment(F, ALL, x + V2, ORDER);
                    FloatVector x3 = FloatVector.fromMemorySegment(F, ALL, x + V3, ORDER);
                    FloatVector four = x0.add(x1).add(x2.add(x3));
                    DoubleVector low = (DoubleVector) four.convertShape(VectorOperators.F2D, S, 0);
                    sum = sum.add(low.add(four.convertShape(VectorOperators.F2D, S, 1)));
                }
                for (; at != end; at += V1) {
                    FloatVector one = FloatVector.fromMemorySegment(F, ALL, at & ADDRESS, ORDER);
                    DoubleVector low = (DoubleVector) one.convertShape(VectorOperators.F2D, S, 0);
                    sum = sum.add(low.add(one.convertShape(VectorOperators.F2D, S, 1)));
                }
                sum.intoMemorySegment(ALL, line, ORDER);
                place += Kernels.LINE;
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /**
     * Eight accumulators at a time: lanes eight apart are added, then four, two, and neighbours, and in each step but the last
     * two vectors become one. The last eight may overlap those before. The order of the additions, and so the bits, are those
     * of {@link ScalarFloatRowSums#reduceLanes}.
     */
    public static void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        if (LANES != 16 || n < 8) {
            ScalarFloatRowSums.reduceLanes(m, out, accumulators, n);
            return;
        }
        long from = Memory.at(m, accumulators, (long) Kernels.LINE * n);
        long to = Memory.at(m, out, 8L * n);
        try {
            for (int e = 0; e < n; e += 8) {
                int first = Math.min(e, n - 8);
                long p = from + (long) Kernels.LINE * first & ADDRESS;
                FloatVector v0 = FloatVector.fromMemorySegment(F, ALL, p, ORDER);
                FloatVector v1 = FloatVector.fromMemorySegment(F, ALL, p + 64, ORDER);
                FloatVector v2 = FloatVector.fromMemorySegment(F, ALL, p + 128, ORDER);
                FloatVector v3 = FloatVector.fromMemorySegment(F, ALL, p + 192, ORDER);
                FloatVector v4 = FloatVector.fromMemorySegment(F, ALL, p + 256, ORDER);
                FloatVector v5 = FloatVector.fromMemorySegment(F, ALL, p + 320, ORDER);
                FloatVector v6 = FloatVector.fromMemorySegment(F, ALL, p + 384, ORDER);
                FloatVector v7 = FloatVector.fromMemorySegment(F, ALL, p + 448, ORDER);
                FloatVector u0 = v0.blend(v4.rearrange(FAR), UPPER).add(v0.rearrange(FAR).blend(v4, UPPER));
                FloatVector u1 = v1.blend(v5.rearrange(FAR), UPPER).add(v1.rearrange(FAR).blend(v5, UPPER));
                FloatVector u2 = v2.blend(v6.rearrange(FAR), UPPER).add(v2.rearrange(FAR).blend(v6, UPPER));
                FloatVector u3 = v3.blend(v7.rearrange(FAR), UPPER).add(v3.rearrange(FAR).blend(v7, UPPER));
                FloatVector even = u0.blend(u2.rearrange(FOUR_APART), FOURS)
                        .add(u0.rearrange(FOUR_APART).blend(u2, FOURS));
                FloatVector odd = u1.blend(u3.rearrange(FOUR_APART), FOURS)
                        .add(u1.rearrange(FOUR_APART).blend(u3, FOURS));
                FloatVector pairs = even.blend(odd.rearrange(TWO), PAIRS).add(even.rearrange(TWO).blend(odd, PAIRS));
                FloatVector sums = pairs.add(pairs.rearrange(NEXT)).rearrange(EVEN);
                sums.convertShape(VectorOperators.F2D, S, 0).intoMemorySegment(ALL, to + 8L * first & ADDRESS, ORDER);
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    public static void fromDoubles(MemorySegment m, long out, long a, int n) {
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.convertShape(VectorOperators.D2F, HALF, 0).reinterpretAsFloats().intoMemorySegment(m, out + 4L * i,
                    ORDER);
        }
        ScalarFloatRowSums.fromDoubles(m, out + 4L * done, a + 8L * done, n - done);
    }
}
