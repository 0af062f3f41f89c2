package ergodic.diagnostics.foreign;

/**
 * Numbers as programs write them: {@code 1.5}, {@code -2e-3}, {@code Inf}, {@code TRUE}; with a decimal comma where the
 * comma does not separate fields, if the file has no decimal points.
 */
final class DrawNumbers {
    private final boolean commaMayBeDecimal;
    private boolean sawPoint;
    private boolean sawComma;

    DrawNumbers(char separator) {
        this.commaMayBeDecimal = separator != ',';
    }

    /** Whether the file has decimal commas and decimal points: then one of them groups thousands. */
    boolean mixed() {
        return sawPoint && sawComma;
    }

    /** The number, or NaN if the text is none. */
    double parse(String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            return Double.NaN;
        }
        char last = plain.charAt(plain.length() - 1);
        if (last >= '0' && last <= '9' || last == '.') {
            return decimal(plain);
        }
        return word(plain);
    }

    private double decimal(String plain) {
        String number = plain;
        for (int i = 0; i < plain.length(); i++) {
            char character = plain.charAt(i);
            if (character == '.') {
                sawPoint = true;
            } else if (character == ',' && commaMayBeDecimal && number.equals(plain)) {
                sawComma = true;
                number = plain.substring(0, i) + '.' + plain.substring(i + 1);
            } else if (character == 'x' || character == 'X') {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double word(String plain) {
        if (same(plain, "inf") || same(plain, "+inf") || same(plain, "infinity") || same(plain, "+infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        if (same(plain, "-inf") || same(plain, "-infinity")) {
            return Double.NEGATIVE_INFINITY;
        }
        return same(plain, "true") ? 1 : same(plain, "false") ? 0 : Double.NaN;
    }

    /** Whether the text says that there is no number. */
    static boolean missing(String text) {
        String plain = text.strip();
        return same(plain, "nan") || same(plain, "-nan") || plain.equals("NA");
    }

    private static boolean same(String text, String word) {
        return text.equalsIgnoreCase(word);
    }
}
