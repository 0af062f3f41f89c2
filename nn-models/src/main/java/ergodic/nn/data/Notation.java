package ergodic.nn.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people and other programs write them and as no table is read: with decimal commas, separators between thousands,
 * percent signs, signs of currencies. They are not made numbers, since {@code 1,234} may be either of two: it is said what to
 * change.
 */
final class Notation {

    private static final int LONGEST = 40;
    private static final String CURRENCIES = "$\u20ac\u00a3\u00a5";
    /** Three digits behind each separator, which is always the same. */
    private static final Pattern GROUPED = Pattern
            .compile("[+-]?[1-9][0-9]{0,2}([,.'\u2019_ \u00a0\u202f])[0-9]{3}(?:\\1[0-9]{3})*(?:[.,][0-9]+)?");

    private Notation() {}

    /**
     * What to change so that a cell is read as a number, such as {@code write it without "%"}; null where it is read as one, or would be none.
     */
    static @Nullable String remedy(String cell) {
        String text = cell.strip();
        if (text.length() > LONGEST || text.isEmpty() || Numbers.isNumber(text)) {
            return null;
        }
        List<String> changes = new ArrayList<>();
        if (text.endsWith("%")) {
            changes.add("write it without \"%\"");
            text = text.substring(0, text.length() - 1).strip();
        }
        for (int k = 0; k < CURRENCIES.length(); k++) {
            char sign = CURRENCIES.charAt(k);
            int at = text.indexOf(sign);
            // Before or behind the number, or between it and its own sign.
            boolean behindSign = at == 1 && (text.charAt(0) == '-' || text.charAt(0) == '+');
            if (at == 0 || behindSign || at > 0 && at == text.length() - 1) {
                changes.add("write it without \"" + sign + "\"");
                text = (text.substring(0, at) + text.substring(at + 1)).strip();
            }
        }
        if (Numbers.isNumber(text)) {
            return String.join(", ", changes);
        }
        boolean grouped = GROUPED.matcher(text).matches();
        if (text.indexOf(',') >= 0 && Numbers.isNumber(text.replace(',', '.'))) {
            changes.add("write decimals with a point, not a comma"
                    + (grouped ? "; or, if it separates thousands, leave it out" : ""));
        } else if (grouped) {
            changes.add("leave out what separates thousands, and write decimals with a point");
        } else {
            return null;
        }
        return String.join(", ", changes);
    }
}
