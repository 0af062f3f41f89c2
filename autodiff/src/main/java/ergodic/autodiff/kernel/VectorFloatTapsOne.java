package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorTapsOne} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatTapsOne {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 4L * L;
    private static final long V2 = 8L * L;
    private static final long V3 = 12L * L;
    private static final long V4 = 16L * L;
    private static final long V5 = 20L * L;
    private static final long V6 = 24L * L;
    private static final long V7 = 28L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatTapsOne() {}

    static void apply(MemorySegment m, long out, long w, long bias, long x, int[] taps, int[] ranges,
            int step, int n) {
        int v8 = n - n % (8 * L);
        tile1x8(m, out, w, bias, x, taps, ranges, step, 0, v8);
        tile1x1(m, out, w, bias, x, taps, ranges, step, v8, n);
    }

    private static void tile1x8(MemorySegment m, long out, long w, long bias, long x, int[] taps, int[] ranges,
            int step, int from, int to) {
        FloatVector bias0 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT_UNALIGNED, bias + 0L));
        for (int j = from; j < to; j += 8 * L) {
            FloatVector s00 = bias0;
            FloatVector s01 = bias0;
            FloatVector s02 = bias0;
            FloatVector s03 = bias0;
            FloatVector s04 = bias0;
            FloatVector s05 = bias0;
            FloatVector s06 = bias0;
            FloatVector s07 = bias0;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 4L * ((long) taps[i] * step + j);
                    long weight = w + 4L * i;
                    FloatVector x0 = FloatVector.fromMemorySegment(S, m, run, ORDER);
                    FloatVector x1 = FloatVector.fromMemorySegment(S, m, run + V1, ORDER);
                    FloatVector x2 = FloatVector.fromMemorySegment(S, m, run + V2, ORDER);
                    FloatVector x3 = FloatVector.fromMemorySegment(S, m, run + V3, ORDER);
                    FloatVector x4 = FloatVector.fromMemorySegment(S, m, run + V4, ORDER);
                    FloatVector x5 = FloatVector.fromMemorySegment(S, m, run + V5, ORDER);
                    FloatVector x6 = FloatVector.fromMemorySegment(S, m, run + V6, ORDER);
                    FloatVector x7 = FloatVector.fromMemorySegment(S, m, run + V7, ORDER);
                    FloatVector w0 = FloatVector.broadcast(S, m.get(JAVA_FLOAT_UNALIGNED, weight));
                    s00 = w0.fma(x0, s00);
                    s01 = w0.fma(x1, s01);
                    s02 = w0.fma(x2, s02);
                    s03 = w0.fma(x3, s03);
                    s04 = w0.fma(x4, s04);
                    s05 = w0.fma(x5, s05);
                    s06 = w0.fma(x6, s06);
                    s07 = w0.fma(x7, s07);
                }
            }
            long to0 = out + 4L * j;
            s00.intoMemorySegment(m, to0, ORDER);
            s01.intoMemorySegment(m, to0 + V1, ORDER);
            s02.intoMemorySegment(m, to0 + V2, ORDER);
            s03.intoMemorySegment(m, to0 + V3, ORDER);
            s04.intoMemorySegment(m, to0 + V4, ORDER);
            s05.intoMemorySegment(m, to0 + V5, ORDER);
            s06.intoMemorySegment(m, to0 + V6, ORDER);
            s07.intoMemorySegment(m, to0 + V7, ORDER);
        }
    }

    private static void tile1x1(MemorySegment m, long out, long w, long bias, long x, int[] taps, int[] ranges,
            int step, int from, int to) {
        FloatVector bias0 = FloatVector.broadcast(S, bias < 0 ? 0.0f : m.get(JAVA_FLOAT_UNALIGNED, bias + 0L));
        for (int j = from; j < to; j += L) {
            FloatVector s00 = bias0;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 4L * ((long) taps[i] * step + j);
                    long weight = w + 4L * i;
                    FloatVector x0 = FloatVector.fromMemorySegment(S, m, run, ORDER);
                    FloatVector w0 = FloatVector.broadcast(S, m.get(JAVA_FLOAT_UNALIGNED, weight));
                    s00 = w0.fma(x0, s00);
                }
            }
            long to0 = out + 4L * j;
            s00.intoMemorySegment(m, to0, ORDER);
        }
    }
}
