package ergodic.autodiff.kernel.scalar;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ergodic.autodiff.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Sums of runs of floats, added as doubles, and floats from doubles, over single numbers. */
public final class ScalarFloatRowSums {

    private ScalarFloatRowSums() {}

    public static void accumulateSums(MemorySegment m, long accumulators, long a, int as, int n) {
        for (int e = 0; e < as; e++) {
            long place = accumulators + (long) Kernels.LINE * e;
            double sum = m.get(JAVA_DOUBLE, place);
            for (int j = 0; j < n; j++) {
                sum += m.get(JAVA_FLOAT, a + 4L * ((long) e * n + j));
            }
            m.set(JAVA_DOUBLE, place, sum);
        }
    }

    /** The sixteen places are added pairwise, so that the order is the same whatever filled them. */
    public static void reduceLanes(MemorySegment m, long out, long accumulators, int n) {
        for (int e = 0; e < n; e++) {
            long p = accumulators + (long) Kernels.LINE * e;
            float s0 = pair(m, p) + pair(m, p + 16);
            float s1 = pair(m, p + 4) + pair(m, p + 20);
            float s2 = pair(m, p + 8) + pair(m, p + 24);
            float s3 = pair(m, p + 12) + pair(m, p + 28);
            m.set(JAVA_DOUBLE, out + 8L * e, (s0 + s2) + (s1 + s3));
        }
    }

    /** A place and the one half a line further. */
    private static float pair(MemorySegment m, long p) {
        return m.get(JAVA_FLOAT, p) + m.get(JAVA_FLOAT, p + Kernels.LINE / 2);
    }

    public static void fromDoubles(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_FLOAT, out + 4L * i, (float) m.get(JAVA_DOUBLE, a + 8L * i));
        }
    }

    public static void toDoubles(MemorySegment m, long out, long a, int n) {
        for (int i = 0; i < n; i++) {
            m.set(JAVA_DOUBLE, out + 8L * i, m.get(JAVA_FLOAT, a + 4L * i));
        }
    }
}
