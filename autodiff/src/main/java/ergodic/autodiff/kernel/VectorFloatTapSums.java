package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorTapSums} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatTapSums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatTapSums() {}

    /** Adds to accumulators {@code next} bytes apart the sums over runs of so many bytes. */
    static void accumulate(long places, long next, long a, int as, long aStep, int[] aRuns, long b, int[] taps,
            int[] bRuns, long step, long bytes) {
        long line = next * taps.length;
        int o = 0;
        while (o < as) {
            int rest = as - o;
            // Four by five sums need 32 registers.
            int outs = rest >= 4 && VectorFloatTaps.MANY_REGISTERS ? 4 : rest >= 2 ? 2 : 1;
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
                    VectorFloatTapSumsNarrow.tile2x5(first, line, next, a, aStep, aRuns, b, taps, i, bRuns, step,
                            bytes);
                case 23 ->
                    VectorFloatTapSumsNarrow.tile2x3(first, line, next, a, aStep, aRuns, b, taps, i, bRuns, step,
                            bytes);
                case 21 ->
                    VectorFloatTapSumsNarrow.tile2x1(first, line, a, aStep, aRuns, b, taps, i, bRuns, step, bytes);
                case 15 -> VectorFloatTapSumsNarrow.tile1x5(first, next, a, aRuns, b, taps, i, bRuns, step, bytes);
                case 13 -> VectorFloatTapSumsNarrow.tile1x3(first, next, a, aRuns, b, taps, i, bRuns, step, bytes);
                default -> VectorFloatTapSumsNarrow.tile1x1(first, a, aRuns, b, taps, i, bRuns, step, bytes);
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
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s03 = FloatVector.zero(S);
        FloatVector s04 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s13 = FloatVector.zero(S);
        FloatVector s14 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s22 = FloatVector.zero(S);
        FloatVector s23 = FloatVector.zero(S);
        FloatVector s24 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s32 = FloatVector.zero(S);
        FloatVector s33 = FloatVector.zero(S);
        FloatVector s34 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long at = b + step * bRuns[r];
            long first = a + step * aRuns[r];
            long end = first + bytes;
            for (long from = first; from < end; from += 4L * L, at += 4L * L) {
                FloatVector y0 = FloatVector.fromMemorySegment(S, ALL, (at + b0) & ADDRESS, ORDER);
                FloatVector y1 = FloatVector.fromMemorySegment(S, ALL, (at + b1) & ADDRESS, ORDER);
                FloatVector y2 = FloatVector.fromMemorySegment(S, ALL, (at + b2) & ADDRESS, ORDER);
                FloatVector y3 = FloatVector.fromMemorySegment(S, ALL, (at + b3) & ADDRESS, ORDER);
                FloatVector y4 = FloatVector.fromMemorySegment(S, ALL, (at + b4) & ADDRESS, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                s03 = x0.fma(y3, s03);
                s04 = x0.fma(y4, s04);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, (from + aStep) & ADDRESS, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                s13 = x1.fma(y3, s13);
                s14 = x1.fma(y4, s14);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, (from + 2 * aStep) & ADDRESS, ORDER);
                s20 = x2.fma(y0, s20);
                s21 = x2.fma(y1, s21);
                s22 = x2.fma(y2, s22);
                s23 = x2.fma(y3, s23);
                s24 = x2.fma(y4, s24);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, (from + 3 * aStep) & ADDRESS, ORDER);
                s30 = x3.fma(y0, s30);
                s31 = x3.fma(y1, s31);
                s32 = x3.fma(y2, s32);
                s33 = x3.fma(y3, s33);
                s34 = x3.fma(y4, s34);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s01.add(FloatVector.fromMemorySegment(S, ALL, (place + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + next) & ADDRESS, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * next) & ADDRESS, ORDER);
        s03.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 3 * next) & ADDRESS, ORDER);
        s04.add(FloatVector.fromMemorySegment(S, ALL, (place + 4 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 4 * next) & ADDRESS, ORDER);
        s10.add(FloatVector.fromMemorySegment(S, ALL, (place + line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line) & ADDRESS, ORDER);
        s11.add(FloatVector.fromMemorySegment(S, ALL, (place + line + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line + next) & ADDRESS, ORDER);
        s12.add(FloatVector.fromMemorySegment(S, ALL, (place + line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + line + 2 * next) & ADDRESS, ORDER);
        s13.add(FloatVector.fromMemorySegment(S, ALL, (place + line + 3 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + line + 3 * next) & ADDRESS, ORDER);
        s14.add(FloatVector.fromMemorySegment(S, ALL, (place + line + 4 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + line + 4 * next) & ADDRESS, ORDER);
        s20.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * line) & ADDRESS, ORDER);
        s21.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * line + next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + next) & ADDRESS, ORDER);
        s22.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + 2 * next) & ADDRESS, ORDER);
        s23.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * line + 3 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + 3 * next) & ADDRESS, ORDER);
        s24.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * line + 4 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + 4 * next) & ADDRESS, ORDER);
        s30.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 3 * line) & ADDRESS, ORDER);
        s31.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * line + next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + next) & ADDRESS, ORDER);
        s32.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + 2 * next) & ADDRESS, ORDER);
        s33.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * line + 3 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + 3 * next) & ADDRESS, ORDER);
        s34.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * line + 4 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + 4 * next) & ADDRESS, ORDER);
    }

    private static void tile4x3(long place, long line, long next, long a, long aStep, int[] aRuns, long b, int[] taps,
            int i, int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        long b1 = step * taps[i + 1];
        long b2 = step * taps[i + 2];
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s22 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s32 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long at = b + step * bRuns[r];
            long first = a + step * aRuns[r];
            long end = first + bytes;
            for (long from = first; from < end; from += 4L * L, at += 4L * L) {
                FloatVector y0 = FloatVector.fromMemorySegment(S, ALL, (at + b0) & ADDRESS, ORDER);
                FloatVector y1 = FloatVector.fromMemorySegment(S, ALL, (at + b1) & ADDRESS, ORDER);
                FloatVector y2 = FloatVector.fromMemorySegment(S, ALL, (at + b2) & ADDRESS, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, (from + aStep) & ADDRESS, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, (from + 2 * aStep) & ADDRESS, ORDER);
                s20 = x2.fma(y0, s20);
                s21 = x2.fma(y1, s21);
                s22 = x2.fma(y2, s22);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, (from + 3 * aStep) & ADDRESS, ORDER);
                s30 = x3.fma(y0, s30);
                s31 = x3.fma(y1, s31);
                s32 = x3.fma(y2, s32);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s01.add(FloatVector.fromMemorySegment(S, ALL, (place + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + next) & ADDRESS, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * next) & ADDRESS, ORDER);
        s10.add(FloatVector.fromMemorySegment(S, ALL, (place + line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line) & ADDRESS, ORDER);
        s11.add(FloatVector.fromMemorySegment(S, ALL, (place + line + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line + next) & ADDRESS, ORDER);
        s12.add(FloatVector.fromMemorySegment(S, ALL, (place + line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + line + 2 * next) & ADDRESS, ORDER);
        s20.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * line) & ADDRESS, ORDER);
        s21.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * line + next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + next) & ADDRESS, ORDER);
        s22.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 2 * line + 2 * next) & ADDRESS, ORDER);
        s30.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 3 * line) & ADDRESS, ORDER);
        s31.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * line + next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + next) & ADDRESS, ORDER);
        s32.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * line + 2 * next) & ADDRESS, ORDER))
                .intoMemorySegment(ALL, (place + 3 * line + 2 * next) & ADDRESS, ORDER);
    }

    private static void tile4x1(long place, long line, long a, long aStep, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long at = b + step * bRuns[r];
            long first = a + step * aRuns[r];
            long end = first + bytes;
            for (long from = first; from < end; from += 4L * L, at += 4L * L) {
                FloatVector y0 = FloatVector.fromMemorySegment(S, ALL, (at + b0) & ADDRESS, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
                s00 = x0.fma(y0, s00);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, (from + aStep) & ADDRESS, ORDER);
                s10 = x1.fma(y0, s10);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, (from + 2 * aStep) & ADDRESS, ORDER);
                s20 = x2.fma(y0, s20);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, (from + 3 * aStep) & ADDRESS, ORDER);
                s30 = x3.fma(y0, s30);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s10.add(FloatVector.fromMemorySegment(S, ALL, (place + line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line) & ADDRESS, ORDER);
        s20.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * line) & ADDRESS, ORDER);
        s30.add(FloatVector.fromMemorySegment(S, ALL, (place + 3 * line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 3 * line) & ADDRESS, ORDER);
    }
}
