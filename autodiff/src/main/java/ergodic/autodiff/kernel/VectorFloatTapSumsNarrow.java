package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorTapSumsNarrow} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatTapSumsNarrow {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatTapSumsNarrow() {}

    static void tile2x5(long place, long line, long next, long a, long aStep, int[] aRuns, long b, int[] taps,
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
    }

    static void tile2x3(long place, long line, long next, long a, long aStep, int[] aRuns, long b, int[] taps,
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
    }

    static void tile2x1(long place, long line, long a, long aStep, int[] aRuns, long b, int[] taps, int i,
            int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
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
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s10.add(FloatVector.fromMemorySegment(S, ALL, (place + line) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + line) & ADDRESS, ORDER);
    }

    static void tile1x5(long place, long next, long a, int[] aRuns, long b, int[] taps, int i, int[] bRuns,
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
    }

    static void tile1x3(long place, long next, long a, int[] aRuns, long b, int[] taps, int i, int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        long b1 = step * taps[i + 1];
        long b2 = step * taps[i + 2];
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
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
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
        s01.add(FloatVector.fromMemorySegment(S, ALL, (place + next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + next) & ADDRESS, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, ALL, (place + 2 * next) & ADDRESS, ORDER)).intoMemorySegment(ALL,
                (place + 2 * next) & ADDRESS, ORDER);
    }

    static void tile1x1(long place, long a, int[] aRuns, long b, int[] taps, int i, int[] bRuns,
            long step, long bytes) {
        long b0 = step * taps[i];
        FloatVector s00 = FloatVector.zero(S);
        for (int r = 0; r < aRuns.length; r++) {
            long at = b + step * bRuns[r];
            long first = a + step * aRuns[r];
            long end = first + bytes;
            for (long from = first; from < end; from += 4L * L, at += 4L * L) {
                FloatVector y0 = FloatVector.fromMemorySegment(S, ALL, (at + b0) & ADDRESS, ORDER);
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
                s00 = x0.fma(y0, s00);
            }
        }
        s00.add(FloatVector.fromMemorySegment(S, ALL, place & ADDRESS, ORDER)).intoMemorySegment(ALL, place & ADDRESS,
                ORDER);
    }
}
