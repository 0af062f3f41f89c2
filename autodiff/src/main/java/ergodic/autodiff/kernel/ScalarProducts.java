package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/** Products of matrices with runs, over single numbers. */
final class ScalarProducts {

    private ScalarProducts() {}

    static double dot(MemorySegment m, long a, long b, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += m.get(JAVA_DOUBLE, a + 8L * i) * m.get(JAVA_DOUBLE, b + 8L * i);
        }
        return sum;
    }

    static void affine(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int outs, int ins, int n) {
        for (int o = 0; o < outs; o++) {
            long result = out + 8L * o * outStride;
            double start = bias < 0 ? 0 : m.get(JAVA_DOUBLE, bias + 8L * o);
            for (int j = 0; j < n; j++) {
                m.set(JAVA_DOUBLE, result + 8L * j, start);
            }
            for (int i = 0; i < ins; i++) {
                double weight = m.get(JAVA_DOUBLE, w + 8L * ((long) o * wOut + (long) i * wIn));
                long run = x + 8L * i * xStride;
                for (int j = 0; j < n; j++) {
                    m.set(JAVA_DOUBLE, result + 8L * j,
                            m.get(JAVA_DOUBLE, result + 8L * j) + weight * m.get(JAVA_DOUBLE, run + 8L * j));
                }
            }
        }
    }

    static void dotRuns(MemorySegment m, long out, long a, int aStride, long b, int bStride, int count, int n) {
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += m.get(JAVA_DOUBLE, a + 8L * ((long) k * aStride + j))
                        * m.get(JAVA_DOUBLE, b + 8L * ((long) k * bStride + j));
            }
            m.set(JAVA_DOUBLE, out + 8L * j, sum);
        }
    }

    static void accumulateOuter(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        for (int o = 0; o < as; o++) {
            for (int i = 0; i < bs; i++) {
                long place = accumulators + 8L * Kernels.LANES * ((long) o * bs + i);
                double sum = dot(m, a + 8L * o * n, b + 8L * i * n, n);
                m.set(JAVA_DOUBLE, place, m.get(JAVA_DOUBLE, place) + sum);
            }
        }
    }
}
