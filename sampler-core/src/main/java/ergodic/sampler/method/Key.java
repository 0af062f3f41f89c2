package ergodic.sampler.method;

import ergodic.sampler.words.Nearest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key of a method's configuration. Two methods that mean the same by a key share one object.
 *
 * @param name
 *            as it is written, such as {@code target_acceptance}
 * @param type
 *            Double, Integer, String or Boolean
 * @param fallback
 *            value of a key that is left out; null for one that is then found or chosen
 * @param otherwise
 *            what the documentation shows as the default: the fallback as TOML, or what happens
 * @param rule
 *            what values must keep to
 * @param description
 *            one line for the table of keys
 * @param choices
 *            all values, where they are few words; empty otherwise
 * @param section
 *            the section that it stands in; empty for one that stands in several
 * @param only
 *            the value of another key with which this one means something; null if it always does
 * @param <V>
 *            the type
 */
public record Key<V>(String name, Class<V> type, @Nullable V fallback, String otherwise, Rule<V> rule,
        String description, List<V> choices, String section, @Nullable Only<?> only) {

    private static final String SAMPLER = "sampler";

    /** Copies the list. */
    public Key {
        choices = List.copyOf(choices);
    }

    /** A key of a method. */
    public Key(String name, Class<V> type, @Nullable V fallback, String otherwise, Rule<V> rule, String description,
            List<V> choices) {
        this(name, type, fallback, otherwise, rule, description, choices, SAMPLER, null);
    }

    /** A key of a method whose values are not to be listed. */
    public Key(String name, Class<V> type, @Nullable V fallback, String otherwise, Rule<V> rule, String description) {
        this(name, type, fallback, otherwise, rule, description, List.of());
    }

    /** What values must keep to. */
    @FunctionalInterface
    public interface Rule<V> {

        /** What is wrong with a value, as the rest of a sentence that begins with the key; null if nothing is. */
        @Nullable
        String complaint(V value);
    }

    /** A number. */
    public static Key<Double> real(String name, double fallback, Rule<Double> rule, String description) {
        return new Key<>(name, Double.class, fallback, String.valueOf(fallback), rule, description);
    }

    /** A number that is found or chosen when it is left out. */
    public static Key<Double> found(String name, String otherwise, Rule<Double> rule, String description) {
        return new Key<>(name, Double.class, null, otherwise, rule, description);
    }

    /** A whole number. */
    public static Key<Integer> whole(String name, int fallback, Rule<Integer> rule, String description) {
        return new Key<>(name, Integer.class, fallback, String.valueOf(fallback), rule, description);
    }

    /** True or false. */
    public static Key<Boolean> truth(String name, boolean fallback, String description) {
        return new Key<>(name, Boolean.class, fallback, String.valueOf(fallback), value -> null, description);
    }

    /** One of some words. */
    public static Key<String> choice(String name, List<String> choices, String fallback, String description) {
        return new Key<>(name, String.class, fallback, '"' + fallback + '"', oneOf(choices), description, choices);
    }

    /** The same key in another section. */
    public Key<V> in(String other) {
        return new Key<>(name, type, fallback, otherwise, rule, description, choices, other, only);
    }

    /** The same key, for one value of another key alone, which stands before it among the keys. */
    public <W> Key<V> only(Key<W> key, W value) {
        return new Key<>(name, type, fallback, otherwise, rule, description, choices, section, new Only<>(key, value));
    }

    /**
     * The value of another key with which a key means something.
     *
     * @param key
     *            the other key
     * @param value
     *            its value
     * @param <W>
     *            its type
     */
    public record Only<W>(Key<W> key, W value) {}

    /** The key with its section, for sentences to people. */
    public String path() {
        return section.isEmpty() ? name : section + "." + name;
    }

    /** Proposes another value than the present one: the beginning of a sentence; numbers that are not whole to two digits. */
    public String change(V value, V now) {
        return "Set " + path() + " = " + text(value) + " (now " + text(now) + ")";
    }

    private static String text(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.2g", number) : String.valueOf(value);
    }

    /** The value, checked and of the key's type. */
    V checked(Object value) {
        V typed = type.cast(value);
        String complaint = rule.complaint(typed);
        if (complaint != null) {
            throw new IllegalArgumentException(path() + " " + complaint);
        }
        return typed;
    }

    /** Positive and finite. */
    public static Rule<Double> positive() {
        return value -> value > 0 && !Double.isInfinite(value) ? null : "must be a positive number, not " + value;
    }

    /** Strictly between two numbers. */
    public static Rule<Double> between(double low, double high) {
        return value -> value > low && value < high ? null
                : "must lie between " + low + " and " + high + ", not " + value;
    }

    /** From 0, and below 1. */
    public static Rule<Double> share() {
        return value -> value >= 0 && value < 1 ? null : "must be at least 0 and below 1, not " + value;
    }

    /** At least so many. */
    public static Rule<Integer> atLeast(int least) {
        return value -> value >= least ? null : "must be a whole number of at least " + least + ", not " + value;
    }

    /** From one number to another. */
    public static Rule<Integer> within(int least, int most) {
        return value -> value >= least && value <= most ? null
                : "must be a whole number from " + least + " to " + most + ", not " + value;
    }

    private static Rule<String> oneOf(List<String> choices) {
        List<String> known = List.copyOf(choices);
        return value -> known.contains(value) ? null
                : "= \"" + value + "\" is not known" + Nearest.hint(value, known) + "; choose one of "
                        + String.join(", ", known);
    }
}
