package ergodic.nn.data;

import java.util.Locale;
import java.util.Set;

/** How a cell's text is read: as missing, as a number, or as text. */
final class Numbers {

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");
    private static final Set<String> INFINITE = Set.of("inf", "infinity");

    private Numbers() {}

    /** True for an empty cell and the usual words for a missing value, in any case. */
    static boolean isMissing(String cell) {
        return MISSING.contains(unsigned(cell));
    }

    /** True for decimal numbers, and for the words for infinity; {@link #parse} may still find it infinite. */
    static boolean isNumber(String cell) {
        if (INFINITE.contains(unsigned(cell))) {
            return true;
        }
        boolean digit = false;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            digit |= c >= '0' && c <= '9';
            // Double.parseDouble would also take 1d, 0x1p3 and NaN.
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return false;
            }
        }
        if (!digit) {
            return false;
        }
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The value of a cell for which {@link #isNumber} holds. */
    static double parse(String cell) {
        if (INFINITE.contains(unsigned(cell))) {
            return cell.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(cell);
    }

    /** True for a number written with a decimal comma. */
    static boolean hasDecimalComma(String cell) {
        return cell.indexOf(',') >= 0 && isNumber(cell.replace(',', '.'));
    }

    private static String unsigned(String cell) {
        String text = cell.toLowerCase(Locale.ROOT);
        return text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    }
}
