package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorOuter} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatOuter {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatOuter() {}

    static void accumulate(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        long placeStep = (long) Kernels.LINE * bs;
        int o = 0;
        for (; o + 4 <= as; o += 4) {
            int i = 0;
            for (; i + 4 <= bs; i += 4) {
                outer4x4(m, place(accumulators, o, i, bs), placeStep, a + 4L * o * n, b + 4L * i * n, n);
            }
            for (; i < bs; i++) {
                outer4x1(m, place(accumulators, o, i, bs), placeStep, a + 4L * o * n, b + 4L * i * n, n);
            }
        }
        for (; o < as; o++) {
            int i = 0;
            for (; i + 4 <= bs; i += 4) {
                outer1x4(m, place(accumulators, o, i, bs), a + 4L * o * n, b + 4L * i * n, n);
            }
            for (; i < bs; i++) {
                outer1x1(m, place(accumulators, o, i, bs), a + 4L * o * n, b + 4L * i * n, n);
            }
        }
    }

    private static long place(long accumulators, int o, int i, int bs) {
        return accumulators + Kernels.LINE * ((long) o * bs + i);
    }

    private static void outer4x4(MemorySegment m, long place, long placeStep, long a, long b, int n) {
        long step = 4L * n;
        FloatVector s00 = FloatVector.fromMemorySegment(S, m, place, ORDER);
        FloatVector s01 = FloatVector.fromMemorySegment(S, m, place + 64, ORDER);
        FloatVector s02 = FloatVector.fromMemorySegment(S, m, place + 128, ORDER);
        FloatVector s03 = FloatVector.fromMemorySegment(S, m, place + 192, ORDER);
        long place1 = place + placeStep;
        FloatVector s10 = FloatVector.fromMemorySegment(S, m, place1, ORDER);
        FloatVector s11 = FloatVector.fromMemorySegment(S, m, place1 + 64, ORDER);
        FloatVector s12 = FloatVector.fromMemorySegment(S, m, place1 + 128, ORDER);
        FloatVector s13 = FloatVector.fromMemorySegment(S, m, place1 + 192, ORDER);
        long place2 = place1 + placeStep;
        FloatVector s20 = FloatVector.fromMemorySegment(S, m, place2, ORDER);
        FloatVector s21 = FloatVector.fromMemorySegment(S, m, place2 + 64, ORDER);
        FloatVector s22 = FloatVector.fromMemorySegment(S, m, place2 + 128, ORDER);
        FloatVector s23 = FloatVector.fromMemorySegment(S, m, place2 + 192, ORDER);
        long place3 = place2 + placeStep;
        FloatVector s30 = FloatVector.fromMemorySegment(S, m, place3, ORDER);
        FloatVector s31 = FloatVector.fromMemorySegment(S, m, place3 + 64, ORDER);
        FloatVector s32 = FloatVector.fromMemorySegment(S, m, place3 + 128, ORDER);
        FloatVector s33 = FloatVector.fromMemorySegment(S, m, place3 + 192, ORDER);
        for (int j = 0; j < n; j += L) {
            long at = 4L * j;
            FloatVector b0 = FloatVector.fromMemorySegment(S, m, b + at, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(S, m, b + at + step, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(S, m, b + at + 2 * step, ORDER);
            FloatVector b3 = FloatVector.fromMemorySegment(S, m, b + at + 3 * step, ORDER);
            FloatVector a0 = FloatVector.fromMemorySegment(S, m, a + at, ORDER);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            FloatVector a1 = FloatVector.fromMemorySegment(S, m, a + at + step, ORDER);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
            FloatVector a2 = FloatVector.fromMemorySegment(S, m, a + at + 2 * step, ORDER);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            s23 = a2.fma(b3, s23);
            FloatVector a3 = FloatVector.fromMemorySegment(S, m, a + at + 3 * step, ORDER);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            s33 = a3.fma(b3, s33);
        }
        s00.intoMemorySegment(m, place, ORDER);
        s01.intoMemorySegment(m, place + 64, ORDER);
        s02.intoMemorySegment(m, place + 128, ORDER);
        s03.intoMemorySegment(m, place + 192, ORDER);
        s10.intoMemorySegment(m, place1, ORDER);
        s11.intoMemorySegment(m, place1 + 64, ORDER);
        s12.intoMemorySegment(m, place1 + 128, ORDER);
        s13.intoMemorySegment(m, place1 + 192, ORDER);
        s20.intoMemorySegment(m, place2, ORDER);
        s21.intoMemorySegment(m, place2 + 64, ORDER);
        s22.intoMemorySegment(m, place2 + 128, ORDER);
        s23.intoMemorySegment(m, place2 + 192, ORDER);
        s30.intoMemorySegment(m, place3, ORDER);
        s31.intoMemorySegment(m, place3 + 64, ORDER);
        s32.intoMemorySegment(m, place3 + 128, ORDER);
        s33.intoMemorySegment(m, place3 + 192, ORDER);
    }

    private static void outer4x1(MemorySegment m, long place, long placeStep, long a, long b, int n) {
        long step = 4L * n;
        FloatVector s00 = FloatVector.fromMemorySegment(S, m, place, ORDER);
        long place1 = place + placeStep;
        FloatVector s10 = FloatVector.fromMemorySegment(S, m, place1, ORDER);
        long place2 = place1 + placeStep;
        FloatVector s20 = FloatVector.fromMemorySegment(S, m, place2, ORDER);
        long place3 = place2 + placeStep;
        FloatVector s30 = FloatVector.fromMemorySegment(S, m, place3, ORDER);
        for (int j = 0; j < n; j += L) {
            long at = 4L * j;
            FloatVector b0 = FloatVector.fromMemorySegment(S, m, b + at, ORDER);
            FloatVector a0 = FloatVector.fromMemorySegment(S, m, a + at, ORDER);
            s00 = a0.fma(b0, s00);
            FloatVector a1 = FloatVector.fromMemorySegment(S, m, a + at + step, ORDER);
            s10 = a1.fma(b0, s10);
            FloatVector a2 = FloatVector.fromMemorySegment(S, m, a + at + 2 * step, ORDER);
            s20 = a2.fma(b0, s20);
            FloatVector a3 = FloatVector.fromMemorySegment(S, m, a + at + 3 * step, ORDER);
            s30 = a3.fma(b0, s30);
        }
        s00.intoMemorySegment(m, place, ORDER);
        s10.intoMemorySegment(m, place1, ORDER);
        s20.intoMemorySegment(m, place2, ORDER);
        s30.intoMemorySegment(m, place3, ORDER);
    }

    private static void outer1x4(MemorySegment m, long place, long a, long b, int n) {
        long step = 4L * n;
        FloatVector s00 = FloatVector.fromMemorySegment(S, m, place, ORDER);
        FloatVector s01 = FloatVector.fromMemorySegment(S, m, place + 64, ORDER);
        FloatVector s02 = FloatVector.fromMemorySegment(S, m, place + 128, ORDER);
        FloatVector s03 = FloatVector.fromMemorySegment(S, m, place + 192, ORDER);
        for (int j = 0; j < n; j += L) {
            long at = 4L * j;
            FloatVector b0 = FloatVector.fromMemorySegment(S, m, b + at, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(S, m, b + at + step, ORDER);
            FloatVector b2 = FloatVector.fromMemorySegment(S, m, b + at + 2 * step, ORDER);
            FloatVector b3 = FloatVector.fromMemorySegment(S, m, b + at + 3 * step, ORDER);
            FloatVector a0 = FloatVector.fromMemorySegment(S, m, a + at, ORDER);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
        }
        s00.intoMemorySegment(m, place, ORDER);
        s01.intoMemorySegment(m, place + 64, ORDER);
        s02.intoMemorySegment(m, place + 128, ORDER);
        s03.intoMemorySegment(m, place + 192, ORDER);
    }

    private static void outer1x1(MemorySegment m, long place, long a, long b, int n) {
        FloatVector s00 = FloatVector.fromMemorySegment(S, m, place, ORDER);
        for (int j = 0; j < n; j += L) {
            long at = 4L * j;
            FloatVector b0 = FloatVector.fromMemorySegment(S, m, b + at, ORDER);
            FloatVector a0 = FloatVector.fromMemorySegment(S, m, a + at, ORDER);
            s00 = a0.fma(b0, s00);
        }
        s00.intoMemorySegment(m, place, ORDER);
    }
}
