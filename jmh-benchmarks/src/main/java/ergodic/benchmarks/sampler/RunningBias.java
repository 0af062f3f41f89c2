package ergodic.benchmarks.sampler;

import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawSink;
import ergodic.sampler.draws.Phase;
import java.util.Arrays;
import java.util.List;

/**
 * The squared bias of running second moments, {@code (mean of x^2 so far - E x^2)^2 / Var x^2}, at each draw of each chain: its
 * mean and its maximum over the elements. Also adds up moments of all draws, for the variance that it divides by and to be
 * compared with the reference.
 */
final class RunningBias implements DrawSink {

    private final double[] square;
    private final double[] variance;
    /** By chain and draw. */
    private final float[][] average;
    private final float[][] worst;
    /** By chain: sums of x, x^2 and x^4, element by element. */
    private final double[][] sums;

    /**
     * A sink for so many draws.
     *
     * @param square
     *            E x^2 by element
     * @param variance
     *            Var x^2 by element
     */
    RunningBias(int chains, int draws, double[] square, double[] variance) {
        this.square = square.clone();
        this.variance = variance.clone();
        this.average = new float[chains][draws];
        this.worst = new float[chains][draws];
        this.sums = new double[chains][3 * square.length];
    }

    @Override
    public boolean wantsValues(Phase phase) {
        return phase == Phase.SAMPLING;
    }

    @Override
    public void accept(int chain, Phase phase, int draw, double[] values, Transition transition) {
        if (phase != Phase.SAMPLING) {
            return;
        }
        int n = square.length;
        double[] sum = sums[chain];
        double mean = 0;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double x2 = values[i] * values[i];
            sum[i] += values[i];
            sum[n + i] += x2;
            sum[2 * n + i] += x2 * x2;
            double error = sum[n + i] / (draw + 1) - square[i];
            double bias = error * error / variance[i];
            mean += bias / n;
            largest = Math.max(largest, bias);
        }
        average[chain][draw] = (float) mean;
        worst[chain][draw] = (float) largest;
    }

    @Override
    public void flush(int chain) {}

    @Override
    public void close() {}

    /** Draws until the median over the chains stays below a bound; infinite if it ends above. */
    static double drawsUntil(float[][] bias, double bound) {
        int draws = bias[0].length;
        for (int draw = draws - 1; draw >= 0; draw--) {
            double[] column = new double[bias.length];
            for (int chain = 0; chain < bias.length; chain++) {
                column[chain] = bias[chain][draw];
            }
            Arrays.sort(column);
            double median = 0.5 * (column[column.length / 2] + column[(column.length - 1) / 2]);
            if (!(median <= bound)) {
                return draw == draws - 1 ? Double.POSITIVE_INFINITY : draw + 1;
            }
        }
        return 1;
    }

    /** The mean over the elements. */
    float[][] average() {
        return average;
    }

    /** The maximum over the elements. */
    float[][] worst() {
        return worst;
    }

    /** Means of x, x^2 and x^4 over all chains and draws. */
    List<double[]> moments() {
        int n = square.length;
        double[][] moments = new double[3][n];
        double draws = (double) average.length * average[0].length;
        for (double[] sum : sums) {
            for (int i = 0; i < 3 * n; i++) {
                moments[i / n][i % n] += sum[i] / draws;
            }
        }
        return List.of(moments);
    }
}
