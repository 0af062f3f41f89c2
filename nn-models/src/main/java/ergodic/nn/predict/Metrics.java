package ergodic.nn.predict;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How good predictions are: named numbers, each the mean over rows.
 *
 * <table>
 * <caption>Metrics; those that need whole distributions are left out where only moments were kept. Censored times enter {@code nll} alone</caption>
 * <tr>
 * <td>{@code nll}</td>
 * <td>negative log density of the mixture</td>
 * </tr>
 * <tr>
 * <td>{@code rmse}, {@code mae}</td>
 * <td>root mean square and mean absolute error of the predictive mean (numbers, counts)</td>
 * </tr>
 * <tr>
 * <td>{@code crps}</td>
 * <td>continuous ranked probability score of the mixture (numbers, counts)</td>
 * </tr>
 * <tr>
 * <td>{@code coverage50} ... {@code coverage95}</td>
 * <td>share of rows in the central interval of that probability (numbers, counts; for counts by the mean of the distribution
 * function's two limits)</td>
 * </tr>
 * <tr>
 * <td>{@code calibration_error}</td>
 * <td>mean over the levels 0.05 ... 0.95 of the distance between the level and the share of rows below its quantile (Kuleshov,
 * Fenner and Ermon 2018, absolute instead of squared; numbers, counts)</td>
 * </tr>
 * <tr>
 * <td>{@code accuracy}</td>
 * <td>share of rows whose most probable class is right (classes)</td>
 * </tr>
 * <tr>
 * <td>{@code brier}</td>
 * <td>squared error of the probabilities: of class 1 for two classes (0 to 1), summed over the classes for more (0 to 2; Brier
 * 1950)</td>
 * </tr>
 * <tr>
 * <td>{@code ece}</td>
 * <td>expected calibration error over 15 equal bins of the most probable class's probability (Guo et al. 2017; classes)</td>
 * </tr>
 * </table>
 */
public final class Metrics {

    private final Map<String, Double> values;

    private Metrics(Map<String, Double> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Scores predictions of rows with targets.
     *
     * @throws IllegalStateException
     *             if the targets are not known
     */
    public static Metrics of(Prediction prediction) {
        Map<String, Double> values = new LinkedHashMap<>();
        double[] target = prediction.target();
        if (prediction.classes() > 0) {
            values.put("accuracy", accuracy(prediction, target));
            values.put("nll", -mean(prediction.logDensity()));
            values.put("brier", brier(prediction, target));
            values.put("ece", Calibration.error(Calibration.bins(prediction, Calibration.BINS)));
        } else {
            double squares = 0;
            double absolute = 0;
            int[] seen = seen(prediction);
            for (int row : seen) {
                double error = target[row] - prediction.mean()[row];
                squares += error * error;
                absolute += Math.abs(error);
            }
            values.put("rmse", Math.sqrt(squares / seen.length));
            values.put("mae", absolute / seen.length);
            values.put("nll", -mean(prediction.logDensity()));
            if (!prediction.isWhole()) {
                return new Metrics(values);
            }
            values.put("crps", mean(some(prediction.crps(), seen)));
            double[] places = some(prediction.probabilityIntegralTransform(), seen);
            for (int percent : new int[]{50, 80, 90, 95}) {
                values.put("coverage" + percent,
                        Calibration.coverage(places, percent / 100.0));
            }
            values.put("calibration_error", Calibration.error(places));
        }
        return new Metrics(values);
    }

    /** Rows whose targets are known: of a bound, such as a censored time, the place in its distribution is not. */
    private static int[] seen(Prediction prediction) {
        return IntStream.range(0, prediction.rows()).filter(row -> !prediction.isBound(row)).toArray();
    }

    private static double[] some(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    /** All metrics by name, in a fixed order. NaN where there are no rows. */
    public Map<String, Double> values() {
        return values;
    }

    /** One metric by its name. */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no metric \"" + name + "\"; there are " + values.keySet());
        }
        return value;
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private static double accuracy(Prediction prediction, double[] target) {
        int right = 0;
        for (int row = 0; row < target.length; row++) {
            right += prediction.mostProbable(row) == (int) target[row] ? 1 : 0;
        }
        return (double) right / target.length;
    }

    private static double brier(Prediction prediction, double[] target) {
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            double[] probabilities = prediction.probabilities()[row];
            for (int k = probabilities.length == 2 ? 1 : 0; k < probabilities.length; k++) {
                double error = probabilities[k] - (k == (int) target[row] ? 1 : 0);
                sum += error * error;
            }
        }
        return sum / target.length;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
