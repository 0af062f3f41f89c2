package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static ergodic.autodiff.kernel.Memory.STEP;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorOuter} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatOuter {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final long VECTOR = S.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int PLACE = Kernels.LINE;
    private static final boolean MANY_REGISTERS = S.vectorByteSize() == 64;
    private static final int HALF_CACHE = 24 * 1024;

    private VectorFloatOuter() {}

    static void accumulate(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        Memory.checkWhole(n, S.length());
        long places = Memory.at(m, accumulators, (long) PLACE * as * bs);
        long first = Memory.at(m, a, 4L * n * as);
        long second = Memory.at(m, b, 4L * n * bs);
        try {
            if (secondGivesColumns(as, bs)) {
                blocks(places, (long) PLACE * bs, PLACE, first, as, second, bs, 4L * n);
            } else {
                blocks(places, PLACE, (long) PLACE * bs, second, bs, first, as, 4L * n);
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /** Best are columns in fours and rows in fives and fours, then columns in fours and threes. */
    private static boolean secondGivesColumns(int as, int bs) {
        if (bs % 4 == 0 && fives(as) >= 0 || as % 4 == 0 && fives(bs) >= 0) {
            return bs % 4 == 0 && fives(as) >= 0;
        }
        if (threes(bs) >= 0 && fives(as) >= 0 || threes(as) >= 0 && fives(bs) >= 0) {
            return threes(bs) >= 0 && fives(as) >= 0;
        }
        return bs % 4 == 0 || as % 4 != 0 && bs >= as;
    }

    /** How many threes and otherwise fours make a number, at least; -1 if none do. */
    private static int threes(int n) {
        int threes = (4 - n % 4) % 4;
        return 3 * threes <= n ? threes : -1;
    }

    /** How many fives and otherwise fours make a number, at most; -1 if none do. */
    private static int fives(int n) {
        int fours = (5 - n % 5) % 5;
        return 4 * fours <= n ? (n - 4 * fours) / 5 : -1;
    }

    /** Runs of r are the rows of the tiles, runs of c the columns; a run has so many bytes. */
    private static void blocks(long place, long placeRow, long placeColumn, long r, int rows, long c, int columns,
            long run) {
        if (run == 0) {
            return;
        }
        int threes = rows > 1 ? threes(columns) : -1;
        int whole = threes >= 0 ? columns - 3 * threes : columns - columns % 4;
        int block = (int) Math.max(4, HALF_CACHE / run / 4 * 4);
        for (int j = 0; j < whole; j += block) {
            strips(place + j * placeColumn, placeRow, placeColumn, r, rows, c + j * run, Math.min(block, whole - j), 4,
                    run);
        }
        long rest = place + whole * placeColumn;
        if (threes >= 0) {
            strips(rest, placeRow, placeColumn, r, rows, c + whole * run, 3 * threes, 3, run);
            return;
        }
        for (int j = whole; j < columns; j++) {
            thin(place + j * placeColumn, placeRow, r, rows, c + j * run, run);
        }
    }

    /** Columns in fours or threes; rows in fives and fours where their number allows it, otherwise in twos and a one. */
    private static void strips(long place, long placeRow, long placeColumn, long r, int rows, long c, int columns,
            int width, long run) {
        int fives = MANY_REGISTERS ? Math.max(0, fives(rows)) : 0;
        int fours = MANY_REGISTERS ? (rows - 5 * fives) / 4 : 0;
        int height;
        for (int i = 0; i < rows; i += height) {
            height = i < 5 * fives ? 5 : i < 5 * fives + 4 * fours ? 4 : Math.min(2, rows - i);
            long corner = place + i * placeRow;
            if (height == 1) {
                thin(corner, placeColumn, c, columns, r + i * run, run);
                continue;
            }
            for (int j = 0; j < columns; j += width) {
                tile(height, width, corner + j * placeColumn, placeRow, placeColumn, r + i * run, c + j * run, run);
            }
        }
    }

    private static void tile(int height, int width, long place, long placeRow, long placeColumn, long r, long c,
            long run) {
        boolean four = width == 4;
        switch (height) {
            case 5 -> {
                if (four) {
                    VectorFloatOuterTiles.tile5x4(place, placeRow, placeColumn, r, c, run);
                } else {
                    VectorFloatOuterTiles.tile5x3(place, placeRow, placeColumn, r, c, run);
                }
            }
            case 4 -> {
                if (four) {
                    VectorFloatOuterTiles.tile4x4(place, placeRow, placeColumn, r, c, run);
                } else {
                    VectorFloatOuterTiles.tile4x3(place, placeRow, placeColumn, r, c, run);
                }
            }
            default -> {
                if (four) {
                    tile2x4(place, placeRow, placeColumn, r, c, run);
                } else {
                    tile2x3(place, placeRow, placeColumn, r, c, run);
                }
            }
        }
    }

    /** Many runs of one operand and one of the other. */
    private static void thin(long place, long placeStep, long many, int count, long one, long run) {
        int i = 0;
        for (; i + 8 <= count; i += 8) {
            tile8x1(place + i * placeStep, placeStep, many + i * run, one, run);
        }
        for (; i < count; i++) {
            tile1x1(place + i * placeStep, many + i * run, one, run);
        }
    }

    private static void tile2x4(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s03 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s13 = FloatVector.zero(S);
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            long column = y & ADDRESS;
            long row = x & ADDRESS;
            FloatVector c0 = FloatVector.fromMemorySegment(S, ALL, column, ORDER);
            FloatVector c1 = FloatVector.fromMemorySegment(S, ALL, column + step, ORDER);
            FloatVector c2 = FloatVector.fromMemorySegment(S, ALL, column + 2 * step, ORDER);
            FloatVector c3 = FloatVector.fromMemorySegment(S, ALL, column + 3 * step, ORDER);
            FloatVector r0 = FloatVector.fromMemorySegment(S, ALL, row, ORDER);
            s00 = r0.fma(c0, s00);
            s01 = r0.fma(c1, s01);
            s02 = r0.fma(c2, s02);
            s03 = r0.fma(c3, s03);
            FloatVector r1 = FloatVector.fromMemorySegment(S, ALL, row + step, ORDER);
            s10 = r1.fma(c0, s10);
            s11 = r1.fma(c1, s11);
            s12 = r1.fma(c2, s12);
            s13 = r1.fma(c3, s13);
            x += VECTOR;
        }
        long right = placeColumn & STEP;
        long to0 = place & ADDRESS;
        s00.add(FloatVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        s01.add(FloatVector.fromMemorySegment(S, ALL, to0 + right, ORDER)).intoMemorySegment(ALL, to0 + right, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, ALL, to0 + 2 * right, ORDER)).intoMemorySegment(ALL, to0 + 2 * right,
                ORDER);
        s03.add(FloatVector.fromMemorySegment(S, ALL, to0 + 3 * right, ORDER)).intoMemorySegment(ALL, to0 + 3 * right,
                ORDER);
        long to1 = place + placeRow & ADDRESS;
        s10.add(FloatVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        s11.add(FloatVector.fromMemorySegment(S, ALL, to1 + right, ORDER)).intoMemorySegment(ALL, to1 + right, ORDER);
        s12.add(FloatVector.fromMemorySegment(S, ALL, to1 + 2 * right, ORDER)).intoMemorySegment(ALL, to1 + 2 * right,
                ORDER);
        s13.add(FloatVector.fromMemorySegment(S, ALL, to1 + 3 * right, ORDER)).intoMemorySegment(ALL, to1 + 3 * right,
                ORDER);
    }

    private static void tile2x3(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            long column = y & ADDRESS;
            long row = x & ADDRESS;
            FloatVector c0 = FloatVector.fromMemorySegment(S, ALL, column, ORDER);
            FloatVector c1 = FloatVector.fromMemorySegment(S, ALL, column + step, ORDER);
            FloatVector c2 = FloatVector.fromMemorySegment(S, ALL, column + 2 * step, ORDER);
            FloatVector r0 = FloatVector.fromMemorySegment(S, ALL, row, ORDER);
            s00 = r0.fma(c0, s00);
            s01 = r0.fma(c1, s01);
            s02 = r0.fma(c2, s02);
            FloatVector r1 = FloatVector.fromMemorySegment(S, ALL, row + step, ORDER);
            s10 = r1.fma(c0, s10);
            s11 = r1.fma(c1, s11);
            s12 = r1.fma(c2, s12);
            x += VECTOR;
        }
        long right = placeColumn & STEP;
        long to0 = place & ADDRESS;
        s00.add(FloatVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        s01.add(FloatVector.fromMemorySegment(S, ALL, to0 + right, ORDER)).intoMemorySegment(ALL, to0 + right, ORDER);
        s02.add(FloatVector.fromMemorySegment(S, ALL, to0 + 2 * right, ORDER)).intoMemorySegment(ALL, to0 + 2 * right,
                ORDER);
        long to1 = place + placeRow & ADDRESS;
        s10.add(FloatVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        s11.add(FloatVector.fromMemorySegment(S, ALL, to1 + right, ORDER)).intoMemorySegment(ALL, to1 + right, ORDER);
        s12.add(FloatVector.fromMemorySegment(S, ALL, to1 + 2 * right, ORDER)).intoMemorySegment(ALL, to1 + 2 * right,
                ORDER);
    }

    private static void tile8x1(long place, long placeStep, long many, long one, long run) {
        long step = run & STEP;
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector s4 = FloatVector.zero(S);
        FloatVector s5 = FloatVector.zero(S);
        FloatVector s6 = FloatVector.zero(S);
        FloatVector s7 = FloatVector.zero(S);
        long end = one + run;
        long x = many;
        for (long y = one; y != end; y += VECTOR) {
            FloatVector b = FloatVector.fromMemorySegment(S, ALL, y & ADDRESS, ORDER);
            long row = x & ADDRESS;
            s0 = FloatVector.fromMemorySegment(S, ALL, row, ORDER).fma(b, s0);
            s1 = FloatVector.fromMemorySegment(S, ALL, row + step, ORDER).fma(b, s1);
            s2 = FloatVector.fromMemorySegment(S, ALL, row + 2 * step, ORDER).fma(b, s2);
            s3 = FloatVector.fromMemorySegment(S, ALL, row + 3 * step, ORDER).fma(b, s3);
            s4 = FloatVector.fromMemorySegment(S, ALL, row + 4 * step, ORDER).fma(b, s4);
            s5 = FloatVector.fromMemorySegment(S, ALL, row + 5 * step, ORDER).fma(b, s5);
            s6 = FloatVector.fromMemorySegment(S, ALL, row + 6 * step, ORDER).fma(b, s6);
            s7 = FloatVector.fromMemorySegment(S, ALL, row + 7 * step, ORDER).fma(b, s7);
            x += VECTOR;
        }
        long to0 = place & ADDRESS;
        s0.add(FloatVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        long to1 = place + placeStep & ADDRESS;
        s1.add(FloatVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        long to2 = place + 2 * placeStep & ADDRESS;
        s2.add(FloatVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        long to3 = place + 3 * placeStep & ADDRESS;
        s3.add(FloatVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        long to4 = place + 4 * placeStep & ADDRESS;
        s4.add(FloatVector.fromMemorySegment(S, ALL, to4, ORDER)).intoMemorySegment(ALL, to4, ORDER);
        long to5 = place + 5 * placeStep & ADDRESS;
        s5.add(FloatVector.fromMemorySegment(S, ALL, to5, ORDER)).intoMemorySegment(ALL, to5, ORDER);
        long to6 = place + 6 * placeStep & ADDRESS;
        s6.add(FloatVector.fromMemorySegment(S, ALL, to6, ORDER)).intoMemorySegment(ALL, to6, ORDER);
        long to7 = place + 7 * placeStep & ADDRESS;
        s7.add(FloatVector.fromMemorySegment(S, ALL, to7, ORDER)).intoMemorySegment(ALL, to7, ORDER);
    }

    private static void tile1x1(long place, long many, long one, long run) {
        FloatVector s = FloatVector.zero(S);
        long end = one + run;
        long x = many;
        for (long y = one; y != end; y += VECTOR) {
            FloatVector a = FloatVector.fromMemorySegment(S, ALL, x & ADDRESS, ORDER);
            s = a.fma(FloatVector.fromMemorySegment(S, ALL, y & ADDRESS, ORDER), s);
            x += VECTOR;
        }
        long to = place & ADDRESS;
        s.add(FloatVector.fromMemorySegment(S, ALL, to, ORDER)).intoMemorySegment(ALL, to, ORDER);
    }
}
