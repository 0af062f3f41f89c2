package ergodic.autodiff.kernel.scalar;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import ergodic.autodiff.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Sums of runs, added to accumulators of a cache line, over single numbers. */
public final class ScalarRowSums {

    private ScalarRowSums() {}

    public static void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        for (int e = 0; e < as; e++) {
            long place = accumulators + (long) Kernels.LINE * e;
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += m.get(JAVA_DOUBLE, a + 8L * ((long) e * n + j));
            }
            m.set(JAVA_DOUBLE, place, m.get(JAVA_DOUBLE, place) + sum);
        }
    }

    /** The places are added pairwise, so that the order is the same whatever filled them. */
    public static void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        for (int e = 0; e < n; e++) {
            long p = accumulators + (long) Kernels.LINE * e;
            double s0 = m.get(JAVA_DOUBLE, p) + m.get(JAVA_DOUBLE, p + 32);
            double s1 = m.get(JAVA_DOUBLE, p + 8) + m.get(JAVA_DOUBLE, p + 40);
            double s2 = m.get(JAVA_DOUBLE, p + 16) + m.get(JAVA_DOUBLE, p + 48);
            double s3 = m.get(JAVA_DOUBLE, p + 24) + m.get(JAVA_DOUBLE, p + 56);
            m.set(JAVA_DOUBLE, out + 8L * e, (s0 + s2) + (s1 + s3));
        }
    }

    public static void fromDoubles(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, m.get(JAVA_DOUBLE, a + 8L * i));
        }
    }

    public static void toDoubles(MemorySegment m, long out, long a, int n) {
        fromDoubles(m, out, a, n);
    }
}
