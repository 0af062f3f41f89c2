package ergodic.sampler.stochastic;

import java.util.Arrays;
import java.util.Locale;

/**
 * Biases of one quantity under one method, over batches and steps.
 *
 * @param seen
 *            by batch and step
 * @param error
 *            Monte Carlo standard error of each
 * @param predicted
 *            NaN where nothing is
 */
record BiasGrid(double[][] seen, double[][] error, double[][] predicted) {

    static BiasGrid of(int batches, int steps) {
        BiasGrid grid = new BiasGrid(new double[batches][steps], new double[batches][steps],
                new double[batches][steps]);
        for (double[] row : grid.predicted) {
            Arrays.fill(row, Double.NaN);
        }
        return grid;
    }

    void set(int batch, int step, double bias, double standardError) {
        seen[batch][step] = bias;
        error[batch][step] = standardError;
    }

    /** A cell of a table, in per cent. */
    String cell(int batch, int step) {
        double bias = seen[batch][step];
        if (!(Math.abs(bias) < 10)) {
            return "off";
        }
        String text = String.format(Locale.ROOT, "%+.1f ± %.1f", 100 * bias, 100 * error[batch][step]);
        return Double.isNaN(predicted[batch][step]) ? text
                : text + String.format(Locale.ROOT, " (%+.1f)", 100 * predicted[batch][step]);
    }
}
