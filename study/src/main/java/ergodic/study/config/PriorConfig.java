package ergodic.study.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code [prior]}.
 *
 * @param weights
 *            prior of the weights
 * @param biases
 *            prior of the biases; as the weights' (never scaled by fan-in) if left out
 */
public record PriorConfig(WeightPriorConfig weights, WeightPriorConfig biases) {

    /** Fills in defaults. */
    public PriorConfig(@Nullable WeightPriorConfig weights, @Nullable WeightPriorConfig biases) {
        this.weights = weights == null ? WeightPriorConfig.standardNormal() : weights;
        this.biases = biases == null ? this.weights.forBiases() : biases;
    }

    static PriorConfig defaults() {
        return new PriorConfig(null, null);
    }
}
