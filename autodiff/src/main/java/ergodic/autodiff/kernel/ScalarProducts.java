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

    /** Four outputs at a time, with their sums in registers. */
    static void affine(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int outs, int ins, int n) {
        int o = 0;
        for (; o + 4 <= outs; o += 4) {
            affine4(m, out + 8L * o * outStride, outStride, w + 8L * o * wOut, wOut, wIn, bias < 0 ? -1 : bias + 8L * o,
                    x,
                    xStride, ins, n);
        }
        for (; o < outs; o++) {
            double start = bias < 0 ? 0 : m.get(JAVA_DOUBLE, bias + 8L * o);
            for (int j = 0; j < n; j++) {
                double sum = start;
                for (int i = 0; i < ins; i++) {
                    sum += m.get(JAVA_DOUBLE, w + 8L * ((long) o * wOut + (long) i * wIn))
                            * m.get(JAVA_DOUBLE, x + 8L * ((long) i * xStride + j));
                }
                m.set(JAVA_DOUBLE, out + 8L * ((long) o * outStride + j), sum);
            }
        }
    }

    /** An elementwise function of the runs of an affine map's result. */
    static void then(Epilogue then, long y, MemorySegment m, long out, int outStride, int outs, int n) {
        FusedFunction derivative = then.derivative();
        for (int o = 0; o < outs; o++) {
            long at = 8L * o * outStride;
            if (derivative == null) {
                ScalarElementwise.relu(m, out + at, out + at, n);
            } else {
                ScalarElementwise.fused(derivative, m, out + at, out + at, y + at, n);
            }
        }
    }

    private static void affine4(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int ins, int n) {
        double b0 = bias < 0 ? 0 : m.get(JAVA_DOUBLE, bias);
        double b1 = bias < 0 ? 0 : m.get(JAVA_DOUBLE, bias + 8L);
        double b2 = bias < 0 ? 0 : m.get(JAVA_DOUBLE, bias + 16L);
        double b3 = bias < 0 ? 0 : m.get(JAVA_DOUBLE, bias + 24L);
        long next = 8L * wOut;
        long step = 8L * outStride;
        for (int j = 0; j < n; j++) {
            double s0 = b0;
            double s1 = b1;
            double s2 = b2;
            double s3 = b3;
            for (int i = 0; i < ins; i++) {
                double value = m.get(JAVA_DOUBLE, x + 8L * ((long) i * xStride + j));
                long weight = w + 8L * i * wIn;
                s0 += m.get(JAVA_DOUBLE, weight) * value;
                s1 += m.get(JAVA_DOUBLE, weight + next) * value;
                s2 += m.get(JAVA_DOUBLE, weight + 2 * next) * value;
                s3 += m.get(JAVA_DOUBLE, weight + 3 * next) * value;
            }
            long to = out + 8L * j;
            m.set(JAVA_DOUBLE, to, s0);
            m.set(JAVA_DOUBLE, to + step, s1);
            m.set(JAVA_DOUBLE, to + 2 * step, s2);
            m.set(JAVA_DOUBLE, to + 3 * step, s3);
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
                long place = accumulators + Kernels.LINE * ((long) o * bs + i);
                double sum = dot(m, a + 8L * o * n, b + 8L * i * n, n);
                m.set(JAVA_DOUBLE, place, m.get(JAVA_DOUBLE, place) + sum);
            }
        }
    }

    /** With an accumulator of one number, in runs of whole lines. */
    static void accumulateOuterDense(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        int lanes = Kernels.LINE / Double.BYTES;
        int stride = (bs + lanes - 1) / lanes * lanes;
        for (int o = 0; o < as; o++) {
            for (int i = 0; i < bs; i++) {
                long place = accumulators + 8L * ((long) o * stride + i);
                double sum = dot(m, a + 8L * o * n, b + 8L * i * n, n);
                m.set(JAVA_DOUBLE, place, m.get(JAVA_DOUBLE, place) + sum);
            }
        }
    }
}
