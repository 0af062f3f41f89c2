package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.StudentT;

/**
 * Student-t prior with location 0.
 *
 * @param degrees
 *            degrees of freedom
 * @param scale
 *            scale, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record StudentTPrior(double degrees, double scale, Scaling scaling) implements WeightPrior {

    /** Checks the numbers. */
    public StudentTPrior {
        Scaling.requirePositive("the degrees of freedom of a Student-t weight prior", degrees);
        Scaling.requirePositive("the scale of a Student-t weight prior", scale);
    }

    @Override
    public Declared declare(ModelBuilder model, WeightGroup group) {
        Tensor weights = group.declare(model);
        model.prior(weights, StudentT.of(degrees, group.centre(), scale * scaling.factor(group.fanIn())));
        return Declared.of(weights, group);
    }
}
