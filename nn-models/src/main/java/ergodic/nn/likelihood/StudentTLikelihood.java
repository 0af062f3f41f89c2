package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.Gamma;
import ergodic.model.distribution.Shifted;
import ergodic.model.distribution.StudentT;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.GaussianLikelihood.Noise;
import ergodic.nn.predict.DistributionMixture;
import ergodic.nn.predict.LocationScale;
import ergodic.nn.predict.Mixture;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Student-t target about the network's first output, in standardised units: few outliers hardly move the fit. There are more than two
 * degrees of freedom, so that predictions have variances.
 *
 * @param noise
 *            where the scale comes from
 * @param degrees
 *            degrees of freedom; null to learn them: the parameter {@code degrees}, 2 plus a gamma variable with shape 2 and rate 0.1 a
 *            priori (Juarez and Steel 2010, above 2)
 */
public record StudentTLikelihood(Noise noise, @Nullable Double degrees) implements Likelihood {

    private static final double LEAST = 2;
    /** {@code degrees}. */
    public static final Key<Double> DEGREES = Key.found("degrees", "learned",
            value -> value > LEAST && value < Double.POSITIVE_INFINITY ? null
                    : "must be a number above 2, so that predictions have variances, not " + value,
            "degrees of freedom, above 2; learned if left out: 2 plus a gamma(2, 0.1) variable a priori")
            .in(LikelihoodType.SECTION);
    /** {@code student_t}. */
    public static final LikelihoodType TYPE = new LikelihoodType("student_t",
            Stream.concat(NoiseScale.KEYS.stream(), Stream.of(DEGREES)).toList(),
            settings -> new StudentTLikelihood(NoiseScale.noise(settings), settings.find(DEGREES).orElse(null)));

    /** Name of the parameter. */
    public static final String PARAMETER = "degrees";

    /** Checks the degrees of freedom. */
    public StudentTLikelihood {
        if (degrees != null && !(degrees > LEAST && degrees < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the degrees of freedom must be a number above 2, not " + degrees);
        }
    }

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
        List<Declared.Start> starts = new ArrayList<>(scale.starts());
        Tensor freedom;
        if (degrees == null) {
            freedom = model.parameter(PARAMETER, VariableRole.SCALE, Support.lower(LEAST));
            model.prior(freedom, new Shifted(Gamma.of(2, 0.1), LEAST));
            // About ten: neither normal nor wild.
            starts.add(new Declared.Start(1, 2, 0.1));
        } else {
            freedom = model.constant(degrees);
        }
        model.observe(target, StudentT.of(freedom, centre, scale.scale()));
        Tensor predictive = Tensor.concat(0,
                List.of(centre.reshape(1), scale.scale().reshape(1), freedom.reshape(1)));
        return new Bound(predictive, starts, centre, scale.functions());
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return new DistributionMixture(3,
                (p, at) -> new LocationScale(TDistribution.of(p[at + 2]), p[at], p[at + 1]));
    }
}
