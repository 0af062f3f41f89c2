package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.LogNormal;
import ergodic.model.distribution.Normal;
import ergodic.model.distribution.Scaled;
import ergodic.model.distribution.Shifted;
import ergodic.model.distribution.Uniform;
import ergodic.model.distribution.YeoJohnsonNormal;
import ergodic.nn.data.PowerScale;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.data.TargetTransform;
import ergodic.nn.predict.DistributionMixture;
import ergodic.nn.predict.GaussianMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.TransformedNormalMixture;
import ergodic.nn.predict.YeoJohnsonDistribution;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Normal target about the network's first output, in standardised units.
 *
 * @param noise
 *            where the standard deviation comes from
 * @param transform
 *            what of the target is normal
 */
public record GaussianLikelihood(Noise noise, TargetTransform transform) implements Likelihood {

    /** {@code noise}. */
    public static final Key<String> NOISE = Key.choice("noise", List.of("constant", "network"), "constant",
            "one noise scale with a prior, or `\"network\"`: a second output gives it").in(LikelihoodType.SECTION);
    /** {@code noise_scale}. */
    public static final Key<Double> PRIOR_SCALE = Key.real("noise_scale", 1.0, Key.positive(),
            "scale of the half-normal prior of the constant noise scale, in standardised units")
            .in(LikelihoodType.SECTION).only(NOISE, "constant");
    /** {@code transform}. Not written into configurations that do not have it: their text decides whether a run may go on. */
    static final Key<String> TRANSFORM = unwritten(Key.choice("transform",
            List.of("none", "log", "sqrt", "yeo_johnson"), "none",
            "what is normal: the target, its logarithm (positive targets; the log-normal distribution), its square root (from 0 on), or its Yeo-Johnson"
                    + " transform, whose power is learned; densities, means and quantiles are those of the target itself. Of a series the values in windows are"
                    + " [transformed alike](networks.md#series-that-are-transformed)"));
    /** {@code shift}. */
    static final Key<Double> SHIFT = Key.found("shift", "none, of roots a hundredth of the targets' mean",
            Key.positive(),
            "`transform = \"log\"` or `\"sqrt\"`: what is added to the target before, in its unit; with a logarithm targets may then lie down to its"
                    + " negative")
            .in(LikelihoodType.SECTION);
    /** {@code gaussian}. */
    public static final LikelihoodType TYPE = new LikelihoodType("gaussian",
            List.of(NOISE, PRIOR_SCALE, TRANSFORM, SHIFT),
            settings -> new GaussianLikelihood(NoiseScale.noise(settings), transform(settings)));

    private static Key<String> unwritten(Key<String> choice) {
        return new Key<>(choice.name(), String.class, null, "\"none\"", choice.rule(), choice.description(),
                choice.choices()).in(LikelihoodType.SECTION);
    }

    private static TargetTransform transform(Settings settings) {
        TargetTransform.Form form = settings.find(TRANSFORM)
                .map(word -> TargetTransform.Form.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(TargetTransform.Form.NONE);
        return new TargetTransform(form, settings.find(SHIFT).orElse(null));
    }

    /** Name of the parameter of Yeo and Johnson's transform. */
    public static final String POWER = "power";
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

    /** The target itself is normal. */
    public GaussianLikelihood(Noise noise) {
        this(noise, TargetTransform.NONE);
    }

    static void requirePositive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + " must be a positive number, not " + value);
        }
    }

    @Override
    public TargetKind targetKind() {
        return transform.form() == TargetTransform.Form.LOG ? TargetKind.POSITIVE : TargetKind.NUMBER;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return NoiseScale.outputs(noise);
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        Tensor mean = outputs.get(0);
        NoiseScale sd = NoiseScale.of(model, noise, outputs,
                transform.form() == TargetTransform.Form.NONE ? "prediction_sd" : "prediction_scale");
        PowerScale known = known(encoding);
        if (known != null) {
            Tensor location = mean.times(known.sd()).plus(known.mean());
            Tensor scale = sd.scale().times(known.sd());
            Tensor power = model.constant(known.power());
            model.observe(target, new Shifted(new Scaled(YeoJohnsonNormal.of(location, scale, power), known.unit()),
                    known.origin()));
            // The median: the mean has no formula.
            return bound(List.of(location, scale),
                    YeoJohnsonNormal.inverse(location, power).times(known.unit()).plus(known.origin()), sd);
        }
        return switch (transform.form()) {
            case NONE -> {
                model.observe(target, Normal.of(mean, sd.scale()));
                yield bound(List.of(mean, sd.scale()), mean, sd);
            }
            case LOG -> {
                Tensor location = mean.times(encoding.logSd());
                Tensor scale = sd.scale().times(encoding.logSd());
                model.observe(target, LogNormal.of(location, scale));
                yield bound(List.of(location, scale), location.plus(scale.square().times(0.5)).exp(), sd);
            }
            case SQRT -> throw notRead();
            case YEO_JOHNSON -> {
                Tensor power = model.parameter(POWER, VariableRole.SCALE, Support.interval(0, 2));
                model.prior(power, Uniform.of(0, 2));
                model.observe(target, YeoJohnsonNormal.of(mean, sd.scale(), power));
                List<Declared.Start> starts = new ArrayList<>(sd.starts());
                starts.add(new Declared.Start(1, 0, 0.1));
                // The median: the mean has no formula.
                yield bound(List.of(mean, sd.scale(), power), YeoJohnsonNormal.inverse(mean, power),
                        new NoiseScale(sd.scale(), starts, sd.functions()));
            }
        };
    }

    /** The scale of the transform, if it was learned with the encoding; refuses data that were read for another transform. */
    private @Nullable PowerScale known(TargetEncoding encoding) {
        PowerScale scale = encoding.power();
        boolean fits = switch (transform.form()) {
            case NONE -> scale == null;
            case LOG -> encoding.shift() == Objects.requireNonNullElse(transform.shift(), 0.0);
            case SQRT -> scale != null && scale.power() == 0.5;
            case YEO_JOHNSON -> true;
        };
        if (!fits) {
            throw notRead();
        }
        return scale;
    }

    private static IllegalArgumentException notRead() {
        return new IllegalArgumentException("the data were read for another transform of the target than the"
                + " likelihood's; read them with DataSpec.withTransform(likelihood.transform())");
    }

    private static Bound bound(List<Tensor> predictive, Tensor prediction, NoiseScale scale) {
        return new Bound(Tensor.concat(0, predictive.stream().map(value -> value.reshape(1)).toList()),
                scale.starts(), prediction, scale.functions());
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        PowerScale known = known(target);
        if (known != null) {
            return TransformedNormalMixture.yeoJohnson(known.origin(), known.unit(), known.power());
        }
        return switch (transform.form()) {
            case NONE -> new GaussianMixture();
            case SQRT -> throw notRead();
            case LOG -> TransformedNormalMixture.log();
            case YEO_JOHNSON -> new DistributionMixture(3,
                    (p, at) -> new YeoJohnsonDistribution(p[at], p[at + 1], p[at + 2]));
        };
    }
}
