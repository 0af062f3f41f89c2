package ergodic.generator;

import java.util.List;

/**
 * What register tiles multiply and where their operands lie. A tile of R rows and C columns adds up products of R row operands
 * with C column operands; the operands of a family are found in the same way whatever R and C are. Texts are Java with the
 * holes of templates.
 */
enum TileFamily {

    /** An affine map: outputs by vectors, weights that lie {@code wOut} bytes apart. */
    AFFINE("w", "x", true, true, false) {
        @Override
        List<TileParameter> parameters() {
            return List.of(TileParameter.always("long out"), TileParameter.ofRows("long outStep"),
                    TileParameter.always("long w"), TileParameter.ofRows("long wOut"),
                    TileParameter.always("long wIn, long bias"), TileParameter.ofRows("long biasStep"),
                    TileParameter.always("long x, long xStep, long end"));
        }

        @Override
        String head(RegisterTile tile) {
            return """
                    long weight = w;
                    for (long from = x; from != end; from += xStep) {
                        long run = from & ADDRESS;
                    """;
        }

        @Override
        String rowAddress(int row) {
            return masked(steps("weight", "wOut", row));
        }

        @Override
        String columnAddress(int column) {
            return vector("run", column);
        }

        @Override
        String tail(RegisterTile tile) {
            return """
                        weight += wIn;
                    }
                    """;
        }

        @Override
        String rowPlace(int row) {
            return masked(steps("out", "outStep", row));
        }

        @Override
        String place(int row, int column) {
            return vector("to" + row, column);
        }
    },

    /** An affine map of runs that taps find: outputs by vectors, weights packed one after another. */
    TAPS("w", "x", true, true, false) {
        @Override
        List<TileParameter> parameters() {
            return List.of(TileParameter.always("long out"), TileParameter.ofRows("long outStep"),
                    TileParameter.always("long w, long bias"), TileParameter.ofRows("long biasStep"),
                    TileParameter.always("long x, int[] taps, int[] ranges, long step"));
        }

        @Override
        String head(RegisterTile tile) {
            return """
                    for (int k = 0; k < ranges.length; k += 2) {
                        int i = ranges[k];
                        long end = w + #L * ranges[k + 1];
                        for (long at = w + #L * i; at < end; at += #L, i++) {
                            long run = (x + step * taps[i]) & ADDRESS;
                            long weight = at & ADDRESS;
                    """.replace("#", "$" + Double.BYTES * tile.rows() + "$");
        }

        @Override
        String rowAddress(int row) {
            return row == 0 ? "weight" : "weight + $" + Double.BYTES * row + "$L";
        }

        @Override
        String columnAddress(int column) {
            return vector("run", column);
        }

        @Override
        String tail(RegisterTile tile) {
            return """
                        }
                    }
                    """;
        }

        @Override
        String rowPlace(int row) {
            return masked(steps("out", "outStep", row));
        }

        @Override
        String place(int row, int column) {
            return vector("to" + row, column);
        }
    },

    /** Sums over rows of outer products, a vector an accumulator: runs of one operand by runs of the other. */
    OUTER("r", "c", false, false, true) {
        @Override
        List<TileParameter> parameters() {
            return List.of(TileParameter.always("long place"), TileParameter.ofRows("long placeRow"),
                    TileParameter.ofColumns("long placeColumn"), TileParameter.always("long r, long c, long run"));
        }

        @Override
        String before(RegisterTile tile) {
            return tile.rows() * tile.columns() == 1 ? "" : "long step = run & STEP;\n";
        }

        @Override
        String head(RegisterTile tile) {
            return """
                    long end = c + run;
                    long x = r;
                    for (long y = c; y != end; y += VECTOR) {
                        long column = y & ADDRESS;
                        long row = x & ADDRESS;
                    """;
        }

        @Override
        String rowAddress(int row) {
            return steps("row", "step", row);
        }

        @Override
        String columnAddress(int column) {
            return steps("column", "step", column);
        }

        @Override
        String tail(RegisterTile tile) {
            return """
                        x += VECTOR;
                    }
                    """ + (tile.columns() == 1 ? "" : "long right = placeColumn & STEP;\n");
        }

        @Override
        String rowPlace(int row) {
            return steps("place", "placeRow", row) + " & ADDRESS";
        }

        @Override
        String place(int row, int column) {
            return steps("to" + row, "right", column);
        }
    },

