package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.Laplace;

/**
 * Laplace prior with location 0; its standard deviation is the root of 2 times its scale.
 *
 * @param scale
 *            scale, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record LaplacePrior(double scale, Scaling scaling) implements WeightPrior {

    /** {@code laplace}. */
    public static final PriorType TYPE = PriorType.of("laplace",
            (scale, scaling, own) -> new LaplacePrior(scale, scaling));

    /** Checks the scale. */
    public LaplacePrior {
        Scaling.requirePositive("the scale of a Laplace weight prior", scale);
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
        model.prior(weights, Laplace.of(group.centre(), scale * scaling.factor(group.fanIn())));
        return Declared.of(weights, group);
    }
}
