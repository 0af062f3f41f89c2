package ergodic.nn.prior;

import ergodic.sampler.method.Key;
import java.util.List;
import java.util.Locale;

/** Which weights of a layer have one scale together. */
public enum Grouping {
    /** All of them. */
    LAYER,
    /** Those into one unit (a filter, a row of a recurrent layer's matrix). Of biases and gains each by itself. */
    UNIT,
    /**
     * Those out of one input (a channel, a feature, a symbol): automatic relevance determination (MacKay 1994; Neal 1996). Biases and
     * gains have no inputs: all of them.
     */
    INPUT,
    /** Each by itself. */
    WEIGHT;

    /** A key with a choice of some of them. */
    static Key<String> key(String name, String description, Grouping fallback, Grouping... choices) {
        return Key.choice(name, List.of(choices).stream().map(Grouping::word).toList(), fallback.word(), description)
                .in("");
    }

    /** The one of a word of such a key. */
    static Grouping of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
