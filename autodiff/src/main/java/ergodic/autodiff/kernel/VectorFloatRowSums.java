package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Sums of runs of floats, added as doubles, and floats from doubles. */
final class VectorFloatRowSums {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    /** As many floats as a vector has doubles. */
    private static final VectorSpecies<Float> HALF = VectorSpecies.of(float.class,
            VectorShape.forBitSize(S.vectorBitSize() / 2));
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /** Lanes four apart exchanged, two apart, neighbours; the upper half, the second of two pairs, the second of a pair. */
    private static final VectorShuffle<Double> FAR = VectorShuffle.fromOp(S, i -> (i ^ 4) % L); // cold: once a class
    private static final VectorShuffle<Double> TWO = VectorShuffle.fromOp(S, i -> (i ^ 2) % L); // cold: once a class
    private static final VectorShuffle<Double> NEXT = VectorShuffle.fromOp(S, i -> (i ^ 1) % L); // cold: once a class
    private static final VectorMask<Double> UPPER = VectorMask.fromLong(S, 0xf0);
    private static final VectorMask<Double> PAIRS = VectorMask.fromLong(S, 0xcc);
    private static final VectorMask<Double> ODD = VectorMask.fromLong(S, 0xaa);

    private VectorFloatRowSums() {}

    /** Two sums at a time, so that an addition need not wait for the one before. */
    static void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        for (int e = 0; e < as; e++) {
            long place = accumulators + (long) Kernels.LINE * e;
            DoubleVector s0 = DoubleVector.fromMemorySegment(S, m, place, ORDER);
            DoubleVector s1 = DoubleVector.zero(S);
            for (int j = 0; j < n; j += 2 * L) {
                long at = a + 4L * ((long) e * n + j);
                FloatVector x0 = FloatVector.fromMemorySegment(HALF, m, at, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(HALF, m, at + 4L * L, ORDER);
                s0 = s0.add(x0.convertShape(VectorOperators.F2D, S, 0));
                s1 = s1.add(x1.convertShape(VectorOperators.F2D, S, 0));
            }
            s0.add(s1).intoMemorySegment(m, place, ORDER);
        }
    }

    /**
     * Eight accumulators at a time: lanes four apart are added, then two, then neighbours, and after each step two vectors share
     * one. The order of the additions, and so the bits, are those of {@link ScalarFloatRowSums#reduceLanes}.
     */
    static void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        int done = L == 8 ? n - n % 8 : 0;
        for (int e = 0; e < done; e += 8) {
            long p = accumulators + (long) Kernels.LINE * e;
            DoubleVector v0 = ((DoubleVector) FloatVector.fromMemorySegment(HALF, m, p, ORDER)
                    .convertShape(VectorOperators.F2D, S, 0)).add(FloatVector.fromMemorySegment(HALF, m, p + 32, ORDER)
                            .convertShape(VectorOperators.F2D, S, 0));
            DoubleVector v1 = ((DoubleVector) FloatVector.fromMemorySegment(HALF, m, p + 64, ORDER)
                    .convertShape(VectorOperators.F2D, S, 0)).add(FloatVector.fromMemorySegment(HALF, m, p + 96, ORDER)
                            .convertShape(VectorOperators.F2D, S, 0));
            DoubleVector v2 = ((DoubleVector) FloatVector.fromMemorySegment(HALF, m, p + 128, ORDER)
                    .convertShape(VectorOperators.F2D, S, 0)).add(FloatVector.fromMemorySegment(HALF, m, p + 160, ORDER)
                            .convertShape(VectorOperators.F2D, S, 0));
            DoubleVector v3 = ((DoubleVector) FloatVector.fromMemorySegment(HALF, m, p + 192, ORDER)
                    .convertShape(VectorOperators.F2D, S, 0)).add(FloatVector.fromMemorySegment(HALF, m, p + 224, ORDER)
                            .convertShape(VectorOperators.F2D, S, 0));
            DoubleVector v4 = ((DoubleVector) FloatVector.fromMemorySegment(HALF, m, p + 256, ORDER)
                    .convertShape(VectorOperators.F2D, S, 0)).add(FloatVector.fromMemorySegment(HALF, m, p + 288, ORDER)
                            .convertShape(VectorOperators.F2D, S, 0));
            DoubleVector v5 = ((DoubleVector) FloatVector.fromMemorySegment(HALF, m, p + 320, ORDER)
                    .convertShape(VectorOperators.F2D, S, 0)).add(FloatVector.fromMemorySegment(HALF, m, p + 352, ORDER)
                            .convertShape(VectorOperators.F2D, S, 0));
            DoubleVector v6 = ((DoubleVector) FloatVector.fromMemorySegment(HALF, m, p + 384, ORDER)
                    .convertShape(VectorOperators.F2D, S, 0)).add(FloatVector.fromMemorySegment(HALF, m, p + 416, ORDER)
                            .convertShape(VectorOperators.F2D, S, 0));
            DoubleVector v7 = ((DoubleVector) FloatVector.fromMemorySegment(HALF, m, p + 448, ORDER)
                    .convertShape(VectorOperators.F2D, S, 0)).add(FloatVector.fromMemorySegment(HALF, m, p + 480, ORDER)
                            .convertShape(VectorOperators.F2D, S, 0));
            DoubleVector u0 = v0.blend(v4.rearrange(FAR), UPPER).add(v0.rearrange(FAR).blend(v4, UPPER));
            DoubleVector u1 = v1.blend(v5.rearrange(FAR), UPPER).add(v1.rearrange(FAR).blend(v5, UPPER));
            DoubleVector u2 = v2.blend(v6.rearrange(FAR), UPPER).add(v2.rearrange(FAR).blend(v6, UPPER));
            DoubleVector u3 = v3.blend(v7.rearrange(FAR), UPPER).add(v3.rearrange(FAR).blend(v7, UPPER));
            DoubleVector even = u0.blend(u2.rearrange(TWO), PAIRS).add(u0.rearrange(TWO).blend(u2, PAIRS));
            DoubleVector odd = u1.blend(u3.rearrange(TWO), PAIRS).add(u1.rearrange(TWO).blend(u3, PAIRS));
            even.blend(odd.rearrange(NEXT), ODD).add(even.rearrange(NEXT).blend(odd, ODD)).intoMemorySegment(m,
                    out + 8L * e, ORDER);
        }
        ScalarFloatRowSums.reduceLanes(m, out + 8L * done, accumulators + (long) Kernels.LINE * done, n - done);
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
