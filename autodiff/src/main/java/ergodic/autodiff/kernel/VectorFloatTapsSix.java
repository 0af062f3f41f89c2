package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorTapsSix} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatTapsSix {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 4L * L;
    private static final long V2 = 8L * L;
    private static final long V3 = 12L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatTapsSix() {}

    static void apply(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps, int[] ranges,
            long step, int n) {
        int j = 0;
        if (n >= 4 * L) {
            // The last tile may do again what the one before it did.
            for (; j < n; j += 4 * L) {
                long at = 4L * Math.min(j, n - 4 * L);
                tile6x4(out + at, outStep, w, bias, biasStep, x + at, taps, ranges, step);
            }
        }
        for (; j + 2 * L <= n; j += 2 * L) {
            tile6x2(out + 4L * j, outStep, w, bias, biasStep, x + 4L * j, taps, ranges, step);
        }
        for (; j < n; j += L) {
            tile6x1(out + 4L * j, outStep, w, bias, biasStep, x + 4L * j, taps, ranges, step);
        }
    }

    private static void tile6x4(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps,
            int[] ranges,
            long step) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        FloatVector s10 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + biasStep) & ADDRESS));
        FloatVector s11 = s10;
        FloatVector s12 = s10;
        FloatVector s13 = s10;
        FloatVector s20 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        FloatVector s21 = s20;
        FloatVector s22 = s20;
        FloatVector s23 = s20;
        FloatVector s30 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        FloatVector s31 = s30;
        FloatVector s32 = s30;
        FloatVector s33 = s30;
        FloatVector s40 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 4 * biasStep) & ADDRESS));
        FloatVector s41 = s40;
        FloatVector s42 = s40;
        FloatVector s43 = s40;
        FloatVector s50 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 5 * biasStep) & ADDRESS));
        FloatVector s51 = s50;
        FloatVector s52 = s50;
        FloatVector s53 = s50;
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 24L * ranges[k + 1];
            for (long at = w + 24L * i; at < end; at += 24L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, run + V1, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, run + V2, ORDER);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, run + V3, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                s02 = w0.fma(x2, s02);
                s03 = w0.fma(x3, s03);
                FloatVector w1 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 4L));
                s10 = w1.fma(x0, s10);
                s11 = w1.fma(x1, s11);
                s12 = w1.fma(x2, s12);
                s13 = w1.fma(x3, s13);
                FloatVector w2 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 8L));
                s20 = w2.fma(x0, s20);
                s21 = w2.fma(x1, s21);
                s22 = w2.fma(x2, s22);
                s23 = w2.fma(x3, s23);
                FloatVector w3 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 12L));
                s30 = w3.fma(x0, s30);
                s31 = w3.fma(x1, s31);
                s32 = w3.fma(x2, s32);
                s33 = w3.fma(x3, s33);
                FloatVector w4 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 16L));
                s40 = w4.fma(x0, s40);
                s41 = w4.fma(x1, s41);
                s42 = w4.fma(x2, s42);
                s43 = w4.fma(x3, s43);
                FloatVector w5 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 20L));
                s50 = w5.fma(x0, s50);
                s51 = w5.fma(x1, s51);
                s52 = w5.fma(x2, s52);
                s53 = w5.fma(x3, s53);
            }
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
        s01.intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.intoMemorySegment(ALL, to0 + V3, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        s10.intoMemorySegment(ALL, to1, ORDER);
        s11.intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.intoMemorySegment(ALL, to1 + V3, ORDER);
        long to2 = (out + 2 * outStep) & ADDRESS;
        s20.intoMemorySegment(ALL, to2, ORDER);
        s21.intoMemorySegment(ALL, to2 + V1, ORDER);
        s22.intoMemorySegment(ALL, to2 + V2, ORDER);
        s23.intoMemorySegment(ALL, to2 + V3, ORDER);
        long to3 = (out + 3 * outStep) & ADDRESS;
        s30.intoMemorySegment(ALL, to3, ORDER);
        s31.intoMemorySegment(ALL, to3 + V1, ORDER);
        s32.intoMemorySegment(ALL, to3 + V2, ORDER);
        s33.intoMemorySegment(ALL, to3 + V3, ORDER);
        long to4 = (out + 4 * outStep) & ADDRESS;
        s40.intoMemorySegment(ALL, to4, ORDER);
        s41.intoMemorySegment(ALL, to4 + V1, ORDER);
        s42.intoMemorySegment(ALL, to4 + V2, ORDER);
        s43.intoMemorySegment(ALL, to4 + V3, ORDER);
        long to5 = (out + 5 * outStep) & ADDRESS;
        s50.intoMemorySegment(ALL, to5, ORDER);
        s51.intoMemorySegment(ALL, to5 + V1, ORDER);
        s52.intoMemorySegment(ALL, to5 + V2, ORDER);
        s53.intoMemorySegment(ALL, to5 + V3, ORDER);
    }

    private static void tile6x2(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps,
            int[] ranges,
            long step) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s01 = s00;
        FloatVector s10 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + biasStep) & ADDRESS));
        FloatVector s11 = s10;
        FloatVector s20 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        FloatVector s21 = s20;
        FloatVector s30 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        FloatVector s31 = s30;
        FloatVector s40 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 4 * biasStep) & ADDRESS));
        FloatVector s41 = s40;
        FloatVector s50 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 5 * biasStep) & ADDRESS));
        FloatVector s51 = s50;
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 24L * ranges[k + 1];
            for (long at = w + 24L * i; at < end; at += 24L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, run + V1, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                FloatVector w1 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 4L));
                s10 = w1.fma(x0, s10);
                s11 = w1.fma(x1, s11);
                FloatVector w2 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 8L));
                s20 = w2.fma(x0, s20);
                s21 = w2.fma(x1, s21);
                FloatVector w3 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 12L));
                s30 = w3.fma(x0, s30);
                s31 = w3.fma(x1, s31);
                FloatVector w4 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 16L));
                s40 = w4.fma(x0, s40);
                s41 = w4.fma(x1, s41);
                FloatVector w5 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 20L));
                s50 = w5.fma(x0, s50);
                s51 = w5.fma(x1, s51);
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
        long to4 = (out + 4 * outStep) & ADDRESS;
        s40.intoMemorySegment(ALL, to4, ORDER);
        s41.intoMemorySegment(ALL, to4 + V1, ORDER);
        long to5 = (out + 5 * outStep) & ADDRESS;
        s50.intoMemorySegment(ALL, to5, ORDER);
        s51.intoMemorySegment(ALL, to5 + V1, ORDER);
    }

    private static void tile6x1(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps,
            int[] ranges,
            long step) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s10 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + biasStep) & ADDRESS));
        FloatVector s20 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        FloatVector s30 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        FloatVector s40 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 4 * biasStep) & ADDRESS));
        FloatVector s50 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 5 * biasStep) & ADDRESS));
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 24L * ranges[k + 1];
            for (long at = w + 24L * i; at < end; at += 24L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
                FloatVector w1 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 4L));
                s10 = w1.fma(x0, s10);
                FloatVector w2 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 8L));
                s20 = w2.fma(x0, s20);
                FloatVector w3 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 12L));
                s30 = w3.fma(x0, s30);
                FloatVector w4 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 16L));
                s40 = w4.fma(x0, s40);
                FloatVector w5 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 20L));
                s50 = w5.fma(x0, s50);
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
        long to4 = (out + 4 * outStep) & ADDRESS;
        s40.intoMemorySegment(ALL, to4, ORDER);
        long to5 = (out + 5 * outStep) & ADDRESS;
        s50.intoMemorySegment(ALL, to5, ORDER);
    }
}
