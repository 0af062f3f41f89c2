package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums and maxima of windows, a vector of lanes at a time, and the product that convolutions with weights by row add up. A key
 * takes the place of the largest so far if it is larger or the first NaN (what differs from itself).
 */
final class VectorPooling {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorPooling() {}

    static void multiplyAdd(MemorySegment m, long out, long a, long b, int n) {
        for (int j = 0; j < n; j += L) {
            long at = 8L * j;
            DoubleVector x = DoubleVector.fromMemorySegment(S, m, a + at, ORDER);
            DoubleVector y = DoubleVector.fromMemorySegment(S, m, b + at, ORDER);
            x.fma(y, DoubleVector.fromMemorySegment(S, m, out + at, ORDER)).intoMemorySegment(m, out + at, ORDER);
        }
    }

    static void sumTaps(MemorySegment m, long out, int outStep, long x, int xStep, int[] taps, double scale, int step,
            int count) {
        if (taps.length == 1) {
            scale(m, out, outStep, x + 8L * taps[0] * step, xStep, scale, step, count);
            return;
        }
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j += L) {
                long from = x + 8L * ((long) p * xStep + j);
                DoubleVector sum = DoubleVector.zero(S);
                for (int i = 0; i < taps.length; i++) {
                    sum = sum.add(DoubleVector.fromMemorySegment(S, m, from + 8L * taps[i] * step, ORDER));
                }
                sum.mul(scale).intoMemorySegment(m, out + 8L * ((long) p * outStep + j), ORDER);
            }
        }
    }

    private static void scale(MemorySegment m, long out, int outStep, long x, int xStep, double scale, int step,
            int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j += L) {
                DoubleVector.fromMemorySegment(S, m, x + 8L * ((long) p * xStep + j), ORDER).mul(scale)
                        .intoMemorySegment(m, out + 8L * ((long) p * outStep + j), ORDER);
            }
        }
    }

    static void maxTaps(MemorySegment m, long out, int outStep, long values, long keys, int xStep, int[] taps, int step,
            int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j += L) {
                long at = 8L * ((long) p * xStep + j);
                long first = at + 8L * taps[0] * step;
                DoubleVector best = DoubleVector.fromMemorySegment(S, m, keys + first, ORDER);
                DoubleVector value = DoubleVector.fromMemorySegment(S, m, values + first, ORDER);
                for (int i = 1; i < taps.length; i++) {
                    long from = at + 8L * taps[i] * step;
                    DoubleVector key = DoubleVector.fromMemorySegment(S, m, keys + from, ORDER);
                    VectorMask<Double> larger = key.compare(VectorOperators.GT, best)
                            .or(key.compare(VectorOperators.NE, key).and(best.compare(VectorOperators.EQ, best)));
                    best = best.blend(key, larger);
                    value = value.blend(DoubleVector.fromMemorySegment(S, m, values + from, ORDER), larger);
                }
                value.intoMemorySegment(m, out + 8L * ((long) p * outStep + j), ORDER);
            }
        }
    }

    static void maxTapsTransposed(MemorySegment m, long out, long u, int uStep, long keys, int xStep, int[] taps,
            int step, int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j += L) {
                long at = 8L * ((long) p * xStep + j);
                DoubleVector best = DoubleVector.fromMemorySegment(S, m, keys + at + 8L * taps[0] * step, ORDER);
                DoubleVector winner = DoubleVector.zero(S);
                for (int i = 1; i < taps.length; i++) {
                    DoubleVector key = DoubleVector.fromMemorySegment(S, m, keys + at + 8L * taps[i] * step, ORDER);
                    VectorMask<Double> larger = key.compare(VectorOperators.GT, best)
                            .or(key.compare(VectorOperators.NE, key).and(best.compare(VectorOperators.EQ, best)));
                    best = best.blend(key, larger);
                    winner = winner.blend((double) i, larger);
                }
                DoubleVector adjoint = DoubleVector.fromMemorySegment(S, m, u + 8L * ((long) p * uStep + j), ORDER);
                for (int i = 0; i < taps.length; i++) {
                    long to = out + at + 8L * taps[i] * step;
                    DoubleVector sum = DoubleVector.fromMemorySegment(S, m, to, ORDER);
                    sum.add(adjoint, winner.compare(VectorOperators.EQ, (double) i)).intoMemorySegment(m, to, ORDER);
                }
            }
        }
    }
}
