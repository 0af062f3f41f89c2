package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.GammaLog;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.DistributionMixture;
import ergodic.nn.predict.Mixture;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * Positive target with a gamma distribution, whose standard deviation is d times its mean. The log of the mean is the network's output in
 * units of the logs' standard deviation s among the training rows, plus the log of the rows' geometric mean; d is {@code s} times the
 * parameter {@code noise_scale}, which has a half-normal prior.
 *
 * @param priorScale
 *            scale of the prior of {@code noise_scale}
 */
public record GammaLikelihood(double priorScale) implements Likelihood {

    /** {@code gamma}. */
    public static final LikelihoodType TYPE = new LikelihoodType("gamma", List.of(LogScale.PRIOR_SCALE),
            settings -> new GammaLikelihood(settings.get(LogScale.PRIOR_SCALE)));

    /** The farthest log of a mean of which predictions are made. */
    private static final double FARTHEST = 600;

    /** Checks the scale. */
    public GammaLikelihood {
        GaussianLikelihood.requirePositive("the scale of the noise prior", priorScale);
    }

    /** A prior of scale 1. */
    public GammaLikelihood() {
        this(1);
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.POSITIVE;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return 1;
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        LogScale scale = LogScale.of(model, priorScale, encoding);
        Tensor shape = scale.scale().square().reciprocal();
        Tensor logMean = outputs.get(0).times(encoding.logSd());
        model.observe(target, GammaLog.of(shape, logMean));
        Tensor predictive = Tensor.concat(0, List.of(logMean.reshape(1), shape.log().reshape(1)));
        return new Bound(predictive, scale.starts(), logMean.exp());
    }

    @Override
    public OptionalDouble linkSlope(TargetEncoding target) {
        return OptionalDouble.of(target.logSd());
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return new DistributionMixture(2, (p, at) -> {
            double shape = Math.exp(p[at + 1]);
            return GammaDistribution.of(shape, Math.exp(Math.clamp(p[at], -FARTHEST, FARTHEST)) / shape);
        });
    }
}
