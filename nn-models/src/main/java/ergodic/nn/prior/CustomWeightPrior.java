package ergodic.nn.prior;

/**
 * A prior of your own for weights or biases:
 *
 * <pre>{@code
 * record CauchyPrior(double scale) implements CustomWeightPrior {
 *
 *     public Declared declare(ModelBuilder model, String name, String scaleName, int fanIn, int... dims) {
 *         Tensor weights = model.parameter(name, Support.real(), dims);
 *         model.prior(weights, Cauchy.of(0, scale * Scaling.FAN_IN.factor(fanIn)));
 *         return new Declared(weights, List.of(Declared.weights(weights, fanIn)));
 *     }
 * }
 * }</pre>
 */
public non-sealed interface CustomWeightPrior extends WeightPrior {}
