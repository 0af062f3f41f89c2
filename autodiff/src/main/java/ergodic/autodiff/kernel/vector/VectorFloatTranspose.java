package ergodic.autodiff.kernel.vector;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns 16 runs of floats into rows of 16 adjacent ones, 16 by 16 at a time: runs that are 8 apart exchange halves,
 * then those that are 4 apart quarters, and so on (Eklundh, 1972). The bits are moved as whole numbers. Vectors of less than 64 bytes,
 * and fewer runs than a vector's, are moved number by number.
 */
public final class VectorFloatTranspose {

    private static final VectorSpecies<Integer> S = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final boolean WIDE = L == 16;
    private static final IntVector LOW8 = pick(8, 0);
    private static final IntVector HIGH8 = pick(8, 8);
    private static final IntVector LOW4 = pick(4, 0);
    private static final IntVector HIGH4 = pick(4, 4);
    private static final IntVector LOW2 = pick(2, 0);
    private static final IntVector HIGH2 = pick(2, 2);
    private static final IntVector LOW1 = pick(1, 0);
    private static final IntVector HIGH1 = pick(1, 1);

    private VectorFloatTranspose() {}

    /** Of two vectors the blocks of d numbers that have even places, or from {@code shift = d} on those that have odd ones. */
    private static IntVector pick(int d, int shift) {
        int[] from = new int[L];
        for (int k = 0; k < L; k++) {
            from[k] = (k & d) == 0 ? k + shift : L + k - d + shift;
        }
        return IntVector.fromArray(S, from, 0);
    }

