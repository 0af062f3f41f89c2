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

    /** Weights that are a parameter, which starts at ordinary size. */
    public static Declared of(Tensor weights, WeightGroup group) {
        return new Declared(weights, List.of(group.start()));
    }
}
