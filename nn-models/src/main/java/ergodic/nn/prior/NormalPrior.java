package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.Normal;

/**
 * Normal prior with mean 0.
 *
 * @param scale
 *            standard deviation, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record NormalPrior(double scale, Scaling scaling) implements WeightPrior {

    /** {@code normal}. */
    public static final PriorType TYPE = PriorType.of("normal",
            (scale, scaling, own) -> new NormalPrior(scale, scaling));

    /** Checks the scale. */
    public NormalPrior {
        Scaling.requirePositive("the scale of a normal weight prior", scale);
    }

    @Override
    public boolean isScaleFamily() {
        return true;
    }

    @Override
    public String words() {
        return TYPE.name() + " " + scaling.words(scale);
    }

    @Override
    public Declared declare(ModelBuilder model, WeightGroup group) {
        Tensor weights = group.declare(model);
        model.prior(weights, Normal.of(group.centre(), scale * scaling.factor(group.fanIn())));
        return Declared.of(weights, group);
    }
}
