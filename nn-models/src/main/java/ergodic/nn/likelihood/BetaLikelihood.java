package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.Beta;
import ergodic.model.distribution.HalfNormal;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.DistributionMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A share between 0 and 1 with a beta distribution of mean m and precision f, variance {@code m (1 - m) / (1 + f)}. The logit of m is the
 * network's output plus the logit of the training rows' mean; f is {@code 1/d^2} with the parameter {@code dispersion} d, half-normal of
 * scale 1 a priori. Both parameters of the distribution, {@code m f} and {@code (1 - m) f}, are raised by 1e-6, so that an output of any size has
 * a density. In single precision a target nearer to 1 than 6e-8 is 1, where the density may be infinite.
 */
public record BetaLikelihood() implements Likelihood {

    /** {@code beta}. */
    public static final LikelihoodType TYPE = LikelihoodType.of("beta", new BetaLikelihood());

    private static final double FLOOR = 1e-6;

    @Override
    public TargetKind targetKind() {
        return TargetKind.SHARE;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return 1;
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        Tensor logit = outputs.get(0).plus(Math.log(encoding.mean()) - Math.log1p(-encoding.mean()));
        Tensor dispersion = model.parameter(NegativeBinomialLikelihood.DISPERSION, VariableRole.SCALE,
                Support.positive());
        model.prior(dispersion, HalfNormal.of(1));
        Tensor precision = dispersion.square().reciprocal();
        Tensor a = logit.sigmoid().times(precision).plus(FLOOR);
        Tensor b = logit.negate().sigmoid().times(precision).plus(FLOOR);
        model.observe(target, Beta.of(a, b));
        return new Bound(Tensor.concat(0, List.of(a.reshape(1), b.reshape(1))),
                List.of(new Declared.Start(1, -1, 0.1)), a.dividedBy(a.plus(b)));
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return new DistributionMixture(2, (p, at) -> BetaDistribution.of(p[at], p[at + 1]));
    }
}
