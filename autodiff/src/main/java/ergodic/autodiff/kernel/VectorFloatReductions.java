package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link VectorReductions} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatReductions {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private VectorFloatReductions() {}

    static float sum(MemorySegment m, long a, int n) {
        FloatVector sum = FloatVector.zero(S);
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            sum = sum.add(FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER));
        }
        sum.intoMemorySegment(m, 0, ORDER);
        return ScalarFloatReductions.places(m, 0, L) + ScalarFloatReductions.sum(m, a + 4L * done, n - done);
    }

    static float dot(MemorySegment m, long a, long b, int n) {
        FloatVector sum = FloatVector.zero(S);
        int done = n - n % L;
        for (int i = 0; i < done; i += L) {
            FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * i, ORDER);
            sum = x.fma(FloatVector.fromMemorySegment(S, m, b + 4L * i, ORDER), sum);
        }
        sum.intoMemorySegment(m, 0, ORDER);
        return ScalarFloatReductions.places(m, 0, L)
                + ScalarFloatProducts.dot(m, a + 4L * done, b + 4L * done, n - done);
    }

    static void sumAxis(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j += L) {
            FloatVector sum = FloatVector.zero(S);
            for (int k = 0; k < count; k++) {
                sum = sum.add(FloatVector.fromMemorySegment(S, m, a + 4L * ((long) k * n + j), ORDER));
            }
            sum.intoMemorySegment(m, out + 4L * j, ORDER);
        }
    }

    static void dotRuns(MemorySegment m, long out, long a, int aStride, long b, int bStride, int count, int n) {
        for (int j = 0; j < n; j += L) {
            FloatVector sum = FloatVector.zero(S);
            for (int k = 0; k < count; k++) {
                FloatVector x = FloatVector.fromMemorySegment(S, m, a + 4L * ((long) k * aStride + j), ORDER);
                FloatVector y = FloatVector.fromMemorySegment(S, m, b + 4L * ((long) k * bStride + j), ORDER);
                sum = x.fma(y, sum);
            }
            sum.intoMemorySegment(m, out + 4L * j, ORDER);
        }
    }

    static void shiftAxis(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j += L) {
            FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            for (int k = 0; k < count; k++) {
                max = max.max(FloatVector.fromMemorySegment(S, m, a + 4L * ((long) k * n + j), ORDER));
            }
            max.blend(0.0f, max.abs().compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
                    .intoMemorySegment(m, out + 4L * j, ORDER);
        }
    }

    static void cumulativeSum(MemorySegment m, long out, long a, int count, int n, boolean reverse) {
        for (int j = 0; j < n; j += L) {
            FloatVector sum = FloatVector.zero(S);
            for (int step = 0; step < count; step++) {
                long at = 4L * ((long) (reverse ? count - 1 - step : step) * n + j);
                sum = sum.add(FloatVector.fromMemorySegment(S, m, a + at, ORDER));
                sum.intoMemorySegment(m, out + at, ORDER);
            }
        }
    }
}
