package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorTapsEight} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatTapsEight {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 4L * L;
    private static final long V2 = 8L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatTapsEight() {}

    static void apply(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps, int[] ranges,
            long step, int n) {
        int j = 0;
        if (n >= 3 * L) {
            // The last tile may do again what the one before it did.
            for (; j < n; j += 3 * L) {
                long at = 4L * Math.min(j, n - 3 * L);
                tile8x3(out + at, outStep, w, bias, biasStep, x + at, taps, ranges, step);
            }
        }
        for (; j < n; j += L) {
            tile8x1(out + 4L * j, outStep, w, bias, biasStep, x + 4L * j, taps, ranges, step);
        }
    }

    private static void tile8x3(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps,
            int[] ranges,
            long step) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s10 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + biasStep) & ADDRESS));
        FloatVector s11 = s10;
        FloatVector s12 = s10;
        FloatVector s20 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        FloatVector s21 = s20;
        FloatVector s22 = s20;
        FloatVector s30 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        FloatVector s31 = s30;
        FloatVector s32 = s30;
        FloatVector s40 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 4 * biasStep) & ADDRESS));
        FloatVector s41 = s40;
        FloatVector s42 = s40;
        FloatVector s50 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 5 * biasStep) & ADDRESS));
        FloatVector s51 = s50;
        FloatVector s52 = s50;
        FloatVector s60 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 6 * biasStep) & ADDRESS));
        FloatVector s61 = s60;
        FloatVector s62 = s60;
        FloatVector s70 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 7 * biasStep) & ADDRESS));
        FloatVector s71 = s70;
        FloatVector s72 = s70;
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 32L * ranges[k + 1];
            for (long at = w + 32L * i; at < end; at += 32L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, run + V1, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, run + V2, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                s02 = w0.fma(x2, s02);
                FloatVector w1 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 4L));
                s10 = w1.fma(x0, s10);
                s11 = w1.fma(x1, s11);
                s12 = w1.fma(x2, s12);
                FloatVector w2 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 8L));
                s20 = w2.fma(x0, s20);
                s21 = w2.fma(x1, s21);
                s22 = w2.fma(x2, s22);
                FloatVector w3 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 12L));
                s30 = w3.fma(x0, s30);
                s31 = w3.fma(x1, s31);
                s32 = w3.fma(x2, s32);
                FloatVector w4 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 16L));
                s40 = w4.fma(x0, s40);
                s41 = w4.fma(x1, s41);
                s42 = w4.fma(x2, s42);
                FloatVector w5 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 20L));
                s50 = w5.fma(x0, s50);
                s51 = w5.fma(x1, s51);
                s52 = w5.fma(x2, s52);
                FloatVector w6 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 24L));
                s60 = w6.fma(x0, s60);
                s61 = w6.fma(x1, s61);
                s62 = w6.fma(x2, s62);
                FloatVector w7 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 28L));
                s70 = w7.fma(x0, s70);
                s71 = w7.fma(x1, s71);
                s72 = w7.fma(x2, s72);
            }
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
        s01.intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.intoMemorySegment(ALL, to0 + V2, ORDER);
        long to1 = (out + outStep) & ADDRESS;
        s10.intoMemorySegment(ALL, to1, ORDER);
        s11.intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.intoMemorySegment(ALL, to1 + V2, ORDER);
        long to2 = (out + 2 * outStep) & ADDRESS;
        s20.intoMemorySegment(ALL, to2, ORDER);
        s21.intoMemorySegment(ALL, to2 + V1, ORDER);
        s22.intoMemorySegment(ALL, to2 + V2, ORDER);
        long to3 = (out + 3 * outStep) & ADDRESS;
        s30.intoMemorySegment(ALL, to3, ORDER);
        s31.intoMemorySegment(ALL, to3 + V1, ORDER);
        s32.intoMemorySegment(ALL, to3 + V2, ORDER);
        long to4 = (out + 4 * outStep) & ADDRESS;
        s40.intoMemorySegment(ALL, to4, ORDER);
        s41.intoMemorySegment(ALL, to4 + V1, ORDER);
        s42.intoMemorySegment(ALL, to4 + V2, ORDER);
        long to5 = (out + 5 * outStep) & ADDRESS;
        s50.intoMemorySegment(ALL, to5, ORDER);
        s51.intoMemorySegment(ALL, to5 + V1, ORDER);
        s52.intoMemorySegment(ALL, to5 + V2, ORDER);
        long to6 = (out + 6 * outStep) & ADDRESS;
        s60.intoMemorySegment(ALL, to6, ORDER);
        s61.intoMemorySegment(ALL, to6 + V1, ORDER);
        s62.intoMemorySegment(ALL, to6 + V2, ORDER);
        long to7 = (out + 7 * outStep) & ADDRESS;
        s70.intoMemorySegment(ALL, to7, ORDER);
        s71.intoMemorySegment(ALL, to7 + V1, ORDER);
        s72.intoMemorySegment(ALL, to7 + V2, ORDER);
    }

    private static void tile8x1(long out, long outStep, long w, long bias, long biasStep, long x, int[] taps,
            int[] ranges,
            long step) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s10 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + biasStep) & ADDRESS));
        FloatVector s20 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 2 * biasStep) & ADDRESS));
        FloatVector s30 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 3 * biasStep) & ADDRESS));
        FloatVector s40 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 4 * biasStep) & ADDRESS));
        FloatVector s50 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 5 * biasStep) & ADDRESS));
        FloatVector s60 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 6 * biasStep) & ADDRESS));
        FloatVector s70 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, (bias + 7 * biasStep) & ADDRESS));
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 32L * ranges[k + 1];
            for (long at = w + 32L * i; at < end; at += 32L, i++) {
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
                FloatVector w6 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 24L));
                s60 = w6.fma(x0, s60);
                FloatVector w7 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight + 28L));
                s70 = w7.fma(x0, s70);
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
        long to6 = (out + 6 * outStep) & ADDRESS;
        s60.intoMemorySegment(ALL, to6, ORDER);
        long to7 = (out + 7 * outStep) & ADDRESS;
        s70.intoMemorySegment(ALL, to7, ORDER);
    }
}
