package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products of runs that taps find: the gradient of a convolution's weights. A register tile of up to four outputs by
 * five taps (a line of a usual kernel) stays in registers over all lines of the tile of rows; what it sums is added to the
 * accumulators at the end, so that these get few and large terms. Strides in bytes.
 */
final class VectorTapSums {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorTapSums() {}

    /** Adds to accumulators {@code next} bytes apart the sums over runs of so many bytes. */
    static void accumulate(long places, long next, long a, int as, long aStep, int[] aRuns, long b, int[] taps,
            int[] bRuns, long step, long bytes) {
        long line = next * taps.length;
        int o = 0;
        while (o < as) {
            int rest = as - o;
            // Four by five sums need 32 registers.
            int outs = rest >= 4 && VectorTaps.MANY_REGISTERS ? 4 : rest >= 2 ? 2 : 1;
            line(outs, places + o * line, line, next, a + o * aStep, aStep, aRuns, b, taps, bRuns, step, bytes);
            o += outs;
        }
    }

    private static void line(int outs, long place, long line, long next, long a, long aStep, int[] aRuns, long b,
            int[] taps, int[] bRuns, long step, long bytes) {
        int i = 0;
        while (i < taps.length) {
            int rest = taps.length - i;
            int ins = rest % 5 != 0 && rest % 3 == 0 && rest < 15 ? 3 : rest >= 5 ? 5 : rest >= 3 ? 3 : 1;
            long first = place + i * next;
            switch (10 * outs + ins) {
                case 45 -> tile4x5(first, line, next, a, aStep, aRuns, b, taps, i, bRuns, step, bytes);
                case 43 -> tile4x3(first, line, next, a, aStep, aRuns, b, taps, i, bRuns, step, bytes);
                case 41 -> tile4x1(first, line, a, aStep, aRuns, b, taps, i, bRuns, step, bytes);
                case 25 ->
                    VectorTapSumsNarrow.tile2x5(first, line, next, a, aStep, aRuns, b, taps, i, bRuns, step, bytes);
                case 23 ->
                    VectorTapSumsNarrow.tile2x3(first, line, next, a, aStep, aRuns, b, taps, i, bRuns, step, bytes);
                case 21 -> VectorTapSumsNarrow.tile2x1(first, line, a, aStep, aRuns, b, taps, i, bRuns, step, bytes);
                case 15 -> VectorTapSumsNarrow.tile1x5(first, next, a, aRuns, b, taps, i, bRuns, step, bytes);
                case 13 -> VectorTapSumsNarrow.tile1x3(first, next, a, aRuns, b, taps, i, bRuns, step, bytes);
                default -> VectorTapSumsNarrow.tile1x1(first, a, aRuns, b, taps, i, bRuns, step, bytes);
            }
            i += ins;
        }
    }