    /**
     * Number {@code i < count} of row j goes to {@code to + j toStep}; the others of a vector's are left as they are or not
     * defined.
     *
     * @param to
     *            address, as all are that this kernel takes: the caller has checked them
     * @param from
     *            address of the first run
     * @param run
     *            bytes of a run, a multiple of a vector's
     */
    public static void apply(long to, long toStep, long from, long run, int count) {
        if (WIDE && count == L) {
            long end = from + run;
            long place = to;
            for (long block = from; block != end; block += 64L) {
                square(place, toStep, block, run);
                place += 16 * toStep;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            long end = from + (i + 1) * run;
            long place = to + 4L * i;
            for (long at = from + i * run; at != end; at += 4L) {
                ALL.set(JAVA_INT_UNALIGNED, place & ADDRESS, ALL.get(JAVA_INT_UNALIGNED, at & ADDRESS));
                place += toStep;
            }
        }
    }

    private static void square(long to, long toStep, long from, long run) {
        IntVector a0 = IntVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
        IntVector a1 = IntVector.fromMemorySegment(S, ALL, from + run & ADDRESS, ORDER);
        IntVector a2 = IntVector.fromMemorySegment(S, ALL, from + 2 * run & ADDRESS, ORDER);
        IntVector a3 = IntVector.fromMemorySegment(S, ALL, from + 3 * run & ADDRESS, ORDER);
        IntVector a4 = IntVector.fromMemorySegment(S, ALL, from + 4 * run & ADDRESS, ORDER);
        IntVector a5 = IntVector.fromMemorySegment(S, ALL, from + 5 * run & ADDRESS, ORDER);
        IntVector a6 = IntVector.fromMemorySegment(S, ALL, from + 6 * run & ADDRESS, ORDER);
        IntVector a7 = IntVector.fromMemorySegment(S, ALL, from + 7 * run & ADDRESS, ORDER);
        IntVector a8 = IntVector.fromMemorySegment(S, ALL, from + 8 * run & ADDRESS, ORDER);
        IntVector a9 = IntVector.fromMemorySegment(S, ALL, from + 9 * run & ADDRESS, ORDER);
        IntVector a10 = IntVector.fromMemorySegment(S, ALL, from + 10 * run & ADDRESS, ORDER);
        IntVector a11 = IntVector.fromMemorySegment(S, ALL, from + 11 * run & ADDRESS, ORDER);
        IntVector a12 = IntVector.fromMemorySegment(S, ALL, from + 12 * run & ADDRESS, ORDER);
        IntVector a13 = IntVector.fromMemorySegment(S, ALL, from + 13 * run & ADDRESS, ORDER);
        IntVector a14 = IntVector.fromMemorySegment(S, ALL, from + 14 * run & ADDRESS, ORDER);
        IntVector a15 = IntVector.fromMemorySegment(S, ALL, from + 15 * run & ADDRESS, ORDER);
        IntVector b0 = LOW8.selectFrom(a0, a8);
        IntVector b8 = HIGH8.selectFrom(a0, a8);
        IntVector b1 = LOW8.selectFrom(a1, a9);
        IntVector b9 = HIGH8.selectFrom(a1, a9);
        IntVector b2 = LOW8.selectFrom(a2, a10);
        IntVector b10 = HIGH8.selectFrom(a2, a10);
        IntVector b3 = LOW8.selectFrom(a3, a11);
        IntVector b11 = HIGH8.selectFrom(a3, a11);
        IntVector b4 = LOW8.selectFrom(a4, a12);
        IntVector b12 = HIGH8.selectFrom(a4, a12);
        IntVector b5 = LOW8.selectFrom(a5, a13);
        IntVector b13 = HIGH8.selectFrom(a5, a13);
        IntVector b6 = LOW8.selectFrom(a6, a14);
        IntVector b14 = HIGH8.selectFrom(a6, a14);
        IntVector b7 = LOW8.selectFrom(a7, a15);
        IntVector b15 = HIGH8.selectFrom(a7, a15);
        IntVector c0 = LOW4.selectFrom(b0, b4);
        IntVector c4 = HIGH4.selectFrom(b0, b4);
        IntVector c1 = LOW4.selectFrom(b1, b5);
        IntVector c5 = HIGH4.selectFrom(b1, b5);
        IntVector c2 = LOW4.selectFrom(b2, b6);
        IntVector c6 = HIGH4.selectFrom(b2, b6);
        IntVector c3 = LOW4.selectFrom(b3, b7);
        IntVector c7 = HIGH4.selectFrom(b3, b7);
        IntVector c8 = LOW4.selectFrom(b8, b12);
        IntVector c12 = HIGH4.selectFrom(b8, b12);
        IntVector c9 = LOW4.selectFrom(b9, b13);
        IntVector c13 = HIGH4.selectFrom(b9, b13);
        IntVector c10 = LOW4.selectFrom(b10, b14);
        IntVector c14 = HIGH4.selectFrom(b10, b14);
        IntVector c11 = LOW4.selectFrom(b11, b15);
        IntVector c15 = HIGH4.selectFrom(b11, b15);
        IntVector d0 = LOW2.selectFrom(c0, c2);
        IntVector d2 = HIGH2.selectFrom(c0, c2);
        IntVector d1 = LOW2.selectFrom(c1, c3);
        IntVector d3 = HIGH2.selectFrom(c1, c3);
        IntVector d4 = LOW2.selectFrom(c4, c6);
        IntVector d6 = HIGH2.selectFrom(c4, c6);
        IntVector d5 = LOW2.selectFrom(c5, c7);
        IntVector d7 = HIGH2.selectFrom(c5, c7);
        IntVector d8 = LOW2.selectFrom(c8, c10);
        IntVector d10 = HIGH2.selectFrom(c8, c10);
        IntVector d9 = LOW2.selectFrom(c9, c11);
        IntVector d11 = HIGH2.selectFrom(c9, c11);
        IntVector d12 = LOW2.selectFrom(c12, c14);
        IntVector d14 = HIGH2.selectFrom(c12, c14);
        IntVector d13 = LOW2.selectFrom(c13, c15);
        IntVector d15 = HIGH2.selectFrom(c13, c15);
        IntVector e0 = LOW1.selectFrom(d0, d1);
        IntVector e1 = HIGH1.selectFrom(d0, d1);
        IntVector e2 = LOW1.selectFrom(d2, d3);
        IntVector e3 = HIGH1.selectFrom(d2, d3);
        IntVector e4 = LOW1.selectFrom(d4, d5);
        IntVector e5 = HIGH1.selectFrom(d4, d5);
        IntVector e6 = LOW1.selectFrom(d6, d7);
        IntVector e7 = HIGH1.selectFrom(d6, d7);
        IntVector e8 = LOW1.selectFrom(d8, d9);
        IntVector e9 = HIGH1.selectFrom(d8, d9);
        IntVector e10 = LOW1.selectFrom(d10, d11);
        IntVector e11 = HIGH1.selectFrom(d10, d11);
        IntVector e12 = LOW1.selectFrom(d12, d13);
        IntVector e13 = HIGH1.selectFrom(d12, d13);
        IntVector e14 = LOW1.selectFrom(d14, d15);
        IntVector e15 = HIGH1.selectFrom(d14, d15);
        e0.intoMemorySegment(ALL, to & ADDRESS, ORDER);
        e1.intoMemorySegment(ALL, to + toStep & ADDRESS, ORDER);
        e2.intoMemorySegment(ALL, to + 2 * toStep & ADDRESS, ORDER);
        e3.intoMemorySegment(ALL, to + 3 * toStep & ADDRESS, ORDER);
        e4.intoMemorySegment(ALL, to + 4 * toStep & ADDRESS, ORDER);
        e5.intoMemorySegment(ALL, to + 5 * toStep & ADDRESS, ORDER);
        e6.intoMemorySegment(ALL, to + 6 * toStep & ADDRESS, ORDER);
        e7.intoMemorySegment(ALL, to + 7 * toStep & ADDRESS, ORDER);
        e8.intoMemorySegment(ALL, to + 8 * toStep & ADDRESS, ORDER);
        e9.intoMemorySegment(ALL, to + 9 * toStep & ADDRESS, ORDER);
        e10.intoMemorySegment(ALL, to + 10 * toStep & ADDRESS, ORDER);
        e11.intoMemorySegment(ALL, to + 11 * toStep & ADDRESS, ORDER);
        e12.intoMemorySegment(ALL, to + 12 * toStep & ADDRESS, ORDER);
        e13.intoMemorySegment(ALL, to + 13 * toStep & ADDRESS, ORDER);
        e14.intoMemorySegment(ALL, to + 14 * toStep & ADDRESS, ORDER);
        e15.intoMemorySegment(ALL, to + 15 * toStep & ADDRESS, ORDER);
    }
}
