package ergodic.nn.prior;

/**
 * Priors of all layers ({@code [prior]} of a configuration).
 *
 * @param weights
 *            prior of the weights
 * @param biases
 *            prior of the biases
 */
public record PriorSpec(WeightPrior weights, WeightPrior biases) {

    /** Standard normal weights and biases, the default. */
    public static PriorSpec standardNormal() {
        return new PriorSpec(WeightPrior.standardNormal(), WeightPrior.standardNormal());
    }
}
