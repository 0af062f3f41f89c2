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
import ergodic.nn.predict.Zeros;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Counts that vary more than Poisson's: variance {@code m + d^2 m^2} for a mean m. The log of m is the network's output plus
 * the log of the mean count of the training rows; d, the parameter {@code dispersion}, has a half-normal prior of scale 1,
 * which puts most weight near Poisson's (d = 0).
 *
 * @param zeros
 *            where zeros come from
 */
public record NegativeBinomialLikelihood(Zeros zeros) implements Likelihood {

    /** {@code negative_binomial}. */
    public static final LikelihoodType TYPE = new LikelihoodType("negative_binomial", List.of(ZeroCounts.ZEROS),
            settings -> new NegativeBinomialLikelihood(ZeroCounts.of(settings)));

    /** Name of the parameter d. */
    public static final String DISPERSION = "dispersion";

    /** Zeros of the counts' distribution alone. */
    public NegativeBinomialLikelihood() {
        this(Zeros.COUNTED);
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.COUNT;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return ZeroCounts.outputs(zeros);
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        Tensor logMean = outputs.get(0).plus(Math.log(encoding.mean()));
        Tensor dispersion = model.parameter(DISPERSION, VariableRole.SCALE, Support.positive());
        model.prior(dispersion, HalfNormal.of(1));
        Tensor shape = dispersion.square().reciprocal();
        Tensor mean = ZeroCounts.observe(model, target, zeros, log -> NegativeBinomialLog.of(log, shape), logMean,
                outputs);
        Tensor predictive = ZeroCounts.predictive(zeros, List.of(logMean, shape.log()), outputs);
        return new Bound(predictive, List.of(new Declared.Start(1, -1, 0.1)), mean);
    }

    @Override
    public OptionalDouble linkSlope(TargetEncoding target) {
        return OptionalDouble.of(1);
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return CountMixture.negativeBinomial(zeros);
    }
}
