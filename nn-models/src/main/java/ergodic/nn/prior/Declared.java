package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import java.util.List;

/**
 * Weights that were declared in a model.
 *
 * @param weights
 *            the weights themselves
 * @param starts
 *            for each parameter declared, in that order, where a chain may start
 */
public record Declared(Tensor weights, List<Start> starts) {

    /** Copies the list. */
    public Declared {
        starts = List.copyOf(starts);
    }

    /**
     * A distribution of starting values of a parameter's free (unconstrained) coordinates.
     *
     * @param size
     *            number of coordinates
     * @param centre
     *            mean of each
     * @param sd
     *            standard deviation of each
     * @param held
     *            whether an optimiser leaves them where they start: they scale other parameters, and the density grows
     *            without bound as the scale and what it scales go to 0 together
     */
    public record Start(int size, double centre, double sd, boolean held) {

        /** Coordinates that an optimiser moves. */
        public Start(int size, double centre, double sd) {
            this(size, centre, sd, false);
        }
    }

    /**
     * Weights start as N(0, 1/fan-in) whatever their prior (LeCun et al. 1998): of that size, sums over a layer's inputs are
     * neither saturated nor lost.
     */
    public static Start weights(Tensor weights, int fanIn) {
        return new Start(weights.shape().size(), 0, 1 / Math.sqrt(Math.max(1, fanIn)));
    }
}
