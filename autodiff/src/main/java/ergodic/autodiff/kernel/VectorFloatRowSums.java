package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;

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
final class VectorFloatRowSums {

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
    static void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
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
                    sum = sum.add(halves(load(x).add(load(x + V1)).add(load(x + V2).add(load(x + V3)))));
                }
                for (; at != end; at += V1) {
                    sum = sum.add(halves(load(at & ADDRESS)));
                }
                sum.intoMemorySegment(ALL, line, ORDER);
                place += Kernels.LINE;
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    private static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(F, ALL, address, ORDER);
    }

    /** The sum of a vector's halves, as doubles. */
    private static DoubleVector halves(FloatVector x) {
        return ((DoubleVector) x.convertShape(VectorOperators.F2D, S, 0))
                .add(x.convertShape(VectorOperators.F2D, S, 1));
    }

    /**
     * Eight accumulators at a time: lanes eight apart are added, then four, two, and neighbours, and in each step but the last
     * two vectors become one. The last eight may overlap those before. The order of the additions, and so the bits, are those
     * of {@link ScalarFloatRowSums#reduceLanes}.
     */
    static void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        if (LANES != 16 || n < 8) {
            ScalarFloatRowSums.reduceLanes(m, out, accumulators, n);
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
            FloatVector u0 = joined(load(p), load(p + 256), FAR, UPPER);
            FloatVector u1 = joined(load(p + 64), load(p + 320), FAR, UPPER);
            FloatVector u2 = joined(load(p + 128), load(p + 384), FAR, UPPER);
            FloatVector u3 = joined(load(p + 192), load(p + 448), FAR, UPPER);
            FloatVector even = joined(u0, u2, FOUR_APART, FOURS);
            FloatVector odd = joined(u1, u3, FOUR_APART, FOURS);
            FloatVector pairs = joined(even, odd, TWO, PAIRS);
            FloatVector sums = pairs.add(pairs.rearrange(NEXT)).rearrange(EVEN);
            sums.convertShape(VectorOperators.F2D, S, 0).intoMemorySegment(ALL, to + 8L * first & ADDRESS, ORDER);
        }
    }

    /** Blocks of lanes of two vectors, each added to the next: {@code odd} are the lanes of the blocks that are second. */
    private static FloatVector joined(FloatVector a, FloatVector b, VectorShuffle<Float> swap, VectorMask<Float> odd) {
        return a.blend(b.rearrange(swap), odd).add(a.rearrange(swap).blend(b, odd));
    }

    static void fromDoubles(MemorySegment m, long out, long a, int n) {
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            x.convertShape(VectorOperators.D2F, HALF, 0).reinterpretAsFloats().intoMemorySegment(m, out + 4L * i,
                    ORDER);
        }
        ScalarFloatRowSums.fromDoubles(m, out + 4L * done, a + 8L * done, n - done);
    }
}
