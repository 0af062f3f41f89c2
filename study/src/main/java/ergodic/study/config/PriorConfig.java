package ergodic.study.config;

import ergodic.sampler.draws.VariableRole;
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
 * @param outputs
 *            prior of the weights of the layer of the outputs; null for that of all weights
 */
public record PriorConfig(WeightPriorConfig weights, WeightPriorConfig biases, WeightPriorConfig gains,
        @Nullable WeightPriorConfig outputs) {

    /** Fills in defaults. */
    public PriorConfig(@Nullable WeightPriorConfig weights, @Nullable WeightPriorConfig biases,
            @Nullable WeightPriorConfig gains, @Nullable WeightPriorConfig outputs) {
        this.weights = weights == null ? WeightPriorConfig.standardNormal() : weights;
        this.biases = biases == null ? this.weights.forBiases() : biases;
        this.gains = gains == null ? WeightPriorConfig.ofGains() : gains;
        this.outputs = outputs;
    }

    /** The prior of a role in the layer of the outputs. */
    WeightPriorConfig ofOutputs(VariableRole role) {
        return outputs != null && role == VariableRole.WEIGHT ? outputs : of(role);
    }

    /** The same with another prior of the weights or the biases of the layer of the outputs, where no other layer has those of all. */
    PriorConfig withOutputs(VariableRole role, WeightPriorConfig prior) {
        return outputs != null && role == VariableRole.WEIGHT ? new PriorConfig(weights, biases, gains, prior)
                : with(role, prior);
    }

    /** The prior of a role. */
    WeightPriorConfig of(VariableRole role) {
        return role == VariableRole.WEIGHT ? weights : role == VariableRole.BIAS ? biases : gains;
    }

    /** The same with another prior of weights or of biases; the one does not follow the other. */
    PriorConfig with(VariableRole role, WeightPriorConfig prior) {
        return new PriorConfig(role == VariableRole.WEIGHT ? prior : weights,
                role == VariableRole.BIAS ? prior : biases,
                gains, outputs);
    }

    static PriorConfig defaults() {
        return new PriorConfig(null, null, null, null);
    }
}
