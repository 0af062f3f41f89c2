package ergodic.nn.predict;

/** Takes the components of which a row's predictive distribution is a mixture, a row at a time. */
@FunctionalInterface
public interface ComponentVisitor {

    /**
     * Takes one row.
     *
     * @param row
     *            number of the row among those asked for, from 0
     * @param values
     *            the components of the row, and of others; not to be changed or kept
     * @param offset
     *            where those of the row begin: {@link Mixture#parameters} numbers each, by chain and draw
     * @param components
     *            how many there are
     */
    void visit(int row, double[] values, int offset, int components);
}
