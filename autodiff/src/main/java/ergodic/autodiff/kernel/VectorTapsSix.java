package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Six results of an affine map with taps, in tiles of four, two and one vectors. See {@link VectorTaps}. */
final class VectorTapsSix {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 8L * L;
    private static final long V2 = 16L * L;
    private static final long V3 = 24L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorTapsSix() {}

    static void apply(MemorySegment m, long out, long outStep, long w, long bias, long x, int[] taps, int[] ranges,
            int step, int n) {
        int v4 = n - n % (4 * L);
        tile6x4(m, out, outStep, w, bias, x, taps, ranges, step, 0, v4);
        int v2 = n - (n - v4) % (2 * L);
        tile6x2(m, out, outStep, w, bias, x, taps, ranges, step, v4, v2);
        tile6x1(m, out, outStep, w, bias, x, taps, ranges, step, v2, n);
    }

    private static void tile6x4(MemorySegment m, long out, long outStep, long w, long bias, long x, int[] taps,
            int[] ranges,
            int step, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 0L));
        DoubleVector bias1 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 8L));
        DoubleVector bias2 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 16L));
        DoubleVector bias3 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 24L));
        DoubleVector bias4 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 32L));
        DoubleVector bias5 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 40L));
        for (int j = from; j < to; j += 4 * L) {
            DoubleVector s00 = bias0;
            DoubleVector s01 = bias0;
            DoubleVector s02 = bias0;
            DoubleVector s03 = bias0;
            DoubleVector s10 = bias1;
            DoubleVector s11 = bias1;
            DoubleVector s12 = bias1;
            DoubleVector s13 = bias1;
            DoubleVector s20 = bias2;
            DoubleVector s21 = bias2;
            DoubleVector s22 = bias2;
            DoubleVector s23 = bias2;
            DoubleVector s30 = bias3;
            DoubleVector s31 = bias3;
            DoubleVector s32 = bias3;
            DoubleVector s33 = bias3;
            DoubleVector s40 = bias4;
            DoubleVector s41 = bias4;
            DoubleVector s42 = bias4;
            DoubleVector s43 = bias4;
            DoubleVector s50 = bias5;
            DoubleVector s51 = bias5;
            DoubleVector s52 = bias5;
            DoubleVector s53 = bias5;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 8L * ((long) taps[i] * step + j);
                    long weight = w + 48L * i;
                    DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                    DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, run + V1, ORDER);
                    DoubleVector x2 = DoubleVector.fromMemorySegment(S, m, run + V2, ORDER);
                    DoubleVector x3 = DoubleVector.fromMemorySegment(S, m, run + V3, ORDER);
                    DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight));
                    s00 = w0.fma(x0, s00);
                    s01 = w0.fma(x1, s01);
                    s02 = w0.fma(x2, s02);
                    s03 = w0.fma(x3, s03);
                    DoubleVector w1 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 8L));
                    s10 = w1.fma(x0, s10);
                    s11 = w1.fma(x1, s11);
                    s12 = w1.fma(x2, s12);
                    s13 = w1.fma(x3, s13);
                    DoubleVector w2 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 16L));
                    s20 = w2.fma(x0, s20);
                    s21 = w2.fma(x1, s21);
                    s22 = w2.fma(x2, s22);
                    s23 = w2.fma(x3, s23);
                    DoubleVector w3 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 24L));
                    s30 = w3.fma(x0, s30);
                    s31 = w3.fma(x1, s31);
                    s32 = w3.fma(x2, s32);
                    s33 = w3.fma(x3, s33);
                    DoubleVector w4 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 32L));
                    s40 = w4.fma(x0, s40);
                    s41 = w4.fma(x1, s41);
                    s42 = w4.fma(x2, s42);
                    s43 = w4.fma(x3, s43);
                    DoubleVector w5 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 40L));
                    s50 = w5.fma(x0, s50);
                    s51 = w5.fma(x1, s51);
                    s52 = w5.fma(x2, s52);
                    s53 = w5.fma(x3, s53);
                }
            }
            long to0 = out + 8L * j;
            s00.intoMemorySegment(m, to0, ORDER);
            s01.intoMemorySegment(m, to0 + V1, ORDER);
            s02.intoMemorySegment(m, to0 + V2, ORDER);
            s03.intoMemorySegment(m, to0 + V3, ORDER);
            long to1 = to0 + outStep;
            s10.intoMemorySegment(m, to1, ORDER);
            s11.intoMemorySegment(m, to1 + V1, ORDER);
            s12.intoMemorySegment(m, to1 + V2, ORDER);
            s13.intoMemorySegment(m, to1 + V3, ORDER);
            long to2 = to1 + outStep;
            s20.intoMemorySegment(m, to2, ORDER);
            s21.intoMemorySegment(m, to2 + V1, ORDER);
            s22.intoMemorySegment(m, to2 + V2, ORDER);
            s23.intoMemorySegment(m, to2 + V3, ORDER);
            long to3 = to2 + outStep;
            s30.intoMemorySegment(m, to3, ORDER);
            s31.intoMemorySegment(m, to3 + V1, ORDER);
            s32.intoMemorySegment(m, to3 + V2, ORDER);
            s33.intoMemorySegment(m, to3 + V3, ORDER);
            long to4 = to3 + outStep;
            s40.intoMemorySegment(m, to4, ORDER);
            s41.intoMemorySegment(m, to4 + V1, ORDER);
            s42.intoMemorySegment(m, to4 + V2, ORDER);
            s43.intoMemorySegment(m, to4 + V3, ORDER);
            long to5 = to4 + outStep;
            s50.intoMemorySegment(m, to5, ORDER);
            s51.intoMemorySegment(m, to5 + V1, ORDER);
            s52.intoMemorySegment(m, to5 + V2, ORDER);
            s53.intoMemorySegment(m, to5 + V3, ORDER);
        }
    }

    private static void tile6x2(MemorySegment m, long out, long outStep, long w, long bias, long x, int[] taps,
            int[] ranges,
            int step, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 0L));
        DoubleVector bias1 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 8L));
        DoubleVector bias2 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 16L));
        DoubleVector bias3 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 24L));
        DoubleVector bias4 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 32L));
        DoubleVector bias5 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 40L));
        for (int j = from; j < to; j += 2 * L) {
            DoubleVector s00 = bias0;
            DoubleVector s01 = bias0;
            DoubleVector s10 = bias1;
            DoubleVector s11 = bias1;
            DoubleVector s20 = bias2;
            DoubleVector s21 = bias2;
            DoubleVector s30 = bias3;
            DoubleVector s31 = bias3;
            DoubleVector s40 = bias4;
            DoubleVector s41 = bias4;
            DoubleVector s50 = bias5;
            DoubleVector s51 = bias5;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 8L * ((long) taps[i] * step + j);
                    long weight = w + 48L * i;
                    DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                    DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, run + V1, ORDER);
                    DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight));
                    s00 = w0.fma(x0, s00);
                    s01 = w0.fma(x1, s01);
                    DoubleVector w1 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 8L));
                    s10 = w1.fma(x0, s10);
                    s11 = w1.fma(x1, s11);
                    DoubleVector w2 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 16L));
                    s20 = w2.fma(x0, s20);
                    s21 = w2.fma(x1, s21);
                    DoubleVector w3 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 24L));
                    s30 = w3.fma(x0, s30);
                    s31 = w3.fma(x1, s31);
                    DoubleVector w4 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 32L));
                    s40 = w4.fma(x0, s40);
                    s41 = w4.fma(x1, s41);
                    DoubleVector w5 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 40L));
                    s50 = w5.fma(x0, s50);
                    s51 = w5.fma(x1, s51);
                }
            }
            long to0 = out + 8L * j;
            s00.intoMemorySegment(m, to0, ORDER);
            s01.intoMemorySegment(m, to0 + V1, ORDER);
            long to1 = to0 + outStep;
            s10.intoMemorySegment(m, to1, ORDER);
            s11.intoMemorySegment(m, to1 + V1, ORDER);
            long to2 = to1 + outStep;
            s20.intoMemorySegment(m, to2, ORDER);
            s21.intoMemorySegment(m, to2 + V1, ORDER);
            long to3 = to2 + outStep;
            s30.intoMemorySegment(m, to3, ORDER);
            s31.intoMemorySegment(m, to3 + V1, ORDER);
            long to4 = to3 + outStep;
            s40.intoMemorySegment(m, to4, ORDER);
            s41.intoMemorySegment(m, to4 + V1, ORDER);
            long to5 = to4 + outStep;
            s50.intoMemorySegment(m, to5, ORDER);
            s51.intoMemorySegment(m, to5 + V1, ORDER);
        }
    }

    private static void tile6x1(MemorySegment m, long out, long outStep, long w, long bias, long x, int[] taps,
            int[] ranges,
            int step, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 0L));
        DoubleVector bias1 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 8L));
        DoubleVector bias2 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 16L));
        DoubleVector bias3 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 24L));
        DoubleVector bias4 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 32L));
        DoubleVector bias5 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 40L));
        for (int j = from; j < to; j += L) {
            DoubleVector s00 = bias0;
            DoubleVector s10 = bias1;
            DoubleVector s20 = bias2;
            DoubleVector s30 = bias3;
            DoubleVector s40 = bias4;
            DoubleVector s50 = bias5;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 8L * ((long) taps[i] * step + j);
                    long weight = w + 48L * i;
                    DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                    DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight));
                    s00 = w0.fma(x0, s00);
                    DoubleVector w1 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 8L));
                    s10 = w1.fma(x0, s10);
                    DoubleVector w2 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 16L));
                    s20 = w2.fma(x0, s20);
                    DoubleVector w3 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 24L));
                    s30 = w3.fma(x0, s30);
                    DoubleVector w4 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 32L));
                    s40 = w4.fma(x0, s40);
                    DoubleVector w5 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 40L));
                    s50 = w5.fma(x0, s50);
                }
            }
            long to0 = out + 8L * j;
            s00.intoMemorySegment(m, to0, ORDER);
            long to1 = to0 + outStep;
            s10.intoMemorySegment(m, to1, ORDER);
            long to2 = to1 + outStep;
            s20.intoMemorySegment(m, to2, ORDER);
            long to3 = to2 + outStep;
            s30.intoMemorySegment(m, to3, ORDER);
            long to4 = to3 + outStep;
            s40.intoMemorySegment(m, to4, ORDER);
            long to5 = to4 + outStep;
            s50.intoMemorySegment(m, to5, ORDER);
        }
    }
}
