package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;

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
            // The operand with 4 runs or more, best a multiple of 4, gives the columns of the tiles.
            if (bs % 4 == 0 || as % 4 != 0 && bs >= as) {
                blocks(places, (long) PLACE * bs, PLACE, first, as, second, bs, 4L * n);
            } else {
                blocks(places, PLACE, (long) PLACE * bs, second, bs, first, as, 4L * n);
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /** Runs of r are the rows of the tiles, runs of c the columns; a run has so many bytes. */
    private static void blocks(long place, long placeRow, long placeColumn, long r, int rows, long c, int columns,
            long run) {
        if (run == 0) {
            return;
        }
        int block = (int) Math.max(4, HALF_CACHE / run / 4 * 4);
        int whole = columns - columns % 4;
        for (int j = 0; j < whole; j += block) {
            fours(place + j * placeColumn, placeRow, placeColumn, r, rows, c + j * run, Math.min(block, whole - j),
                    run);
        }
        for (int j = whole; j < columns; j++) {
            thin(place + j * placeColumn, placeRow, r, rows, c + j * run, run);
        }
    }

    /** Columns in fours; rows in fives and fours where their number allows it, otherwise also in a two and a one. */
    private static void fours(long place, long placeRow, long placeColumn, long r, int rows, long c, int columns,
            long run) {
        int fours = (5 - rows % 5) % 5;
        int fives = (rows - 4 * fours) / 5;
        if (4 * fours > rows) {
            fours = rows / 4;
            fives = 0;
        }
        int height;
        for (int i = 0; i < rows; i += height) {
            height = !MANY_REGISTERS || i >= 5 * fives + 4 * fours ? Math.min(2, rows - i) : i < 5 * fives ? 5 : 4;
            long corner = place + i * placeRow;
            if (height == 1) {
                thin(corner, placeColumn, c, columns, r + i * run, run);
                continue;
            }
            for (int j = 0; j < columns; j += 4) {
                switch (height) {
                    case 5 -> tile5x4(corner + j * placeColumn, placeRow, placeColumn, r + i * run, c + j * run, run);
                    case 4 -> tile4x4(corner + j * placeColumn, placeRow, placeColumn, r + i * run, c + j * run, run);
                    default -> tile2x4(corner + j * placeColumn, placeRow, placeColumn, r + i * run, c + j * run, run);
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

    private static void tile5x4(long place, long placeRow, long placeColumn, long r, long c, long run) {
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s03 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s13 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s22 = FloatVector.zero(S);
        FloatVector s23 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s32 = FloatVector.zero(S);
        FloatVector s33 = FloatVector.zero(S);
        FloatVector s40 = FloatVector.zero(S);
        FloatVector s41 = FloatVector.zero(S);
        FloatVector s42 = FloatVector.zero(S);
        FloatVector s43 = FloatVector.zero(S);
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            FloatVector c0 = FloatVector.fromMemorySegment(S, ALL, y & ADDRESS, ORDER);
            FloatVector c1 = FloatVector.fromMemorySegment(S, ALL, y + run & ADDRESS, ORDER);
            FloatVector c2 = FloatVector.fromMemorySegment(S, ALL, y + 2 * run & ADDRESS, ORDER);
            FloatVector c3 = FloatVector.fromMemorySegment(S, ALL, y + 3 * run & ADDRESS, ORDER);
            FloatVector r0 = FloatVector.fromMemorySegment(S, ALL, x & ADDRESS, ORDER);
            s00 = r0.fma(c0, s00);
            s01 = r0.fma(c1, s01);
            s02 = r0.fma(c2, s02);
            s03 = r0.fma(c3, s03);
            FloatVector r1 = FloatVector.fromMemorySegment(S, ALL, x + run & ADDRESS, ORDER);
            s10 = r1.fma(c0, s10);
            s11 = r1.fma(c1, s11);
            s12 = r1.fma(c2, s12);
            s13 = r1.fma(c3, s13);
            FloatVector r2 = FloatVector.fromMemorySegment(S, ALL, x + 2 * run & ADDRESS, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            s23 = r2.fma(c3, s23);
            FloatVector r3 = FloatVector.fromMemorySegment(S, ALL, x + 3 * run & ADDRESS, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
            s33 = r3.fma(c3, s33);
            FloatVector r4 = FloatVector.fromMemorySegment(S, ALL, x + 4 * run & ADDRESS, ORDER);
            s40 = r4.fma(c0, s40);
            s41 = r4.fma(c1, s41);
            s42 = r4.fma(c2, s42);
            s43 = r4.fma(c3, s43);
            x += VECTOR;
        }
        long p00 = place & ADDRESS;
        s00.add(FloatVector.fromMemorySegment(S, ALL, p00, ORDER)).intoMemorySegment(ALL, p00, ORDER);
        long p01 = place + placeColumn & ADDRESS;
        s01.add(FloatVector.fromMemorySegment(S, ALL, p01, ORDER)).intoMemorySegment(ALL, p01, ORDER);
        long p02 = place + 2 * placeColumn & ADDRESS;
        s02.add(FloatVector.fromMemorySegment(S, ALL, p02, ORDER)).intoMemorySegment(ALL, p02, ORDER);
        long p03 = place + 3 * placeColumn & ADDRESS;
        s03.add(FloatVector.fromMemorySegment(S, ALL, p03, ORDER)).intoMemorySegment(ALL, p03, ORDER);
        long p10 = place + placeRow & ADDRESS;
        s10.add(FloatVector.fromMemorySegment(S, ALL, p10, ORDER)).intoMemorySegment(ALL, p10, ORDER);
        long p11 = place + placeRow + placeColumn & ADDRESS;
        s11.add(FloatVector.fromMemorySegment(S, ALL, p11, ORDER)).intoMemorySegment(ALL, p11, ORDER);
        long p12 = place + placeRow + 2 * placeColumn & ADDRESS;
        s12.add(FloatVector.fromMemorySegment(S, ALL, p12, ORDER)).intoMemorySegment(ALL, p12, ORDER);
        long p13 = place + placeRow + 3 * placeColumn & ADDRESS;
        s13.add(FloatVector.fromMemorySegment(S, ALL, p13, ORDER)).intoMemorySegment(ALL, p13, ORDER);
        long p20 = place + 2 * placeRow & ADDRESS;
        s20.add(FloatVector.fromMemorySegment(S, ALL, p20, ORDER)).intoMemorySegment(ALL, p20, ORDER);
        long p21 = place + 2 * placeRow + placeColumn & ADDRESS;
        s21.add(FloatVector.fromMemorySegment(S, ALL, p21, ORDER)).intoMemorySegment(ALL, p21, ORDER);
        long p22 = place + 2 * placeRow + 2 * placeColumn & ADDRESS;
        s22.add(FloatVector.fromMemorySegment(S, ALL, p22, ORDER)).intoMemorySegment(ALL, p22, ORDER);
        long p23 = place + 2 * placeRow + 3 * placeColumn & ADDRESS;
        s23.add(FloatVector.fromMemorySegment(S, ALL, p23, ORDER)).intoMemorySegment(ALL, p23, ORDER);
        long p30 = place + 3 * placeRow & ADDRESS;
        s30.add(FloatVector.fromMemorySegment(S, ALL, p30, ORDER)).intoMemorySegment(ALL, p30, ORDER);
        long p31 = place + 3 * placeRow + placeColumn & ADDRESS;
        s31.add(FloatVector.fromMemorySegment(S, ALL, p31, ORDER)).intoMemorySegment(ALL, p31, ORDER);
        long p32 = place + 3 * placeRow + 2 * placeColumn & ADDRESS;
        s32.add(FloatVector.fromMemorySegment(S, ALL, p32, ORDER)).intoMemorySegment(ALL, p32, ORDER);
        long p33 = place + 3 * placeRow + 3 * placeColumn & ADDRESS;
        s33.add(FloatVector.fromMemorySegment(S, ALL, p33, ORDER)).intoMemorySegment(ALL, p33, ORDER);
        long p40 = place + 4 * placeRow & ADDRESS;
        s40.add(FloatVector.fromMemorySegment(S, ALL, p40, ORDER)).intoMemorySegment(ALL, p40, ORDER);
        long p41 = place + 4 * placeRow + placeColumn & ADDRESS;
        s41.add(FloatVector.fromMemorySegment(S, ALL, p41, ORDER)).intoMemorySegment(ALL, p41, ORDER);
        long p42 = place + 4 * placeRow + 2 * placeColumn & ADDRESS;
        s42.add(FloatVector.fromMemorySegment(S, ALL, p42, ORDER)).intoMemorySegment(ALL, p42, ORDER);
        long p43 = place + 4 * placeRow + 3 * placeColumn & ADDRESS;
        s43.add(FloatVector.fromMemorySegment(S, ALL, p43, ORDER)).intoMemorySegment(ALL, p43, ORDER);
    }

    private static void tile4x4(long place, long placeRow, long placeColumn, long r, long c, long run) {
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s02 = FloatVector.zero(S);
        FloatVector s03 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s12 = FloatVector.zero(S);
        FloatVector s13 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s22 = FloatVector.zero(S);
        FloatVector s23 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s32 = FloatVector.zero(S);
        FloatVector s33 = FloatVector.zero(S);
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            FloatVector c0 = FloatVector.fromMemorySegment(S, ALL, y & ADDRESS, ORDER);
            FloatVector c1 = FloatVector.fromMemorySegment(S, ALL, y + run & ADDRESS, ORDER);
            FloatVector c2 = FloatVector.fromMemorySegment(S, ALL, y + 2 * run & ADDRESS, ORDER);
            FloatVector c3 = FloatVector.fromMemorySegment(S, ALL, y + 3 * run & ADDRESS, ORDER);
            FloatVector r0 = FloatVector.fromMemorySegment(S, ALL, x & ADDRESS, ORDER);
            s00 = r0.fma(c0, s00);
            s01 = r0.fma(c1, s01);
            s02 = r0.fma(c2, s02);
            s03 = r0.fma(c3, s03);
            FloatVector r1 = FloatVector.fromMemorySegment(S, ALL, x + run & ADDRESS, ORDER);
            s10 = r1.fma(c0, s10);
            s11 = r1.fma(c1, s11);
            s12 = r1.fma(c2, s12);
            s13 = r1.fma(c3, s13);
            FloatVector r2 = FloatVector.fromMemorySegment(S, ALL, x + 2 * run & ADDRESS, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            s23 = r2.fma(c3, s23);
            FloatVector r3 = FloatVector.fromMemorySegment(S, ALL, x + 3 * run & ADDRESS, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
            s33 = r3.fma(c3, s33);
            x += VECTOR;
        }
        long p00 = place & ADDRESS;
        s00.add(FloatVector.fromMemorySegment(S, ALL, p00, ORDER)).intoMemorySegment(ALL, p00, ORDER);
        long p01 = place + placeColumn & ADDRESS;
        s01.add(FloatVector.fromMemorySegment(S, ALL, p01, ORDER)).intoMemorySegment(ALL, p01, ORDER);
        long p02 = place + 2 * placeColumn & ADDRESS;
        s02.add(FloatVector.fromMemorySegment(S, ALL, p02, ORDER)).intoMemorySegment(ALL, p02, ORDER);
        long p03 = place + 3 * placeColumn & ADDRESS;
        s03.add(FloatVector.fromMemorySegment(S, ALL, p03, ORDER)).intoMemorySegment(ALL, p03, ORDER);
        long p10 = place + placeRow & ADDRESS;
        s10.add(FloatVector.fromMemorySegment(S, ALL, p10, ORDER)).intoMemorySegment(ALL, p10, ORDER);
        long p11 = place + placeRow + placeColumn & ADDRESS;
        s11.add(FloatVector.fromMemorySegment(S, ALL, p11, ORDER)).intoMemorySegment(ALL, p11, ORDER);
        long p12 = place + placeRow + 2 * placeColumn & ADDRESS;
        s12.add(FloatVector.fromMemorySegment(S, ALL, p12, ORDER)).intoMemorySegment(ALL, p12, ORDER);
        long p13 = place + placeRow + 3 * placeColumn & ADDRESS;
        s13.add(FloatVector.fromMemorySegment(S, ALL, p13, ORDER)).intoMemorySegment(ALL, p13, ORDER);
        long p20 = place + 2 * placeRow & ADDRESS;
        s20.add(FloatVector.fromMemorySegment(S, ALL, p20, ORDER)).intoMemorySegment(ALL, p20, ORDER);
        long p21 = place + 2 * placeRow + placeColumn & ADDRESS;
        s21.add(FloatVector.fromMemorySegment(S, ALL, p21, ORDER)).intoMemorySegment(ALL, p21, ORDER);
        long p22 = place + 2 * placeRow + 2 * placeColumn & ADDRESS;
        s22.add(FloatVector.fromMemorySegment(S, ALL, p22, ORDER)).intoMemorySegment(ALL, p22, ORDER);
        long p23 = place + 2 * placeRow + 3 * placeColumn & ADDRESS;
        s23.add(FloatVector.fromMemorySegment(S, ALL, p23, ORDER)).intoMemorySegment(ALL, p23, ORDER);
        long p30 = place + 3 * placeRow & ADDRESS;
        s30.add(FloatVector.fromMemorySegment(S, ALL, p30, ORDER)).intoMemorySegment(ALL, p30, ORDER);
        long p31 = place + 3 * placeRow + placeColumn & ADDRESS;
        s31.add(FloatVector.fromMemorySegment(S, ALL, p31, ORDER)).intoMemorySegment(ALL, p31, ORDER);
        long p32 = place + 3 * placeRow + 2 * placeColumn & ADDRESS;
        s32.add(FloatVector.fromMemorySegment(S, ALL, p32, ORDER)).intoMemorySegment(ALL, p32, ORDER);
        long p33 = place + 3 * placeRow + 3 * placeColumn & ADDRESS;
        s33.add(FloatVector.fromMemorySegment(S, ALL, p33, ORDER)).intoMemorySegment(ALL, p33, ORDER);
    }

    private static void tile2x4(long place, long placeRow, long placeColumn, long r, long c, long run) {
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
            FloatVector c0 = FloatVector.fromMemorySegment(S, ALL, y & ADDRESS, ORDER);
            FloatVector c1 = FloatVector.fromMemorySegment(S, ALL, y + run & ADDRESS, ORDER);
            FloatVector c2 = FloatVector.fromMemorySegment(S, ALL, y + 2 * run & ADDRESS, ORDER);
            FloatVector c3 = FloatVector.fromMemorySegment(S, ALL, y + 3 * run & ADDRESS, ORDER);
            FloatVector r0 = FloatVector.fromMemorySegment(S, ALL, x & ADDRESS, ORDER);
            s00 = r0.fma(c0, s00);
            s01 = r0.fma(c1, s01);
            s02 = r0.fma(c2, s02);
            s03 = r0.fma(c3, s03);
            FloatVector r1 = FloatVector.fromMemorySegment(S, ALL, x + run & ADDRESS, ORDER);
            s10 = r1.fma(c0, s10);
            s11 = r1.fma(c1, s11);
            s12 = r1.fma(c2, s12);
            s13 = r1.fma(c3, s13);
            x += VECTOR;
        }
        long p00 = place & ADDRESS;
        s00.add(FloatVector.fromMemorySegment(S, ALL, p00, ORDER)).intoMemorySegment(ALL, p00, ORDER);
        long p01 = place + placeColumn & ADDRESS;
        s01.add(FloatVector.fromMemorySegment(S, ALL, p01, ORDER)).intoMemorySegment(ALL, p01, ORDER);
        long p02 = place + 2 * placeColumn & ADDRESS;
        s02.add(FloatVector.fromMemorySegment(S, ALL, p02, ORDER)).intoMemorySegment(ALL, p02, ORDER);
        long p03 = place + 3 * placeColumn & ADDRESS;
        s03.add(FloatVector.fromMemorySegment(S, ALL, p03, ORDER)).intoMemorySegment(ALL, p03, ORDER);
        long p10 = place + placeRow & ADDRESS;
        s10.add(FloatVector.fromMemorySegment(S, ALL, p10, ORDER)).intoMemorySegment(ALL, p10, ORDER);
        long p11 = place + placeRow + placeColumn & ADDRESS;
        s11.add(FloatVector.fromMemorySegment(S, ALL, p11, ORDER)).intoMemorySegment(ALL, p11, ORDER);
        long p12 = place + placeRow + 2 * placeColumn & ADDRESS;
        s12.add(FloatVector.fromMemorySegment(S, ALL, p12, ORDER)).intoMemorySegment(ALL, p12, ORDER);
        long p13 = place + placeRow + 3 * placeColumn & ADDRESS;
        s13.add(FloatVector.fromMemorySegment(S, ALL, p13, ORDER)).intoMemorySegment(ALL, p13, ORDER);
    }

    private static void tile8x1(long place, long placeRow, long r, long c, long run) {
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s40 = FloatVector.zero(S);
        FloatVector s50 = FloatVector.zero(S);
        FloatVector s60 = FloatVector.zero(S);
        FloatVector s70 = FloatVector.zero(S);
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            FloatVector c0 = FloatVector.fromMemorySegment(S, ALL, y & ADDRESS, ORDER);
            FloatVector r0 = FloatVector.fromMemorySegment(S, ALL, x & ADDRESS, ORDER);
            s00 = r0.fma(c0, s00);
            FloatVector r1 = FloatVector.fromMemorySegment(S, ALL, x + run & ADDRESS, ORDER);
            s10 = r1.fma(c0, s10);
            FloatVector r2 = FloatVector.fromMemorySegment(S, ALL, x + 2 * run & ADDRESS, ORDER);
            s20 = r2.fma(c0, s20);
            FloatVector r3 = FloatVector.fromMemorySegment(S, ALL, x + 3 * run & ADDRESS, ORDER);
            s30 = r3.fma(c0, s30);
            FloatVector r4 = FloatVector.fromMemorySegment(S, ALL, x + 4 * run & ADDRESS, ORDER);
            s40 = r4.fma(c0, s40);
            FloatVector r5 = FloatVector.fromMemorySegment(S, ALL, x + 5 * run & ADDRESS, ORDER);
            s50 = r5.fma(c0, s50);
            FloatVector r6 = FloatVector.fromMemorySegment(S, ALL, x + 6 * run & ADDRESS, ORDER);
            s60 = r6.fma(c0, s60);
            FloatVector r7 = FloatVector.fromMemorySegment(S, ALL, x + 7 * run & ADDRESS, ORDER);
            s70 = r7.fma(c0, s70);
            x += VECTOR;
        }
        long p00 = place & ADDRESS;
        s00.add(FloatVector.fromMemorySegment(S, ALL, p00, ORDER)).intoMemorySegment(ALL, p00, ORDER);
        long p10 = place + placeRow & ADDRESS;
        s10.add(FloatVector.fromMemorySegment(S, ALL, p10, ORDER)).intoMemorySegment(ALL, p10, ORDER);
        long p20 = place + 2 * placeRow & ADDRESS;
        s20.add(FloatVector.fromMemorySegment(S, ALL, p20, ORDER)).intoMemorySegment(ALL, p20, ORDER);
        long p30 = place + 3 * placeRow & ADDRESS;
        s30.add(FloatVector.fromMemorySegment(S, ALL, p30, ORDER)).intoMemorySegment(ALL, p30, ORDER);
        long p40 = place + 4 * placeRow & ADDRESS;
        s40.add(FloatVector.fromMemorySegment(S, ALL, p40, ORDER)).intoMemorySegment(ALL, p40, ORDER);
        long p50 = place + 5 * placeRow & ADDRESS;
        s50.add(FloatVector.fromMemorySegment(S, ALL, p50, ORDER)).intoMemorySegment(ALL, p50, ORDER);
        long p60 = place + 6 * placeRow & ADDRESS;
        s60.add(FloatVector.fromMemorySegment(S, ALL, p60, ORDER)).intoMemorySegment(ALL, p60, ORDER);
        long p70 = place + 7 * placeRow & ADDRESS;
        s70.add(FloatVector.fromMemorySegment(S, ALL, p70, ORDER)).intoMemorySegment(ALL, p70, ORDER);
    }

    private static void tile1x1(long place, long r, long c, long run) {
        FloatVector s00 = FloatVector.zero(S);
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            FloatVector c0 = FloatVector.fromMemorySegment(S, ALL, y & ADDRESS, ORDER);
            FloatVector r0 = FloatVector.fromMemorySegment(S, ALL, x & ADDRESS, ORDER);
            s00 = r0.fma(c0, s00);
            x += VECTOR;
        }
        long p00 = place & ADDRESS;
        s00.add(FloatVector.fromMemorySegment(S, ALL, p00, ORDER)).intoMemorySegment(ALL, p00, ORDER);
    }
}
