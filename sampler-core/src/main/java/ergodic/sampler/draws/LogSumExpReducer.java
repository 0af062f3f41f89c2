package ergodic.sampler.draws;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Log densities of rows under the equal mixture over draws: for each row {@code log(1/S sum_s exp(l_s))}, where
 * {@code l_s} is the log likelihood of the row in draw {@code s}. Keeps the largest {@code l} so far and the sum of
 * exponentials relative to it, which is rescaled when a larger one comes; nothing overflows.
 */
public final class LogSumExpReducer implements Reducer {

    private final int rows;
    /** Of each chain the largest values and the sums relative to them. */
    private final ChainTotals[] chains;

    /** A reducer for draws of the log likelihoods of {@code rows} rows. */
    public LogSumExpReducer(int chains, int rows) {
        this.chains = ChainTotals.of(chains, rows, Double.NEGATIVE_INFINITY);
        this.rows = rows;
    }

    @Override
    public int width() {
        return rows;
    }

    @Override
    public void accept(int chain, int draw, double[] values, int offset) {
        ChainTotals totals = chains[chain];
        totals.expect(draw);
        for (int row = 0; row < rows; row++) {
            add(totals.first, totals.second, row, values[offset + row], 1);
        }
    }

    /** Adds {@code weight * exp(value)}. */
    private static void add(double[] largest, double[] sum, int row, double value, double weight) {
        if (value > largest[row]) {
            sum[row] = sum[row] * Math.exp(largest[row] - value) + weight;
            largest[row] = value;
        } else if (value == largest[row]) {
            // Also two infinities of the same sign, whose difference would be NaN.
            sum[row] += weight;
        } else {
            sum[row] += weight * Math.exp(value - largest[row]);
        }
    }

    /** Number of draws of a chain. */
    public int count(int chain) {
        return chains[chain].count;
    }

    /** Log densities under the mixture over one chain's draws; NaN without draws. */
    public double[] ofChain(int chain) {
        ChainTotals totals = chains[chain];
        return logMeans(totals.first.clone(), totals.second.clone(), totals.count);
    }

    /** Log densities under the mixture over the draws of all chains, each draw with the same weight; NaN without draws. */
    public double[] ofAll() {
        double[] largest = new double[rows];
        double[] sum = new double[rows];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        long count = 0;
        for (ChainTotals chain : chains) {
            for (int row = 0; row < rows; row++) {
                if (chain.count > 0) {
                    add(largest, sum, row, chain.first[row], chain.second[row]);
                }
            }
            count += chain.count;
        }
        return logMeans(largest, sum, count);
    }

    private static double[] logMeans(double[] largest, double[] sum, long count) {
        for (int row = 0; row < largest.length; row++) {
            largest[row] = count == 0 ? Double.NaN : largest[row] + Math.log(sum[row] / count);
        }
        return largest;
    }

    @Override
    public void save(int chain, DataOutput out) throws IOException {
        chains[chain].save(out);
    }

    @Override
    public void load(int chain, DataInput in) throws IOException {
        chains[chain].load(in);
    }
}
