package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import jdk.incubator.vector.FloatVector;

/** {@link VectorTaps} for floats, derived from its text by FloatTwins (among the tests). */
final class VectorFloatTaps {

    static final boolean MANY_REGISTERS = FloatVector.SPECIES_PREFERRED.vectorByteSize() == 64;

    private VectorFloatTaps() {}

    /** Results in the next block of so many that remain. */
    private static int block(int rest) {
        if (MANY_REGISTERS && rest >= 6) {
            return rest == 8 || rest >= 14 ? 8 : 6;
        }
        return rest >= 4 ? 4 : 1;
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
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int k = 0; k < ranges.length; k += 2) {
            for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                low = Math.min(low, taps[i]);
                high = Math.max(high, taps[i]);
            }
        }
        // Nothing is read if there are no ranges.
        long from = low > high ? Memory.ZEROS
                : Memory.at(m, x + 4L * step * low, 4L * ((long) (high - low) * step + n)) - 4L * step * low;
        long to = Memory.at(m, out, 4L * Memory.span(outs, outStride, n));
        long w = Memory.at(m, packed, 4L * outs * taps.length);
        long b = bias < 0 ? Memory.ZEROS : Memory.at(m, bias, 4L * outs);
        try {
            blocks(to, 4L * outStride, w, b, bias < 0 ? 0 : 4L, from, taps, ranges, 4L * step, outs, n);
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    private static void blocks(long out, long outStep, long packed, long bias, long biasStep, long x, int[] taps,
            int[] ranges, long step, int outs, int n) {
        int o = 0;
        while (o < outs) {
            int block = block(outs - o);
            long to = out + o * outStep;
            long w = packed + 4L * o * taps.length;
            long b = bias + o * biasStep;
            switch (block) {
                case 8 -> VectorFloatTapsEight.apply(to, outStep, w, b, biasStep, x, taps, ranges, step, n);
                case 6 -> VectorFloatTapsSix.apply(to, outStep, w, b, biasStep, x, taps, ranges, step, n);
                case 4 -> VectorFloatTapsFour.apply(to, outStep, w, b, biasStep, x, taps, ranges, step, n);
                default -> VectorFloatTapsOne.apply(to, w, b, x, taps, ranges, step, n);
            }
            o += block;
        }
    }

    static void accumulateTaps(MemorySegment m, long accumulators, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        long places = Memory.at(m, accumulators, (long) Kernels.LINE * as * taps.length);
        sums(m, places, Kernels.LINE, a, as, aStride, aRuns, b, taps, bRuns, step, n);
    }

    static void productTaps(MemorySegment m, long out, long a, int as, int aStride, int[] aRuns, long b, int[] taps,
            int[] bRuns, int step) {
        int lanes = FloatVector.SPECIES_PREFERRED.length();
        VectorFloatUnary.fill(m, out, 0.0f, as * taps.length * step);
        for (int j = 0; j < step && as * taps.length > 0; j += lanes) {
            long places = Memory.at(m, out + 4L * j, 4L * ((long) (as * taps.length - 1) * step + lanes));
            sums(m, places, 4L * step, a + 4L * j, as, aStride, aRuns, b + 4L * j, taps, bRuns, step, lanes);
        }
    }

    private static void sums(MemorySegment m, long places, long next, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n) {
        if (as == 0 || taps.length == 0 || aRuns.length == 0) {
            return;
        }
        long from = Memory.at(m, a, 4L * ((long) (as - 1) * aStride + (long) highest(aRuns) * step + n));
        long image = Memory.at(m, b, 4L * ((long) (highest(taps) + highest(bRuns)) * step + n));
        try {
            VectorFloatTapSums.accumulate(places, next, from, as, 4L * aStride, aRuns, image, taps, bRuns, 4L * step,
                    4L * n);
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /** The largest of these numbers, of which none may be negative. */
    private static int highest(int[] numbers) {
        int low = 0;
        int high = 0;
        for (int number : numbers) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
        if (low < 0) {
            throw new IllegalArgumentException("an element " + low + " before the first");
        }
        return high;
    }
}
