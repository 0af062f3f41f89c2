package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.DistributionMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.WeightedNormals;
import ergodic.sampler.method.Key;
import java.util.List;
import java.util.Map;

/**
 * A mixture of K normal distributions by the network (mixture density network, Bishop 1994), in standardised units: of its outputs the first K are
 * logits of the weights, the next K means, the last K standard deviations by softplus, plus 0.001. The normals may change places without
 * changing the density: draws are judged by the mean.
 *
 * @param components
 *            number of normals K
 */
public record MixtureDensityLikelihood(int components) implements Likelihood {

    /** {@code components}. */
    public static final Key<Integer> COMPONENTS = Key.whole("components", 3, Key.within(1, 50),
            "normal distributions, each with weight, mean and standard deviation by the network")
            .in(LikelihoodType.SECTION);
    /** {@code mixture_density}. */
    public static final LikelihoodType TYPE = new LikelihoodType("mixture_density", List.of(COMPONENTS),
            settings -> new MixtureDensityLikelihood(settings.get(COMPONENTS)));

    private static final double FLOOR = 1e-3;
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** Checks the number. */
    public MixtureDensityLikelihood {
        if (components < 1) {
            throw new IllegalArgumentException("a mixture density needs at least 1 component, not " + components);
        }
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.NUMBER;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return 3 * components;
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        Tensor logWeights = outputs.slice(0, 0, components).logSoftmax(-1);
        Tensor means = outputs.slice(0, components, components);
        Tensor sds = outputs.slice(0, 2 * components, components).softplus().plus(FLOOR);
        Tensor z = target.minus(means).dividedBy(sds);
        Tensor terms = logWeights.minus(z.square().times(0.5)).minus(sds.log()).minus(HALF_LOG_TWO_PI);
        model.addRowLogLikelihood(terms.logSumExp(-1));
        Tensor weights = logWeights.exp();
        Tensor mean = weights.times(means).sum(-1);
        Tensor square = weights.times(sds.square().plus(means.minus(mean).square())).sum(-1);
        return new Bound(Tensor.concat(0, List.of(logWeights, means, sds)), List.of(), mean,
                Map.of("prediction_sd", square.sqrt()));
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return new DistributionMixture(3 * components, (p, at) -> new WeightedNormals(p, at, components));
    }
}
