package ergodic.study.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code [prior]}.
 *
 * @param weights
 *            prior of the weights
 * @param biases
 *            prior of the biases; as the weights' (never scaled by fan-in) if left out
 * @param gains
 *            prior of the gains of normalisations, about 1
 */
public record PriorConfig(WeightPriorConfig weights, WeightPriorConfig biases, WeightPriorConfig gains) {

    /** Fills in defaults. */
    public PriorConfig(@Nullable WeightPriorConfig weights, @Nullable WeightPriorConfig biases,
            @Nullable WeightPriorConfig gains) {
        this.weights = weights == null ? WeightPriorConfig.standardNormal() : weights;
        this.biases = biases == null ? this.weights.forBiases() : biases;
        this.gains = gains == null ? WeightPriorConfig.ofGains() : gains;
    }

    static PriorConfig defaults() {
        return new PriorConfig(null, null, null);
    }
}
