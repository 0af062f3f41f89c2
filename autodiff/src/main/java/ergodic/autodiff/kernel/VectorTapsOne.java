package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** One result of an affine map with taps, in tiles of four vectors or one; strides in bytes. See {@link VectorTaps}. */
final class VectorTapsOne {

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 8L * L;
    private static final long V2 = 16L * L;
    private static final long V3 = 24L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorTapsOne() {}

    static void apply(long out, long w, long bias, long x, int[] taps, int[] ranges, long step, int n) {
        int j = 0;
        if (n >= 4 * L) {
            // The last tile may do again what the one before it did.
            for (; j < n; j += 4 * L) {
                long at = 8L * Math.min(j, n - 4 * L);
                tile1x4(out + at, w, bias, x + at, taps, ranges, step);
            }
        }
        for (; j < n; j += L) {
            tile1x1(out + 8L * j, w, bias, x + 8L * j, taps, ranges, step);
        }
    }

    private static void tile1x4(long out, long w, long bias, long x, int[] taps, int[] ranges,
            long step) {
        DoubleVector s00 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, bias & ADDRESS));
        DoubleVector s01 = s00;
        DoubleVector s02 = s00;
        DoubleVector s03 = s00;
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 8L * ranges[k + 1];
            for (long at = w + 8L * i; at < end; at += 8L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, run, ORDER);
                DoubleVector x1 = DoubleVector.fromMemorySegment(S, ALL, run + V1, ORDER);
                DoubleVector x2 = DoubleVector.fromMemorySegment(S, ALL, run + V2, ORDER);
                DoubleVector x3 = DoubleVector.fromMemorySegment(S, ALL, run + V3, ORDER);
                DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
                s01 = w0.fma(x1, s01);
                s02 = w0.fma(x2, s02);
                s03 = w0.fma(x3, s03);
            }
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
        s01.intoMemorySegment(ALL, to0 + V1, ORDER);
        s02.intoMemorySegment(ALL, to0 + V2, ORDER);
        s03.intoMemorySegment(ALL, to0 + V3, ORDER);
    }

    private static void tile1x1(long out, long w, long bias, long x, int[] taps, int[] ranges,
            long step) {
        DoubleVector s00 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, bias & ADDRESS));
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 8L * ranges[k + 1];
            for (long at = w + 8L * i; at < end; at += 8L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                DoubleVector x0 = DoubleVector.fromMemorySegment(S, ALL, run, ORDER);
                DoubleVector w0 = DoubleVector.broadcast(S, ALL.get(JAVA_DOUBLE_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
            }
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
    }
}
