package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over rows of outer products, in register tiles of 4 by 4 accumulators. An accumulator is a vector: the lanes are added
 * up once an evaluation, not once a tile.
 */
final class VectorOuter {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorOuter() {}

    static void accumulate(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        long placeStep = (long) Kernels.LINE * bs;
        int o = 0;
        for (; o + 4 <= as; o += 4) {
            int i = 0;
            for (; i + 4 <= bs; i += 4) {
                outer4x4(m, place(accumulators, o, i, bs), placeStep, a + 8L * o * n, b + 8L * i * n, n);
            }
            for (; i < bs; i++) {
                outer4x1(m, place(accumulators, o, i, bs), placeStep, a + 8L * o * n, b + 8L * i * n, n);
            }
        }
        for (; o < as; o++) {
            int i = 0;
            for (; i + 4 <= bs; i += 4) {
                outer1x4(m, place(accumulators, o, i, bs), a + 8L * o * n, b + 8L * i * n, n);
            }
            for (; i < bs; i++) {
                outer1x1(m, place(accumulators, o, i, bs), a + 8L * o * n, b + 8L * i * n, n);
            }
        }
    }

    private static long place(long accumulators, int o, int i, int bs) {
        return accumulators + Kernels.LINE * ((long) o * bs + i);
    }

    private static void outer4x4(MemorySegment m, long place, long placeStep, long a, long b, int n) {
        long step = 8L * n;
        DoubleVector s00 = DoubleVector.fromMemorySegment(S, m, place, ORDER);
        DoubleVector s01 = DoubleVector.fromMemorySegment(S, m, place + 64, ORDER);
        DoubleVector s02 = DoubleVector.fromMemorySegment(S, m, place + 128, ORDER);
        DoubleVector s03 = DoubleVector.fromMemorySegment(S, m, place + 192, ORDER);
        long place1 = place + placeStep;
        DoubleVector s10 = DoubleVector.fromMemorySegment(S, m, place1, ORDER);
        DoubleVector s11 = DoubleVector.fromMemorySegment(S, m, place1 + 64, ORDER);
        DoubleVector s12 = DoubleVector.fromMemorySegment(S, m, place1 + 128, ORDER);
        DoubleVector s13 = DoubleVector.fromMemorySegment(S, m, place1 + 192, ORDER);
        long place2 = place1 + placeStep;
        DoubleVector s20 = DoubleVector.fromMemorySegment(S, m, place2, ORDER);
        DoubleVector s21 = DoubleVector.fromMemorySegment(S, m, place2 + 64, ORDER);
        DoubleVector s22 = DoubleVector.fromMemorySegment(S, m, place2 + 128, ORDER);
        DoubleVector s23 = DoubleVector.fromMemorySegment(S, m, place2 + 192, ORDER);
        long place3 = place2 + placeStep;
        DoubleVector s30 = DoubleVector.fromMemorySegment(S, m, place3, ORDER);
        DoubleVector s31 = DoubleVector.fromMemorySegment(S, m, place3 + 64, ORDER);
        DoubleVector s32 = DoubleVector.fromMemorySegment(S, m, place3 + 128, ORDER);
        DoubleVector s33 = DoubleVector.fromMemorySegment(S, m, place3 + 192, ORDER);
        for (int j = 0; j < n; j += L) {
            long at = 8L * j;
            DoubleVector b0 = DoubleVector.fromMemorySegment(S, m, b + at, ORDER);
            DoubleVector b1 = DoubleVector.fromMemorySegment(S, m, b + at + step, ORDER);
            DoubleVector b2 = DoubleVector.fromMemorySegment(S, m, b + at + 2 * step, ORDER);
            DoubleVector b3 = DoubleVector.fromMemorySegment(S, m, b + at + 3 * step, ORDER);
            DoubleVector a0 = DoubleVector.fromMemorySegment(S, m, a + at, ORDER);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            DoubleVector a1 = DoubleVector.fromMemorySegment(S, m, a + at + step, ORDER);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
            DoubleVector a2 = DoubleVector.fromMemorySegment(S, m, a + at + 2 * step, ORDER);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            s23 = a2.fma(b3, s23);
            DoubleVector a3 = DoubleVector.fromMemorySegment(S, m, a + at + 3 * step, ORDER);
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
        long step = 8L * n;
        DoubleVector s00 = DoubleVector.fromMemorySegment(S, m, place, ORDER);
        long place1 = place + placeStep;
        DoubleVector s10 = DoubleVector.fromMemorySegment(S, m, place1, ORDER);
        long place2 = place1 + placeStep;
        DoubleVector s20 = DoubleVector.fromMemorySegment(S, m, place2, ORDER);
        long place3 = place2 + placeStep;
        DoubleVector s30 = DoubleVector.fromMemorySegment(S, m, place3, ORDER);
        for (int j = 0; j < n; j += L) {
            long at = 8L * j;
            DoubleVector b0 = DoubleVector.fromMemorySegment(S, m, b + at, ORDER);
            DoubleVector a0 = DoubleVector.fromMemorySegment(S, m, a + at, ORDER);
            s00 = a0.fma(b0, s00);
            DoubleVector a1 = DoubleVector.fromMemorySegment(S, m, a + at + step, ORDER);
            s10 = a1.fma(b0, s10);
            DoubleVector a2 = DoubleVector.fromMemorySegment(S, m, a + at + 2 * step, ORDER);
            s20 = a2.fma(b0, s20);
            DoubleVector a3 = DoubleVector.fromMemorySegment(S, m, a + at + 3 * step, ORDER);
            s30 = a3.fma(b0, s30);
        }
        s00.intoMemorySegment(m, place, ORDER);
        s10.intoMemorySegment(m, place1, ORDER);
        s20.intoMemorySegment(m, place2, ORDER);
        s30.intoMemorySegment(m, place3, ORDER);
    }

    private static void outer1x4(MemorySegment m, long place, long a, long b, int n) {
        long step = 8L * n;
        DoubleVector s00 = DoubleVector.fromMemorySegment(S, m, place, ORDER);
        DoubleVector s01 = DoubleVector.fromMemorySegment(S, m, place + 64, ORDER);
        DoubleVector s02 = DoubleVector.fromMemorySegment(S, m, place + 128, ORDER);
        DoubleVector s03 = DoubleVector.fromMemorySegment(S, m, place + 192, ORDER);
        for (int j = 0; j < n; j += L) {
            long at = 8L * j;
            DoubleVector b0 = DoubleVector.fromMemorySegment(S, m, b + at, ORDER);
            DoubleVector b1 = DoubleVector.fromMemorySegment(S, m, b + at + step, ORDER);
            DoubleVector b2 = DoubleVector.fromMemorySegment(S, m, b + at + 2 * step, ORDER);
            DoubleVector b3 = DoubleVector.fromMemorySegment(S, m, b + at + 3 * step, ORDER);
            DoubleVector a0 = DoubleVector.fromMemorySegment(S, m, a + at, ORDER);
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
        DoubleVector s00 = DoubleVector.fromMemorySegment(S, m, place, ORDER);
        for (int j = 0; j < n; j += L) {
            long at = 8L * j;
            DoubleVector b0 = DoubleVector.fromMemorySegment(S, m, b + at, ORDER);
            DoubleVector a0 = DoubleVector.fromMemorySegment(S, m, a + at, ORDER);
            s00 = a0.fma(b0, s00);
        }
        s00.intoMemorySegment(m, place, ORDER);
    }
}
