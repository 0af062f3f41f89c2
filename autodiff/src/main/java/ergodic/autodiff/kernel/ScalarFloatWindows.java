package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/** {@link ScalarWindows} for floats, derived from its text by FloatTwins (among the tests). */
final class ScalarFloatWindows {

    private ScalarFloatWindows() {}

    static void packTaps(MemorySegment m, long packed, long w, int wOut, int[] wTaps, int outs) {
        for (int o = 0; o < outs; o++) {
            for (int i = 0; i < wTaps.length; i++) {
                m.set(JAVA_FLOAT, packed + 4L * (o * wTaps.length + i),
                        m.get(JAVA_FLOAT, w + 4L * (o * wOut + wTaps[i])));
            }
        }
    }

    static void affineTaps(MemorySegment m, long out, int outStride, long packed, long bias, long x, int[] taps,
            int[] ranges, int step, int outs, int n) {
        for (int o = 0; o < outs; o++) {
            long to = out + 4L * o * outStride;
            float start = bias < 0 ? 0 : m.get(JAVA_FLOAT, bias + 4L * o);
            for (int j = 0; j < n; j++) {
                m.set(JAVA_FLOAT, to + 4L * j, start);
            }
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    float weight = m.get(JAVA_FLOAT, packed + 4L * (o * taps.length + i));
                    addScaled(m, to, weight, x + 4L * taps[i] * step, n);
                }
            }
        }
    }

    private static void addScaled(MemorySegment m, long out, float factor, long x, int n) {
        for (int j = 0; j < n; j++) {
            long at = 4L * j;
            m.set(JAVA_FLOAT, out + at, m.get(JAVA_FLOAT, out + at) + factor * m.get(JAVA_FLOAT, x + at));
        }
    }

    static void accumulateTaps(MemorySegment m, long accumulators, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        for (int o = 0; o < as; o++) {
            for (int i = 0; i < taps.length; i++) {
                float sum = 0;
                for (int r = 0; r < aRuns.length; r++) {
                    sum += ScalarFloatProducts.dot(m, a + 4L * ((long) o * aStride + (long) aRuns[r] * step),
                            b + 4L * ((long) (taps[i] + bRuns[r]) * step), n);
                }
                long place = accumulators + (long) Kernels.LINE * ((long) o * taps.length + i);
                m.set(JAVA_FLOAT, place, m.get(JAVA_FLOAT, place) + sum);
            }
        }
    }

    static void productTaps(MemorySegment m, long out, long a, int as, int aStride, int[] aRuns, long b, int[] taps,
            int[] bRuns, int step) {
        for (int o = 0; o < as; o++) {
            for (int i = 0; i < taps.length; i++) {
                long to = out + 4L * ((long) o * taps.length + i) * step;
                for (int j = 0; j < step; j++) {
                    float sum = 0;
                    for (int r = 0; r < aRuns.length; r++) {
                        sum += m.get(JAVA_FLOAT, a + 4L * ((long) o * aStride + (long) aRuns[r] * step + j))
                                * m.get(JAVA_FLOAT, b + 4L * ((long) (taps[i] + bRuns[r]) * step + j));
                    }
                    m.set(JAVA_FLOAT, to + 4L * j, sum);
                }
            }
        }
    }

    static void multiplyAdd(MemorySegment m, long out, long a, long b, int n) {
        for (int j = 0; j < n; j++) {
            long at = 4L * j;
            m.set(JAVA_FLOAT, out + at,
                    m.get(JAVA_FLOAT, out + at) + m.get(JAVA_FLOAT, a + at) * m.get(JAVA_FLOAT, b + at));
        }
    }

    static void sumTaps(MemorySegment m, long out, int outStep, long x, int xStep, int[] taps, float scale, int step,
            int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j++) {
                long from = x + 4L * ((long) p * xStep + j);
                float sum = 0;
                for (int tap : taps) {
                    sum += m.get(JAVA_FLOAT, from + 4L * ((long) tap * step));
                }
                m.set(JAVA_FLOAT, out + 4L * ((long) p * outStep + j), scale * sum);
            }
        }
    }

    static void maxTaps(MemorySegment m, long out, int outStep, long values, long keys, int xStep, int[] taps, int step,
            int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j++) {
                long at = 4L * ((long) p * xStep + j);
                long largest = at + 4L * largest(m, keys + at, taps, step) * step;
                m.set(JAVA_FLOAT, out + 4L * ((long) p * outStep + j), m.get(JAVA_FLOAT, values + largest));
            }
        }
    }

    static void maxTapsTransposed(MemorySegment m, long out, long u, int uStep, long keys, int xStep, int[] taps,
            int step, int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j++) {
                long at = 4L * ((long) p * xStep + j);
                long to = out + at + 4L * largest(m, keys + at, taps, step) * step;
                m.set(JAVA_FLOAT, to, m.get(JAVA_FLOAT, to) + m.get(JAVA_FLOAT, u + 4L * ((long) p * uStep + j)));
            }
        }
    }

    /** The tap with the first largest key. */
    private static int largest(MemorySegment m, long keys, int[] taps, int step) {
        int largest = taps[0];
        float best = m.get(JAVA_FLOAT, keys + 4L * ((long) largest * step));
        for (int i = 1; i < taps.length; i++) {
            float key = m.get(JAVA_FLOAT, keys + 4L * ((long) taps[i] * step));
            if (key > best || Float.isNaN(key) && !Float.isNaN(best)) {
                largest = taps[i];
                best = key;
            }
        }
        return largest;
    }
}
