package ergodic.nn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column that is used: a number for each row, and the text of the cells that are not finite numbers. Equal texts are
 * kept once, so memory is 8 bytes a row for numbers and 12 for words.
 */
final class Column {

    private static final int NO_TEXT = -1;
    /** More different texts than these are names, not categories. */
    private static final int MOST_TEXTS = 1_000_000;

    private final String name;
    private final boolean asText;
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> codeOf = new HashMap<>();
    private double[] values;
    private int @Nullable [] codes;
    private int size;

    /**
     * An empty column.
     *
     * @param name
     *            its name
     * @param asText
     *            whether the spelling of numbers is kept too, as categories and classes need it
     */
    Column(String name, boolean asText) {
        this.name = name;
        this.asText = asText;
        this.values = new double[16];
    }

    /** A column of numbers; NaN for what is missing. */
    static Column of(String name, double[] values) {
        Column column = new Column(name, false);
        column.values = values;
        column.size = values.length;
        return column;
    }

    /** A column of texts. */
    static Column of(String name, List<String> cells) {
        Column column = new Column(name, true);
        cells.forEach(column::add);
        return column;
    }

    String name() {
        return name;
    }

    int size() {
        return size;
    }

    /** Takes the next cell. */
    void add(String cell) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
            codes = codes == null ? null : Arrays.copyOf(codes, values.length);
        }
        double value = Numbers.parse(cell);
        values[size] = value;
        boolean text = Double.isFinite(value) ? asText : !(Double.isNaN(value) && Numbers.isMissing(cell));
        if (text && codes == null) {
            codes = new int[values.length];
            Arrays.fill(codes, 0, size, NO_TEXT);
        }
        if (codes != null) {
            codes[size] = text ? code(cell) : NO_TEXT;
        }
        size++;
    }

    private int code(String cell) {
        Integer known = codeOf.get(cell);
        if (known != null) {
            return known;
        }
        if (texts.size() == MOST_TEXTS) {
            throw new DataException("column \"" + name + "\" holds more than " + MOST_TEXTS
                    + " different texts, too many for categories; leave it out by listing data.features");
        }
        texts.add(cell);
        codeOf.put(cell, texts.size() - 1);
        return texts.size() - 1;
    }

    /** True for an empty cell, or a word that says so. */
    boolean isMissing(int row) {
        return Double.isNaN(values[row]) && (codes == null || codes[row] == NO_TEXT);
    }

    /** True for a number, be it infinite. */
    boolean isNumber(int row) {
        return !Double.isNaN(values[row]);
    }

    /** The number; NaN if the cell is missing or text. */
    double value(int row) {
        return values[row];
    }

    /** The cell as text; empty if it is missing. */
    String text(int row) {
        if (codes != null && codes[row] != NO_TEXT) {
            return texts.get(codes[row]);
        }
        return Double.isNaN(values[row]) ? "" : Numbers.text(values[row]);
    }

    /** True if the cells count the rows, from 0 or from 1. */
    boolean countsRows() {
        double first = values[0];
        if (size < TableHead.LEAST_COUNTED || first != 0 && first != 1) {
            return false;
        }
        for (int row = 1; row < size; row++) {
            if (values[row] != first + row) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of a row. */
    int bytesPerRow() {
        return Double.BYTES + (asText || codes != null ? Integer.BYTES : 0);
    }
}
