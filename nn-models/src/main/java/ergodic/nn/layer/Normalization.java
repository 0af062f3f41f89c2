package ergodic.nn.layer;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Why there is no batch normalisation, for those who ask for it: whoever looks up a layer, a key or an activation and does not know
 * the name asks here whether there is a reason.
 */
public final class Normalization {

    /** The reason. */
    public static final String NO_BATCH_NORMALISATION = "batch normalisation is refused: it normalises a row by the other rows of"
            + " its batch, so the likelihood is no product over rows any more, and the meaning of a mini-batch or of the"
            + " prediction of one row changes with the rows beside it; use layer_norm or filter_response_norm, which"
            + " normalise within a row";

    /** Its names here and elsewhere, without case and what joins words. */
    private static final Set<String> BATCH = Set.of("batchnorm", "batchnorm1d", "batchnorm2d", "batchnorm3d",
            "batchnormalization", "batchnormalisation");

    private Normalization() {}

    /**
     * Why there is nothing of this name.
     *
     * @param unknown
     *            a name that was looked up and is not known, such as {@code batch_norm} or {@code BatchNorm1d}
     * @return the reason; empty if there is none
     */
    public static Optional<String> reason(String unknown) {
        StringBuilder word = new StringBuilder();
        unknown.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(word::appendCodePoint);
        return BATCH.contains(word.toString()) ? Optional.of(NO_BATCH_NORMALISATION) : Optional.empty();
    }
}
