package ergodic.nn.predict;

import ergodic.nn.data.Rows;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Predicts rows from all draws of all chains.
 *
 * <p>
 * Quantiles and ranked probability scores need all components of a row at once, so rows are taken in blocks whose components
 * fit into a fixed amount of memory, and the draws are read once for each block: memory does not grow with the rows nor with
 * the draws.
 */
public final class Predictor {

    private static final int BLOCK_VALUES = 4_000_000;

    private final Forward.Factory forwards;
    private final Supplier<Mixture> mixtures;

    /**
     * A predictor.
     *
     * @param forwards
     *            the network's forward part
     * @param mixtures
     *            the likelihood's mixture, which takes the parameters that the forward part gives
     */
    public Predictor(Forward.Factory forwards, Supplier<Mixture> mixtures) {
        this.forwards = forwards;
        this.mixtures = mixtures;
    }

    /**
     * Predicts rows, and scores the predictions if the rows have targets.
     *
     * @param positions
     *            at least one chain with at least one draw
     * @param rows
     *            what to predict
     * @param levels
     *            levels of the quantiles wanted, each in (0, 1)
     */
    public Prediction predict(Positions positions, Rows rows, double... levels) {
        for (double level : levels) {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("quantile levels must lie between 0 and 1, not " + level);
            }
        }
        int components = Math.multiplyExact(positions.chains(), positions.draws());
        if (components == 0) {
            throw new IllegalArgumentException("there are no draws to predict from");
        }
        Mixture mixture = mixtures.get();
        int stride = Math.multiplyExact(components, mixture.parameters());
        int blockRows = Math.max(1, BLOCK_VALUES / stride);
        Prediction result = new Prediction(mixture, positions.chains(), rows, levels);
        double[] block = new double[Math.multiplyExact(Math.min(blockRows, rows.count()), stride)];
        for (int start = 0; start < rows.count(); start += blockRows) {
            int size = Math.min(blockRows, rows.count() - start);
            fill(block, positions, rows.subset(range(start, size)), mixture.parameters(), stride);
            for (int i = 0; i < size; i++) {
                mixture.load(block, i * stride, components);
                result.take(start + i, mixture, positions.draws());
            }
        }
        return result;
    }

    /** Components of the rows of a block, {@code [row][component][parameter]}. */
    private void fill(double[] block, Positions positions, Rows rows, int parameters, int stride) {
        Forward forward = forwards.over(rows);
        double[] theta = new double[positions.dimension()];
        double[] values = new double[rows.count() * parameters];
        for (int chain = 0; chain < positions.chains(); chain++) {
            for (int draw = 0; draw < positions.draws(); draw++) {
                positions.readInto(chain, draw, theta);
                forward.evaluateInto(theta, values);
                int component = chain * positions.draws() + draw;
                for (int row = 0; row < rows.count(); row++) {
                    System.arraycopy(values, row * parameters, block, row * stride + component * parameters,
                            parameters);
                }
            }
        }
    }

    private static int[] range(int start, int size) {
        int[] range = new int[size];
        Arrays.setAll(range, i -> start + i);
        return range;
    }
}
