package ergodic.nn.predict;

import ergodic.nn.data.Rows;

/** The components of which rows' predictive distributions are mixtures: one for each draw of each chain, of equal weight. */
public interface Components {

    /** Number of chains. */
    int chains();

    /** Number of draws of each chain. */
    int draws();

    /**
     * Fills {@code block}, row-major {@code [row][component][parameter]}, where components are ordered by chains and then by draws.
     *
     * @param rows
     *            the rows wanted
     * @param parameters
     *            numbers of a component, those of {@link Mixture#parameters}
     */
    void fillInto(Rows rows, int parameters, double[] block);
}
