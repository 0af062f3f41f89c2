package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorTapsOne} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatTapsOne {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final long V1 = 4L * L;
    private static final long V2 = 8L * L;
    private static final long V3 = 12L * L;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatTapsOne() {}

    static void apply(long out, long w, long bias, long x, int[] taps, int[] ranges, long step, int n) {
        int j = 0;
        if (n >= 4 * L) {
            // The last tile may do again what the one before it did.
            for (; j < n; j += 4 * L) {
                long at = 4L * Math.min(j, n - 4 * L);
                tile1x4(out + at, w, bias, x + at, taps, ranges, step);
            }
        }
        for (; j < n; j += L) {
            tile1x1(out + 4L * j, w, bias, x + 4L * j, taps, ranges, step);
        }
    }

    private static void tile1x4(long out, long w, long bias, long x, int[] taps, int[] ranges,
            long step) {
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 4L * ranges[k + 1];
            for (long at = w + 4L * i; at < end; at += 4L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
                FloatVector x1 = FloatVector.fromMemorySegment(S, ALL, run + V1, ORDER);
                FloatVector x2 = FloatVector.fromMemorySegment(S, ALL, run + V2, ORDER);
                FloatVector x3 = FloatVector.fromMemorySegment(S, ALL, run + V3, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight));
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
        FloatVector s00 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, bias & ADDRESS));
        for (int k = 0; k < ranges.length; k += 2) {
            int i = ranges[k];
            long end = w + 4L * ranges[k + 1];
            for (long at = w + 4L * i; at < end; at += 4L, i++) {
                long run = (x + step * taps[i]) & ADDRESS;
                long weight = at & ADDRESS;
                FloatVector x0 = FloatVector.fromMemorySegment(S, ALL, run, ORDER);
                FloatVector w0 = FloatVector.broadcast(S, ALL.get(JAVA_FLOAT_UNALIGNED, weight));
                s00 = w0.fma(x0, s00);
            }
        }
        long to0 = out & ADDRESS;
        s00.intoMemorySegment(ALL, to0, ORDER);
    }
}
