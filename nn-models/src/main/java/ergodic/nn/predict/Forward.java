package ergodic.nn.predict;

import ergodic.nn.data.Rows;

/** The forward part of a network over fixed rows: from a position to the parameters of each row's component. */
@FunctionalInterface
public interface Forward {

    /**
     * Fills {@code parameters}, row-major {@code [rows][parameters of a component]}, for a position.
     *
     * @param theta
     *            position
     * @param parameters
     *            filled; what they mean is said by the {@link Mixture} that takes them
     */
    void evaluateInto(double[] theta, double[] parameters);

    /** Makes the forward part over given rows. */
    @FunctionalInterface
    interface Factory {

        /** The forward part over these rows, with workspaces of its own. */
        Forward over(Rows rows);
    }
}
