package ergodic.diagnostics.foreign;

/** What the columns of a table are that has no column of chain numbers. */
public enum ColumnMeaning {
    /** Each column is a chain of one quantity, named after the file. */
    CHAINS,
    /** Each column is a quantity, and the file is one chain. */
    QUANTITIES
}
