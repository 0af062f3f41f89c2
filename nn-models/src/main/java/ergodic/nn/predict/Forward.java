package ergodic.nn.predict;

import ergodic.nn.data.Rows;

/** The forward part of a network over fixed rows: from a position to the parameters of each row's component. */
@FunctionalInterface
public interface Forward {

    /**
     * Fills {@code parameters}, row-major {@code [rows][draws][parameters of a component]}, for {@link #draws()} positions.
     *
     * @param thetas
     *            positions, one after another
     * @param parameters
     *            filled; what they mean is said by the {@link Mixture} that takes them
     */
    void evaluateInto(double[] thetas, double[] parameters);

    /** How many positions are taken at once. */
    default int draws() {
        return 1;
    }

    /**
     * Takes as many other rows in the place of those it was made for, in the same memory.
     *
     * @throws UnsupportedOperationException
     *             if it cannot
     */
    default void replaceRows(Rows rows) {
        throw new UnsupportedOperationException("these rows stay");
    }

    /** Makes the forward part over given rows. */
    @FunctionalInterface
    interface Factory {

        /** The forward part over these rows, with workspaces of its own. */
        Forward over(Rows rows);

        /**
         * The same for a number of positions, taken one batch after another: batches no larger than they need be, if that can be chosen.
         *
         * @param positions
         *            how many are to be evaluated in all
         */
        default Forward over(Rows rows, int positions) {
            return over(rows);
        }
    }
}
