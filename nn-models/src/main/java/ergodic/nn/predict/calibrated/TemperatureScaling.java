package ergodic.nn.predict.calibrated;

import ergodic.nn.predict.Prediction;

/**
 * Temperature scaling (Guo, Pleiss, Sun and Weinberger 2017) of the predictive distribution over classes: probabilities go with {@code p^(1/T)}, T being the one number
 * with the least mean log loss of the calibration rows. Which class is the most probable does not change.
 *
 * @param temperature
 *            T, above 1 where the prediction was too sure of itself
 * @param rows
 *            calibration rows
 * @param limit
 *            whether there was a least loss, at {@link Limit#NONE}; elsewhere the loss falls to the end of all temperatures, and T is 1
 */
public record TemperatureScaling(double temperature, int rows, Limit limit) {

    /** Where the loss of the calibration rows is least. */
    public enum Limit {
        /** At a finite temperature. */
        NONE,
        /** Towards 0: the most probable class of every row is its target, and any amount of certainty is rewarded. */
        ALL_RIGHT,
        /** Towards infinity: the probabilities say no more of these rows than equal ones. */
        NO_BETTER_THAN_EQUAL
    }

    /** Inverse temperatures that are looked at, from 1 over to this: beyond, all rows are told right, or none. */
    private static final double MOST = 1000;

    /** Of a temperature that is known. */
    public TemperatureScaling(double temperature, int rows) {
        this(temperature, rows, Limit.NONE);
    }

    /**
     * By probabilities {@code [row][class]} and classes of calibration rows. The loss is convex in 1/T, so its slope is bisected; where that has one sign
     * for all T from 0.001 to 1000 there is no T to take, and it stays 1.
     */
    public static TemperatureScaling of(double[][] probabilities, double[] target) {
        if (!(slope(probabilities, target, 1 / MOST) < 0)) {
            return new TemperatureScaling(1, target.length, Limit.NO_BETTER_THAN_EQUAL);
        }
        if (!(slope(probabilities, target, MOST) > 0)) {
            return new TemperatureScaling(1, target.length, Limit.ALL_RIGHT);
        }
        double low = Math.log(1 / MOST);
        double high = Math.log(MOST);
        while (high - low > 1e-12) {
            double middle = 0.5 * (low + high);
            if (slope(probabilities, target, Math.exp(middle)) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new TemperatureScaling(Math.exp(-0.5 * (low + high)), target.length);
    }

    /** By predictions of calibration rows, with their targets. */
    public static TemperatureScaling of(Prediction prediction) {
        return of(prediction.probabilities(), prediction.target());
    }

    /** Derivative of the summed log loss in 1/T. */
    private static double slope(double[][] probabilities, double[] target, double inverse) {
        double slope = 0;
        for (int row = 0; row < target.length; row++) {
            double[] scaled = scaled(probabilities[row], inverse);
            for (int k = 0; k < scaled.length; k++) {
                slope += scaled[k] * log(probabilities[row][k]);
            }
            slope -= log(probabilities[row][(int) target[row]]);
        }
        return slope;
    }

    private static double log(double probability) {
        return Math.log(Math.max(probability, Double.MIN_NORMAL));
    }

    /** Probabilities of the classes after scaling. */
    public double[] apply(double[] probabilities) {
        return scaled(probabilities, 1 / temperature);
    }

    private static double most(double[] probabilities) {
        double most = Double.NEGATIVE_INFINITY;
        for (double probability : probabilities) {
            most = Math.max(most, log(probability));
        }
        return most;
    }

    private static double[] scaled(double[] probabilities, double inverse) {
        double[] scaled = new double[probabilities.length];
        double most = most(probabilities);
        double sum = 0;
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] = Math.exp(inverse * (log(probabilities[k]) - most));
            sum += scaled[k];
        }
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] /= sum;
        }
        return scaled;
    }

    /** Mean log loss of rows, in nats; of logs throughout, in which a probability of 0 counts as the smallest normal number at every temperature. */
    public double logLoss(double[][] probabilities, double[] target) {
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            double most = most(probabilities[row]);
            double total = 0;
            for (double probability : probabilities[row]) {
                total += Math.exp((log(probability) - most) / temperature);
            }
            sum += Math.log(total) - (log(probabilities[row][(int) target[row]]) - most) / temperature;
        }
        return sum / target.length;
    }

    /** Expected calibration error of the most probable class, in {@code bins} bins of equal width (Guo and others 2017, equation 3). */
    public double calibrationError(double[][] probabilities, double[] target, int bins) {
        double[] gaps = new double[bins];
        for (int row = 0; row < target.length; row++) {
            double[] scaled = apply(probabilities[row]);
            int best = 0;
            for (int k = 1; k < scaled.length; k++) {
                best = scaled[k] > scaled[best] ? k : best;
            }
            int bin = (int) Math.clamp(Math.ceil(scaled[best] * bins) - 1, 0, bins - 1.0);
            gaps[bin] += scaled[best] - (best == (int) target[row] ? 1 : 0);
        }
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        return sum / target.length;
    }
}
