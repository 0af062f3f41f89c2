package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static ergodic.autodiff.kernel.Memory.STEP;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorOuterTiles} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatOuterTiles {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final long VECTOR = S.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatOuterTiles() {}

    static void tile5x4(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
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
            FloatVector r2 = FloatVector.fromMemorySegment(S, ALL, row + 2 * step, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            s23 = r2.fma(c3, s23);
            FloatVector r3 = FloatVector.fromMemorySegment(S, ALL, row + 3 * step, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
            s33 = r3.fma(c3, s33);
            FloatVector r4 = FloatVector.fromMemorySegment(S, ALL, row + 4 * step, ORDER);
            s40 = r4.fma(c0, s40);
            s41 = r4.fma(c1, s41);
            s42 = r4.fma(c2, s42);
            s43 = r4.fma(c3, s43);
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
        long to2 = place + 2 * placeRow & ADDRESS;
        s20.add(FloatVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        s21.add(FloatVector.fromMemorySegment(S, ALL, to2 + right, ORDER)).intoMemorySegment(ALL, to2 + right, ORDER);
        s22.add(FloatVector.fromMemorySegment(S, ALL, to2 + 2 * right, ORDER)).intoMemorySegment(ALL, to2 + 2 * right,
                ORDER);
        s23.add(FloatVector.fromMemorySegment(S, ALL, to2 + 3 * right, ORDER)).intoMemorySegment(ALL, to2 + 3 * right,
                ORDER);
        long to3 = place + 3 * placeRow & ADDRESS;
        s30.add(FloatVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        s31.add(FloatVector.fromMemorySegment(S, ALL, to3 + right, ORDER)).intoMemorySegment(ALL, to3 + right, ORDER);
        s32.add(FloatVector.fromMemorySegment(S, ALL, to3 + 2 * right, ORDER)).intoMemorySegment(ALL, to3 + 2 * right,
                ORDER);
        s33.add(FloatVector.fromMemorySegment(S, ALL, to3 + 3 * right, ORDER)).intoMemorySegment(ALL, to3 + 3 * right,
                ORDER);
        long to4 = place + 4 * placeRow & ADDRESS;
        s40.add(FloatVector.fromMemorySegment(S, ALL, to4, ORDER)).intoMemorySegment(ALL, to4, ORDER);
        s41.add(FloatVector.fromMemorySegment(S, ALL, to4 + right, ORDER)).intoMemorySegment(ALL, to4 + right, ORDER);
        s42.add(FloatVector.fromMemorySegment(S, ALL, to4 + 2 * right, ORDER)).intoMemorySegment(ALL, to4 + 2 * right,
                ORDER);
        s43.add(FloatVector.fromMemorySegment(S, ALL, to4 + 3 * right, ORDER)).intoMemorySegment(ALL, to4 + 3 * right,
                ORDER);
    }

    static void tile4x4(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
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
            FloatVector r2 = FloatVector.fromMemorySegment(S, ALL, row + 2 * step, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            s23 = r2.fma(c3, s23);
            FloatVector r3 = FloatVector.fromMemorySegment(S, ALL, row + 3 * step, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
            s33 = r3.fma(c3, s33);
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
        long to2 = place + 2 * placeRow & ADDRESS;
        s20.add(FloatVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        s21.add(FloatVector.fromMemorySegment(S, ALL, to2 + right, ORDER)).intoMemorySegment(ALL, to2 + right, ORDER);
        s22.add(FloatVector.fromMemorySegment(S, ALL, to2 + 2 * right, ORDER)).intoMemorySegment(ALL, to2 + 2 * right,
                ORDER);
        s23.add(FloatVector.fromMemorySegment(S, ALL, to2 + 3 * right, ORDER)).intoMemorySegment(ALL, to2 + 3 * right,
                ORDER);
        long to3 = place + 3 * placeRow & ADDRESS;
        s30.add(FloatVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        s31.add(FloatVector.fromMemorySegment(S, ALL, to3 + right, ORDER)).intoMemorySegment(ALL, to3 + right, ORDER);
        s32.add(FloatVector.fromMemorySegment(S, ALL, to3 + 2 * right, ORDER)).intoMemorySegment(ALL, to3 + 2 * right,
                ORDER);
        s33.add(FloatVector.fromMemorySegment(S, ALL, to3 + 3 * right, ORDER)).intoMemorySegment(ALL, to3 + 3 * right,
                ORDER);
    }

    static void tile5x3(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
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
        FloatVector s40 = FloatVector.zero(S);
        FloatVector s41 = FloatVector.zero(S);
        FloatVector s42 = FloatVector.zero(S);
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
            FloatVector r2 = FloatVector.fromMemorySegment(S, ALL, row + 2 * step, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            FloatVector r3 = FloatVector.fromMemorySegment(S, ALL, row + 3 * step, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
            FloatVector r4 = FloatVector.fromMemorySegment(S, ALL, row + 4 * step, ORDER);
            s40 = r4.fma(c0, s40);
            s41 = r4.fma(c1, s41);
            s42 = r4.fma(c2, s42);
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
        long to2 = place + 2 * placeRow & ADDRESS;
        s20.add(FloatVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        s21.add(FloatVector.fromMemorySegment(S, ALL, to2 + right, ORDER)).intoMemorySegment(ALL, to2 + right, ORDER);
        s22.add(FloatVector.fromMemorySegment(S, ALL, to2 + 2 * right, ORDER)).intoMemorySegment(ALL, to2 + 2 * right,
                ORDER);
        long to3 = place + 3 * placeRow & ADDRESS;
        s30.add(FloatVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        s31.add(FloatVector.fromMemorySegment(S, ALL, to3 + right, ORDER)).intoMemorySegment(ALL, to3 + right, ORDER);
        s32.add(FloatVector.fromMemorySegment(S, ALL, to3 + 2 * right, ORDER)).intoMemorySegment(ALL, to3 + 2 * right,
                ORDER);
        long to4 = place + 4 * placeRow & ADDRESS;
        s40.add(FloatVector.fromMemorySegment(S, ALL, to4, ORDER)).intoMemorySegment(ALL, to4, ORDER);
        s41.add(FloatVector.fromMemorySegment(S, ALL, to4 + right, ORDER)).intoMemorySegment(ALL, to4 + right, ORDER);
        s42.add(FloatVector.fromMemorySegment(S, ALL, to4 + 2 * right, ORDER)).intoMemorySegment(ALL, to4 + 2 * right,
                ORDER);
    }

    static void tile4x3(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
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
            FloatVector r2 = FloatVector.fromMemorySegment(S, ALL, row + 2 * step, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            FloatVector r3 = FloatVector.fromMemorySegment(S, ALL, row + 3 * step, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
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
        long to2 = place + 2 * placeRow & ADDRESS;
        s20.add(FloatVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        s21.add(FloatVector.fromMemorySegment(S, ALL, to2 + right, ORDER)).intoMemorySegment(ALL, to2 + right, ORDER);
        s22.add(FloatVector.fromMemorySegment(S, ALL, to2 + 2 * right, ORDER)).intoMemorySegment(ALL, to2 + 2 * right,
                ORDER);
        long to3 = place + 3 * placeRow & ADDRESS;
        s30.add(FloatVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        s31.add(FloatVector.fromMemorySegment(S, ALL, to3 + right, ORDER)).intoMemorySegment(ALL, to3 + right, ORDER);
        s32.add(FloatVector.fromMemorySegment(S, ALL, to3 + 2 * right, ORDER)).intoMemorySegment(ALL, to3 + 2 * right,
                ORDER);
    }
}
