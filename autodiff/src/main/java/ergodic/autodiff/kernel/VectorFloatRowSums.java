package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Sums of runs of floats, added as doubles, and floats from doubles. */
final class VectorFloatRowSums {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    /** As many floats as a vector has doubles. */
    private static final VectorSpecies<Float> HALF = VectorSpecies.of(float.class,
            VectorShape.forBitSize(S.vectorBitSize() / 2));
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

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