    private static void tile4x5(long place, long line, long next, long a, long aStep, int[] aRuns, long b, int[] taps,
            int i, int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        long b1 = step * taps[i + 1];
        long b2 = step * taps[i + 2];
        long b3 = step * taps[i + 3];
        long b4 = step * taps[i + 4];
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        DoubleVector s04 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        DoubleVector s13 = DoubleVector.zero(S);
        DoubleVector s14 = DoubleVector.zero(S);
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s21 = DoubleVector.zero(S);
        DoubleVector s22 = DoubleVector.zero(S);
        DoubleVector s23 = DoubleVector.zero(S);
        DoubleVector s24 = DoubleVector.zero(S);
        DoubleVector s30 = DoubleVector.zero(S);
        DoubleVector s31 = DoubleVector.zero(S);
        DoubleVector s32 = DoubleVector.zero(S);
        DoubleVector s33 = DoubleVector.zero(S);
        DoubleVector s34 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long at = b + step * bRuns[r];
            long first = a + step * aRuns[r];
            long end = first + bytes;
            for (long from = first; from < end; from += 8L * L, at += 8L * L) {
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, ALL, (at + b0) & ADDRESS, ORDER);
                DoubleVector y1 = DoubleVector.fromMemorySegment(S, ALL, (at + b1) & ADDRESS, ORDER);
                DoubleVector y2 = DoubleVector.fromMemorySegment(S, ALL, (at + b2) & ADDRESS, ORDER);
                DoubleVector y3 = DoubleVector.fromMemorySegment(S, ALL, (at + b3) & ADDRESS, ORDER);
                DoubleVector y4 = DoubleVector.fromMemorySegment(S, ALL, (at + b4) & ADDRESS, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                s03 = x0.fma(y3, s03);
                s04 = x0.fma(y4, s04);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, (from + aStep) & ADDRESS, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                s13 = x1.fma(y3, s13);
                s14 = x1.fma(y4, s14);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, (from + 2 * aStep) & ADDRESS, ORDER);
                s20 = x2.fma(y0, s20);
                s21 = x2.fma(y1, s21);
                s22 = x2.fma(y2, s22);
                s23 = x2.fma(y3, s23);
                s24 = x2.fma(y4, s24);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, (from + 3 * aStep) & ADDRESS, ORDER);
                s30 = x3.fma(y0, s30);
                s31 = x3.fma(y1, s31);
                s32 = x3.fma(y2, s32);
                s33 = x3.fma(y3, s33);
                s34 = x3.fma(y4, s34);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, (place + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + next) & ADDRESS, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * next) & ADDRESS, ORDER);
        s03.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 3 * next) & ADDRESS, ORDER);
        s04.add(DoubleVector.fromMemorySegment(S, ALL, (place + 4 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 4 * next) & ADDRESS, ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, ALL, (place + line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line) & ADDRESS, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, ALL, (place + line + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line + next) & ADDRESS, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, ALL, (place + line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + line + 2 * next) & ADDRESS, ORDER);
        s13.add(DoubleVector.fromMemorySegment(S, ALL, (place + line + 3 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + line + 3 * next) & ADDRESS, ORDER);
        s14.add(DoubleVector.fromMemorySegment(S, ALL, (place + line + 4 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + line + 4 * next) & ADDRESS, ORDER);
        s20.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * line) & ADDRESS, ORDER);
        s21.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * line + next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + next) & ADDRESS, ORDER);
        s22.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + 2 * next) & ADDRESS, ORDER);
        s23.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * line + 3 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + 3 * next) & ADDRESS, ORDER);
        s24.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * line + 4 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + 4 * next) & ADDRESS, ORDER);
        s30.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 3 * line) & ADDRESS, ORDER);
        s31.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * line + next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + next) & ADDRESS, ORDER);
        s32.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + 2 * next) & ADDRESS, ORDER);
        s33.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * line + 3 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + 3 * next) & ADDRESS, ORDER);
        s34.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * line + 4 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + 4 * next) & ADDRESS, ORDER);
    }

    private static void tile4x3(long place, long line, long next, long a, long aStep, int[] aRuns, long b, int[] taps,
            int i, int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        long b1 = step * taps[i + 1];
        long b2 = step * taps[i + 2];
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s21 = DoubleVector.zero(S);
        DoubleVector s22 = DoubleVector.zero(S);
        DoubleVector s30 = DoubleVector.zero(S);
        DoubleVector s31 = DoubleVector.zero(S);
        DoubleVector s32 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long at = b + step * bRuns[r];
            long first = a + step * aRuns[r];
            long end = first + bytes;
            for (long from = first; from < end; from += 8L * L, at += 8L * L) {
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, ALL, (at + b0) & ADDRESS, ORDER);
                DoubleVector y1 = DoubleVector.fromMemorySegment(S, ALL, (at + b1) & ADDRESS, ORDER);
                DoubleVector y2 = DoubleVector.fromMemorySegment(S, ALL, (at + b2) & ADDRESS, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, (from + aStep) & ADDRESS, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, (from + 2 * aStep) & ADDRESS, ORDER);
                s20 = x2.fma(y0, s20);
                s21 = x2.fma(y1, s21);
                s22 = x2.fma(y2, s22);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, (from + 3 * aStep) & ADDRESS, ORDER);
                s30 = x3.fma(y0, s30);
                s31 = x3.fma(y1, s31);
                s32 = x3.fma(y2, s32);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, (place + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + next) & ADDRESS, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * next) & ADDRESS, ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, ALL, (place + line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line) & ADDRESS, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, ALL, (place + line + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line + next) & ADDRESS, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, ALL, (place + line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + line + 2 * next) & ADDRESS, ORDER);
        s20.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * line) & ADDRESS, ORDER);
        s21.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * line + next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + next) & ADDRESS, ORDER);
        s22.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + 2 * next) & ADDRESS, ORDER);
        s30.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 3 * line) & ADDRESS, ORDER);
        s31.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * line + next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + next) & ADDRESS, ORDER);
        s32.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + 2 * next) & ADDRESS, ORDER);
    }

    private static void tile4x1(long place, long line, long a, long aStep, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s30 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long at = b + step * bRuns[r];
            long first = a + step * aRuns[r];
            long end = first + bytes;
            for (long from = first; from < end; from += 8L * L, at += 8L * L) {
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, ALL, (at + b0) & ADDRESS, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
                s00 = x0.fma(y0, s00);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, (from + aStep) & ADDRESS, ORDER);
                s10 = x1.fma(y0, s10);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, (from + 2 * aStep) & ADDRESS, ORDER);
                s20 = x2.fma(y0, s20);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, (from + 3 * aStep) & ADDRESS, ORDER);
                s30 = x3.fma(y0, s30);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, ALL, (place + line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line) & ADDRESS, ORDER);
        s20.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * line) & ADDRESS, ORDER);
        s30.add(DoubleVector.fromMemorySegment(S, ALL, (place + 3 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 3 * line) & ADDRESS, ORDER);
    }
}
