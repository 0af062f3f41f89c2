package ergodic.diagnostics;

import java.util.Arrays;

/**
 * The deepest valley of weighted values on a line: a window that holds fewer of them than a window of the same width on its left and
 * one on its right. A density with one hump has none: whatever the window, the expected number in it is at least the smaller of the two beside it.
 *
 * @param depth
 *            by how many standard errors the smaller of the two outer windows holds more, the largest over all windows
 * @param place
 *            middle of the valley
 * @param effective
 *            sum of the weights
 */
record Valley(double depth, double place, double effective) {

    /**
     * Logarithms of numbers of effective values, and the depths that uniform ones, of all with one hump those in which chance makes the
     * deepest valleys, pass with a probability of one in a hundred along the deepest of five directions.
     */
    private static final double[] LOG_SIZES = {Math.log(10), Math.log(30), Math.log(100), Math.log(1000)};
    private static final double[] DEPTHS = {2.3, 3.2, 3.8, 4.5};
    /** No valley. */
    static final Valley NONE = new Valley(0.0, Double.NaN, 0.0);

    private static final int BINS = 96;
    private static final int[] WIDTHS = {3, 5, 8, 12, 18, 26};
    /** Share of the weight beyond each end of the bins, which is counted to the last one. */
    private static final double TAIL = 0.002;

    /**
     * Of values with their weights: effective values over values.
     *
     * @param values
     *            the values
     * @param weights
     *            of each of them
     */
    static Valley of(double[] values, double[] weights) {
        int last = values.length - 1;
        if (last < 2) {
            return NONE;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = sorted[(int) (TAIL * last)];
        double high = sorted[(int) Math.ceil((1.0 - TAIL) * last)];
        if (!(high > low)) {
            return NONE;
        }
        double[] below = new double[BINS + 1];
        for (int i = 0; i < values.length; i++) {
            int bin = (int) Math.clamp((values[i] - low) / (high - low) * BINS, 0.0, BINS - 1.0);
            below[bin + 1] += weights[i];
        }
        for (int bin = 0; bin < BINS; bin++) {
            below[bin + 1] += below[bin];
        }
        Valley deepest = NONE;
        for (int width : WIDTHS) {
            double[] right = new double[BINS + 1];
            for (int from = BINS - width; from >= 0; from--) {
                right[from] = Math.max(right[from + 1], below[from + width] - below[from]);
            }
            double left = 0.0;
            for (int from = width; from + 2 * width <= BINS; from++) {
                left = Math.max(left, below[from] - below[from - width]);
                double outer = Math.min(left, right[from + width]);
                double inner = below[from + width] - below[from];
                double depth = (outer - inner) / Math.sqrt(Math.max(1e-300, outer + inner));
                if (depth > deepest.depth) {
                    deepest = new Valley(depth, low + (high - low) * (from + 0.5 * width) / BINS,
                            below[BINS]);
                }
            }
        }
        return deepest;
    }

    /** Whether it is deeper than chance makes one. */
    boolean significant() {
        double log = Math.log(effective);
        if (!(log > LOG_SIZES[0])) {
            return false;
        }
        int next = 1;
        while (next < LOG_SIZES.length && log > LOG_SIZES[next]) {
            next++;
        }
        if (next == LOG_SIZES.length) {
            return depth > DEPTHS[next - 1];
        }
        double part = (log - LOG_SIZES[next - 1]) / (LOG_SIZES[next] - LOG_SIZES[next - 1]);
        return depth > DEPTHS[next - 1] + part * (DEPTHS[next] - DEPTHS[next - 1]);
    }
}
