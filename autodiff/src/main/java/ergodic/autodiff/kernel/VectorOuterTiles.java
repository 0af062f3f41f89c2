package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static ergodic.autodiff.kernel.Memory.STEP;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of {@link VectorOuter} for machines with 32 registers: R runs of one operand by C of the other. The loops
 * are made as in {@link VectorAffine}; distances between runs are masked outside of them, so that a load needs no masking of its own.
 * There are no methods for what repeats: the JIT does not inline methods of ours any more when its graph has 18,000 nodes,
 * and vectors that leave a method become objects.
 */
final class VectorOuterTiles {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final long VECTOR = S.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorOuterTiles() {}

    static void tile5x4(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        DoubleVector s13 = DoubleVector.zero(S);
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s21 = DoubleVector.zero(S);
        DoubleVector s22 = DoubleVector.zero(S);
        DoubleVector s23 = DoubleVector.zero(S);
        DoubleVector s30 = DoubleVector.zero(S);
        DoubleVector s31 = DoubleVector.zero(S);
        DoubleVector s32 = DoubleVector.zero(S);
        DoubleVector s33 = DoubleVector.zero(S);
        DoubleVector s40 = DoubleVector.zero(S);
        DoubleVector s41 = DoubleVector.zero(S);
        DoubleVector s42 = DoubleVector.zero(S);
        DoubleVector s43 = DoubleVector.zero(S);
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            long column = y & ADDRESS;
            long row = x & ADDRESS;
            DoubleVector c0 = DoubleVector.fromMemorySegment(S, ALL, column, ORDER);
            DoubleVector c1 = DoubleVector.fromMemorySegment(S, ALL, column + step, ORDER);
            DoubleVector c2 = DoubleVector.fromMemorySegment(S, ALL, column + 2 * step, ORDER);
            DoubleVector c3 = DoubleVector.fromMemorySegment(S, ALL, column + 3 * step, ORDER);
            DoubleVector r0 = DoubleVector.fromMemorySegment(S, ALL, row, ORDER);
            s00 = r0.fma(c0, s00);
            s01 = r0.fma(c1, s01);
            s02 = r0.fma(c2, s02);
            s03 = r0.fma(c3, s03);
            DoubleVector r1 = DoubleVector.fromMemorySegment(S, ALL, row + step, ORDER);
            s10 = r1.fma(c0, s10);
            s11 = r1.fma(c1, s11);
            s12 = r1.fma(c2, s12);
            s13 = r1.fma(c3, s13);
            DoubleVector r2 = DoubleVector.fromMemorySegment(S, ALL, row + 2 * step, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            s23 = r2.fma(c3, s23);
            DoubleVector r3 = DoubleVector.fromMemorySegment(S, ALL, row + 3 * step, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
            s33 = r3.fma(c3, s33);
            DoubleVector r4 = DoubleVector.fromMemorySegment(S, ALL, row + 4 * step, ORDER);
            s40 = r4.fma(c0, s40);
            s41 = r4.fma(c1, s41);
            s42 = r4.fma(c2, s42);
            s43 = r4.fma(c3, s43);
            x += VECTOR;
        }
        long right = placeColumn & STEP;
        long to0 = place & ADDRESS;
        s00.add(DoubleVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, to0 + right, ORDER)).intoMemorySegment(ALL, to0 + right, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, to0 + 2 * right, ORDER)).intoMemorySegment(ALL, to0 + 2 * right,
                ORDER);
        s03.add(DoubleVector.fromMemorySegment(S, ALL, to0 + 3 * right, ORDER)).intoMemorySegment(ALL, to0 + 3 * right,
                ORDER);
        long to1 = place + placeRow & ADDRESS;
        s10.add(DoubleVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, ALL, to1 + right, ORDER)).intoMemorySegment(ALL, to1 + right, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, ALL, to1 + 2 * right, ORDER)).intoMemorySegment(ALL, to1 + 2 * right,
                ORDER);
        s13.add(DoubleVector.fromMemorySegment(S, ALL, to1 + 3 * right, ORDER)).intoMemorySegment(ALL, to1 + 3 * right,
                ORDER);
        long to2 = place + 2 * placeRow & ADDRESS;
        s20.add(DoubleVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        s21.add(DoubleVector.fromMemorySegment(S, ALL, to2 + right, ORDER)).intoMemorySegment(ALL, to2 + right, ORDER);
        s22.add(DoubleVector.fromMemorySegment(S, ALL, to2 + 2 * right, ORDER)).intoMemorySegment(ALL, to2 + 2 * right,
                ORDER);
        s23.add(DoubleVector.fromMemorySegment(S, ALL, to2 + 3 * right, ORDER)).intoMemorySegment(ALL, to2 + 3 * right,
                ORDER);
        long to3 = place + 3 * placeRow & ADDRESS;
        s30.add(DoubleVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        s31.add(DoubleVector.fromMemorySegment(S, ALL, to3 + right, ORDER)).intoMemorySegment(ALL, to3 + right, ORDER);
        s32.add(DoubleVector.fromMemorySegment(S, ALL, to3 + 2 * right, ORDER)).intoMemorySegment(ALL, to3 + 2 * right,
                ORDER);
        s33.add(DoubleVector.fromMemorySegment(S, ALL, to3 + 3 * right, ORDER)).intoMemorySegment(ALL, to3 + 3 * right,
                ORDER);
        long to4 = place + 4 * placeRow & ADDRESS;
        s40.add(DoubleVector.fromMemorySegment(S, ALL, to4, ORDER)).intoMemorySegment(ALL, to4, ORDER);
        s41.add(DoubleVector.fromMemorySegment(S, ALL, to4 + right, ORDER)).intoMemorySegment(ALL, to4 + right, ORDER);
        s42.add(DoubleVector.fromMemorySegment(S, ALL, to4 + 2 * right, ORDER)).intoMemorySegment(ALL, to4 + 2 * right,
                ORDER);
        s43.add(DoubleVector.fromMemorySegment(S, ALL, to4 + 3 * right, ORDER)).intoMemorySegment(ALL, to4 + 3 * right,
                ORDER);
    }

    static void tile4x4(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        DoubleVector s13 = DoubleVector.zero(S);
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s21 = DoubleVector.zero(S);
        DoubleVector s22 = DoubleVector.zero(S);
        DoubleVector s23 = DoubleVector.zero(S);
        DoubleVector s30 = DoubleVector.zero(S);
        DoubleVector s31 = DoubleVector.zero(S);
        DoubleVector s32 = DoubleVector.zero(S);
        DoubleVector s33 = DoubleVector.zero(S);
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            long column = y & ADDRESS;
            long row = x & ADDRESS;
            DoubleVector c0 = DoubleVector.fromMemorySegment(S, ALL, column, ORDER);
            DoubleVector c1 = DoubleVector.fromMemorySegment(S, ALL, column + step, ORDER);
            DoubleVector c2 = DoubleVector.fromMemorySegment(S, ALL, column + 2 * step, ORDER);
            DoubleVector c3 = DoubleVector.fromMemorySegment(S, ALL, column + 3 * step, ORDER);
            DoubleVector r0 = DoubleVector.fromMemorySegment(S, ALL, row, ORDER);
            s00 = r0.fma(c0, s00);
            s01 = r0.fma(c1, s01);
            s02 = r0.fma(c2, s02);
            s03 = r0.fma(c3, s03);
            DoubleVector r1 = DoubleVector.fromMemorySegment(S, ALL, row + step, ORDER);
            s10 = r1.fma(c0, s10);
            s11 = r1.fma(c1, s11);
            s12 = r1.fma(c2, s12);
            s13 = r1.fma(c3, s13);
            DoubleVector r2 = DoubleVector.fromMemorySegment(S, ALL, row + 2 * step, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            s23 = r2.fma(c3, s23);
            DoubleVector r3 = DoubleVector.fromMemorySegment(S, ALL, row + 3 * step, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
            s33 = r3.fma(c3, s33);
            x += VECTOR;
        }
        long right = placeColumn & STEP;
        long to0 = place & ADDRESS;
        s00.add(DoubleVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, to0 + right, ORDER)).intoMemorySegment(ALL, to0 + right, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, to0 + 2 * right, ORDER)).intoMemorySegment(ALL, to0 + 2 * right,
                ORDER);
        s03.add(DoubleVector.fromMemorySegment(S, ALL, to0 + 3 * right, ORDER)).intoMemorySegment(ALL, to0 + 3 * right,
                ORDER);
        long to1 = place + placeRow & ADDRESS;
        s10.add(DoubleVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, ALL, to1 + right, ORDER)).intoMemorySegment(ALL, to1 + right, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, ALL, to1 + 2 * right, ORDER)).intoMemorySegment(ALL, to1 + 2 * right,
                ORDER);
        s13.add(DoubleVector.fromMemorySegment(S, ALL, to1 + 3 * right, ORDER)).intoMemorySegment(ALL, to1 + 3 * right,
                ORDER);
        long to2 = place + 2 * placeRow & ADDRESS;
        s20.add(DoubleVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        s21.add(DoubleVector.fromMemorySegment(S, ALL, to2 + right, ORDER)).intoMemorySegment(ALL, to2 + right, ORDER);
        s22.add(DoubleVector.fromMemorySegment(S, ALL, to2 + 2 * right, ORDER)).intoMemorySegment(ALL, to2 + 2 * right,
                ORDER);
        s23.add(DoubleVector.fromMemorySegment(S, ALL, to2 + 3 * right, ORDER)).intoMemorySegment(ALL, to2 + 3 * right,
                ORDER);
        long to3 = place + 3 * placeRow & ADDRESS;
        s30.add(DoubleVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        s31.add(DoubleVector.fromMemorySegment(S, ALL, to3 + right, ORDER)).intoMemorySegment(ALL, to3 + right, ORDER);
        s32.add(DoubleVector.fromMemorySegment(S, ALL, to3 + 2 * right, ORDER)).intoMemorySegment(ALL, to3 + 2 * right,
                ORDER);
        s33.add(DoubleVector.fromMemorySegment(S, ALL, to3 + 3 * right, ORDER)).intoMemorySegment(ALL, to3 + 3 * right,
                ORDER);
    }

    static void tile5x3(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
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
        DoubleVector s40 = DoubleVector.zero(S);
        DoubleVector s41 = DoubleVector.zero(S);
        DoubleVector s42 = DoubleVector.zero(S);
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            long column = y & ADDRESS;
            long row = x & ADDRESS;
            DoubleVector c0 = DoubleVector.fromMemorySegment(S, ALL, column, ORDER);
            DoubleVector c1 = DoubleVector.fromMemorySegment(S, ALL, column + step, ORDER);
            DoubleVector c2 = DoubleVector.fromMemorySegment(S, ALL, column + 2 * step, ORDER);
            DoubleVector r0 = DoubleVector.fromMemorySegment(S, ALL, row, ORDER);
            s00 = r0.fma(c0, s00);
            s01 = r0.fma(c1, s01);
            s02 = r0.fma(c2, s02);
            DoubleVector r1 = DoubleVector.fromMemorySegment(S, ALL, row + step, ORDER);
            s10 = r1.fma(c0, s10);
            s11 = r1.fma(c1, s11);
            s12 = r1.fma(c2, s12);
            DoubleVector r2 = DoubleVector.fromMemorySegment(S, ALL, row + 2 * step, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            DoubleVector r3 = DoubleVector.fromMemorySegment(S, ALL, row + 3 * step, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
            DoubleVector r4 = DoubleVector.fromMemorySegment(S, ALL, row + 4 * step, ORDER);
            s40 = r4.fma(c0, s40);
            s41 = r4.fma(c1, s41);
            s42 = r4.fma(c2, s42);
            x += VECTOR;
        }
        long right = placeColumn & STEP;
        long to0 = place & ADDRESS;
        s00.add(DoubleVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, to0 + right, ORDER)).intoMemorySegment(ALL, to0 + right, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, to0 + 2 * right, ORDER)).intoMemorySegment(ALL, to0 + 2 * right,
                ORDER);
        long to1 = place + placeRow & ADDRESS;
        s10.add(DoubleVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, ALL, to1 + right, ORDER)).intoMemorySegment(ALL, to1 + right, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, ALL, to1 + 2 * right, ORDER)).intoMemorySegment(ALL, to1 + 2 * right,
                ORDER);
        long to2 = place + 2 * placeRow & ADDRESS;
        s20.add(DoubleVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        s21.add(DoubleVector.fromMemorySegment(S, ALL, to2 + right, ORDER)).intoMemorySegment(ALL, to2 + right, ORDER);
        s22.add(DoubleVector.fromMemorySegment(S, ALL, to2 + 2 * right, ORDER)).intoMemorySegment(ALL, to2 + 2 * right,
                ORDER);
        long to3 = place + 3 * placeRow & ADDRESS;
        s30.add(DoubleVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        s31.add(DoubleVector.fromMemorySegment(S, ALL, to3 + right, ORDER)).intoMemorySegment(ALL, to3 + right, ORDER);
        s32.add(DoubleVector.fromMemorySegment(S, ALL, to3 + 2 * right, ORDER)).intoMemorySegment(ALL, to3 + 2 * right,
                ORDER);
        long to4 = place + 4 * placeRow & ADDRESS;
        s40.add(DoubleVector.fromMemorySegment(S, ALL, to4, ORDER)).intoMemorySegment(ALL, to4, ORDER);
        s41.add(DoubleVector.fromMemorySegment(S, ALL, to4 + right, ORDER)).intoMemorySegment(ALL, to4 + right, ORDER);
        s42.add(DoubleVector.fromMemorySegment(S, ALL, to4 + 2 * right, ORDER)).intoMemorySegment(ALL, to4 + 2 * right,
                ORDER);
    }

    static void tile4x3(long place, long placeRow, long placeColumn, long r, long c, long run) {
        long step = run & STEP;
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
        long end = c + run;
        long x = r;
        for (long y = c; y != end; y += VECTOR) {
            long column = y & ADDRESS;
            long row = x & ADDRESS;
            DoubleVector c0 = DoubleVector.fromMemorySegment(S, ALL, column, ORDER);
            DoubleVector c1 = DoubleVector.fromMemorySegment(S, ALL, column + step, ORDER);
            DoubleVector c2 = DoubleVector.fromMemorySegment(S, ALL, column + 2 * step, ORDER);
            DoubleVector r0 = DoubleVector.fromMemorySegment(S, ALL, row, ORDER);
            s00 = r0.fma(c0, s00);
            s01 = r0.fma(c1, s01);
            s02 = r0.fma(c2, s02);
            DoubleVector r1 = DoubleVector.fromMemorySegment(S, ALL, row + step, ORDER);
            s10 = r1.fma(c0, s10);
            s11 = r1.fma(c1, s11);
            s12 = r1.fma(c2, s12);
            DoubleVector r2 = DoubleVector.fromMemorySegment(S, ALL, row + 2 * step, ORDER);
            s20 = r2.fma(c0, s20);
            s21 = r2.fma(c1, s21);
            s22 = r2.fma(c2, s22);
            DoubleVector r3 = DoubleVector.fromMemorySegment(S, ALL, row + 3 * step, ORDER);
            s30 = r3.fma(c0, s30);
            s31 = r3.fma(c1, s31);
            s32 = r3.fma(c2, s32);
            x += VECTOR;
        }
        long right = placeColumn & STEP;
        long to0 = place & ADDRESS;
        s00.add(DoubleVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, to0 + right, ORDER)).intoMemorySegment(ALL, to0 + right, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, to0 + 2 * right, ORDER)).intoMemorySegment(ALL, to0 + 2 * right,
                ORDER);
        long to1 = place + placeRow & ADDRESS;
        s10.add(DoubleVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, ALL, to1 + right, ORDER)).intoMemorySegment(ALL, to1 + right, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, ALL, to1 + 2 * right, ORDER)).intoMemorySegment(ALL, to1 + 2 * right,
                ORDER);
        long to2 = place + 2 * placeRow & ADDRESS;
        s20.add(DoubleVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        s21.add(DoubleVector.fromMemorySegment(S, ALL, to2 + right, ORDER)).intoMemorySegment(ALL, to2 + right, ORDER);
        s22.add(DoubleVector.fromMemorySegment(S, ALL, to2 + 2 * right, ORDER)).intoMemorySegment(ALL, to2 + 2 * right,
                ORDER);
        long to3 = place + 3 * placeRow & ADDRESS;
        s30.add(DoubleVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        s31.add(DoubleVector.fromMemorySegment(S, ALL, to3 + right, ORDER)).intoMemorySegment(ALL, to3 + right, ORDER);
        s32.add(DoubleVector.fromMemorySegment(S, ALL, to3 + 2 * right, ORDER)).intoMemorySegment(ALL, to3 + 2 * right,
                ORDER);
    }
}
