package ergodic.nn.data;

/** How readers of text read numbers: as those of tables do. */
public final class CellNumbers {

    private CellNumbers() {}

    /** True for an empty cell and the usual words for a missing value, in any case. */
    public static boolean isMissing(String cell) {
        return Numbers.isMissing(cell);
    }

    /** The number of a cell; NaN if it is none. */
    public static double parse(String cell) {
        return Numbers.parse(cell);
    }

    /**
     * The finite number of a cell.
     *
     * @param where
     *            where it stands, for messages
     * @throws DataException
     *             if there is none
     */
    public static double require(String cell, String where) {
        double value = Numbers.parse(cell);
        if (Double.isFinite(value)) {
            return value;
        }
        if (Numbers.isMissing(cell)) {
            throw new DataException(where + ": a value is missing; fill it in, or leave the row out");
        }
        if (Double.isInfinite(value)) {
            throw new DataException(where + ": \"" + cell + "\" is infinite; only finite numbers can be used");
        }
        String remedy = Notation.remedy(cell);
        throw new DataException(where + ": \"" + (cell.length() > 40 ? cell.substring(0, 40) + " ..." : cell)
                + "\" is not a number; "
                + (remedy != null ? remedy : "correct it, or take it out"));
    }
}
