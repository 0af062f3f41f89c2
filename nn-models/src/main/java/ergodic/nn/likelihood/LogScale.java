package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.HalfNormal;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.Key;
import java.util.List;

/**
 * The scale of the noise of a positive target on the scale of its logarithm: {@code noise_scale}, in units of the standard deviation of the
 * logs of the training rows.
 *
 * @param scale
 *            on the scale of the logarithm
 * @param starts
 *            where the parameter starts
 */
record LogScale(Tensor scale, List<Declared.Start> starts) {

    /** {@code noise_scale}. */
    static final Key<Double> PRIOR_SCALE = Key.real(GaussianLikelihood.NOISE_SCALE, 1.0, Key.positive(),
            "scale of the half-normal prior of the noise scale, in units of the standard deviation of the targets' logs")
            .in(LikelihoodType.SECTION);

    /** Declares the parameter. */
    static LogScale of(ModelBuilder model, double priorScale, TargetEncoding encoding) {
        Tensor scale = model.parameter(GaussianLikelihood.NOISE_SCALE, VariableRole.SCALE, Support.positive());
        model.prior(scale, HalfNormal.of(priorScale));
        return new LogScale(scale.times(encoding.logSd()), List.of(new Declared.Start(1, -1, 0.1)));
    }
}
