package ergodic.nn.prior;

/**
 * A prior of your own for weights or biases:
 *
 * <pre>{@code
 * record CauchyPrior(double scale) implements CustomWeightPrior {
 *
 *     public Declared declare(ModelBuilder model, WeightGroup group) {
 *         Tensor weights = group.declare(model);
 *         model.prior(weights, Cauchy.of(group.centre(), scale * Scaling.FAN_IN.factor(group.fanIn())));
 *         return Declared.of(weights, group);
 *     }
 * }
 * }</pre>
 */
public non-sealed interface CustomWeightPrior extends WeightPrior {}
