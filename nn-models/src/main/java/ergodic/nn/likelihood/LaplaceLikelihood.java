package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.Laplace;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.GaussianLikelihood.Noise;
import ergodic.nn.predict.DistributionMixture;
import ergodic.nn.predict.Mixture;
import java.util.List;
import org.apache.commons.statistics.distribution.LaplaceDistribution;

/**
 * Laplace (double exponential) target about the network's first output, in standardised units: absolute errors count, not their
 * squares.
 *
 * @param noise
 *            where the scale, the mean absolute deviation, comes from
 */
public record LaplaceLikelihood(Noise noise) implements Likelihood {

    /** {@code laplace}. */
    public static final LikelihoodType TYPE = new LikelihoodType("laplace", NoiseScale.KEYS,
            settings -> new LaplaceLikelihood(NoiseScale.noise(settings)));

    @Override
    public TargetKind targetKind() {
        return TargetKind.NUMBER;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return NoiseScale.outputs(noise);
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        Tensor centre = outputs.get(0);
        NoiseScale scale = NoiseScale.of(model, noise, outputs, "prediction_scale");
        model.observe(target, Laplace.of(centre, scale.scale()));
        Tensor predictive = Tensor.concat(0, List.of(centre.reshape(1), scale.scale().reshape(1)));
        return new Bound(predictive, scale.starts(), centre, scale.functions());
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return new DistributionMixture(2, (p, at) -> LaplaceDistribution.of(p[at], p[at + 1]));
    }
}
