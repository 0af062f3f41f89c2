package ergodic.nn.predict;

/** Finished draws as positions theta of a density, chain by chain. */
public interface Positions {

    /** Number of chains. */
    int chains();

    /** Number of draws of each chain. */
    int draws();

    /** Number of coordinates of a position. */
    int dimension();

    /** Fills {@code theta} (length {@link #dimension()}) with one draw. */
    void readInto(int chain, int draw, double[] theta);
}
