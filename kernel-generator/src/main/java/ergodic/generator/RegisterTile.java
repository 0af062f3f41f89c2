package ergodic.generator;

import java.util.Locale;

/**
 * The method of a register tile: sums of products of each row's operand with each column's, in {@code rows columns} registers over
 * a loop, then stored or added to memory. All register tiles are made here; what a family, a number of rows or of columns, and
 * an epilogue change is all that differs between them. Everything is written out, without methods of its own: the JIT
 * does not inline methods of ours any more when its graph has 18,000 nodes, and vectors that leave a method become objects.
 *
 * @param access
 *            of the method, such as {@code "private "}
 * @param then
 *            what the sums go through before they are stored
 */
record RegisterTile(String access, TileFamily family, int rows, int columns, TileEpilogue then) {

    private static final SourceTemplate METHOD = new SourceTemplate("register tile", """
                $comment$
                $access$static void tile$rows$x$columns$($parameters$) {
                    $before$
                    $starts$
                    $head$
                    $columnOperands$
                    $products$
                    $tail$
                    $stores$
                }
            """.indent(-4));

    private static final String[] NUMBERS = {"No", "One", "Two", "Three", "Four"};

    /** The method's text for a kind of numbers. */
    String text(NumberKind kind) {
        JavaLines lines = new JavaLines(4);
        for (String line : METHOD.text().lines().toList()) {
            String part = new SourceTemplate(METHOD.name(), line.strip()).filled(this::part);
            new SourceTemplate(METHOD.name(), part).filled(kind::filling).lines().forEach(lines::add);
        }
        return lines.toString();
    }

    private String part(String hole) {
        return switch (hole) {
            case "comment" -> comment();
            case "access" -> access;
            case "rows" -> Integer.toString(rows);
            case "columns" -> Integer.toString(columns);
            case "parameters" -> parameters();
            case "before" -> family.before(this);
            case "starts" -> starts();
            case "head" -> family.head(this);
            case "columnOperands" -> columnOperands();
            case "products" -> products();
            case "tail" -> family.tail(this);
            case "stores" -> stores();
            default -> throw new IllegalArgumentException("a register tile has no part " + hole);
        };
    }

    private String comment() {
        return family != TileFamily.AFFINE ? ""
                : "/** " + NUMBERS[rows] + (rows == 1 ? " output" : " outputs") + " of "
                        + NUMBERS[columns].toLowerCase(Locale.ROOT) + (columns == 1 ? " vector" : " vectors")
                        + "; the inputs are at {@code x, x + xStep ...} before {@code end}. */";
    }

    private String parameters() {
        StringBuilder text = new StringBuilder(then.derivative() ? "long y" : "");
        for (TileParameter parameter : family.parameters()) {
            if (parameter.isOf(this)) {
                text.append(text.isEmpty() ? "" : ", ").append(parameter.text());
            }
        }
        return text.toString();
    }

    private String starts() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            String start = family.startsFromBias()
                    ? spread(TileFamily.masked(TileFamily.steps("bias", "biasStep", row)))
                    : "$Number$Vector.zero(S)";
            for (int column = 0; column < columns; column++) {
                String value = column > 0 && family.startsFromBias() ? "s" + row + "0" : start;
                text.append("$Number$Vector s").append(row).append(column).append(" = ").append(value).append(";\n");
            }
        }
        return text.toString();
    }

    private String columnOperands() {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            text.append("$Number$Vector ").append(family.columnOperand()).append(column).append(" = ")
                    .append(load(family.columnAddress(column))).append(";\n");
        }
        return text.toString();
    }

    private String products() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            String operand = family.rowOperand() + row;
            String address = family.rowAddress(row);
            text.append("$Number$Vector ").append(operand).append(" = ")
                    .append(family.spreadsRows() ? spread(address) : load(address)).append(";\n");
            for (int column = 0; column < columns; column++) {
                String sum = "s" + row + column;
                text.append(sum).append(" = ").append(operand).append(".fma(").append(family.columnOperand())
                        .append(column).append(", ").append(sum).append(");\n");
            }
        }
        return text.toString();
    }

    private String stores() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            String place = family.rowPlace(row);
            if (!place.isEmpty()) {
                text.append("long to").append(row).append(" = ").append(place).append(";\n");
            }
            if (then.derivative()) {
                text.append("long by").append(row).append(" = ")
                        .append(TileFamily.masked(TileFamily.steps("y", "outStep", row))).append(";\n");
                for (int column = 0; column < columns; column++) {
                    String address = "by" + row + (column == 0 ? "" : " + V" + column);
                    text.append("$Number$Vector y").append(row).append(column).append(" = ").append(load(address))
                            .append(";\n");
                }
            }
            for (int column = 0; column < columns; column++) {
                text.append(result(row, column)).append(".intoMemorySegment(ALL, ").append(family.place(row, column))
                        .append(", ORDER);\n");
            }
        }
        return text.toString();
    }

    private String result(int row, int column) {
        String sum = "s" + row + column;
        if (family.adds()) {
            return sum + ".add(" + load(family.place(row, column)) + ")";
        }
        return then.of(row, column);
    }

    private static String load(String address) {
        return "$Number$Vector.fromMemorySegment(S, ALL, " + address + ", ORDER)";
    }

    private static String spread(String address) {
        return "$Number$Vector.broadcast(S, ALL.get(JAVA_$NUMBER$_UNALIGNED, " + address + "))";
    }
}
