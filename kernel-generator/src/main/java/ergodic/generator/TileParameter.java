package ergodic.generator;

/**
 * A parameter of a register tile's method.
 *
 * @param text
 *            type and name; of several, with commas
 * @param needsRows
 *            whether a tile of one row has no use for it
 * @param needsColumns
 *            whether a tile of one column has no use for it
 */
record TileParameter(String text, boolean needsRows, boolean needsColumns) {

    static TileParameter always(String text) {
        return new TileParameter(text, false, false);
    }

    static TileParameter ofRows(String text) {
        return new TileParameter(text, true, false);
    }

    static TileParameter ofColumns(String text) {
        return new TileParameter(text, false, true);
    }

    /** Whether a tile has it. */
    boolean isOf(RegisterTile tile) {
        return (!needsRows || tile.rows() > 1) && (!needsColumns || tile.columns() > 1);
    }
}
