package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorPooling} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatPooling {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatPooling() {}

    static void multiplyAdd(MemorySegment m, long out, long a, long b, int n) {
        for (int j = 0; j < n; j += L) {
            long at = 4L * j;
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + at, ORDER);
            FloatVector y = FloatVector.fromMemorySegment(S, m, b + at, ORDER);
            x.fma(y, FloatVector.fromMemorySegment(S, m, out + at, ORDER)).intoMemorySegment(m, out + at, ORDER);
        }
    }

    static void sumTaps(MemorySegment m, long out, int outStep, long x, int xStep, int[] taps, float scale, int step,
            int count) {
        if (taps.length == 1) {
            scale(m, out, outStep, x + 4L * taps[0] * step, xStep, scale, step, count);
            return;
        }
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j += L) {
                long from = x + 4L * ((long) p * xStep + j);
                FloatVector sum = FloatVector.zero(S);
                for (int i = 0; i < taps.length; i++) {
                    sum = sum.add(FloatVector.fromMemorySegment(S, m, from + 4L * taps[i] * step, ORDER));
                }
                sum.mul(scale).intoMemorySegment(m, out + 4L * ((long) p * outStep + j), ORDER);
            }
        }
    }

    private static void scale(MemorySegment m, long out, int outStep, long x, int xStep, float scale, int step,
            int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j += L) {
                FloatVector.fromMemorySegment(S, m, x + 4L * ((long) p * xStep + j), ORDER).mul(scale)
                        .intoMemorySegment(m, out + 4L * ((long) p * outStep + j), ORDER);
            }
        }
    }

    static void maxTaps(MemorySegment m, long out, int outStep, long values, long keys, int xStep, int[] taps, int step,
            int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j += L) {
                long at = 4L * ((long) p * xStep + j);
                long first = at + 4L * taps[0] * step;
                FloatVector best = FloatVector.fromMemorySegment(S, m, keys + first, ORDER);
                FloatVector value = FloatVector.fromMemorySegment(S, m, values + first, ORDER);
                for (int i = 1; i < taps.length; i++) {
                    long from = at + 4L * taps[i] * step;
                    FloatVector key = FloatVector.fromMemorySegment(S, m, keys + from, ORDER);
                    VectorMask<Float> larger = key.compare(VectorOperators.GT, best)
                            .or(key.compare(VectorOperators.NE, key).and(best.compare(VectorOperators.EQ, best)));
                    best = best.blend(key, larger);
                    value = value.blend(FloatVector.fromMemorySegment(S, m, values + from, ORDER), larger);
                }
                value.intoMemorySegment(m, out + 4L * ((long) p * outStep + j), ORDER);
            }
        }
    }

    static void maxTapsTransposed(MemorySegment m, long out, long u, int uStep, long keys, int xStep, int[] taps,
            int step, int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j += L) {
                long at = 4L * ((long) p * xStep + j);
                FloatVector best = FloatVector.fromMemorySegment(S, m, keys + at + 4L * taps[0] * step, ORDER);
                FloatVector winner = FloatVector.zero(S);
                for (int i = 1; i < taps.length; i++) {
                    FloatVector key = FloatVector.fromMemorySegment(S, m, keys + at + 4L * taps[i] * step, ORDER);
                    VectorMask<Float> larger = key.compare(VectorOperators.GT, best)
                            .or(key.compare(VectorOperators.NE, key).and(best.compare(VectorOperators.EQ, best)));
                    best = best.blend(key, larger);
                    winner = winner.blend((float) i, larger);
                }
                FloatVector adjoint = FloatVector.fromMemorySegment(S, m, u + 4L * ((long) p * uStep + j), ORDER);
                for (int i = 0; i < taps.length; i++) {
                    long to = out + at + 4L * taps[i] * step;
                    FloatVector sum = FloatVector.fromMemorySegment(S, m, to, ORDER);
                    sum.add(adjoint, winner.compare(VectorOperators.EQ, (float) i)).intoMemorySegment(m, to, ORDER);
                }
            }
        }
    }
}
