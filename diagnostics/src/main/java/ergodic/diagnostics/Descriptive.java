package ergodic.diagnostics;

import java.util.Arrays;

/**
 * Mean, spread and quantiles of numbers, as R has them: denominators of n - 1, quantiles of type 7, the median absolute
 * deviation scaled to the normal distribution. NaN among the numbers makes the result NaN, and so does an empty array.
 */
public final class Descriptive {
    /** Makes the median absolute deviation of normal numbers their standard deviation: 1 / Phi^-1(3/4), as R rounds it. */
    private static final double MAD_SCALE = 1.4826;

    private Descriptive() {}

    /** Arithmetic mean, with a second pass that takes back the rounding of the first. */
    public static double mean(double[] values) {
        int n = values.length;
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / n;
        if (n > 0 && !Double.isFinite(mean)) {
            // Finite numbers may have a sum that is not.
            double sumOfParts = 0;
            for (double value : values) {
                sumOfParts += value / n;
            }
            return sumOfParts;
        }
        double rest = 0;
        for (double value : values) {
            rest += value - mean;
        }
        return mean + rest / n;
    }

    /** Unbiased variance (denominator n - 1): NaN for fewer than two numbers, and exactly 0 for equal ones. */
    public static double variance(double[] values) {
        int n = values.length;
        if (n < 2) {
            return Double.NaN;
        }
        if (isConstant(values)) {
            return 0;
        }
        return squares(values, mean(values), 1) / (n - 1);
    }

    private static double squares(double[] values, double mean, double unit) {
        double squares = 0;
        for (double value : values) {
            double deviation = (value - mean) / unit;
            squares += deviation * deviation;
        }
        return squares;
    }

    /** Standard deviation (denominator n - 1), also where the variance is too small or too large for a double. */
    public static double sd(double[] values) {
        double variance = variance(values);
        if (variance >= Double.MIN_NORMAL && variance < Double.POSITIVE_INFINITY || Double.isNaN(variance)) {
            return Math.sqrt(variance);
        }
        double mean = mean(values);
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value - mean));
        }
        return largest > 0 && Double.isFinite(largest)
                ? largest * Math.sqrt(squares(values, mean, largest) / (values.length - 1))
                : largest;
    }

    /** Median. */
    public static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** Median absolute deviation from the median, times 1.4826. */
    public static double mad(double[] values) {
        return MAD_SCALE * median(deviations(values, median(values)));
    }

    /**
     * Quantile of type 7 (Hyndman and Fan 1996), R's default: linear between the order statistics around 1 + (n - 1) p.
     *
     * @param probability
     *            in [0, 1]
     */
    public static double quantile(double[] values, double probability) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return quantileOfSorted(sorted, probability);
    }

    /** {@link #quantile} of numbers that are in ascending order already. */
    public static double quantileOfSorted(double[] sorted, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a quantile needs a probability in [0, 1], got " + probability);
        }
        int n = sorted.length;
        // Arrays.sort puts NaN last.
        if (n == 0 || Double.isNaN(sorted[n - 1])) {
            return Double.NaN;
        }
        double index = (n - 1) * probability;
        int low = (int) Math.floor(index);
        double below = sorted[low];
        if (index == low || sorted[low + 1] == below) {
            // Not interpolated between equal numbers: rounding would make the quantile differ from both.
            return below;
        }
        double weight = index - low;
        return (1 - weight) * below + weight * sorted[low + 1];
    }

    /** Absolute deviations from a centre, in the order of the values. */
    static double[] deviations(double[] values, double centre) {
        double[] deviations = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            deviations[i] = Math.abs(values[i] - centre);
        }
        return deviations;
    }

    private static boolean isConstant(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
