package ergodic.nn.layer;

import java.util.Locale;

/** Why there is no batch normalisation, for those who ask for it. */
public final class Normalization {

    /** The reason. */
    public static final String NO_BATCH_NORMALISATION = "batch normalisation is refused: it normalises a row by the other rows of"
            + " its batch, so the likelihood is no product over rows any more, and the meaning of a mini-batch or of the"
            + " prediction of one row changes with the rows beside it; use layer_norm or filter_response_norm, which"
            + " normalise within a row";

    private Normalization() {}

    /** Whether a name means batch normalisation, however it is spelled: {@code batch_norm}, {@code BatchNorm1d}, ... */
    public static boolean isBatch(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").startsWith("batchnorm");
    }
}
