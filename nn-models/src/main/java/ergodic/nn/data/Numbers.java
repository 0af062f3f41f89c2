package ergodic.nn.data;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/** How a cell's text is read: as missing, as a number, or as text. */
final class Numbers {

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");
    private static final Set<String> INFINITE = Set.of("inf", "infinity");
    private static final int LONGEST_WORD = 16;

    private Numbers() {}

    /** True for an empty cell and the usual words for a missing value, in any case. */
    static boolean isMissing(String cell) {
        return cell.length() <= LONGEST_WORD && MISSING.contains(unsigned(cell));
    }

    /** True for decimal numbers, and for the words for infinity; {@link #parse} may still find it infinite. */
    static boolean isNumber(String cell) {
        return !Double.isNaN(parse(cell));
    }

    /** The value of a cell, infinite for what is too large and for the words for infinity; NaN if it is not a number. */
    static double parse(String cell) {
        boolean digit = false;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            digit |= c >= '0' && c <= '9';
            // Double.parseDouble would also take 1d, 0x1p3 and NaN.
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return infinity(cell);
            }
        }
        if (!digit) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double infinity(String cell) {
        if (cell.length() > LONGEST_WORD || !INFINITE.contains(unsigned(cell))) {
            return Double.NaN;
        }
        return cell.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** True for digits alone, with or without a sign: how whole numbers are written that are not measurements. */
    static boolean isPlainWhole(String cell) {
        int from = cell.startsWith("-") || cell.startsWith("+") ? 1 : 0;
        return cell.length() > from && cell.length() < LONGEST_WORD
                && cell.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    /** True for a number without a fraction that a long holds. */
    static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15;
    }

    /** The number as a person would write it: whole numbers without a fraction. */
    static String text(double value) {
        return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** True for a number written with a decimal comma. */
    static boolean hasDecimalComma(String cell) {
        return cell.indexOf(',') >= 0 && isNumber(cell.replace(',', '.'));
    }

    /** True if two texts of finite numbers are of different ones. */
    static boolean differ(String one, String other) {
        try {
            return !one.equals(other) && new BigDecimal(one).compareTo(new BigDecimal(other)) != 0;
        } catch (NumberFormatException e) {
            return false; // an exponent beyond an int, of what is 0 in double precision
        }
    }

    private static String unsigned(String cell) {
        String text = cell.toLowerCase(Locale.ROOT);
        return text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    }
}
