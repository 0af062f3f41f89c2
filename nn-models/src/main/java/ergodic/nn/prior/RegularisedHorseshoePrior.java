package ergodic.nn.prior;

import ergodic.model.ModelBuilder;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import java.util.List;
import java.util.Map;

/**
 * Regularised horseshoe (Piironen and Vehtari 2017, section 2.3): a {@link HorseshoePrior} whose scales {@code s = local global} are
 * {@code c s / sqrt(c^2 + s^2)}, with {@code c^2} inverse gamma with shape {@code degrees / 2} and scale
 * {@code degrees slab_scale^2 / 2}. Weights far from 0, which a horseshoe leaves alone, have a Student-t law, the slab.
 *
 * @param local
 *            which weights have a local scale together
 * @param slabScale
 *            scale of the slab; it does not fall with the fan-in
 * @param slabDegrees
 *            degrees of freedom of the slab
 * @param scale
 *            scale of the half-Cauchy prior of the layer's scale, before scaling by fan-in
 * @param scaling
 *            whether that falls with the fan-in
 */
public record RegularisedHorseshoePrior(Grouping local, double slabScale, double slabDegrees, double scale,
        Scaling scaling) implements WeightPrior {

    /** {@code slab_scale}. */
    public static final Key<Double> SLAB_SCALE = Key.real("slab_scale", 2.0, Key.positive(),
            "scale of the Student-t law of weights that are not shrunk").in("");
    /** {@code slab_degrees}. */
    public static final Key<Double> SLAB_DEGREES = Key.real("slab_degrees", 4.0, Key.positive(),
            "its degrees of freedom").in("");
    /** {@code regularised_horseshoe}. */
    public static final PriorType TYPE = new PriorType("regularised_horseshoe",
            List.of(HorseshoePrior.LOCAL, SLAB_SCALE, SLAB_DEGREES),
            (scale, scaling, own) -> new RegularisedHorseshoePrior(Grouping.of(own.get(HorseshoePrior.LOCAL)),
                    own.get(SLAB_SCALE), own.get(SLAB_DEGREES), scale, scaling),
            (section, own) -> Map.of(Advice.Model.TAILS, "Set " + section + ".slab_scale lower (now "
                    + own.get(SLAB_SCALE) + "), or more " + section + ".slab_degrees."));

    /** Checks the numbers. */
    public RegularisedHorseshoePrior {
        Scaling.requirePositive("the scale of a regularised horseshoe weight prior", scale);
        Scaling.requirePositive("the slab's scale of a regularised horseshoe weight prior", slabScale);
        Scaling.requirePositive("the slab's degrees of freedom of a regularised horseshoe weight prior", slabDegrees);
    }

    @Override
    public String words() {
        return TYPE.name() + " " + scaling.words(scale);
    }

    @Override
    public Declared declare(ModelBuilder model, WeightGroup group) {
        return new HorseshoeScales(local, scale * scaling.factor(group.fanIn()),
                new HorseshoeScales.Slab(slabDegrees, slabScale)).declare(model, group);
    }
}
