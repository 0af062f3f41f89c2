package ergodic.nn.prior;

import ergodic.sampler.draws.VariableRole;
import org.jspecify.annotations.Nullable;

/**
 * Priors of all layers ({@code [prior]} of a configuration), but of those that have their own.
 *
 * @param weights
 *            prior of the weights
 * @param biases
 *            prior of the biases
 * @param gains
 *            prior of the gains of normalisations, about 1
 * @param outputs
 *            prior of the weights of the layer of the outputs; null for that of all weights
 */
public record PriorSpec(WeightPrior weights, WeightPrior biases, WeightPrior gains, @Nullable WeightPrior outputs) {

    /** Gains within a half of 1: a normalisation that hardly ever turns a sign. */
    public static final double GAIN_SCALE = 0.5;

    /** Gains as {@link #GAIN_SCALE} says. */
    public PriorSpec(WeightPrior weights, WeightPrior biases) {
        this(weights, biases, new NormalPrior(GAIN_SCALE, Scaling.NONE), null);
    }

    /** Standard normal weights and biases, the default. */
    public static PriorSpec standardNormal() {
        return new PriorSpec(WeightPrior.standardNormal(), WeightPrior.standardNormal());
    }

    /** The same with another prior of a role. */
    public PriorSpec with(VariableRole role, WeightPrior prior) {
        return new PriorSpec(role == VariableRole.WEIGHT ? prior : weights, role == VariableRole.BIAS ? prior : biases,
                role == VariableRole.GAIN ? prior : gains, outputs);
    }

    /** The same with another prior of the weights of the layer of the outputs. */
    public PriorSpec withOutputs(WeightPrior prior) {
        return new PriorSpec(weights, biases, gains, prior);
    }

    /** The prior of a role in the layer of the outputs. */
    public WeightPrior ofOutputs(VariableRole role) {
        return outputs != null && role == VariableRole.WEIGHT ? outputs : of(role);
    }

    /** The prior of a role: weights, biases or gains. */
    public WeightPrior of(VariableRole role) {
        return switch (role) {
            case BIAS -> biases;
            case GAIN -> gains;
            case WEIGHT, LATENT, SCALE, PREDICTION, FUNCTION, COMPONENT, LOG_LIKELIHOOD, CENTRE, PRIOR_SCALE, OTHER ->
                weights;
        };
    }
}
