package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

import jdk.incubator.vector.DoubleVector;

/**
 * Affine maps of runs that taps find, and the sums of products that are their derivatives. Results are cut into blocks of eight, six,
 * four and single ones, each with a file of register tiles of its own; about 24 sums in registers leave room for what they read
 * (on machines with narrow vectors, and so half of the registers, eight sums). Weights are packed
 * block by block, [tap][result]: read one after another, without tables, they need no checks of bounds in the loop, which
 * took the tiles from 35-50 GFMA/s to 50-60 of a peak of 68.
 */
final class VectorTaps {

    private static final boolean WIDE = DoubleVector.SPECIES_PREFERRED.vectorBitSize() >= 512;

    private VectorTaps() {}

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
            long to = packed + 8L * o * wTaps.length;
            for (int i = 0; i < wTaps.length; i++) {
                for (int r = 0; r < block; r++) {
                    m.set(JAVA_DOUBLE, to + 8L * (i * block + r),
                            m.get(JAVA_DOUBLE, w + 8L * ((o + r) * wOut + wTaps[i])));
                }
            }
            o += block;
        }
    }

    static void affineTaps(MemorySegment m, long out, int outStride, long packed, long bias, long x, int[] taps,
            int[] ranges, int step, int outs, int n) {
        long outStep = 8L * outStride;
        int o = 0;
        while (o < outs) {
            int block = block(outs - o);
            long to = out + o * outStep;
            long w = packed + 8L * o * taps.length;
            long b = bias < 0 ? -1 : bias + 8L * o;
            switch (block) {
                case 8 -> VectorTapsEight.apply(m, to, outStep, w, b, x, taps, ranges, step, n);
                case 6 -> VectorTapsSix.apply(m, to, outStep, w, b, x, taps, ranges, step, n);
                case 4 -> VectorTapsFour.apply(m, to, outStep, w, b, x, taps, ranges, step, n);
                default -> VectorTapsOne.apply(m, to, w, b, x, taps, ranges, step, n);
            }
            o += block;
        }
    }

    static void accumulateTaps(MemorySegment m, long accumulators, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        VectorTapSums.accumulate(m, accumulators, Kernels.LINE, a, as, aStride, aRuns, b, taps, bRuns, step, n);
    }

    static void productTaps(MemorySegment m, long out, long a, int as, int aStride, int[] aRuns, long b, int[] taps,
            int[] bRuns, int step) {
        int lanes = DoubleVector.SPECIES_PREFERRED.length();
        VectorUnary.fill(m, out, 0.0, as * taps.length * step);
        for (int j = 0; j < step; j += lanes) {
            VectorTapSums.accumulate(m, out + 8L * j, 8L * step, a + 8L * j, as, aStride, aRuns, b + 8L * j, taps,
                    bRuns,
                    step, lanes);
        }
    }
}
