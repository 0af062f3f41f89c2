package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/** Convolutions and poolings over single numbers. */
final class ScalarWindows {

    private ScalarWindows() {}

    static void packTaps(MemorySegment m, long packed, long w, int wOut, int[] wTaps, int outs) {
        for (int o = 0; o < outs; o++) {
            for (int i = 0; i < wTaps.length; i++) {
                m.set(JAVA_DOUBLE, packed + 8L * (o * wTaps.length + i),
                        m.get(JAVA_DOUBLE, w + 8L * (o * wOut + wTaps[i])));
            }
        }
    }

    static void affineTaps(MemorySegment m, long out, int outStride, long packed, long bias, long x, int[] taps,
            int[] ranges, int step, int outs, int n) {
        for (int o = 0; o < outs; o++) {
            long to = out + 8L * o * outStride;
            double start = bias < 0 ? 0 : m.get(JAVA_DOUBLE, bias + 8L * o);
            for (int j = 0; j < n; j++) {
                m.set(JAVA_DOUBLE, to + 8L * j, start);
            }
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    double weight = m.get(JAVA_DOUBLE, packed + 8L * (o * taps.length + i));
                    addScaled(m, to, weight, x + 8L * taps[i] * step, n);
                }
            }
        }
    }

    private static void addScaled(MemorySegment m, long out, double factor, long x, int n) {
        for (int j = 0; j < n; j++) {
            long at = 8L * j;
            m.set(JAVA_DOUBLE, out + at, m.get(JAVA_DOUBLE, out + at) + factor * m.get(JAVA_DOUBLE, x + at));
        }
    }

    static void accumulateTaps(MemorySegment m, long accumulators, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        for (int o = 0; o < as; o++) {
            for (int i = 0; i < taps.length; i++) {
                double sum = 0;
                for (int r = 0; r < aRuns.length; r++) {
                    sum += ScalarProducts.dot(m, a + 8L * ((long) o * aStride + (long) aRuns[r] * step),
                            b + 8L * ((long) (taps[i] + bRuns[r]) * step), n);
                }
                long place = accumulators + (long) Kernels.LINE * ((long) o * taps.length + i);
                m.set(JAVA_DOUBLE, place, m.get(JAVA_DOUBLE, place) + sum);
            }
        }
    }

    static void productTaps(MemorySegment m, long out, long a, int as, int aStride, int[] aRuns, long b, int[] taps,
            int[] bRuns, int step) {
        for (int o = 0; o < as; o++) {
            for (int i = 0; i < taps.length; i++) {
                long to = out + 8L * ((long) o * taps.length + i) * step;
                for (int j = 0; j < step; j++) {
                    double sum = 0;
                    for (int r = 0; r < aRuns.length; r++) {
                        sum += m.get(JAVA_DOUBLE, a + 8L * ((long) o * aStride + (long) aRuns[r] * step + j))
                                * m.get(JAVA_DOUBLE, b + 8L * ((long) (taps[i] + bRuns[r]) * step + j));
                    }
                    m.set(JAVA_DOUBLE, to + 8L * j, sum);
                }
            }
        }
    }

    static void multiplyAdd(MemorySegment m, long out, long a, long b, int n) {
        for (int j = 0; j < n; j++) {
            long at = 8L * j;
            m.set(JAVA_DOUBLE, out + at,
                    m.get(JAVA_DOUBLE, out + at) + m.get(JAVA_DOUBLE, a + at) * m.get(JAVA_DOUBLE, b + at));
        }
    }

    static void sumTaps(MemorySegment m, long out, int outStep, long x, int xStep, int[] taps, double scale, int step,
            int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j++) {
                long from = x + 8L * ((long) p * xStep + j);
                double sum = 0;
                for (int tap : taps) {
                    sum += m.get(JAVA_DOUBLE, from + 8L * ((long) tap * step));
                }
                m.set(JAVA_DOUBLE, out + 8L * ((long) p * outStep + j), scale * sum);
            }
        }
    }

    static void maxTaps(MemorySegment m, long out, int outStep, long values, long keys, int xStep, int[] taps, int step,
            int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j++) {
                long at = 8L * ((long) p * xStep + j);
                long largest = at + 8L * largest(m, keys + at, taps, step) * step;
                m.set(JAVA_DOUBLE, out + 8L * ((long) p * outStep + j), m.get(JAVA_DOUBLE, values + largest));
            }
        }
    }

    static void maxTapsTransposed(MemorySegment m, long out, long u, int uStep, long keys, int xStep, int[] taps,
            int step, int count) {
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < step; j++) {
                long at = 8L * ((long) p * xStep + j);
                long to = out + at + 8L * largest(m, keys + at, taps, step) * step;
                m.set(JAVA_DOUBLE, to,
                        m.get(JAVA_DOUBLE, to) + m.get(JAVA_DOUBLE, u + 8L * ((long) p * uStep + j)));
            }
        }
    }

    /** The tap with the first largest key. */
    private static int largest(MemorySegment m, long keys, int[] taps, int step) {
        int largest = taps[0];
        double best = m.get(JAVA_DOUBLE, keys + 8L * ((long) largest * step));
        for (int i = 1; i < taps.length; i++) {
            double key = m.get(JAVA_DOUBLE, keys + 8L * ((long) taps[i] * step));
            if (key > best || Double.isNaN(key) && !Double.isNaN(best)) {
                largest = taps[i];
                best = key;
            }
        }
        return largest;
    }
}
