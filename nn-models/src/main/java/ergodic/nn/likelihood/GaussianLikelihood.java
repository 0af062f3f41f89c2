package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.Normal;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.GaussianMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.Key;
import java.util.List;
import java.util.Map;

/**
 * Normal target about the network's first output, in standardised units.
 *
 * @param noise
 *            where the standard deviation comes from
 */
public record GaussianLikelihood(Noise noise) implements Likelihood {

    /** {@code noise}. */
    public static final Key<String> NOISE = Key.choice("noise", List.of("constant", "network"), "constant",
            "one noise scale with a prior, or `\"network\"`: a second output gives it").in(LikelihoodType.SECTION);
    /** {@code noise_scale}. */
    public static final Key<Double> PRIOR_SCALE = Key.real("noise_scale", 1.0, Key.positive(),
            "scale of the half-normal prior of the constant noise scale, in standardised units")
            .in(LikelihoodType.SECTION).only(NOISE, "constant");
    /** {@code gaussian}. */
    public static final LikelihoodType TYPE = new LikelihoodType("gaussian", List.of(NOISE, PRIOR_SCALE),
            settings -> new GaussianLikelihood(settings.find(PRIOR_SCALE).<Noise>map(Constant::new)
                    .orElseGet(Network::new)));

    /** Name of the noise parameter. */
    public static final String NOISE_SCALE = "noise_scale";

    /** Where the standard deviation comes from. */
    public sealed interface Noise {}

    /**
     * One standard deviation for all rows, the parameter {@code noise_scale}, with a half-normal prior.
     *
     * @param priorScale
     *            scale of that prior
     */
    public record Constant(double priorScale) implements Noise {

        /** Checks the scale. */
        public Constant {
            requirePositive("the scale of the noise prior", priorScale);
        }
    }

    /**
     * A known standard deviation.
     *
     * @param scale
     *            the standard deviation
     */
    public record Fixed(double scale) implements Noise {

        /** Checks the scale. */
        public Fixed {
            requirePositive("the noise scale", scale);
        }
    }

    /**
     * The standard deviation of each row is the link of the network's second output, plus a floor.
     *
     * @param link
     *            how the output becomes positive
     * @param floor
     *            least standard deviation: keeps the density bounded where a row is met exactly
     */
    public record Network(NoiseLink link, double floor) implements Noise {

        /** Checks the floor. */
        public Network {
            if (!(floor >= 0 && floor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the floor of the noise must not be negative, but is " + floor);
            }
        }

        /** Softplus with a floor of 1e-6. */
        public Network() {
            this(NoiseLink.SOFTPLUS, 1e-6);
        }

        Tensor sd(Tensor output) {
            return link.of(output).plus(floor);
        }
    }

    /** Constant noise with a half-normal prior of scale 1. */
    public GaussianLikelihood() {
        this(new Constant(1));
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be a positive number, not " + value);
        }
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.NUMBER;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return noise instanceof Network ? 2 : 1;
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        Map<String, Tensor> functions = Map.of();
        List<Declared.Start> starts = List.of();
        Tensor mean = outputs.get(0);
        Tensor sd = switch (noise) {
            case Constant(double priorScale) -> {
                Tensor scale = model.parameter(NOISE_SCALE, VariableRole.SCALE, Support.positive());
                model.prior(scale, HalfNormal.of(priorScale));
                // The free value is the log: the noise starts near a third of the target's spread.
                starts = List.of(new Declared.Start(1, -1, 0.1));
                yield scale;
            }
            case Fixed(double scale) -> model.constant(scale);
            case Network network -> {
                Tensor ofRow = network.sd(outputs.get(1));
                functions = Map.of("prediction_sd", ofRow);
                yield ofRow;
            }
        };
        model.observe(target, Normal.of(mean, sd));
        Tensor predictive = Tensor.concat(0, List.of(mean.reshape(1), sd.reshape(1)));
        return new Bound(predictive, starts, mean, functions);
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return new GaussianMixture();
    }
}
