package ergodic.sampler.variational;

import ergodic.sampler.RowNoiseForm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Of what the noise is by which the gradient of the lower bound is estimated. */
public enum NoiseEstimator {
    /** Of weights, the same for all rows of a draw. */
    WEIGHTS(null),
    /** Of the sums of dense layers, by row. */
    LOCAL(RowNoiseForm.LOCAL),
    /** Of weights, with signs by row. */
    FLIPOUT(RowNoiseForm.FLIPOUT);

    private final @Nullable RowNoiseForm form;

    NoiseEstimator(@Nullable RowNoiseForm form) {
        this.form = form;
    }

    /** Its name in configurations. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How rows get noise of their own; null where they have none. */
    @Nullable
    RowNoiseForm form() {
        return form;
    }

    /** Their names. */
    static List<String> keys() {
        return Arrays.stream(values()).map(NoiseEstimator::key).toList(); // cold: names of a key
    }

    /**
     * The estimator of this name.
     *
     * @throws IllegalArgumentException
     *             if there is none, in a sentence
     */
    public static NoiseEstimator of(String key) {
        for (NoiseEstimator estimator : values()) {
            if (estimator.key().equals(key)) {
                return estimator;
            }
        }
        throw new IllegalArgumentException(
                "\"" + key + "\" is no estimator; take one of " + String.join(", ", keys()));
    }
}
