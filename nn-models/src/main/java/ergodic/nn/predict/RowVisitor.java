package ergodic.nn.predict;

/** Takes the log density of a row's target under each draw; called for different rows by several threads at once. */
@FunctionalInterface
public interface RowVisitor {

    /**
     * Takes one row.
     *
     * @param row
     *            number of the row among those asked for, from 0
     * @param logDensity
     *            {@code [chain][draw]}; the receiver's own
     */
    void visit(int row, double[][] logDensity);
}
