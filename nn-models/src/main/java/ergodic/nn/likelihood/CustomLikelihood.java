package ergodic.nn.likelihood;

/**
 * A likelihood of your own. It tells how many outputs the network has, adds its log density to the model, and makes the
 * mixture by which rows are predicted and scored; with that, sampling, verdict, prediction and metrics work as for the
 * likelihoods that are here. {@link ergodic.nn.predict.DistributionMixture} makes the mixture of distributions of Commons
 * Statistics; {@link ergodic.nn.predict.ClassMixture} is that of classes. Laplace noise, whose scale is a parameter:
 *
 * <pre>{@code
 * record LaplaceLikelihood() implements CustomLikelihood {
 *
 *     public TargetKind targetKind() {
 *         return TargetKind.NUMBER;
 *     }
 *
 *     public int outputs(TargetEncoding target) {
 *         return 1;
 *     }
 *
 *     public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
 *         Tensor scale = model.parameter("noise_scale", VariableRole.SCALE, Support.positive());
 *         model.prior(scale, HalfNormal.of(1));
 *         Tensor centre = outputs.get(0);
 *         model.observe(target, Laplace.of(centre, scale));
 *         return new Bound(Tensor.concat(0, List.of(centre.reshape(1), scale.reshape(1))),
 *                 List.of(new Declared.Start(1, -1, 0.1)), centre);
 *     }
 *
 *     public Mixture mixture(TargetEncoding target) {
 *         return new DistributionMixture(2, (p, at) -> LaplaceDistribution.of(p[at], p[at + 1]));
 *     }
 * }
 * }</pre>
 *
 * <p>
 * Its methods must give the same for the same arguments, and may be called by several threads.
 */
public non-sealed interface CustomLikelihood extends Likelihood {}
