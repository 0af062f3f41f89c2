package ergodic.study.prior;

import ergodic.nn.data.Rows;
import ergodic.nn.predict.ClassMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.Positions;
import ergodic.nn.predict.Predictor;
import ergodic.sampler.run.RandomStreams;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What draws of a prior say at some inputs; each array {@code [draw][row]}.
 *
 * @param mean
 *            means of the draws' predictive distributions; of classes the largest probability
 * @param noise
 *            their variances; of classes the entropy in nats
 * @param simulated
 *            a target of each; of classes the number of the most probable one
 */
record PriorSample(double[][] mean, double[][] noise, double[][] simulated) {

    /** Draws at rows, whose targets are not seen. */
    static PriorSample of(Predictor predictor, Mixture one, Positions positions, Rows rows, long seed) {
        int draws = positions.draws();
        PriorSample sample = new PriorSample(new double[draws][rows.count()], new double[draws][rows.count()],
                new double[draws][rows.count()]);
        UniformRandomProvider rng = RandomStreams.ofChain(seed, 1);
        predictor.visitComponents(positions, rows.withoutTargets(), (row, values, offset, components) -> {
            for (int draw = 0; draw < components; draw++) {
                one.load(values, offset + draw * one.parameters(), 1);
                sample.take(draw, row, one, rng);
            }
        });
        return sample;
    }

    private void take(int draw, int row, Mixture one, UniformRandomProvider rng) {
        if (one instanceof ClassMixture classes) {
            int best = 0;
            for (int k = 1; k < classes.classes(); k++) {
                best = classes.probability(k) > classes.probability(best) ? k : best;
            }
            mean[draw][row] = classes.probability(best);
            noise[draw][row] = classes.entropy();
            simulated[draw][row] = best;
        } else {
            mean[draw][row] = one.mean();
            noise[draw][row] = one.aleatoricVariance();
            simulated[draw][row] = one.sample(0, rng);
        }
    }

    /** All numbers of an array, in order. */
    static double[] sorted(double[][] values) {
        double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
        Arrays.sort(all);
        return all;
    }

    /** A quantile of numbers in order: the smallest that has at least the share of them at or below it. */
    static double quantile(double[] sorted, double level) {
        return sorted[(int) Math.clamp(Math.ceil(level * sorted.length) - 1, 0, sorted.length - 1)];
    }

    /** The share of numbers in order that are at or below a bound. */
    static double shareBelow(double[] sorted, double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (double) low / sorted.length;
    }

    /** Variance over the draws at a row, averaged over the rows: of the functions at an input. */
    double variance() {
        int rows = mean[0].length;
        double sum = 0;
        double[] column = new double[mean.length];
        for (int row = 0; row < rows; row++) {
            for (int draw = 0; draw < column.length; draw++) {
                column[draw] = mean[draw][row];
            }
            sum += variance(column);
        }
        return sum / rows;
    }

    /** Of each draw the standard deviation of its function over the rows, in order. */
    double[] within() {
        double[] within = Arrays.stream(mean).mapToDouble(function -> Math.sqrt(variance(function))).toArray();
        Arrays.sort(within);
        return within;
    }

    /** Variance over the draws of a function's mean over the rows. */
    double offsetVariance() {
        return variance(Arrays.stream(mean)
                .mapToDouble(function -> Arrays.stream(function).average().orElse(Double.NaN)).toArray());
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }
}
