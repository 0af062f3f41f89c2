package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Four results of an affine map with taps, in tiles of six, two and one vectors. See {@link VectorTaps}. */
final class VectorTapsFour {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 8L * L;
    private static final long V2 = 16L * L;
    private static final long V3 = 24L * L;
    private static final long V4 = 32L * L;
    private static final long V5 = 40L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorTapsFour() {}

    static void apply(MemorySegment m, long out, long outStep, long w, long bias, long x, int[] taps, int[] ranges,
            int step, int n) {
        int v6 = S.vectorBitSize() < 512 ? 0 : n - n % (6 * L); // so many sums need 32 registers
        tile4x6(m, out, outStep, w, bias, x, taps, ranges, step, 0, v6);
        int v2 = n - (n - v6) % (2 * L);
        tile4x2(m, out, outStep, w, bias, x, taps, ranges, step, v6, v2);
        tile4x1(m, out, outStep, w, bias, x, taps, ranges, step, v2, n);
    }

    private static void tile4x6(MemorySegment m, long out, long outStep, long w, long bias, long x, int[] taps,
            int[] ranges,
            int step, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 0L));
        DoubleVector bias1 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 8L));
        DoubleVector bias2 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 16L));
        DoubleVector bias3 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 24L));
        for (int j = from; j < to; j += 6 * L) {
            DoubleVector s00 = bias0;
            DoubleVector s01 = bias0;
            DoubleVector s02 = bias0;
            DoubleVector s03 = bias0;
            DoubleVector s04 = bias0;
            DoubleVector s05 = bias0;
            DoubleVector s10 = bias1;
            DoubleVector s11 = bias1;
            DoubleVector s12 = bias1;
            DoubleVector s13 = bias1;
            DoubleVector s14 = bias1;
            DoubleVector s15 = bias1;
            DoubleVector s20 = bias2;
            DoubleVector s21 = bias2;
            DoubleVector s22 = bias2;
            DoubleVector s23 = bias2;
            DoubleVector s24 = bias2;
            DoubleVector s25 = bias2;
            DoubleVector s30 = bias3;
            DoubleVector s31 = bias3;
            DoubleVector s32 = bias3;
            DoubleVector s33 = bias3;
            DoubleVector s34 = bias3;
            DoubleVector s35 = bias3;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 8L * ((long) taps[i] * step + j);
                    long weight = w + 32L * i;
                    DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                    DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, run + V1, ORDER);
                    DoubleVector x2 = DoubleVector.fromMemorySegment(S, m, run + V2, ORDER);
                    DoubleVector x3 = DoubleVector.fromMemorySegment(S, m, run + V3, ORDER);
                    DoubleVector x4 = DoubleVector.fromMemorySegment(S, m, run + V4, ORDER);
                    DoubleVector x5 = DoubleVector.fromMemorySegment(S, m, run + V5, ORDER);
                    DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight));
                    s00 = w0.fma(x0, s00);
                    s01 = w0.fma(x1, s01);
                    s02 = w0.fma(x2, s02);
                    s03 = w0.fma(x3, s03);
                    s04 = w0.fma(x4, s04);
                    s05 = w0.fma(x5, s05);
                    DoubleVector w1 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 8L));
                    s10 = w1.fma(x0, s10);
                    s11 = w1.fma(x1, s11);
                    s12 = w1.fma(x2, s12);
                    s13 = w1.fma(x3, s13);
                    s14 = w1.fma(x4, s14);
                    s15 = w1.fma(x5, s15);
                    DoubleVector w2 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 16L));
                    s20 = w2.fma(x0, s20);
                    s21 = w2.fma(x1, s21);
                    s22 = w2.fma(x2, s22);
                    s23 = w2.fma(x3, s23);
                    s24 = w2.fma(x4, s24);
                    s25 = w2.fma(x5, s25);
                    DoubleVector w3 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 24L));
                    s30 = w3.fma(x0, s30);
                    s31 = w3.fma(x1, s31);
                    s32 = w3.fma(x2, s32);
                    s33 = w3.fma(x3, s33);
                    s34 = w3.fma(x4, s34);
                    s35 = w3.fma(x5, s35);
                }
            }
            long to0 = out + 8L * j;
            s00.intoMemorySegment(m, to0, ORDER);
            s01.intoMemorySegment(m, to0 + V1, ORDER);
            s02.intoMemorySegment(m, to0 + V2, ORDER);
            s03.intoMemorySegment(m, to0 + V3, ORDER);
            s04.intoMemorySegment(m, to0 + V4, ORDER);
            s05.intoMemorySegment(m, to0 + V5, ORDER);
            long to1 = to0 + outStep;
            s10.intoMemorySegment(m, to1, ORDER);
            s11.intoMemorySegment(m, to1 + V1, ORDER);
            s12.intoMemorySegment(m, to1 + V2, ORDER);
            s13.intoMemorySegment(m, to1 + V3, ORDER);
            s14.intoMemorySegment(m, to1 + V4, ORDER);
            s15.intoMemorySegment(m, to1 + V5, ORDER);
            long to2 = to1 + outStep;
            s20.intoMemorySegment(m, to2, ORDER);
            s21.intoMemorySegment(m, to2 + V1, ORDER);
            s22.intoMemorySegment(m, to2 + V2, ORDER);
            s23.intoMemorySegment(m, to2 + V3, ORDER);
            s24.intoMemorySegment(m, to2 + V4, ORDER);
            s25.intoMemorySegment(m, to2 + V5, ORDER);
            long to3 = to2 + outStep;
            s30.intoMemorySegment(m, to3, ORDER);
            s31.intoMemorySegment(m, to3 + V1, ORDER);
            s32.intoMemorySegment(m, to3 + V2, ORDER);
            s33.intoMemorySegment(m, to3 + V3, ORDER);
            s34.intoMemorySegment(m, to3 + V4, ORDER);
            s35.intoMemorySegment(m, to3 + V5, ORDER);
        }
    }

    private static void tile4x2(MemorySegment m, long out, long outStep, long w, long bias, long x, int[] taps,
            int[] ranges,
            int step, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 0L));
        DoubleVector bias1 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 8L));
        DoubleVector bias2 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 16L));
        DoubleVector bias3 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 24L));
        for (int j = from; j < to; j += 2 * L) {
            DoubleVector s00 = bias0;
            DoubleVector s01 = bias0;
            DoubleVector s10 = bias1;
            DoubleVector s11 = bias1;
            DoubleVector s20 = bias2;
            DoubleVector s21 = bias2;
            DoubleVector s30 = bias3;
            DoubleVector s31 = bias3;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 8L * ((long) taps[i] * step + j);
                    long weight = w + 32L * i;
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
        }
    }

    private static void tile4x1(MemorySegment m, long out, long outStep, long w, long bias, long x, int[] taps,
            int[] ranges,
            int step, int from, int to) {
        DoubleVector bias0 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 0L));
        DoubleVector bias1 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 8L));
        DoubleVector bias2 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 16L));
        DoubleVector bias3 = DoubleVector.broadcast(S, bias < 0 ? 0.0 : m.get(JAVA_DOUBLE_UNALIGNED, bias + 24L));
        for (int j = from; j < to; j += L) {
            DoubleVector s00 = bias0;
            DoubleVector s10 = bias1;
            DoubleVector s20 = bias2;
            DoubleVector s30 = bias3;
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    long run = x + 8L * ((long) taps[i] * step + j);
                    long weight = w + 32L * i;
                    DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, run, ORDER);
                    DoubleVector w0 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight));
                    s00 = w0.fma(x0, s00);
                    DoubleVector w1 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 8L));
                    s10 = w1.fma(x0, s10);
                    DoubleVector w2 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 16L));
                    s20 = w2.fma(x0, s20);
                    DoubleVector w3 = DoubleVector.broadcast(S, m.get(JAVA_DOUBLE_UNALIGNED, weight + 24L));
                    s30 = w3.fma(x0, s30);
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
        }
    }
}
