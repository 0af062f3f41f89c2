package ergodic.nn.data;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column of a file holds, found in one pass without keeping it. */
public final class ColumnProfile {

    /** Different values are counted up to this number. */
    public static final int MOST_VALUES = 2000;

    private static final Pattern DATE = Pattern
            .compile("\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([ T].*)?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}([ T].*)?");

    private final String name;
    private final boolean index;
    private final Map<String, Integer> values = new TreeMap<>();
    private boolean countingValues = true;
    private boolean countsRows = true;
    private int rows;
    private int missing;
    private int numbers;
    private int infinite;
    private int wholes;
    private int dates;
    private int isoDates;
    private int written;
    private boolean rounded;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squares;
    private @Nullable String firstMissing;
    private @Nullable String firstText;
    private @Nullable String firstInfinite;
    private @Nullable String firstNumber;
    private @Nullable String firstWritten;
    private @Nullable String remedy;

    ColumnProfile(String name, boolean index) {
        this.name = name;
        this.index = index;
    }

    void add(String cell, int line) {
        double value = Numbers.parse(cell);
        countsRows &= rows == 0 ? value == 0 || value == 1 : value == min + rows;
        rows++;
        if (Numbers.isMissing(cell)) {
            missing++;
            firstMissing = firstMissing == null ? "line " + line : firstMissing;
            return;
        }
        if (Double.isNaN(value)) {
            dates += cell.length() < 40 && DATE.matcher(cell).matches() ? 1 : 0;
            isoDates += DateCell.of(cell) == null ? 0 : 1;
            notation(cell, line);
            firstText = firstText == null ? place(cell, line) : firstText;
        } else if (Double.isInfinite(value)) {
            infinite++;
            firstInfinite = firstInfinite == null ? place(cell, line) : firstInfinite;
        } else {
            number(value);
            String first = firstNumber == null ? cell : firstNumber;
            firstNumber = first;
            rounded |= min == max && !rounded && Numbers.differ(cell, first);
        }
        if (countingValues) {
            values.merge(Double.isFinite(value) ? Numbers.text(value) : cell, 1, Integer::sum);
            if (values.size() > MOST_VALUES) {
                countingValues = false;
                values.clear();
            }
        }
    }

    private void notation(String cell, int line) {
        String change = Notation.remedy(cell);
        if (change != null && written++ == 0) {
            remedy = change;
            firstWritten = place(cell, line);
        }
    }

    private String place(String cell, int line) {
        return "\"" + cell + "\" in line " + line + " (row " + (rows - 1) + ")";
    }

    /** Moments by Welford's recurrence (1962), which does not cancel. */
    private void number(double value) {
        numbers++;
        wholes += Numbers.isWhole(value) ? 1 : 0;
        min = Math.min(min, value);
        max = Math.max(max, value);
        double delta = value - mean;
        mean += delta / numbers;
        squares += delta * (value - mean);
    }

    /** Name of the column. */
    public String name() {
        return name;
    }

    /** True for a column without a name that counts the rows. */
    public boolean index() {
        return index;
    }

    /** True if the cells count the rows, from 0 or from 1. */
    public boolean countsRows() {
        return countsRows && rows >= TableHead.LEAST_COUNTED;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Number of cells that are empty or say that they are. */
    public int missing() {
        return missing;
    }

    /** Number of finite numbers. */
    public int numbers() {
        return numbers;
    }

    /** Number of infinite cells. */
    public int infinite() {
        return infinite;
    }

    /** Number of cells that are text. */
    public int texts() {
        return rows - missing - numbers - infinite;
    }

    /** True if there are numbers and all of them are whole. */
    public boolean whole() {
        return numbers > 0 && wholes == numbers;
    }

    /** True if most cells are dates. */
    public boolean dates() {
        return 2 * dates > rows;
    }

    /** True if there are dates as ISO 8601 writes them, and every other cell is missing. */
    public boolean isoDates() {
        return isoDates > 0 && isoDates == rows - missing;
    }

    /**
     * What to change where most cells that are text are numbers in another notation, with decimal commas, separators between
     * thousands, percent signs or signs of currencies: such as {@code write it without "%"}. Null where they are words, or there are none.
     */
    public @Nullable String remedy() {
        return 2 * written > texts() ? remedy : null;
    }

    /** The first text that is a number in another notation, and where it is; null if there is none. */
    public @Nullable String firstWritten() {
        return firstWritten;
    }

    /** True if all numbers are the same in double precision, while they were written as different ones. */
    public boolean differBelowPrecision() {
        return rounded && min == max;
    }

    /** True if the numbers differ so little or so much that double precision has no standard deviation for them. */
    public boolean beyondStandardising() {
        double variance = variance();
        return max > min && !(variance > 0 && Double.isFinite(variance));
    }

    /** Number of different values; more than {@link #MOST_VALUES} are not counted and given as that number and one. */
    public int distinct() {
        return countingValues ? values.size() : MOST_VALUES + 1;
    }

    /** How often each value occurs; empty if there are more than {@link #MOST_VALUES}. */
    public Map<String, Integer> values() {
        return values;
    }

    /** The smallest number. */
    public double min() {
        return min;
    }

    /** The largest number. */
    public double max() {
        return max;
    }

    /** Mean of the numbers. */
    public double mean() {
        return mean;
    }

    /** Variance of the numbers (divisor n). */
    public double variance() {
        return numbers == 0 ? 0 : squares / numbers;
    }

    /** Where the first missing cell is, such as {@code line 7}; null if there is none. */
    public @Nullable String firstMissing() {
        return firstMissing;
    }

    /** The first text and where it is, such as {@code "abc" in line 7 (row 5)}; null if there is none. */
    public @Nullable String firstText() {
        return firstText;
    }

    /** The first infinite cell and where it is; null if there is none. */
    public @Nullable String firstInfinite() {
        return firstInfinite;
    }
}
