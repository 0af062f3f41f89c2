package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The tiles of {@link VectorTapSums} with two outputs and with one. */
final class VectorTapSumsNarrow {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorTapSumsNarrow() {}

    static void tile2x5(long place, long line, long next, long a, long aStep, int[] aRuns, long b, int[] taps,
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
    }

    static void tile2x3(long place, long line, long next, long a, long aStep, int[] aRuns, long b, int[] taps,
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
    }

    static void tile2x1(long place, long line, long a, long aStep, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
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
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s10.add(DoubleVector.fromMemorySegment(S, ALL, (place + line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line) & ADDRESS, ORDER);
    }

    static void tile1x5(long place, long next, long a, int[] aRuns, long b, int[] taps, int i, int[] bRuns,
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
    }

    static void tile1x3(long place, long next, long a, int[] aRuns, long b, int[] taps, int i, int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        long b1 = step * taps[i + 1];
        long b2 = step * taps[i + 2];
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
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
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, (place + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + next) & ADDRESS, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, (place + 2 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * next) & ADDRESS, ORDER);
    }

    static void tile1x1(long place, long a, int[] aRuns, long b, int[] taps, int i, int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        DoubleVector s00 = DoubleVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long at = b + step * bRuns[r];
            long first = a + step * aRuns[r];
            long end = first + bytes;
            for (long from = first; from < end; from += 8L * L, at += 8L * L) {
                DoubleVector y0 = DoubleVector.fromMemorySegment(S, ALL, (at + b0) & ADDRESS, ORDER);
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
                s00 = x0.fma(y0, s00);
            }
        }
        s00.add(DoubleVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
    }
}
