package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums and their relatives: along an axis of runs (each lane by itself), over rows, and over one run. A sum starts from a zero
 * made on the spot: starting from a constant object would make the JIT box the sum after the loop. Lanes are
 * added up by way of memory, in a fixed order, which the API's own reduction does not promise.
 */
final class VectorReductions {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorReductions() {}

    static double sum(MemorySegment m, long a, int n) {
        DoubleVector sum = DoubleVector.zero(S);
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            sum = sum.add(DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER));
        }
        sum.intoMemorySegment(m, 0, ORDER);
        return ScalarReductions.places(m, 0, L) + ScalarReductions.sum(m, a + 8L * done, n - done);
    }

    static double dot(MemorySegment m, long a, long b, int n) {
        DoubleVector sum = DoubleVector.zero(S);
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            sum = x.fma(DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER), sum);
        }
        sum.intoMemorySegment(m, 0, ORDER);
        return ScalarReductions.places(m, 0, L)
                + ScalarProducts.dot(m, a + 8L * done, b + 8L * done, n - done);
    }

    static void sumAxis(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j += L) {
            DoubleVector sum = DoubleVector.zero(S);
            for (int k = 0; k < count; k++) {
                sum = sum.add(DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * n + j), ORDER));
            }
            sum.intoMemorySegment(m, out + 8L * j, ORDER);
        }
    }

    static void dotRuns(MemorySegment m, long out, long a, int aStride, long b, int bStride, int count, int n) {
        for (int j = 0; j < n; j += L) {
            DoubleVector sum = DoubleVector.zero(S);
            for (int k = 0; k < count; k++) {
                DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * aStride + j), ORDER);
                DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * ((long) k * bStride + j), ORDER);
                sum = x.fma(y, sum);
            }
            sum.intoMemorySegment(m, out + 8L * j, ORDER);
        }
    }

    static void shiftAxis(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j += L) {
            DoubleVector max = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
            for (int k = 0; k < count; k++) {
                max = max.max(DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * n + j), ORDER));
            }
            max.blend(0.0, max.abs().compare(VectorOperators.EQ, Double.POSITIVE_INFINITY))
                    .intoMemorySegment(m, out + 8L * j, ORDER);
        }
    }

    static void cumulativeSum(MemorySegment m, long out, long a, int count, int n, boolean reverse) {
        for (int j = 0; j < n; j += L) {
            DoubleVector sum = DoubleVector.zero(S);
            for (int step = 0; step < count; step++) {
                long at = 8L * ((long) (reverse ? count - 1 - step : step) * n + j);
                sum = sum.add(DoubleVector.fromMemorySegment(S, m, a + at, ORDER));
                sum.intoMemorySegment(m, out + at, ORDER);
            }
        }
    }
}
