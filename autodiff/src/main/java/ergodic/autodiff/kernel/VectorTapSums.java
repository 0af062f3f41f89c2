package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products of runs that taps find: the gradient of a convolution's weights. A register tile of up to four outputs by
 * five taps (a line of a usual kernel) stays in registers over all lines of the tile of rows; what it sums is added to the
 * accumulators at the end, so that these get few and large terms.
 */
final class VectorTapSums {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorTapSums() {}

    /** Adds to accumulators {@code next} bytes apart. */
    static void accumulate(MemorySegment m, long places, long next, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        long line = next * taps.length;
        long aStep = 8L * aStride;
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
        long b0 = b + 8L * taps[i] * step;
        long b1 = b + 8L * taps[i + 1] * step;
        long b2 = b + 8L * taps[i + 2] * step;
        long b3 = b + 8L * taps[i + 3] * step;
        long b4 = b + 8L * taps[i + 4] * step;
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        DoubleVector s04 = DoubleVector.zero(S);
        long place1 = place + line;
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        DoubleVector s13 = DoubleVector.zero(S);
        DoubleVector s14 = DoubleVector.zero(S);
        long place2 = place1 + line;
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s21 = DoubleVector.zero(S);
        DoubleVector s22 = DoubleVector.zero(S);
        DoubleVector s23 = DoubleVector.zero(S);
        DoubleVector s24 = DoubleVector.zero(S);
        long place3 = place2 + line;
        DoubleVector s30 = DoubleVector.zero(S);
        DoubleVector s31 = DoubleVector.zero(S);
        DoubleVector s32 = DoubleVector.zero(S);
        DoubleVector s33 = DoubleVector.zero(S);
        DoubleVector s34 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 8L * aRuns[r] * step;
            long bRun = 8L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 8L * j;
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, m, b0 + at, ORDER);
                DoubleVector y1 = DoubleVector.fromMemorySegment(S, m, b1 + at, ORDER);
                DoubleVector y2 = DoubleVector.fromMemorySegment(S, m, b2 + at, ORDER);
                DoubleVector y3 = DoubleVector.fromMemorySegment(S, m, b3 + at, ORDER);
                DoubleVector y4 = DoubleVector.fromMemorySegment(S, m, b4 + at, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                s03 = x0.fma(y3, s03);
                s04 = x0.fma(y4, s04);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                s13 = x1.fma(y3, s13);
                s14 = x1.fma(y4, s14);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + 2 * aStep, ORDER);
                s20 = x2.fma(y0, s20);
                s21 = x2.fma(y1, s21);
                s22 = x2.fma(y2, s22);
                s23 = x2.fma(y3, s23);
                s24 = x2.fma(y4, s24);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + 3 * aStep, ORDER);
                s30 = x3.fma(y0, s30);
                s31 = x3.fma(y1, s31);
                s32 = x3.fma(y2, s32);
                s33 = x3.fma(y3, s33);
                s34 = x3.fma(y4, s34);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s03.add(DoubleVector.fromMemorySegment(S, m, place + 3 * next, ORDER)).intoMemorySegment(m, place + 3 * next,
                ORDER);
        s04.add(DoubleVector.fromMemorySegment(S, m, place + 4 * next, ORDER)).intoMemorySegment(m, place + 4 * next,
                ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, m, place1 + next, ORDER)).intoMemorySegment(m, place1 + next, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, m, place1 + 2 * next, ORDER)).intoMemorySegment(m, place1 + 2 * next,
                ORDER);
        s13.add(DoubleVector.fromMemorySegment(S, m, place1 + 3 * next, ORDER)).intoMemorySegment(m, place1 + 3 * next,
                ORDER);
        s14.add(DoubleVector.fromMemorySegment(S, m, place1 + 4 * next, ORDER)).intoMemorySegment(m, place1 + 4 * next,
                ORDER);
        s20.add(DoubleVector.fromMemorySegment(S, m, place2, ORDER)).intoMemorySegment(m, place2, ORDER);
        s21.add(DoubleVector.fromMemorySegment(S, m, place2 + next, ORDER)).intoMemorySegment(m, place2 + next, ORDER);
        s22.add(DoubleVector.fromMemorySegment(S, m, place2 + 2 * next, ORDER)).intoMemorySegment(m, place2 + 2 * next,
                ORDER);
        s23.add(DoubleVector.fromMemorySegment(S, m, place2 + 3 * next, ORDER)).intoMemorySegment(m, place2 + 3 * next,
                ORDER);
        s24.add(DoubleVector.fromMemorySegment(S, m, place2 + 4 * next, ORDER)).intoMemorySegment(m, place2 + 4 * next,
                ORDER);
        s30.add(DoubleVector.fromMemorySegment(S, m, place3, ORDER)).intoMemorySegment(m, place3, ORDER);
        s31.add(DoubleVector.fromMemorySegment(S, m, place3 + next, ORDER)).intoMemorySegment(m, place3 + next, ORDER);
        s32.add(DoubleVector.fromMemorySegment(S, m, place3 + 2 * next, ORDER)).intoMemorySegment(m, place3 + 2 * next,
                ORDER);
        s33.add(DoubleVector.fromMemorySegment(S, m, place3 + 3 * next, ORDER)).intoMemorySegment(m, place3 + 3 * next,
                ORDER);
        s34.add(DoubleVector.fromMemorySegment(S, m, place3 + 4 * next, ORDER)).intoMemorySegment(m, place3 + 4 * next,
                ORDER);
    }

    private static void tile4x3(MemorySegment m, long place, long line, long next, long a, long aStep, int[] aRuns,
            long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 8L * taps[i] * step;
        long b1 = b + 8L * taps[i + 1] * step;
        long b2 = b + 8L * taps[i + 2] * step;
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        long place1 = place + line;
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        long place2 = place1 + line;
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s21 = DoubleVector.zero(S);
        DoubleVector s22 = DoubleVector.zero(S);
        long place3 = place2 + line;
        DoubleVector s30 = DoubleVector.zero(S);
        DoubleVector s31 = DoubleVector.zero(S);
        DoubleVector s32 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 8L * aRuns[r] * step;
            long bRun = 8L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 8L * j;
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, m, b0 + at, ORDER);
                DoubleVector y1 = DoubleVector.fromMemorySegment(S, m, b1 + at, ORDER);
                DoubleVector y2 = DoubleVector.fromMemorySegment(S, m, b2 + at, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + 2 * aStep, ORDER);
                s20 = x2.fma(y0, s20);
                s21 = x2.fma(y1, s21);
                s22 = x2.fma(y2, s22);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + 3 * aStep, ORDER);
                s30 = x3.fma(y0, s30);
                s31 = x3.fma(y1, s31);
                s32 = x3.fma(y2, s32);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, m, place1 + next, ORDER)).intoMemorySegment(m, place1 + next, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, m, place1 + 2 * next, ORDER)).intoMemorySegment(m, place1 + 2 * next,
                ORDER);
        s20.add(DoubleVector.fromMemorySegment(S, m, place2, ORDER)).intoMemorySegment(m, place2, ORDER);
        s21.add(DoubleVector.fromMemorySegment(S, m, place2 + next, ORDER)).intoMemorySegment(m, place2 + next, ORDER);
        s22.add(DoubleVector.fromMemorySegment(S, m, place2 + 2 * next, ORDER)).intoMemorySegment(m, place2 + 2 * next,
                ORDER);
        s30.add(DoubleVector.fromMemorySegment(S, m, place3, ORDER)).intoMemorySegment(m, place3, ORDER);
        s31.add(DoubleVector.fromMemorySegment(S, m, place3 + next, ORDER)).intoMemorySegment(m, place3 + next, ORDER);
        s32.add(DoubleVector.fromMemorySegment(S, m, place3 + 2 * next, ORDER)).intoMemorySegment(m, place3 + 2 * next,
                ORDER);
    }

    private static void tile4x1(MemorySegment m, long place, long line, long a, long aStep, int[] aRuns, long b,
            int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 8L * taps[i] * step;
        DoubleVector s00 = DoubleVector.zero(S);
        long place1 = place + line;
        DoubleVector s10 = DoubleVector.zero(S);
        long place2 = place1 + line;
        DoubleVector s20 = DoubleVector.zero(S);
        long place3 = place2 + line;
        DoubleVector s30 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 8L * aRuns[r] * step;
            long bRun = 8L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 8L * j;
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, m, b0 + at, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j, ORDER);
                s00 = x0.fma(y0, s00);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + 2 * aStep, ORDER);
                s20 = x2.fma(y0, s20);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + 3 * aStep, ORDER);
                s30 = x3.fma(y0, s30);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s20.add(DoubleVector.fromMemorySegment(S, m, place2, ORDER)).intoMemorySegment(m, place2, ORDER);
        s30.add(DoubleVector.fromMemorySegment(S, m, place3, ORDER)).intoMemorySegment(m, place3, ORDER);
    }

    private static void tile2x5(MemorySegment m, long place, long line, long next, long a, long aStep, int[] aRuns,
            long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 8L * taps[i] * step;
        long b1 = b + 8L * taps[i + 1] * step;
        long b2 = b + 8L * taps[i + 2] * step;
        long b3 = b + 8L * taps[i + 3] * step;
        long b4 = b + 8L * taps[i + 4] * step;
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        DoubleVector s04 = DoubleVector.zero(S);
        long place1 = place + line;
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        DoubleVector s13 = DoubleVector.zero(S);
        DoubleVector s14 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 8L * aRuns[r] * step;
            long bRun = 8L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 8L * j;
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, m, b0 + at, ORDER);
                DoubleVector y1 = DoubleVector.fromMemorySegment(S, m, b1 + at, ORDER);
                DoubleVector y2 = DoubleVector.fromMemorySegment(S, m, b2 + at, ORDER);
                DoubleVector y3 = DoubleVector.fromMemorySegment(S, m, b3 + at, ORDER);
                DoubleVector y4 = DoubleVector.fromMemorySegment(S, m, b4 + at, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                s03 = x0.fma(y3, s03);
                s04 = x0.fma(y4, s04);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
                s13 = x1.fma(y3, s13);
                s14 = x1.fma(y4, s14);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s03.add(DoubleVector.fromMemorySegment(S, m, place + 3 * next, ORDER)).intoMemorySegment(m, place + 3 * next,
                ORDER);
        s04.add(DoubleVector.fromMemorySegment(S, m, place + 4 * next, ORDER)).intoMemorySegment(m, place + 4 * next,
                ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, m, place1 + next, ORDER)).intoMemorySegment(m, place1 + next, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, m, place1 + 2 * next, ORDER)).intoMemorySegment(m, place1 + 2 * next,
                ORDER);
        s13.add(DoubleVector.fromMemorySegment(S, m, place1 + 3 * next, ORDER)).intoMemorySegment(m, place1 + 3 * next,
                ORDER);
        s14.add(DoubleVector.fromMemorySegment(S, m, place1 + 4 * next, ORDER)).intoMemorySegment(m, place1 + 4 * next,
                ORDER);
    }

    private static void tile2x3(MemorySegment m, long place, long line, long next, long a, long aStep, int[] aRuns,
            long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 8L * taps[i] * step;
        long b1 = b + 8L * taps[i + 1] * step;
        long b2 = b + 8L * taps[i + 2] * step;
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        long place1 = place + line;
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 8L * aRuns[r] * step;
            long bRun = 8L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 8L * j;
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, m, b0 + at, ORDER);
                DoubleVector y1 = DoubleVector.fromMemorySegment(S, m, b1 + at, ORDER);
                DoubleVector y2 = DoubleVector.fromMemorySegment(S, m, b2 + at, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
                s11 = x1.fma(y1, s11);
                s12 = x1.fma(y2, s12);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, m, place1 + next, ORDER)).intoMemorySegment(m, place1 + next, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, m, place1 + 2 * next, ORDER)).intoMemorySegment(m, place1 + 2 * next,
                ORDER);
    }

    private static void tile2x1(MemorySegment m, long place, long line, long a, long aStep, int[] aRuns, long b,
            int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 8L * taps[i] * step;
        DoubleVector s00 = DoubleVector.zero(S);
        long place1 = place + line;
        DoubleVector s10 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 8L * aRuns[r] * step;
            long bRun = 8L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 8L * j;
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, m, b0 + at, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j, ORDER);
                s00 = x0.fma(y0, s00);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j + aStep, ORDER);
                s10 = x1.fma(y0, s10);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, m, place1, ORDER)).intoMemorySegment(m, place1, ORDER);
    }

    private static void tile1x5(MemorySegment m, long place, long next, long a, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 8L * taps[i] * step;
        long b1 = b + 8L * taps[i + 1] * step;
        long b2 = b + 8L * taps[i + 2] * step;
        long b3 = b + 8L * taps[i + 3] * step;
        long b4 = b + 8L * taps[i + 4] * step;
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        DoubleVector s04 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 8L * aRuns[r] * step;
            long bRun = 8L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 8L * j;
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, m, b0 + at, ORDER);
                DoubleVector y1 = DoubleVector.fromMemorySegment(S, m, b1 + at, ORDER);
                DoubleVector y2 = DoubleVector.fromMemorySegment(S, m, b2 + at, ORDER);
                DoubleVector y3 = DoubleVector.fromMemorySegment(S, m, b3 + at, ORDER);
                DoubleVector y4 = DoubleVector.fromMemorySegment(S, m, b4 + at, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
                s03 = x0.fma(y3, s03);
                s04 = x0.fma(y4, s04);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
        s03.add(DoubleVector.fromMemorySegment(S, m, place + 3 * next, ORDER)).intoMemorySegment(m, place + 3 * next,
                ORDER);
        s04.add(DoubleVector.fromMemorySegment(S, m, place + 4 * next, ORDER)).intoMemorySegment(m, place + 4 * next,
                ORDER);
    }

    private static void tile1x3(MemorySegment m, long place, long next, long a, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 8L * taps[i] * step;
        long b1 = b + 8L * taps[i + 1] * step;
        long b2 = b + 8L * taps[i + 2] * step;
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 8L * aRuns[r] * step;
            long bRun = 8L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 8L * j;
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, m, b0 + at, ORDER);
                DoubleVector y1 = DoubleVector.fromMemorySegment(S, m, b1 + at, ORDER);
                DoubleVector y2 = DoubleVector.fromMemorySegment(S, m, b2 + at, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j, ORDER);
                s00 = x0.fma(y0, s00);
                s01 = x0.fma(y1, s01);
                s02 = x0.fma(y2, s02);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, m, place + next, ORDER)).intoMemorySegment(m, place + next, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, m, place + 2 * next, ORDER)).intoMemorySegment(m, place + 2 * next,
                ORDER);
    }

    private static void tile1x1(MemorySegment m, long place, long a, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns, int step, int n) {
        long b0 = b + 8L * taps[i] * step;
        DoubleVector s00 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long aRun = a + 8L * aRuns[r] * step;
            long bRun = 8L * bRuns[r] * step;
            for (int j = 0; j < n; j += L) {
                long at = bRun + 8L * j;
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, m, b0 + at, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, m, aRun + 8L * j, ORDER);
                s00 = x0.fma(y0, s00);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, m, place, ORDER)).intoMemorySegment(m, place, ORDER);
    }
}
