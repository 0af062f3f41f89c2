package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over rows of outer products where there are many of them: an accumulator is one number instead of a vector, so that they
 * take an eighth of the memory. For four vectors of the second operand's runs at a time, their numbers are put row by row (a
 * transposition) in scratch; then they are multiplied as in {@link VectorAffine}, with the first operand as weights. Their
 * sums over the tile are added to the accumulators.
 */
final class VectorDenseOuter {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int LANES = Kernels.LINE / Double.BYTES;
    /** Bytes to the second, third and fourth vector of a column. */
    private static final long V1 = 8L * L;
    private static final long V2 = 16L * L;
    private static final long V3 = 24L * L;
    private static final int COLUMN = 4 * L;
    private static final long COLUMN_BYTES = 32L * L;
    private static final boolean MANY_REGISTERS = S.vectorByteSize() == 64;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorDenseOuter() {}

    static void accumulate(MemorySegment m, long accumulators, long a, int as, long b, int bs, long scratch, int n) {
        Memory.checkWhole(n, L);
        int stride = (bs + LANES - 1) / LANES * LANES;
        long places = Memory.at(m, accumulators, 8L * as * stride);
        long first = Memory.at(m, a, 8L * n * as);
        long second = Memory.at(m, b, 8L * n * bs);
        long rows = Memory.at(m, scratch, 8L * n * COLUMN);
        try {
            for (int i = 0; i < stride; i += COLUMN) {
                int vectors = Math.min(4, (stride - i) / L);
                for (int v = 0; v < vectors; v++) {
                    int begin = i + v * L;
                    int count = Math.clamp(bs - begin, 0, L);
                    VectorTranspose.apply(rows + V1 * v, COLUMN_BYTES, second + 8L * begin * n, 8L * n, count);
                }
                column(places + 8L * i, 8L * stride, first, as, rows, rows + COLUMN_BYTES * n, 8L * n, vectors);
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /** All runs of the first operand, of {@code run} bytes each, with one to four vectors of the second. */
    private static void column(long place, long placeRow, long first, int as, long rows, long end, long run,
            int vectors) {
        if (vectors < 4) {
            for (int v = 0; v < vectors; v++) {
                narrow(place + V1 * v, placeRow, first, as, rows + V1 * v, end + V1 * v, run);
            }
            return;
        }
        int o = 0;
        if (MANY_REGISTERS) {
            for (; o + 4 <= as; o += 4) {
                tile4x4(place + o * placeRow, placeRow, first + o * run, run, rows, end);
            }
        }
        for (; o + 2 <= as; o += 2) {
            tile2x4(place + o * placeRow, placeRow, first + o * run, run, rows, end);
        }
        if (o < as) {
            tile1x4(place + o * placeRow, first + o * run, rows, end);
        }
    }

    private static void narrow(long place, long placeRow, long first, int as, long rows, long end, long run) {
        int o = 0;
        for (; o + 8 <= as; o += 8) {
            tile8x1(place + o * placeRow, placeRow, first + o * run, run, rows, end);
        }
        for (; o < as; o++) {
            tile1x1(place + o * placeRow, first + o * run, rows, end);
        }
    }

    private static void tile4x4(long place, long placeRow, long w, long run, long x, long end) {
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
        long weight = w;
        for (long from = x; from != end; from += COLUMN_BYTES) {
            long line = from & ADDRESS;
            DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, line, ORDER);
            DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, line + V1, ORDER);
            DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, line + V2, ORDER);
            DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, line + V3, ORDER);
            DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            s01 = w0.fma(x1, s01);
            s02 = w0.fma(x2, s02);
            s03 = w0.fma(x3, s03);
            DoubleVector w1 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + run) & ADDRESS));
            s10 = w1.fma(x0, s10);
            s11 = w1.fma(x1, s11);
            s12 = w1.fma(x2, s12);
            s13 = w1.fma(x3, s13);
            DoubleVector w2 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 2 * run) & ADDRESS));
            s20 = w2.fma(x0, s20);
            s21 = w2.fma(x1, s21);
            s22 = w2.fma(x2, s22);
            s23 = w2.fma(x3, s23);
            DoubleVector w3 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 3 * run) & ADDRESS));
            s30 = w3.fma(x0, s30);
            s31 = w3.fma(x1, s31);
            s32 = w3.fma(x2, s32);
            s33 = w3.fma(x3, s33);
            weight += 8L;
        }
        long to0 = place & ADDRESS;
        s00.add(DoubleVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, to0 + V1, ORDER)).intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, to0 + V2, ORDER)).intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.add(DoubleVector.fromMemorySegment(S, ALL, to0 + V3, ORDER)).intoMemorySegment(ALL, to0 + V3, ORDER);
        long to1 = (place + placeRow) & ADDRESS;
        s10.add(DoubleVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, ALL, to1 + V1, ORDER)).intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, ALL, to1 + V2, ORDER)).intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.add(DoubleVector.fromMemorySegment(S, ALL, to1 + V3, ORDER)).intoMemorySegment(ALL, to1 + V3, ORDER);
        long to2 = (place + 2 * placeRow) & ADDRESS;
        s20.add(DoubleVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        s21.add(DoubleVector.fromMemorySegment(S, ALL, to2 + V1, ORDER)).intoMemorySegment(ALL, to2 + V1, ORDER);
        s22.add(DoubleVector.fromMemorySegment(S, ALL, to2 + V2, ORDER)).intoMemorySegment(ALL, to2 + V2, ORDER);
        s23.add(DoubleVector.fromMemorySegment(S, ALL, to2 + V3, ORDER)).intoMemorySegment(ALL, to2 + V3, ORDER);
        long to3 = (place + 3 * placeRow) & ADDRESS;
        s30.add(DoubleVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        s31.add(DoubleVector.fromMemorySegment(S, ALL, to3 + V1, ORDER)).intoMemorySegment(ALL, to3 + V1, ORDER);
        s32.add(DoubleVector.fromMemorySegment(S, ALL, to3 + V2, ORDER)).intoMemorySegment(ALL, to3 + V2, ORDER);
        s33.add(DoubleVector.fromMemorySegment(S, ALL, to3 + V3, ORDER)).intoMemorySegment(ALL, to3 + V3, ORDER);
    }

    private static void tile2x4(long place, long placeRow, long w, long run, long x, long end) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        DoubleVector s13 = DoubleVector.zero(S);
        long weight = w;
        for (long from = x; from != end; from += COLUMN_BYTES) {
            long line = from & ADDRESS;
            DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, line, ORDER);
            DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, line + V1, ORDER);
            DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, line + V2, ORDER);
            DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, line + V3, ORDER);
            DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            s01 = w0.fma(x1, s01);
            s02 = w0.fma(x2, s02);
            s03 = w0.fma(x3, s03);
            DoubleVector w1 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + run) & ADDRESS));
            s10 = w1.fma(x0, s10);
            s11 = w1.fma(x1, s11);
            s12 = w1.fma(x2, s12);
            s13 = w1.fma(x3, s13);
            weight += 8L;
        }
        long to0 = place & ADDRESS;
        s00.add(DoubleVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, to0 + V1, ORDER)).intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, to0 + V2, ORDER)).intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.add(DoubleVector.fromMemorySegment(S, ALL, to0 + V3, ORDER)).intoMemorySegment(ALL, to0 + V3, ORDER);
        long to1 = (place + placeRow) & ADDRESS;
        s10.add(DoubleVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        s11.add(DoubleVector.fromMemorySegment(S, ALL, to1 + V1, ORDER)).intoMemorySegment(ALL, to1 + V1, ORDER);
        s12.add(DoubleVector.fromMemorySegment(S, ALL, to1 + V2, ORDER)).intoMemorySegment(ALL, to1 + V2, ORDER);
        s13.add(DoubleVector.fromMemorySegment(S, ALL, to1 + V3, ORDER)).intoMemorySegment(ALL, to1 + V3, ORDER);
    }

    private static void tile1x4(long place, long w, long x, long end) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        long weight = w;
        for (long from = x; from != end; from += COLUMN_BYTES) {
            long line = from & ADDRESS;
            DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, line, ORDER);
            DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, line + V1, ORDER);
            DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, line + V2, ORDER);
            DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, line + V3, ORDER);
            DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            s01 = w0.fma(x1, s01);
            s02 = w0.fma(x2, s02);
            s03 = w0.fma(x3, s03);
            weight += 8L;
        }
        long to0 = place & ADDRESS;
        s00.add(DoubleVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        s01.add(DoubleVector.fromMemorySegment(S, ALL, to0 + V1, ORDER)).intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.add(DoubleVector.fromMemorySegment(S, ALL, to0 + V2, ORDER)).intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.add(DoubleVector.fromMemorySegment(S, ALL, to0 + V3, ORDER)).intoMemorySegment(ALL, to0 + V3, ORDER);
    }

    private static void tile8x1(long place, long placeRow, long w, long run, long x, long end) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s30 = DoubleVector.zero(S);
        DoubleVector s40 = DoubleVector.zero(S);
        DoubleVector s50 = DoubleVector.zero(S);
        DoubleVector s60 = DoubleVector.zero(S);
        DoubleVector s70 = DoubleVector.zero(S);
        long weight = w;
        for (long from = x; from != end; from += COLUMN_BYTES) {
            long line = from & ADDRESS;
            DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, line, ORDER);
            DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            DoubleVector w1 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + run) & ADDRESS));
            s10 = w1.fma(x0, s10);
            DoubleVector w2 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 2 * run) & ADDRESS));
            s20 = w2.fma(x0, s20);
            DoubleVector w3 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 3 * run) & ADDRESS));
            s30 = w3.fma(x0, s30);
            DoubleVector w4 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 4 * run) & ADDRESS));
            s40 = w4.fma(x0, s40);
            DoubleVector w5 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 5 * run) & ADDRESS));
            s50 = w5.fma(x0, s50);
            DoubleVector w6 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 6 * run) & ADDRESS));
            s60 = w6.fma(x0, s60);
            DoubleVector w7 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, (weight + 7 * run) & ADDRESS));
            s70 = w7.fma(x0, s70);
            weight += 8L;
        }
        long to0 = place & ADDRESS;
        s00.add(DoubleVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
        long to1 = (place + placeRow) & ADDRESS;
        s10.add(DoubleVector.fromMemorySegment(S, ALL, to1, ORDER)).intoMemorySegment(ALL, to1, ORDER);
        long to2 = (place + 2 * placeRow) & ADDRESS;
        s20.add(DoubleVector.fromMemorySegment(S, ALL, to2, ORDER)).intoMemorySegment(ALL, to2, ORDER);
        long to3 = (place + 3 * placeRow) & ADDRESS;
        s30.add(DoubleVector.fromMemorySegment(S, ALL, to3, ORDER)).intoMemorySegment(ALL, to3, ORDER);
        long to4 = (place + 4 * placeRow) & ADDRESS;
        s40.add(DoubleVector.fromMemorySegment(S, ALL, to4, ORDER)).intoMemorySegment(ALL, to4, ORDER);
        long to5 = (place + 5 * placeRow) & ADDRESS;
        s50.add(DoubleVector.fromMemorySegment(S, ALL, to5, ORDER)).intoMemorySegment(ALL, to5, ORDER);
        long to6 = (place + 6 * placeRow) & ADDRESS;
        s60.add(DoubleVector.fromMemorySegment(S, ALL, to6, ORDER)).intoMemorySegment(ALL, to6, ORDER);
        long to7 = (place + 7 * placeRow) & ADDRESS;
        s70.add(DoubleVector.fromMemorySegment(S, ALL, to7, ORDER)).intoMemorySegment(ALL, to7, ORDER);
    }

    private static void tile1x1(long place, long w, long x, long end) {
        DoubleVector s00 = DoubleVector.zero(S);
        long weight = w;
        for (long from = x; from != end; from += COLUMN_BYTES) {
            long line = from & ADDRESS;
            DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, line, ORDER);
            DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight & ADDRESS));
            s00 = w0.fma(x0, s00);
            weight += 8L;
        }
        long to0 = place & ADDRESS;
        s00.add(DoubleVector.fromMemorySegment(S, ALL, to0, ORDER)).intoMemorySegment(ALL, to0, ORDER);
    }
}
