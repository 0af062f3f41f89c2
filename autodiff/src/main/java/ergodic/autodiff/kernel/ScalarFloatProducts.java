package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/** {@link ScalarProducts} for floats, derived from its text by FloatTwins (among the tests). */
final class ScalarFloatProducts {

    private ScalarFloatProducts() {}

    static float dot(MemorySegment m, long a, long b, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += m.get(JAVA_FLOAT, a + 4L * i) * m.get(JAVA_FLOAT, b + 4L * i);
        }
        return sum;
    }

    /** Four outputs at a time, with their sums in registers. */
    static void affine(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int outs, int ins, int n) {
        int o = 0;
        for (; o + 4 <= outs; o += 4) {
            affine4(m, out + 4L * o * outStride, outStride, w + 4L * o * wOut, wOut, wIn, bias < 0 ? -1 : bias + 4L * o,
                    x,
                    xStride, ins, n);
        }
        for (; o < outs; o++) {
            float start = bias < 0 ? 0 : m.get(JAVA_FLOAT, bias + 4L * o);
            for (int j = 0; j < n; j++) {
                float sum = start;
                for (int i = 0; i < ins; i++) {
                    sum += m.get(JAVA_FLOAT, w + 4L * ((long) o * wOut + (long) i * wIn))
                            * m.get(JAVA_FLOAT, x + 4L * ((long) i * xStride + j));
                }
                m.set(JAVA_FLOAT, out + 4L * ((long) o * outStride + j), sum);
            }
        }
    }

    /** An elementwise function of the runs of an affine map's result. */
    static void then(Epilogue then, long y, MemorySegment m, long out, int outStride, int outs, int n) {
        FusedFunction derivative = then.derivative();
        for (int o = 0; o < outs; o++) {
            long at = 4L * o * outStride;
            if (derivative == null) {
                ScalarFloatElementwise.relu(m, out + at, out + at, n);
            } else {
                ScalarFloatElementwise.fused(derivative, m, out + at, out + at, y + at, n);
            }
        }
    }

    private static void affine4(MemorySegment m, long out, int outStride, long w, int wOut, int wIn, long bias, long x,
            int xStride, int ins, int n) {
        float b0 = bias < 0 ? 0 : m.get(JAVA_FLOAT, bias);
        float b1 = bias < 0 ? 0 : m.get(JAVA_FLOAT, bias + 4L);
        float b2 = bias < 0 ? 0 : m.get(JAVA_FLOAT, bias + 8L);
        float b3 = bias < 0 ? 0 : m.get(JAVA_FLOAT, bias + 12L);
        long next = 4L * wOut;
        long step = 4L * outStride;
        for (int j = 0; j < n; j++) {
            float s0 = b0;
            float s1 = b1;
            float s2 = b2;
            float s3 = b3;
            for (int i = 0; i < ins; i++) {
                float value = m.get(JAVA_FLOAT, x + 4L * ((long) i * xStride + j));
                long weight = w + 4L * i * wIn;
                s0 += m.get(JAVA_FLOAT, weight) * value;
                s1 += m.get(JAVA_FLOAT, weight + next) * value;
                s2 += m.get(JAVA_FLOAT, weight + 2 * next) * value;
                s3 += m.get(JAVA_FLOAT, weight + 3 * next) * value;
            }
            long to = out + 4L * j;
            m.set(JAVA_FLOAT, to, s0);
            m.set(JAVA_FLOAT, to + step, s1);
            m.set(JAVA_FLOAT, to + 2 * step, s2);
            m.set(JAVA_FLOAT, to + 3 * step, s3);
        }
    }

    static void dotRuns(MemorySegment m, long out, long a, int aStride, long b, int bStride, int count, int n) {
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int k = 0; k < count; k++) {
                sum += m.get(JAVA_FLOAT, a + 4L * ((long) k * aStride + j))
                        * m.get(JAVA_FLOAT, b + 4L * ((long) k * bStride + j));
            }
            m.set(JAVA_FLOAT, out + 4L * j, sum);
        }
    }

    static void accumulateOuter(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        for (int o = 0; o < as; o++) {
            for (int i = 0; i < bs; i++) {
                long place = accumulators + Kernels.LINE * ((long) o * bs + i);
                float sum = dot(m, a + 4L * o * n, b + 4L * i * n, n);
                m.set(JAVA_FLOAT, place, m.get(JAVA_FLOAT, place) + sum);
            }
        }
    }

    /** With an accumulator of one number, in runs of whole lines. */
    static void accumulateOuterDense(MemorySegment m, long accumulators, long a, int as, long b, int bs, int n) {
        int lanes = Kernels.LINE / Float.BYTES;
        int stride = (bs + lanes - 1) / lanes * lanes;
        for (int o = 0; o < as; o++) {
            for (int i = 0; i < bs; i++) {
                long place = accumulators + 4L * ((long) o * stride + i);
                float sum = dot(m, a + 4L * o * n, b + 4L * i * n, n);
                m.set(JAVA_FLOAT, place, m.get(JAVA_FLOAT, place) + sum);
            }
        }
    }
}
