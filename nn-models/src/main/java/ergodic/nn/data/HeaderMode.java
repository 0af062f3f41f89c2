package ergodic.nn.data;

/** Whether the first line of a file holds the names of the columns. */
public enum HeaderMode {
    /**
     * There is a header if no cell of the first line is a number and either some column below holds numbers only or no
     * cell of the first line recurs in its column.
     */
    DETECT,
    /** The first line is a header. */
    PRESENT,
    /** There is no header; columns are named {@code column0}, {@code column1} ... */
    ABSENT
}
