package ergodic.nn.layer;

import java.util.Locale;

/** Kinds of normalisation, by the names that configurations and other libraries give them. */
public enum Normalization {
    /** {@link LayerNorm}. */
    LAYER,
    /** {@link FilterResponseNorm}. */
    FILTER_RESPONSE;

    /** Why there is no batch normalisation. */
    public static final String NO_BATCH_NORMALISATION = "batch normalisation is refused: it normalises a row by the other rows of"
            + " its batch, so the likelihood is no product over rows any more, and the meaning of a mini-batch or of the"
            + " prediction of one row changes with the rows beside it; use layer_norm or filter_response_norm, which"
            + " normalise within a row";

    /**
     * The normalisation of this name.
     *
     * @throws IllegalArgumentException
     *             if there is none of this name; for batch normalisation with the reason why there is none
     */
    public static Normalization of(String name) {
        String key = letters(name);
        return switch (key) {
            case "layernorm", "layernormalization", "layernormalisation" -> LAYER;
            case "filterresponsenorm", "filterresponsenormalization", "filterresponsenormalisation", "frn" ->
                FILTER_RESPONSE;
            default -> throw new IllegalArgumentException(isBatch(name)
                    ? NO_BATCH_NORMALISATION
                    : "there is no normalisation \"" + name + "\"; there are layer_norm and filter_response_norm");
        };
    }

    /** Whether a name means batch normalisation, however it is spelled: {@code batch_norm}, {@code BatchNorm1d}, ... */
    public static boolean isBatch(String name) {
        return letters(name).startsWith("batchnorm");
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
