package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

import jdk.incubator.vector.FloatVector;

/** {@link VectorTaps} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatTaps {

    private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 512;

    private VectorFloatTaps() {}

    /** Results in the next block of so many that remain. */
    private static int block(int rest) {
        if (WIDE && (rest == 8 || rest >= 14)) {
            return 8;
        }
        return WIDE && rest >= 6 ? 6 : rest >= 4 ? 4 : 1;
    }

    static void packTaps(MemorySegment m, long packed, long w, int wOut, int[] wTaps, int outs) {
        int o = 0;
        while (o < outs) {
            int block = block(outs - o);
            long to = packed + 4L * o * wTaps.length;
            for (int i = 0; i < wTaps.length; i++) {
                for (int r = 0; r < block; r++) {
                    m.set(JAVA_FLOAT, to + 4L * (i * block + r),
                            m.get(JAVA_FLOAT, w + 4L * ((o + r) * wOut + wTaps[i])));
                }
            }
            o += block;
        }
    }

    static void affineTaps(MemorySegment m, long out, int outStride, long packed, long bias, long x, int[] taps,
            int[] ranges, int step, int outs, int n) {
        long outStep = 4L * outStride;
        int o = 0;
        while (o < outs) {
            int block = block(outs - o);
            long to = out + o * outStep;
            long w = packed + 4L * o * taps.length;
            long b = bias < 0 ? -1 : bias + 4L * o;
            switch (block) {
                case 8 -> VectorFloatTapsEight.apply(m, to, outStep, w, b, x, taps, ranges, step, n);
                case 6 -> VectorFloatTapsSix.apply(m, to, outStep, w, b, x, taps, ranges, step, n);
                case 4 -> VectorFloatTapsFour.apply(m, to, outStep, w, b, x, taps, ranges, step, n);
                default -> VectorFloatTapsOne.apply(m, to, w, b, x, taps, ranges, step, n);
            }
            o += block;
        }
    }

    static void accumulateTaps(MemorySegment m, long accumulators, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        VectorFloatTapSums.accumulate(m, accumulators, Kernels.LINE, a, as, aStride, aRuns, b, taps, bRuns, step, n);
    }

    static void productTaps(MemorySegment m, long out, long a, int as, int aStride, int[] aRuns, long b, int[] taps,
            int[] bRuns, int step) {
        int lanes = FloatVector.SPECIES_PREFERRED.length();
        VectorFloatUnary.fill(m, out, 0.0f, as * taps.length * step);
        for (int j = 0; j < step; j += lanes) {
            VectorFloatTapSums.accumulate(m, out + 4L * j, 4L * step, a + 4L * j, as, aStride, aRuns, b + 4L * j, taps,
                    bRuns,
                    step, lanes);
        }
    }
}
