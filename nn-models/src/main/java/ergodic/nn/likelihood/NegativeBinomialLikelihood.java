package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.NegativeBinomialLog;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.CountMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import java.util.List;

/**
 * Counts that vary more than Poisson's: variance {@code m + d^2 m^2} for a mean m. The log of m is the network's output plus
 * the log of the mean count of the training rows; d, the parameter {@code dispersion}, has a half-normal prior of scale 1,
 * which puts most weight near Poisson's (d = 0).
 */
public record NegativeBinomialLikelihood() implements Likelihood {

    /** {@code negative_binomial}. */
    public static final LikelihoodType TYPE = LikelihoodType.of("negative_binomial", new NegativeBinomialLikelihood());

    /** Name of the parameter d. */
    public static final String DISPERSION = "dispersion";

    @Override
    public TargetKind targetKind() {
        return TargetKind.COUNT;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return 1;
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        double offset = Math.log(encoding.mean());
        Tensor logMean = outputs.plus(offset);
        Tensor dispersion = model.parameter(DISPERSION, VariableRole.SCALE, Support.positive());
        model.prior(dispersion, HalfNormal.of(1));
        Tensor shape = dispersion.square().reciprocal();
        model.observe(target, NegativeBinomialLog.of(logMean.get(0), shape));
        Tensor predictive = Tensor.concat(0, List.of(logMean, shape.log().reshape(1)));
        return new Bound(predictive, List.of(new Declared.Start(1, -1, 0.1)),
                outputs.get(0).plus(offset).exp());
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return CountMixture.negativeBinomial();
    }
}
