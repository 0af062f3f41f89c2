package ergodic.nn;

import ergodic.autodiff.Shape;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Forward;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.Positions;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.Predictor;
import ergodic.sampler.draws.Draws;
import java.util.function.Supplier;

/**
 * Predicts from stored draws of a model that was written by hand: evaluates an output that {@link
 * ergodic.model.ModelBuilder#output} named at every draw, for rows that need not be those it was sampled with.
 *
 * <pre>{@code
 * model.output("predictive", Tensor.concat(0, List.of(mean.reshape(1), sigma.reshape(1))));
 * ...
 * ModelPredictor predictor = new ModelPredictor(built, "predictive");
 * RowData rows = RowData.of(2, Map.of("x", new double[]{0.5, 1.5}));
 * double[][][] values = predictor.values(draws, rows);                  // [chain][draw][row * 2]
 * Prediction prediction = predictor.predict(draws, rows, GaussianMixture::new, 0.05, 0.95);
 * }</pre>
 *
 * <p>
 * Row inputs that the output does not need, such as the target, need not be there. Not thread-safe.
 */
public final class ModelPredictor {

    private final Model model;
    private final String output;
    private final Shape shape;

    /**
     * A predictor.
     *
     * @param output
     *            name of an output of the model, by row or global
     * @throws IllegalArgumentException
     *             if there is no such output
     */
    public ModelPredictor(Model model, String output) {
        this.model = model;
        this.output = output;
        this.shape = model.program(output).output(output).shape();
    }

    /**
     * The output at every draw.
     *
     * @param draws
     *            draws of the model's posterior
     * @param data
     *            the row inputs that the output needs; {@link RowData#none()} for a global output
     * @return {@code [chain][draw][row * size + element]}; one "row" if the output is global
     */
    public double[][][] values(Draws draws, RowData data) {
        Positions positions = CentredPositions.of(model, draws);
        int rows = shape.isByRow() ? data.rows() : 1;
        int size = shape.size();
        double[][][] values = new double[positions.chains()][positions.draws()][Math.multiplyExact(rows, size)];
        int count = positions.chains() * positions.draws();
        Forward forward = new CompiledForward(model, output, all -> data, CentredPositions.are(draws))
                .over(Rows.numbered(data.rows(), null), count);
        int batch = forward.draws();
        double[] theta = new double[positions.dimension()];
        double[] thetas = new double[batch * theta.length];
        double[] block = new double[Math.multiplyExact(rows * size, batch)];
        for (int first = 0; first < count; first += batch) {
            int here = Math.min(batch, count - first);
            for (int i = 0; i < batch; i++) {
                // The last batch is filled up with its last draw.
                if (i < here) {
                    positions.readInto((first + i) / positions.draws(), (first + i) % positions.draws(), theta);
                }
                System.arraycopy(theta, 0, thetas, i * theta.length, theta.length);
            }
            forward.evaluateInto(thetas, block);
            for (int i = 0; i < here; i++) {
                double[] one = values[(first + i) / positions.draws()][(first + i) % positions.draws()];
                for (int row = 0; row < rows; row++) {
                    System.arraycopy(block, (row * batch + i) * size, one, row * size, size);
                }
            }
        }
        return values;
    }

    /**
     * The predictive distribution of each row: the equal mixture, over all draws of all chains, of the distributions whose
     * parameters the output holds.
     *
     * @param data
     *            the row inputs that the output needs
     * @param mixtures
     *            makes workspaces that take so many parameters as the output has elements, such as
     *            {@code GaussianMixture::new} for mean and standard deviation
     * @param levels
     *            levels of the quantiles wanted, each in (0, 1)
     */
    public Prediction predict(Draws draws, RowData data, Supplier<? extends Mixture> mixtures, double... levels) {
        return predict(draws, data, Rows.numbered(data.rows(), null), mixtures, levels);
    }

    /** As {@link #predict(Draws, RowData, Supplier, double...)}, scored against these targets, one a row. */
    public Prediction score(Draws draws, RowData data, double[] target, Supplier<? extends Mixture> mixtures,
            double... levels) {
        return predict(draws, data, Rows.numbered(data.rows(), target), mixtures, levels);
    }

    private Prediction predict(Draws draws, RowData data, Rows rows, Supplier<? extends Mixture> mixtures,
            double... levels) {
        int parameters = mixtures.get().parameters();
        if (!shape.isByRow() || shape.size() != parameters) {
            throw new IllegalArgumentException("the mixture takes " + parameters
                    + " parameters of each row, but the output \"" + output + "\" has the shape " + shape);
        }
        CompiledForward forward = new CompiledForward(model, output, some -> data.select(some.numbers()),
                CentredPositions.are(draws));
        return new Predictor(forward, mixtures::get).predict(CentredPositions.of(model, draws), rows, levels);
    }
}