    /** The same sums, a number an accumulator: numbers of one operand by vectors of the other, which is transposed. */
    DENSE_OUTER("w", "x", false, true, true) {
        @Override
        List<TileParameter> parameters() {
            return List.of(TileParameter.always("long place"), TileParameter.ofRows("long placeRow"),
                    TileParameter.always("long w"), TileParameter.ofRows("long run"),
                    TileParameter.always("long x, long end"));
        }

        @Override
        String head(RegisterTile tile) {
            return """
                    long weight = w;
                    for (long from = x; from != end; from += COLUMN_BYTES) {
                        long line = from & ADDRESS;
                    """;
        }

        @Override
        String rowAddress(int row) {
            return masked(steps("weight", "run", row));
        }

        @Override
        String columnAddress(int column) {
            return vector("line", column);
        }

        @Override
        String tail(RegisterTile tile) {
            return """
                        weight += $8$L;
                    }
                    """;
        }

        @Override
        String rowPlace(int row) {
            return masked(steps("place", "placeRow", row));
        }

        @Override
        String place(int row, int column) {
            return vector("to" + row, column);
        }
    },

    /** Sums of products of runs that taps find: outputs by taps. */
    TAP_SUMS("x", "y", false, false, true) {
        @Override
        List<TileParameter> parameters() {
            return List.of(TileParameter.always("long place"), TileParameter.ofRows("long line"),
                    TileParameter.ofColumns("long next"), TileParameter.always("long a"),
                    TileParameter.ofRows("long aStep"),
                    TileParameter.always("int[] aRuns, long b, int[] taps, int i, int[] bRuns, long step, long bytes"));
        }

        @Override
        String before(RegisterTile tile) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < tile.columns(); column++) {
                text.append("long b").append(column).append(" = step * taps[i")
                        .append(column == 0 ? "" : " + " + column)
                        .append("];\n");
            }
            return text.toString();
        }

        @Override
        String head(RegisterTile tile) {
            return """
                    for (int r = 0; r < aRuns.length; r++) {
                        long at = b + step * bRuns[r];
                        long first = a + step * aRuns[r];
                        long end = first + bytes;
                        for (long from = first; from < end; from += $8$L * L, at += $8$L * L) {
                    """;
        }

        @Override
        String rowAddress(int row) {
            return masked(steps("from", "aStep", row));
        }

        @Override
        String columnAddress(int column) {
            return "(at + b" + column + ") & ADDRESS";
        }

        @Override
        String tail(RegisterTile tile) {
            return """
                        }
                    }
                    """;
        }

        @Override
        String rowPlace(int row) {
            return "";
        }

        @Override
        String place(int row, int column) {
            return masked(steps(steps("place", "line", row), "next", column));
        }
    };

    private final String rowOperand;
    private final String columnOperand;
    private final boolean startsFromBias;
    private final boolean spreadsRows;
    private final boolean adds;

    TileFamily(String rowOperand, String columnOperand, boolean startsFromBias, boolean spreadsRows, boolean adds) {
        this.rowOperand = rowOperand;
        this.columnOperand = columnOperand;
        this.startsFromBias = startsFromBias;
        this.spreadsRows = spreadsRows;
        this.adds = adds;
    }

    /** What its methods take. */
    abstract List<TileParameter> parameters();

    /** Statements before the sums are set. */
    String before(RegisterTile tile) {
        return "";
    }

    /** Beginning of the loop over what is summed, as far as the operands. */
    abstract String head(RegisterTile tile);

    /** Where a row's operand lies. */
    abstract String rowAddress(int row);

    /** Where a column's operand lies. */
    abstract String columnAddress(int column);

    /** End of the loop. */
    abstract String tail(RegisterTile tile);

    /** Where the results of a row begin; empty if each result has an address of its own. */
    abstract String rowPlace(int row);

    /** Where a result goes. */
    abstract String place(int row, int column);

    /** Name of a row's operand, without its number. */
    String rowOperand() {
        return rowOperand;
    }

    /** Name of a column's operand, without its number. */
    String columnOperand() {
        return columnOperand;
    }

    /** Whether sums start from a row's bias, otherwise from zero. */
    boolean startsFromBias() {
        return startsFromBias;
    }

    /** Whether a row's operand is one number for all lanes, otherwise a vector. */
    boolean spreadsRows() {
        return spreadsRows;
    }

    /** Whether sums are added to what is in their place, otherwise stored. */
    boolean adds() {
        return adds;
    }

    /** An address and so many steps. */
    static String steps(String base, String step, int number) {
        return switch (number) {
            case 0 -> base;
            case 1 -> base + " + " + step;
            default -> base + " + " + number + " * " + step;
        };
    }

    /** An address and so many vectors. */
    private static String vector(String base, int number) {
        return number == 0 ? base : base + " + V" + number;
    }

    /** An address, masked so that the JIT needs no check of it. */
    static String masked(String address) {
        return (address.contains(" ") ? "(" + address + ")" : address) + " & ADDRESS";
    }
}
