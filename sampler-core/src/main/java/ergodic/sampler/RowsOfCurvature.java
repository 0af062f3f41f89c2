package ergodic.sampler;

/** Takes the first derivatives of a network and the second ones of its likelihood, some rows at a time. */
@FunctionalInterface
public interface RowsOfCurvature {

    /**
     * Takes rows.
     *
     * @param count
     *            number of rows
     * @param jacobians
     *            {@code [count][outputs][coordinates]}: derivatives of the outputs
     * @param hessians
     *            {@code [count][signals][signals]}: of minus the log likelihood of each row in its signals
     */
    void take(int count, double[] jacobians, double[] hessians);
}
