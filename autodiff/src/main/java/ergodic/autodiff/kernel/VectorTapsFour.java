package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Four results of an affine map with taps, in tiles of six, two or one vectors; strides in bytes. See {@link VectorTaps}. */
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

    static void apply(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps, int[] ranges,
            long step, int n) {
        int j = 0;
        if (VectorTaps.MANY_REGISTERS && n >= 6 * L) {
            // The last tile may do again what the one before it did.
            for (; j < n; j += 6 * L) {
                long at = 8L * Math.min(j, n - 6 * L);
                tile4x6(out + at, outStep, w, bias, biasStep, x + at, taps, ranges, step);
            }
        }
        for (; j + 2 * L <= n; j += 2 * L) {
            tile4x2(out + 8L * j, outStep, w, bias, biasStep, x + 8L * j, taps, ranges, step);
        }
        for (; j < n; j += L) {
            tile4x1(out + 8L * j, outStep, w, bias, biasStep, x + 8L * j, taps, ranges, step);
        }
    }

    private static void tile4x6(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps,
            int[] ranges,
            long step) {
        DoubleVector s00 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, bias & ADDRESS));
        DoubleVector s01 = s00;
        DoubleVector s02 = s00;
        DoubleVector s03 = s00;
        DoubleVector s04 = s00;
        DoubleVector s05 = s00;
        DoubleVector s10 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + biasStep) & ADDRESS));
        DoubleVector s11 = s10;
        DoubleVector s12 = s10;
        DoubleVector s13 = s10;
        DoubleVector s14 = s10;
        DoubleVector s15 = s10;
        DoubleVector s20 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        DoubleVector s21 = s20;
        DoubleVector s22 = s20;
        DoubleVector s23 = s20;
        DoubleVector s24 = s20;
        DoubleVector s25 = s20;
        DoubleVector s30 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        DoubleVector s31 = s30;
        DoubleVector s32 = s30;
        DoubleVector s33 = s30;
        DoubleVector s34 = s30;
        DoubleVector s35 = s30;
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 32L * ranges[k + 1];
            for (long at = w + 32L * i; at < end; at += 32L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, run, ORDER);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, run + V1, ORDER);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, run + V2, ORDER);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, run + V3, ORDER);
                DoubleVector x4 = DoubleVector.fromMemorySegment(S, ALL, run + V4, ORDER);
                DoubleVector x5 = DoubleVector.fromMemorySegment(S, ALL, run + V5, ORDER);
                DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                s02 = w0.fma(x2, s02);
                s03 = w0.fma(x3, s03);
                s04 = w0.fma(x4, s04);
                s05 = w0.fma(x5, s05);
                DoubleVector w1 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight + 8L));
                s10 = w1.fma(x0, s10);
                s11 = w1.fma(x1, s11);
                s12 = w1.fma(x2, s12);
                s13 = w1.fma(x3, s13);
                s14 = w1.fma(x4, s14);
                s15 = w1.fma(x5, s15);
                DoubleVector w2 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight + 16L));
                s20 = w2.fma(x0, s20);
                s21 = w2.fma(x1, s21);
                s22 = w2.fma(x2, s22);
                s23 = w2.fma(x3, s23);
                s24 = w2.fma(x4, s24);
                s25 = w2.fma(x5, s25);
                DoubleVector w3 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight + 24L));
                s30 = w3.fma(x0, s30);
                s31 = w3.fma(x1, s31);
                s32 = w3.fma(x2, s32);
                s33 = w3.fma(x3, s33);
                s34 = w3.fma(x4, s34);
                s35 = w3.fma(x5, s35);
            }
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
        s01.intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.intoMemorySegment(ALL, to0 + V3, ORDER);
        s04.intoMemorySegment(ALL, to0 + V4, ORDER);
        s05.intoMemorySegment(ALL, to0 + V5, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        s10.intoMemorySegment(ALL, to1, ORDER);
        s11.intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.intoMemorySegment(ALL, to1 + V3, ORDER);
        s14.intoMemorySegment(ALL, to1 + V4, ORDER);
        s15.intoMemorySegment(ALL, to1 + V5, ORDER);
        long to2 = (out + 2 * outStep) & ADDRESS;
        s20.intoMemorySegment(ALL, to2, ORDER);
        s21.intoMemorySegment(ALL, to2 + V1, ORDER);
        s22.intoMemorySegment(ALL, to2 + V2, ORDER);
        s23.intoMemorySegment(ALL, to2 + V3, ORDER);
        s24.intoMemorySegment(ALL, to2 + V4, ORDER);
        s25.intoMemorySegment(ALL, to2 + V5, ORDER);
        long to3 = (out + 3 * outStep) & ADDRESS;
        s30.intoMemorySegment(ALL, to3, ORDER);
        s31.intoMemorySegment(ALL, to3 + V1, ORDER);
        s32.intoMemorySegment(ALL, to3 + V2, ORDER);
        s33.intoMemorySegment(ALL, to3 + V3, ORDER);
        s34.intoMemorySegment(ALL, to3 + V4, ORDER);
        s35.intoMemorySegment(ALL, to3 + V5, ORDER);
    }

    private static void tile4x2(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps,
            int[] ranges,
            long step) {
        DoubleVector s00 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, bias & ADDRESS));
        DoubleVector s01 = s00;
        DoubleVector s10 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + biasStep) & ADDRESS));
        DoubleVector s11 = s10;
        DoubleVector s20 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        DoubleVector s21 = s20;
        DoubleVector s30 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        DoubleVector s31 = s30;
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 32L * ranges[k + 1];
            for (long at = w + 32L * i; at < end; at += 32L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, run, ORDER);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, run + V1, ORDER);
                DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                DoubleVector w1 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight + 8L));
                s10 = w1.fma(x0, s10);
                s11 = w1.fma(x1, s11);
                DoubleVector w2 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight + 16L));
                s20 = w2.fma(x0, s20);
                s21 = w2.fma(x1, s21);
                DoubleVector w3 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight + 24L));
                s30 = w3.fma(x0, s30);
                s31 = w3.fma(x1, s31);
            }
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
        s01.intoMemorySegment(ALL, to0 + V1, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        s10.intoMemorySegment(ALL, to1, ORDER);
        s11.intoMemorySegment(ALL, to1 + V1, ORDER);
        long to2 = (out + 2 * outStep) & ADDRESS;
        s20.intoMemorySegment(ALL, to2, ORDER);
        s21.intoMemorySegment(ALL, to2 + V1, ORDER);
        long to3 = (out + 3 * outStep) & ADDRESS;
        s30.intoMemorySegment(ALL, to3, ORDER);
        s31.intoMemorySegment(ALL, to3 + V1, ORDER);
    }

    private static void tile4x1(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps,
            int[] ranges,
            long step) {
        DoubleVector s00 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, bias & ADDRESS));
        DoubleVector s10 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + biasStep) & ADDRESS));
        DoubleVector s20 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        DoubleVector s30 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 32L * ranges[k + 1];
            for (long at = w + 32L * i; at < end; at += 32L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, run, ORDER);
                DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
                DoubleVector w1 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight + 8L));
                s10 = w1.fma(x0, s10);
                DoubleVector w2 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight + 16L));
                s20 = w2.fma(x0, s20);
                DoubleVector w3 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight + 24L));
                s30 = w3.fma(x0, s30);
            }
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        s10.intoMemorySegment(ALL, to1, ORDER);
        long to2 = (out + 2 * outStep) & ADDRESS;
        s20.intoMemorySegment(ALL, to2, ORDER);
        long to3 = (out + 3 * outStep) & ADDRESS;
        s30.intoMemorySegment(ALL, to3, ORDER);
    }
}
