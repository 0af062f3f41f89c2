package ergodic.autodiff.kernel.vector;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Turns 8 runs of doubles into rows of 8 adjacent ones, 8 by 8 at a time: runs that are 4 apart exchange halves,
 * then those that are 2 apart quarters, and so on (Eklundh, 1972). The bits are moved as whole numbers. Vectors of less than 64 bytes,
 * and fewer runs than a vector's, are moved number by number.
 */
public final class VectorTranspose {

    private static final VectorSpecies<Long> S = LongVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final boolean WIDE = L == 8;
    private static final LongVector LOW4 = pick(4, 0);
    private static final LongVector HIGH4 = pick(4, 4);
    private static final LongVector LOW2 = pick(2, 0);
    private static final LongVector HIGH2 = pick(2, 2);
    private static final LongVector LOW1 = pick(1, 0);
    private static final LongVector HIGH1 = pick(1, 1);

    private VectorTranspose() {}

    /** Of two vectors the blocks of d numbers that have even places, or from {@code shift = d} on those that have odd ones. */
    private static LongVector pick(int d, int shift) {
        long[] from = new long[L];
        for (int k = 0; k < L; k++) {
            from[k] = (k & d) == 0 ? k + shift : L + k - d + shift;
        }
        return LongVector.fromArray(S, from, 0);
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
                place += 8 * toStep;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            long end = from + (i + 1) * run;
            long place = to + 8L * i;
            for (long at = from + i * run; at != end; at += 8L) {
                ALL.set(JAVA_LONG_UNALIGNED, place & ADDRESS, ALL.get(JAVA_LONG_UNALIGNED, at & ADDRESS));
                place += toStep;
            }
        }
    }

    private static void square(long to, long toStep, long from, long run) {
        LongVector a0 = LongVector.fromMemorySegment(S, ALL, from & ADDRESS, ORDER);
        LongVector a1 = LongVector.fromMemorySegment(S, ALL, from + run & ADDRESS, ORDER);
        LongVector a2 = LongVector.fromMemorySegment(S, ALL, from + 2 * run & ADDRESS, ORDER);
        LongVector a3 = LongVector.fromMemorySegment(S, ALL, from + 3 * run & ADDRESS, ORDER);
        LongVector a4 = LongVector.fromMemorySegment(S, ALL, from + 4 * run & ADDRESS, ORDER);
        LongVector a5 = LongVector.fromMemorySegment(S, ALL, from + 5 * run & ADDRESS, ORDER);
        LongVector a6 = LongVector.fromMemorySegment(S, ALL, from + 6 * run & ADDRESS, ORDER);
        LongVector a7 = LongVector.fromMemorySegment(S, ALL, from + 7 * run & ADDRESS, ORDER);
        LongVector b0 = LOW4.selectFrom(a0, a4);
        LongVector b4 = HIGH4.selectFrom(a0, a4);
        LongVector b1 = LOW4.selectFrom(a1, a5);
        LongVector b5 = HIGH4.selectFrom(a1, a5);
        LongVector b2 = LOW4.selectFrom(a2, a6);
        LongVector b6 = HIGH4.selectFrom(a2, a6);
        LongVector b3 = LOW4.selectFrom(a3, a7);
        LongVector b7 = HIGH4.selectFrom(a3, a7);
        LongVector c0 = LOW2.selectFrom(b0, b2);
        LongVector c2 = HIGH2.selectFrom(b0, b2);
        LongVector c1 = LOW2.selectFrom(b1, b3);
        LongVector c3 = HIGH2.selectFrom(b1, b3);
        LongVector c4 = LOW2.selectFrom(b4, b6);
        LongVector c6 = HIGH2.selectFrom(b4, b6);
        LongVector c5 = LOW2.selectFrom(b5, b7);
        LongVector c7 = HIGH2.selectFrom(b5, b7);
        LongVector d0 = LOW1.selectFrom(c0, c1);
        LongVector d1 = HIGH1.selectFrom(c0, c1);
        LongVector d2 = LOW1.selectFrom(c2, c3);
        LongVector d3 = HIGH1.selectFrom(c2, c3);
        LongVector d4 = LOW1.selectFrom(c4, c5);
        LongVector d5 = HIGH1.selectFrom(c4, c5);
        LongVector d6 = LOW1.selectFrom(c6, c7);
        LongVector d7 = HIGH1.selectFrom(c6, c7);
        d0.intoMemorySegment(ALL, to & ADDRESS, ORDER);
        d1.intoMemorySegment(ALL, to + toStep & ADDRESS, ORDER);
        d2.intoMemorySegment(ALL, to + 2 * toStep & ADDRESS, ORDER);
        d3.intoMemorySegment(ALL, to + 3 * toStep & ADDRESS, ORDER);
        d4.intoMemorySegment(ALL, to + 4 * toStep & ADDRESS, ORDER);
        d5.intoMemorySegment(ALL, to + 5 * toStep & ADDRESS, ORDER);
        d6.intoMemorySegment(ALL, to + 6 * toStep & ADDRESS, ORDER);
        d7.intoMemorySegment(ALL, to + 7 * toStep & ADDRESS, ORDER);
    }
}
