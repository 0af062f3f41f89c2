package ergodic.sampler;

import java.util.List;
import java.util.Optional;

/** A log posterior over rows of data whose gradient can be estimated from a subset of the rows. Belongs to one chain. */
public interface StochasticLogDensity extends LogDensity {

    /** Number of rows N of the data. */
    int rowCount();

    /**
     * Unbiased estimate {@code log prior + (N / count) sum over the subset of log likelihood} and its gradient: the
     * likelihood is rescaled, the prior is not.
     *
     * @param theta
     *            position, length d; not changed
     * @param rows
     *            row numbers in 0 .. N-1; the first {@code count} are used
     * @param count
     *            number of rows, at least 1
     * @param gradient
     *            filled with the gradient of the estimate, length d
     * @return the estimate of the log density
     */
    double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient);

    /**
     * Parameters of layers that multiply inputs, in the order in which a row passes them; each says whether its inputs are the data's own. Empty of a density that
     * knows of no layers, or does not tell.
     */
    default List<InputUnits> inputUnits() {
        return List.of();
    }

    /**
     * Its log likelihood with noise of each row's own in the weights of the layers that allow it; nothing where none does, as of a density that knows of no
     * layers. Made anew by each call.
     */
    default Optional<RowNoise> rowNoise(RowNoiseForm form) {
        return Optional.empty();
    }
}
