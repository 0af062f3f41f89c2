package ergodic.nn.layer;

import ergodic.sampler.words.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key of a layer in a configuration.
 *
 * @param name
 *            its name
 * @param kind
 *            what it holds
 * @param fallback
 *            what holds if it is left out; null if it must be there
 * @param choices
 *            words that it may hold; none if it holds no words
 * @param what
 *            what it means, for documents
 */
public record LayerKey(String name, Kind kind, @Nullable Object fallback, List<String> choices, String what) {

    /** What a key holds. */
    public enum Kind {
        /** A whole number of at least 1. */
        WHOLE("a whole number of at least 1"),
        /** A positive number. */
        NUMBER("a positive number"),
        /** True or false. */
        FLAG("true or false"),
        /** One of some words. */
        CHOICE("text in quotes"),
        /** A whole number of at least 0 for each axis, or one for all; or one of some words. */
        SIZES("a whole number for each axis, such as [3, 3]"),
        /** Layers, at least one unless none are the default. */
        LAYERS("a list of layers, such as [{ type = \"dense\", units = 8 }]");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final int SHOWN = 40;

    /** Copies the list. */
    public LayerKey {
        choices = List.copyOf(choices);
    }

    static LayerKey whole(String name, String what) {
        return new LayerKey(name, Kind.WHOLE, null, List.of(), what);
    }

    static LayerKey whole(String name, int fallback, String what) {
        return new LayerKey(name, Kind.WHOLE, fallback, List.of(), what);
    }

    static LayerKey number(String name, double fallback, String what) {
        return new LayerKey(name, Kind.NUMBER, fallback, List.of(), what);
    }

    static LayerKey flag(String name, String what) {
        return new LayerKey(name, Kind.FLAG, false, List.of(), what);
    }

    static LayerKey choice(String name, @Nullable String fallback, List<String> choices, String what) {
        return new LayerKey(name, Kind.CHOICE, fallback, choices, what);
    }

    /** The activation of a layer's sums; none if it is left out. */
    static LayerKey activation() {
        return activation(Activation.IDENTITY);
    }

    static LayerKey activation(Activation fallback) {
        return choice("activation", fallback.key(), Activation.KEYS, "applied to each sum");
    }

    static LayerKey sizes(String name, @Nullable Object fallback, String what, String... words) {
        return new LayerKey(name, Kind.SIZES, fallback, List.of(words), what);
    }

    static LayerKey layers(String name, @Nullable Object fallback, String what) {
        return new LayerKey(name, Kind.LAYERS, fallback, List.of(), what);
    }

    /** What a configuration holds, checked and in one form: sizes and layers as lists. */
    Object checked(Object value) {
        if (value.equals(fallback)) {
            return value;
        }
        Object accepted = switch (kind) {
            case WHOLE -> whole(value, 1);
            case NUMBER -> value instanceof Number number && number.doubleValue() > 0
                    && Double.isFinite(number.doubleValue()) ? (Object) number.doubleValue() : null;
            case FLAG -> value instanceof Boolean ? value : null;
            case CHOICE -> word(value);
            case SIZES -> value instanceof String && !choices.isEmpty() ? word(value) : sizes(value);
            case LAYERS ->
                value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Map.class::isInstance)
                        ? value
                        : null;
        };
        if (accepted == null) {
            throw new IllegalArgumentException(name + " must be " + wanted() + ", not " + found(value));
        }
        return accepted;
    }

    private String wanted() {
        return kind == Kind.CHOICE || choices.isEmpty() ? kind.words
                : kind.words + ", or \"" + String.join("\", \"", choices) + "\"";
    }

    private @Nullable Object word(Object value) {
        if (!(value instanceof String word)) {
            return null;
        }
        if (!choices.contains(word)) {
            throw new IllegalArgumentException(name + " = \"" + shortened(word) + "\" is not known"
                    + Nearest.hint(word, choices) + "; choose one of " + String.join(", ", choices));
        }
        return word;
    }

    private static @Nullable Object sizes(Object value) {
        List<Object> all = new ArrayList<>();
        for (Object size : value instanceof List<?> list ? list : List.of(value)) {
            Object whole = whole(size, 0);
            if (whole == null) {
                return null;
            }
            all.add(whole);
        }
        return all.isEmpty() || all.size() > 2 ? null : all;
    }

    private static @Nullable Object whole(@Nullable Object value, int least) {
        long number = switch (value) {
            case Integer whole -> whole;
            case Long whole -> whole;
            case null, default -> -1;
        };
        return number >= least && number <= Integer.MAX_VALUE ? (Object) (int) number : null;
    }

    private static String found(Object value) {
        return switch (value) {
            case String text -> "the text \"" + shortened(text) + "\"";
            case Number number -> "the number " + shortened(number.toString());
            case Boolean flag -> flag.toString();
            case List<?> list -> "the list " + shortened(list.toString());
            default -> "a table";
        };
    }

    private static String shortened(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
