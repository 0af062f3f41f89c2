package ergodic.diagnostics.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers for people and for the page's data, and arrays made short. */
final class PageNumbers {
    /** What stands for a number that does not exist. */
    static final String NONE = "–";

    private PageNumbers() {}

    /** Three or four significant digits, plain where it can be. */
    static String show(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? NONE : value > 0 ? "∞" : "−∞";
        }
        double magnitude = Math.abs(value);
        String text;
        if (magnitude != 0 && (magnitude < 1e-3 || magnitude >= 1e6)) {
            text = String.format(Locale.ROOT, "%.2e", value);
        } else {
            int decimals = magnitude == 0 ? 0 : (int) Math.clamp(2 - Math.floor(Math.log10(magnitude)), 0, 5);
            text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        }
        return text.replace('-', '−');
    }

    /** An R-hat with three decimals; four next to its bound, on whose right side it is to be seen. */
    static String rhat(double value) {
        if (!Double.isFinite(value)) {
            return show(value);
        }
        return String.format(Locale.ROOT, Math.abs(value - 1.01) < 5e-4 ? "%.4f" : value < 10 ? "%.3f" : "%.1f", value);
    }

    /** A whole number with narrow spaces between thousands. */
    static String whole(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', '\u202f')
                : show(value);
    }

    /** A share in percent, to a tenth. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        double percent = Math.round(1000 * share) / 10.0;
        return (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent)) + "\u202f%";
    }

    /** Five significant digits, which a chart cannot tell from all; null for what JSON cannot hold. */
    static @Nullable Double brief(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        if (value == 0) {
            return 0.0;
        }
        int exponent = 4 - (int) Math.floor(Math.log10(Math.abs(value)));
        if (Math.abs(exponent) > 300) {
            return value;
        }
        // Powers of ten with whole exponents are exact up to 22: divide by them, rather than multiply by 0.1 and such.
        double power = Math.pow(10, Math.abs(exponent));
        return exponent >= 0 ? Math.round(value * power) / power : Math.round(value / power) * power;
    }

    /** All values, each {@link #brief}. */
    static List<@Nullable Double> brief(double[] values) {
        List<@Nullable Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(brief(value));
        }
        return list;
    }

    /** The smallest whole step that leaves at most so many of the values. */
    static int stride(int length, int most) {
        return Math.max(1, (length + most - 1) / most);
    }

    /** Every step-th value. */
    static double[] thin(double[] values, int stride) {
        double[] thinned = new double[(values.length + stride - 1) / stride];
        for (int i = 0; i < thinned.length; i++) {
            thinned[i] = values[i * stride];
        }
        return thinned;
    }
}
