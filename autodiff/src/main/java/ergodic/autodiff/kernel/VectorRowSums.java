package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of runs, added to accumulators of a cache line. */
final class VectorRowSums {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

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

    static void fromDoubles(MemorySegment m, long out, long a, int n) {
        VectorUnary.copy(m, out, a, n);
    }
}
