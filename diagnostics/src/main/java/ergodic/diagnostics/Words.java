package ergodic.diagnostics;

import ergodic.sampler.words.Counted;
import java.util.List;
import java.util.Locale;

/** Numbers and lists in sentences. */
public final class Words {
    private Words() {}

    /** An R-hat: three decimals, more at the bound and fewer where they say nothing. */
    static String rhat(double rhat) {
        if (Double.isInfinite(rhat)) {
            return "infinite";
        }
        if (Math.abs(rhat - AgreementChecks.RHAT) < 0.0005) {
            return String.format(Locale.ROOT, "%.4f", rhat);
        }
        return String.format(Locale.ROOT, rhat < 2 ? "%.3f" : rhat < 100 ? "%.2f" : "%.0f", rhat);
    }

    /** A number with two significant digits, plain. */
    static String two(double value) {
        double magnitude = Math.abs(value);
        if (magnitude == 0 || Double.isNaN(value)) {
            return Double.isNaN(value) ? "unknown" : "0";
        }
        if (magnitude < 0.001 || magnitude >= 1e6) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        int decimals = (int) Math.max(0, 1 - Math.floor(Math.log10(magnitude)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A number with two decimals. */
    static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value == 0 ? 0 : value);
    }

    /** A whole number. */
    static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    /** A share in percent. */
    static String percent(double share) {
        return two(100 * share) + " %";
    }

    /** "chain 2", "chains 2 and 5", "chains 1, 2 and 3": counted from 1. */
    public static String chains(List<Integer> fromZero) {
        StringBuilder text = new StringBuilder(Counted.noun(fromZero.size(), "chain")).append(' ');
        for (int i = 0; i < fromZero.size(); i++) {
            text.append(i == 0 ? "" : i == fromZero.size() - 1 ? " and " : ", ").append(fromZero.get(i) + 1);
        }
        return text.toString();
    }

    /** The sentence as the rest of another: without its capital, unless that is a symbol's, as in R-hat. */
    static String rest(String sentence) {
        return sentence.length() > 1 && Character.isLowerCase(sentence.charAt(1))
                ? sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1)
                : sentence;
    }

    /** The sentence with a capital. */
    public static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
