package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/** Sums and their relatives along an axis, over single numbers. */
final class ScalarReductions {

    private ScalarReductions() {}

    static double sum(MemorySegment m, long a, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += m.get(JAVA_DOUBLE, a + 8L * i);
        }
        return sum;
    }

    static void sumAxis(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += m.get(JAVA_DOUBLE, a + 8L * ((long) k * n + j));
            }
            m.set(JAVA_DOUBLE, out + 8L * j, sum);
        }
    }

    static void shiftAxis(MemorySegment m, long out, long a, int count, int n) {
        for (int j = 0; j < n; j++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < count; k++) {
                max = Math.max(max, m.get(JAVA_DOUBLE, a + 8L * ((long) k * n + j)));
            }
            m.set(JAVA_DOUBLE, out + 8L * j, Double.isInfinite(max) ? 0 : max);
        }
    }

    static void cumulativeSum(MemorySegment m, long out, long a, int count, int n, boolean reverse) {
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int step = 0; step < count; step++) {
                long at = 8L * ((long) (reverse ? count - 1 - step : step) * n + j);
                sum += m.get(JAVA_DOUBLE, a + at);
                m.set(JAVA_DOUBLE, out + at, sum);
            }
        }
    }

    /** The sum of {@code n} numbers, a power of two, added pairwise. */
    static double places(MemorySegment m, long a, int n) {
        if (n == 1) {
            return m.get(JAVA_DOUBLE, a);
        }
        return places(m, a, n / 2) + places(m, a + 8L * (n / 2), n / 2);
    }
}
