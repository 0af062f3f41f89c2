package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** One result of an affine map with taps, in tiles of eight vectors and of one. See {@link VectorTaps}. */
final class VectorTapsOne {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 8L * L;
    private static final long V2 = 16L * L;
    private static final long V3 = 24L * L;
    private static final long V4 = 32L * L;
    private static final long V5 = 40L * L;
    private static final long V6 = 48L * L;
    private static final long V7 = 56L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorTapsOne() {}

    static void apply(MemorySegment m, long out, long w, long bias, long x, int[] taps, int[] ranges,
            int step, int n) {
        int v8 = n - n % (8 * L);
        tile1x8(m, out, w, bias, x, taps, ranges, step, 0, v8);
        tile1x1(m, out, w, bias, x, taps, ranges, step, v8, n);
    }

    private static void tile1x8(MemorySegment m, long out, long w, long bias, long x, int[] taps, int[] ranges,
            int step, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 0L));
        for (int j = from; j < to; j += 8 * L) {
            DoubleVector s00 = bias0;
            DoubleVector s01 = bias0;
            DoubleVector s02 = bias0;
            DoubleVector s03 = bias0;
            DoubleVector s04 = bias0;
            DoubleVector s05 = bias0;
            DoubleVector s06 = bias0;
            DoubleVector s07 = bias0;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 8L * ((long) taps[i] * step + j);
                    long weight = w + 8L * i;
                    DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                    DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, run + V1, ORDER);
                    DoubleVector x2 = DoubleVector.fromMemorySegment(S, m, run + V2, ORDER);
                    DoubleVector x3 = DoubleVector.fromMemorySegment(S, m, run + V3, ORDER);
                    DoubleVector x4 = DoubleVector.fromMemorySegment(S, m, run + V4, ORDER);
                    DoubleVector x5 = DoubleVector.fromMemorySegment(S, m, run + V5, ORDER);
                    DoubleVector x6 = DoubleVector.fromMemorySegment(S, m, run + V6, ORDER);
                    DoubleVector x7 = DoubleVector.fromMemorySegment(S, m, run + V7, ORDER);
                    DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight));
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
            long to0 = out + 8L * j;
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
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 0L));
        for (int j = from; j < to; j += L) {
            DoubleVector s00 = bias0;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 8L * ((long) taps[i] * step + j);
                    long weight = w + 8L * i;
                    DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                    DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight));
                    s00 = w0.fma(x0, s00);
                }
            }
            long to0 = out + 8L * j;
            s00.intoMemorySegment(m, to0, ORDER);
        }
    }
}
