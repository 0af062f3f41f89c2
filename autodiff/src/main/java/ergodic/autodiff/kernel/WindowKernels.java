package ergodic.autodiff.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The loops of convolutions and poolings. Elements are runs of {@code step} numbers (the width of a tile), so an address is a
 * base plus a multiple of {@code step}; <em>taps</em> are elements relative to a base. Otherwise as in {@link Kernels}: addresses in
 * bytes, strides and counts in numbers, {@code n} a multiple of the lanes (the scalar kernels take any).
 */
public interface WindowKernels {

    /**
     * Writes the weights {@code w[o wOut + wTaps[i]]} in the order in which {@link #affineTaps} reads them: {@code outs
     * wTaps.length} numbers.
     */
    void packTaps(MemorySegment m, long packed, long w, int wOut, int[] wTaps, int outs);

    /**
     * An affine map of runs found by a table: {@code out[o][j] = bias[o] + sum over i of w[o][i] x[taps[i] step + j]} for
     * {@code j < n}, where run o of the result begins at {@code o outStride}.
     *
     * @param packed
     *            weights of all taps, by {@link #packTaps}
     * @param bias
     *            address of the biases, or -1 for none
     * @param ranges
     *            of i over which is summed: pairs of a first i and the one after the last
     */
    void affineTaps(MemorySegment m, long out, int outStride, long packed, long bias, long x, int[] taps, int[] ranges,
            int step, int outs, int n);

    /**
     * Adds {@code sum over r and j < n of a[o aStride + aRuns[r] step + j] b[(taps[i] + bRuns[r]) step + j]} to the
     * accumulator {@code o taps.length + i}, which has as many places as there are lanes.
     */
    void accumulateTaps(MemorySegment m, long accumulators, long a, int as, int aStride, int[] aRuns, long b,
            int[] taps, int[] bRuns, int step, int n);

    /**
     * The same sums for each lane by itself: {@code out[(o taps.length + i) step + j] = sum over r of a[o aStride + aRuns[r]
     * step + j] b[(taps[i] + bRuns[r]) step + j]}, {@code j < step}.
     */
    void productTaps(MemorySegment m, long out, long a, int as, int aStride, int[] aRuns, long b, int[] taps,
            int[] bRuns, int step);

    /** {@code out += a b}. */
    void multiplyAdd(MemorySegment m, long out, long a, long b, int n);

    /**
     * Sums of windows: {@code out[p outStep + j] = scale (sum over i of x[p xStep + taps[i] step + j])} for {@code p < count},
     * {@code j < step}.
     */
    void sumTaps(MemorySegment m, long out, int outStep, long x, int xStep, int[] taps, double scale, int step,
            int count);

    /**
     * Maxima of windows: {@code out[p outStep + j]} is the value at the first largest key {@code p xStep + taps[i] step + j}; NaN
     * is larger than any number. There is at least one tap.
     */
    void maxTaps(MemorySegment m, long out, int outStep, long values, long keys, int xStep, int[] taps, int step,
            int count);

    /** Adds {@code u[p uStep + j]} to {@code out} at the place of the first largest key: the transpose of {@link #maxTaps}. */
    void maxTapsTransposed(MemorySegment m, long out, long u, int uStep, long keys, int xStep, int[] taps, int step,
            int count);
}
