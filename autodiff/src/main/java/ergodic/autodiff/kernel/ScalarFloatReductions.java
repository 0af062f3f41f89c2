package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/** {@link ScalarReductions} for floats, derived from its text by FloatTwins (among the tests). */
final class ScalarFloatReductions {

    private ScalarFloatReductions() {}

    static float sum(MemorySegment m, long a, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += m.get(JAVA_FLOAT, a + 4L * i);
        }
        return sum;
    }

    static void sumAxis(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int k = 0; k < count; k++) {
                sum += m.get(JAVA_FLOAT, a + 4L * ((long) k * n + j));
            }
            m.set(JAVA_FLOAT, out + 4L * j, sum);
        }
    }

    static void shiftAxis(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int k = 0; k < count; k++) {
                max = Math.max(max, m.get(JAVA_FLOAT, a + 4L * ((long) k * n + j)));
            }
            m.set(JAVA_FLOAT, out + 4L * j, Float.isInfinite(max) ? 0 : max);
        }
    }

    static void cumulativeSum(MemorySegment m, long out, long a, int count, int n, boolean reverse) {
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int step = 0; step < count; step++) {
                long at = 4L * ((long) (reverse ? count - 1 - step : step) * n + j);
                sum += m.get(JAVA_FLOAT, a + at);
                m.set(JAVA_FLOAT, out + at, sum);
            }
        }
    }

    /** The sum of {@code n} numbers, a power of two, added pairwise. */
    static float places(MemorySegment m, long a, int n) {
        if (n == 1) {
            return m.get(JAVA_FLOAT, a);
        }
        return places(m, a, n / 2) + places(m, a + 4L * (n / 2), n / 2);
    }
}
