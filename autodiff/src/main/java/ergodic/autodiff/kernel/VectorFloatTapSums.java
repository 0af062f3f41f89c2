package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorTapSums} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatTapSums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatTapSums() {}

    /** Adds to accumulators {@code next} bytes apart. */
    static void accumulate(MemorySegment m, long places, long next, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        long line = next * taps.length;
        long aStep = 4L * aStride;
        int wide = S.vectorBitSize() < 512 ? 2 : 4; // four by five sums need 32 registers
        int o = 0;
        while (o < as) {
            int outs = as - o >= wide ? wide : as - o >= 2 ? 2 : 1;
            long place = places + o * line;
            long from = a + o * aStep;
            int i = 0;
            while (i < taps.length) {
                int rest = taps.length - i;
                int ins = rest % 5 != 0 && rest % 3 == 0 && rest < 15 ? 3 : rest >= 5 ? 5 : rest >= 3 ? 3 : 1;
                long first = place + i * next;
                switch (10 * outs + ins) {
                    case 45 -> tile4x5(m, first, line, next, from, aStep, aRuns, b, taps, i, bRuns, step, n);
                    case 43 -> tile4x3(m, first, line, next, from, aStep, aRuns, b, taps, i, bRuns, step, n);
                    case 41 -> tile4x1(m, first, line, from, aStep, aRuns, b, taps, i, bRuns, step, n);
                    case 25 -> tile2x5(m, first, line, next, from, aStep, aRuns, b, taps, i, bRuns, step, n);
                    case 23 -> tile2x3(m, first, line, next, from, aStep, aRuns, b, taps, i, bRuns, step, n);
                    case 21 -> tile2x1(m, first, line, from, aStep, aRuns, b, taps, i, bRuns, step, n);
                    case 15 -> tile1x5(m, first, next, from, aRuns, b, taps, i, bRuns, step, n);
                    case 13 -> tile1x3(m, first, next, from, aRuns, b, taps, i, bRuns, step, n);
                    default -> tile1x1(m, first, from, aRuns, b, taps, i, bRuns, step, n);
                }
                i += ins;
            }
            o += outs;
        }
    }

    private static void tile4x5(MemorySegment m, long place, long line, long next, long a, long aStep, int[] aRuns,
            long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 4L * taps[i] * step;
        long b1 = b + 4L * taps[i + 1] * step;
        long b2 = b + 4L * taps[i + 2] * step;
        long b3 = b + 4L * taps[i + 3] * step;
        long b4 = b + 4L * taps[i + 4] * step;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s03 = FloatVector.zero(S);
        FloatVector s04 = FloatVector.zero(S);
        long place1 = place + line;
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s13 = FloatVector.zero(S);
        FloatVector s14 = FloatVector.zero(S);
        long place2 = place1 + line;
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s22 = FloatVector.zero(S);
        FloatVector s23 = FloatVector.zero(S);
        FloatVector s24 = FloatVector.zero(S);
        long place3 = place2 + line;
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s32 = FloatVector.zero(S);
        FloatVector s33 = FloatVector.zero(S);
        FloatVector s34 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 4L * aRuns[r] * step;
            long bRun = 4L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 4L * j;
                FloatVector y0 = FloatVector.fromMemorySegment(S, m, b0 + at, ORDER);
                FloatVector y1 = FloatVector.fromMemorySegment(S, m, b1 + at, ORDER);
                FloatVector y2 = FloatVector.fromMemorySegment(S, m, b2 + at, ORDER);
                FloatVector y3 = FloatVector.fromMemorySegment(S, m, b3 + at, ORDER);
                FloatVector y4 = FloatVector.fromMemorySegment(S, m, b4 + at, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                s03 = x0.fma(y3, s03);
                s04 = x0.fma(y4, s04);
                FloatVector x1 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                s13 = x1.fma(y3, s13);
                s14 = x1.fma(y4, s14);
                FloatVector x2 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + 2 * aStep, ORDER);
                s20 = x2.fma(y0, s20);
                s21 = x2.fma(y1, s21);
                s22 = x2.fma(y2, s22);
                s23 = x2.fma(y3, s23);
                s24 = x2.fma(y4, s24);
                FloatVector x3 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + 3 * aStep, ORDER);
                s30 = x3.fma(y0, s30);
                s31 = x3.fma(y1, s31);
                s32 = x3.fma(y2, s32);
                s33 = x3.fma(y3, s33);
                s34 = x3.fma(y4, s34);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(FloatVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s03.add(FloatVector.fromMemorySegment(S, m, place + 3 * next, ORDER)).intoMemorySegment(m, place + 3 * next,
                ORDER);
        s04.add(FloatVector.fromMemorySegment(S, m, place + 4 * next, ORDER)).intoMemorySegment(m, place + 4 * next,
                ORDER);
        s10.add(FloatVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s11.add(FloatVector.fromMemorySegment(S, m, place1 + next, ORDER)).intoMemorySegment(m, place1 + next, ORDER);
        s12.add(FloatVector.fromMemorySegment(S, m, place1 + 2 * next, ORDER)).intoMemorySegment(m, place1 + 2 * next,
                ORDER);
        s13.add(FloatVector.fromMemorySegment(S, m, place1 + 3 * next, ORDER)).intoMemorySegment(m, place1 + 3 * next,
                ORDER);
        s14.add(FloatVector.fromMemorySegment(S, m, place1 + 4 * next, ORDER)).intoMemorySegment(m, place1 + 4 * next,
                ORDER);
        s20.add(FloatVector.fromMemorySegment(S, m, place2, ORDER)).intoMemorySegment(m, place2, ORDER);
        s21.add(FloatVector.fromMemorySegment(S, m, place2 + next, ORDER)).intoMemorySegment(m, place2 + next, ORDER);
        s22.add(FloatVector.fromMemorySegment(S, m, place2 + 2 * next, ORDER)).intoMemorySegment(m, place2 + 2 * next,
                ORDER);
        s23.add(FloatVector.fromMemorySegment(S, m, place2 + 3 * next, ORDER)).intoMemorySegment(m, place2 + 3 * next,
                ORDER);
        s24.add(FloatVector.fromMemorySegment(S, m, place2 + 4 * next, ORDER)).intoMemorySegment(m, place2 + 4 * next,
                ORDER);
        s30.add(FloatVector.fromMemorySegment(S, m, place3, ORDER)).intoMemorySegment(m, place3, ORDER);
        s31.add(FloatVector.fromMemorySegment(S, m, place3 + next, ORDER)).intoMemorySegment(m, place3 + next, ORDER);
        s32.add(FloatVector.fromMemorySegment(S, m, place3 + 2 * next, ORDER)).intoMemorySegment(m, place3 + 2 * next,
                ORDER);
        s33.add(FloatVector.fromMemorySegment(S, m, place3 + 3 * next, ORDER)).intoMemorySegment(m, place3 + 3 * next,
                ORDER);
        s34.add(FloatVector.fromMemorySegment(S, m, place3 + 4 * next, ORDER)).intoMemorySegment(m, place3 + 4 * next,
                ORDER);
    }

    private static void tile4x3(MemorySegment m, long place, long line, long next, long a, long aStep, int[] aRuns,
            long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 4L * taps[i] * step;
        long b1 = b + 4L * taps[i + 1] * step;
        long b2 = b + 4L * taps[i + 2] * step;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        long place1 = place + line;
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        long place2 = place1 + line;
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s22 = FloatVector.zero(S);
        long place3 = place2 + line;
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s32 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 4L * aRuns[r] * step;
            long bRun = 4L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 4L * j;
                FloatVector y0 = FloatVector.fromMemorySegment(S, m, b0 + at, ORDER);
                FloatVector y1 = FloatVector.fromMemorySegment(S, m, b1 + at, ORDER);
                FloatVector y2 = FloatVector.fromMemorySegment(S, m, b2 + at, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                FloatVector x1 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                FloatVector x2 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + 2 * aStep, ORDER);
                s20 = x2.fma(y0, s20);
                s21 = x2.fma(y1, s21);
                s22 = x2.fma(y2, s22);
                FloatVector x3 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + 3 * aStep, ORDER);
                s30 = x3.fma(y0, s30);
                s31 = x3.fma(y1, s31);
                s32 = x3.fma(y2, s32);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(FloatVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s10.add(FloatVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s11.add(FloatVector.fromMemorySegment(S, m, place1 + next, ORDER)).intoMemorySegment(m, place1 + next, ORDER);
        s12.add(FloatVector.fromMemorySegment(S, m, place1 + 2 * next, ORDER)).intoMemorySegment(m, place1 + 2 * next,
                ORDER);
        s20.add(FloatVector.fromMemorySegment(S, m, place2, ORDER)).intoMemorySegment(m, place2, ORDER);
        s21.add(FloatVector.fromMemorySegment(S, m, place2 + next, ORDER)).intoMemorySegment(m, place2 + next, ORDER);
        s22.add(FloatVector.fromMemorySegment(S, m, place2 + 2 * next, ORDER)).intoMemorySegment(m, place2 + 2 * next,
                ORDER);
        s30.add(FloatVector.fromMemorySegment(S, m, place3, ORDER)).intoMemorySegment(m, place3, ORDER);
        s31.add(FloatVector.fromMemorySegment(S, m, place3 + next, ORDER)).intoMemorySegment(m, place3 + next, ORDER);
        s32.add(FloatVector.fromMemorySegment(S, m, place3 + 2 * next, ORDER)).intoMemorySegment(m, place3 + 2 * next,
                ORDER);
    }

    private static void tile4x1(MemorySegment m, long place, long line, long a, long aStep, int[] aRuns, long b,
            int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 4L * taps[i] * step;
        FloatVector s00 = FloatVector.zero(S);
        long place1 = place + line;
        FloatVector s10 = FloatVector.zero(S);
        long place2 = place1 + line;
        FloatVector s20 = FloatVector.zero(S);
        long place3 = place2 + line;
        FloatVector s30 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 4L * aRuns[r] * step;
            long bRun = 4L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 4L * j;
                FloatVector y0 = FloatVector.fromMemorySegment(S, m, b0 + at, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j, ORDER);
                s00 = x0.fma(y0, s00);
                FloatVector x1 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                FloatVector x2 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + 2 * aStep, ORDER);
                s20 = x2.fma(y0, s20);
                FloatVector x3 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + 3 * aStep, ORDER);
                s30 = x3.fma(y0, s30);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s10.add(FloatVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s20.add(FloatVector.fromMemorySegment(S, m, place2, ORDER)).intoMemorySegment(m, place2, ORDER);
        s30.add(FloatVector.fromMemorySegment(S, m, place3, ORDER)).intoMemorySegment(m, place3, ORDER);
    }

    private static void tile2x5(MemorySegment m, long place, long line, long next, long a, long aStep, int[] aRuns,
            long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 4L * taps[i] * step;
        long b1 = b + 4L * taps[i + 1] * step;
        long b2 = b + 4L * taps[i + 2] * step;
        long b3 = b + 4L * taps[i + 3] * step;
        long b4 = b + 4L * taps[i + 4] * step;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s03 = FloatVector.zero(S);
        FloatVector s04 = FloatVector.zero(S);
        long place1 = place + line;
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s13 = FloatVector.zero(S);
        FloatVector s14 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 4L * aRuns[r] * step;
            long bRun = 4L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 4L * j;
                FloatVector y0 = FloatVector.fromMemorySegment(S, m, b0 + at, ORDER);
                FloatVector y1 = FloatVector.fromMemorySegment(S, m, b1 + at, ORDER);
                FloatVector y2 = FloatVector.fromMemorySegment(S, m, b2 + at, ORDER);
                FloatVector y3 = FloatVector.fromMemorySegment(S, m, b3 + at, ORDER);
                FloatVector y4 = FloatVector.fromMemorySegment(S, m, b4 + at, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                s03 = x0.fma(y3, s03);
                s04 = x0.fma(y4, s04);
                FloatVector x1 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                s13 = x1.fma(y3, s13);
                s14 = x1.fma(y4, s14);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(FloatVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s03.add(FloatVector.fromMemorySegment(S, m, place + 3 * next, ORDER)).intoMemorySegment(m, place + 3 * next,
                ORDER);
        s04.add(FloatVector.fromMemorySegment(S, m, place + 4 * next, ORDER)).intoMemorySegment(m, place + 4 * next,
                ORDER);
        s10.add(FloatVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s11.add(FloatVector.fromMemorySegment(S, m, place1 + next, ORDER)).intoMemorySegment(m, place1 + next, ORDER);
        s12.add(FloatVector.fromMemorySegment(S, m, place1 + 2 * next, ORDER)).intoMemorySegment(m, place1 + 2 * next,
                ORDER);
        s13.add(FloatVector.fromMemorySegment(S, m, place1 + 3 * next, ORDER)).intoMemorySegment(m, place1 + 3 * next,
                ORDER);
        s14.add(FloatVector.fromMemorySegment(S, m, place1 + 4 * next, ORDER)).intoMemorySegment(m, place1 + 4 * next,
                ORDER);
    }

    private static void tile2x3(MemorySegment m, long place, long line, long next, long a, long aStep, int[] aRuns,
            long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 4L * taps[i] * step;
        long b1 = b + 4L * taps[i + 1] * step;
        long b2 = b + 4L * taps[i + 2] * step;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        long place1 = place + line;
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 4L * aRuns[r] * step;
            long bRun = 4L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 4L * j;
                FloatVector y0 = FloatVector.fromMemorySegment(S, m, b0 + at, ORDER);
                FloatVector y1 = FloatVector.fromMemorySegment(S, m, b1 + at, ORDER);
                FloatVector y2 = FloatVector.fromMemorySegment(S, m, b2 + at, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                FloatVector x1 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(FloatVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s10.add(FloatVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s11.add(FloatVector.fromMemorySegment(S, m, place1 + next, ORDER)).intoMemorySegment(m, place1 + next, ORDER);
        s12.add(FloatVector.fromMemorySegment(S, m, place1 + 2 * next, ORDER)).intoMemorySegment(m, place1 + 2 * next,
                ORDER);
    }

    private static void tile2x1(MemorySegment m, long place, long line, long a, long aStep, int[] aRuns, long b,
            int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 4L * taps[i] * step;
        FloatVector s00 = FloatVector.zero(S);
        long place1 = place + line;
        FloatVector s10 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 4L * aRuns[r] * step;
            long bRun = 4L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 4L * j;
                FloatVector y0 = FloatVector.fromMemorySegment(S, m, b0 + at, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j, ORDER);
                s00 = x0.fma(y0, s00);
                FloatVector x1 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s10.add(FloatVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
    }

    private static void tile1x5(MemorySegment m, long place, long next, long a, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 4L * taps[i] * step;
        long b1 = b + 4L * taps[i + 1] * step;
        long b2 = b + 4L * taps[i + 2] * step;
        long b3 = b + 4L * taps[i + 3] * step;
        long b4 = b + 4L * taps[i + 4] * step;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s03 = FloatVector.zero(S);
        FloatVector s04 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 4L * aRuns[r] * step;
            long bRun = 4L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 4L * j;
                FloatVector y0 = FloatVector.fromMemorySegment(S, m, b0 + at, ORDER);
                FloatVector y1 = FloatVector.fromMemorySegment(S, m, b1 + at, ORDER);
                FloatVector y2 = FloatVector.fromMemorySegment(S, m, b2 + at, ORDER);
                FloatVector y3 = FloatVector.fromMemorySegment(S, m, b3 + at, ORDER);
                FloatVector y4 = FloatVector.fromMemorySegment(S, m, b4 + at, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                s03 = x0.fma(y3, s03);
                s04 = x0.fma(y4, s04);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(FloatVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s03.add(FloatVector.fromMemorySegment(S, m, place + 3 * next, ORDER)).intoMemorySegment(m, place + 3 * next,
                ORDER);
        s04.add(FloatVector.fromMemorySegment(S, m, place + 4 * next, ORDER)).intoMemorySegment(m, place + 4 * next,
                ORDER);
    }

    private static void tile1x3(MemorySegment m, long place, long next, long a, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 4L * taps[i] * step;
        long b1 = b + 4L * taps[i + 1] * step;
        long b2 = b + 4L * taps[i + 2] * step;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 4L * aRuns[r] * step;
            long bRun = 4L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 4L * j;
                FloatVector y0 = FloatVector.fromMemorySegment(S, m, b0 + at, ORDER);
                FloatVector y1 = FloatVector.fromMemorySegment(S, m, b1 + at, ORDER);
                FloatVector y2 = FloatVector.fromMemorySegment(S, m, b2 + at, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(FloatVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
    }

    private static void tile1x1(MemorySegment m, long place, long a, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 4L * taps[i] * step;
        FloatVector s00 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 4L * aRuns[r] * step;
            long bRun = 4L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 4L * j;
                FloatVector y0 = FloatVector.fromMemorySegment(S, m, b0 + at, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, m, aRun + 4L * j, ORDER);
                s00 = x0.fma(y0, s00);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
    }
}
