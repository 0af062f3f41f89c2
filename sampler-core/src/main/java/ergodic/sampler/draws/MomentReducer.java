package ergodic.sampler.draws;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Running means and variances: Welford (1962) within a chain, the pairwise formula of Chan, Golub and LeVeque (1983)
 * between chains.
 */
public final class MomentReducer implements Reducer {

    private final int width;
    /** Of each chain the means and the sums of squared deviations from them. */
    private final ChainTotals[] chains;

    /** A reducer for draws of {@code width} values. */
    public MomentReducer(int chains, int width) {
        this.chains = ChainTotals.of(chains, width, 0);
        this.width = width;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void accept(int chain, int draw, double[] values, int offset) {
        ChainTotals totals = chains[chain];
        totals.expect(draw);
        double[] mean = totals.first;
        double[] squares = totals.second;
        for (int i = 0; i < width; i++) {
            double value = values[offset + i];
            double delta = value - mean[i];
            mean[i] += delta / totals.count;
            squares[i] += delta * (value - mean[i]);
        }
    }

    /** Moments of one chain. */
    public DrawMoments ofChain(int chain) {
        ChainTotals totals = chains[chain];
        return moments(totals.count, totals.first.clone(), totals.second.clone());
    }

    /** Moments over the draws of all chains. */
    public DrawMoments ofAll() {
        long count = 0;
        double[] mean = new double[width];
        double[] squares = new double[width];
        for (ChainTotals chain : chains) {
            if (chain.count == 0) {
                continue;
            }
            long sum = count + chain.count;
            for (int i = 0; i < width; i++) {
                double delta = chain.first[i] - mean[i];
                mean[i] += delta * chain.count / sum;
                squares[i] += chain.second[i] + delta * delta * count * chain.count / sum;
            }
            count = sum;
        }
        return moments(count, mean, squares);
    }

    private static DrawMoments moments(long count, double[] mean, double[] squares) {
        if (count == 0) {
            Arrays.fill(mean, Double.NaN);
        }
        for (int i = 0; i < squares.length; i++) {
            squares[i] = count < 2 ? Double.NaN : squares[i] / (count - 1);
        }
        return new DrawMoments(count, mean, squares);
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
