package ergodic.nn.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether predicted probabilities come true. */
public final class Calibration {

    /** Usual number of bins (Guo et al. 2017). */
    public static final int BINS = 15;

    private Calibration() {}

    /**
     * Rows whose most probable class has a probability within the bin.
     *
     * @param low
     *            lower end, not in the bin (but 0 is)
     * @param high
     *            upper end, in the bin
     * @param count
     *            number of rows
     * @param confidence
     *            mean probability of the most probable class; NaN if there are no rows
     * @param accuracy
     *            share of rows of that class; NaN if there are no rows
     */
    public record Bin(double low, double high, int count, double confidence, double accuracy) {}

    /** The reliability diagram of class predictions: equal bins of (0, 1]. */
    public static List<Bin> bins(Prediction prediction, int bins) {
        int[] count = new int[bins];
        double[] confidence = new double[bins];
        double[] right = new double[bins];
        for (int row = 0; row < prediction.rows(); row++) {
            int best = prediction.mostProbable(row);
            double p = prediction.probabilities()[row][best];
            int bin = Math.clamp((int) Math.ceil(p * bins) - 1, 0, bins - 1);
            count[bin]++;
            confidence[bin] += p;
            right[bin] += best == (int) prediction.target()[row] ? 1 : 0;
        }
        List<Bin> result = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            result.add(new Bin((double) i / bins, (double) (i + 1) / bins, count[i], confidence[i] / count[i],
                    right[i] / count[i]));
        }
        return result;
    }

    /** Expected calibration error: the bins' distances between confidence and accuracy, weighted by their rows. */
    public static double error(List<Bin> bins) {
        int rows = 0;
        double sum = 0;
        for (Bin bin : bins) {
            rows += bin.count();
            sum += bin.count() == 0 ? 0 : bin.count() * Math.abs(bin.confidence() - bin.accuracy());
        }
        return sum / rows;
    }

    /** Share of the values in the central part {@code [(1 - level) / 2, (1 + level) / 2]} of the unit interval. */
    public static double coverage(double[] pit, double level) {
        int inside = 0;
        for (double p : pit) {
            inside += Math.abs(p - 0.5) <= level / 2 ? 1 : 0;
        }
        return (double) inside / pit.length;
    }

    /** Mean over the levels 0.05 ... 0.95 of the distance between a level and the share of the values up to it. */
    public static double error(double[] pit) {
        double sum = 0;
        for (int i = 1; i < 20; i++) {
            sum += Math.abs(shareUpTo(pit, i / 20.0) - i / 20.0);
        }
        return sum / 19;
    }

    /** The calibration curve: for each of these levels the share of the values up to it. */
    public static double[] curve(double[] pit, double... levels) {
        double[] shares = new double[levels.length];
        Arrays.setAll(shares, i -> shareUpTo(pit, levels[i]));
        return shares;
    }

    /** The values that are known: of a target that is a bound, such as a censored time, the place in its distribution is NaN. */
    public static double[] known(double[] pit) {
        return Arrays.stream(pit).filter(place -> !Double.isNaN(place)).toArray();
    }

    private static double shareUpTo(double[] pit, double level) {
        int count = 0;
        for (double p : pit) {
            count += p <= level ? 1 : 0;
        }
        return (double) count / pit.length;
    }
}
