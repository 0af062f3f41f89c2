package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums and their relatives: along an axis of runs (each lane by itself), over rows, and over one run. */
final class VectorReductions {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final DoubleVector ZERO = DoubleVector.zero(S);
    private static final double NONE = Double.NEGATIVE_INFINITY;

    private VectorReductions() {}

    static double sum(MemorySegment m, long a, int n) {
        DoubleVector sum = ZERO;
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            sum = sum.add(DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER));
        }
        return sum.reduceLanes(VectorOperators.ADD) + ScalarReductions.sum(m, a + 8L * done, n - done);
    }

    static double dot(MemorySegment m, long a, long b, int n) {
        DoubleVector sum = ZERO;
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * i, ORDER);
            sum = x.fma(DoubleVector.fromMemorySegment(S, m, b + 8L * i, ORDER), sum);
        }
        return sum.reduceLanes(VectorOperators.ADD)
                + ScalarProducts.dot(m, a + 8L * done, b + 8L * done, n - done);
    }

    static void sumAxis(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j += L) {
            DoubleVector sum = ZERO;
            for (int k = 0; k < count; k++) {
                sum = sum.add(DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * n + j), ORDER));
            }
            sum.intoMemorySegment(m, out + 8L * j, ORDER);
        }
    }

    static void dotRuns(MemorySegment m, long out, long a, int aStride, long b, int bStride, int count, int n) {
        for (int j = 0; j < n; j += L) {
            DoubleVector sum = ZERO;
            for (int k = 0; k < count; k++) {
                DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * aStride + j), ORDER);
                DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + 8L * ((long) k * bStride + j), ORDER);
                sum = x.fma(y, sum);
            }
            sum.intoMemorySegment(m, out + 8L * j, ORDER);
        }
    }

    static void logSumExp(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j += L) {
            DoubleVector max = DoubleVector.broadcast(S, NONE);
            for (int k = 0; k < count; k++) {
                max = max.max(DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * n + j), ORDER));
            }
            DoubleVector finite = max.blend(ZERO, max.abs().compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
            DoubleVector sum = ZERO;
            for (int k = 0; k < count; k++) {
                DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * n + j), ORDER);
                sum = sum.add(x.sub(finite).lanewise(VectorOperators.EXP));
            }
            finite.add(sum.lanewise(VectorOperators.LOG)).intoMemorySegment(m, out + 8L * j, ORDER);
        }
    }

    static void softmax(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j += L) {
            DoubleVector max = DoubleVector.broadcast(S, NONE);
            for (int k = 0; k < count; k++) {
                max = max.max(DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * n + j), ORDER));
            }
            DoubleVector sum = ZERO;
            for (int k = 0; k < count; k++) {
                long at = 8L * ((long) k * n + j);
                DoubleVector e = DoubleVector.fromMemorySegment(S, m, a + at, ORDER).sub(max)
                        .lanewise(VectorOperators.EXP);
                e.intoMemorySegment(m, out + at, ORDER);
                sum = sum.add(e);
            }
            for (int k = 0; k < count; k++) {
                long at = 8L * ((long) k * n + j);
                DoubleVector.fromMemorySegment(S, m, out + at, ORDER).div(sum).intoMemorySegment(m, out + at, ORDER);
            }
        }
    }

    static void logSoftmax(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j += L) {
            DoubleVector max = DoubleVector.broadcast(S, NONE);
            for (int k = 0; k < count; k++) {
                max = max.max(DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * n + j), ORDER));
            }
            DoubleVector sum = ZERO;
            for (int k = 0; k < count; k++) {
                DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) k * n + j), ORDER);
                sum = sum.add(x.sub(max).lanewise(VectorOperators.EXP));
            }
            DoubleVector log = sum.lanewise(VectorOperators.LOG);
            for (int k = 0; k < count; k++) {
                long at = 8L * ((long) k * n + j);
                DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + at, ORDER);
                x.sub(max).sub(log).intoMemorySegment(m, out + at, ORDER);
            }
        }
    }

    static void cumulativeSum(MemorySegment m, long out, long a, int count, int n, boolean reverse) {
        for (int j = 0; j < n; j += L) {
            DoubleVector sum = ZERO;
            for (int step = 0; step < count; step++) {
                long at = 8L * ((long) (reverse ? count - 1 - step : step) * n + j);
                sum = sum.add(DoubleVector.fromMemorySegment(S, m, a + at, ORDER));
                sum.intoMemorySegment(m, out + at, ORDER);
            }
        }
    }

    static void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        for (int e = 0; e < as; e++) {
            long place = accumulators + 8L * Kernels.LANES * e;
            DoubleVector sum = DoubleVector.fromMemorySegment(S, m, place, ORDER);
            for (int j = 0; j < n; j += L) {
                sum = sum.add(DoubleVector.fromMemorySegment(S, m, a + 8L * ((long) e * n + j), ORDER));
            }
            sum.intoMemorySegment(m, place, ORDER);
        }
    }
}
