package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.Laplace;
import java.util.List;

/**
 * Laplace prior with location 0; its standard deviation is the root of 2 times its scale.
 *
 * @param scale
 *            scale, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record LaplacePrior(double scale, Scaling scaling) implements WeightPrior {

    /** Checks the scale. */
    public LaplacePrior {
        Scaling.requirePositive("the scale of a Laplace weight prior", scale);
    }

    @Override
    public Declared declare(ModelBuilder model, String name, String scaleName, int fanIn, int... dims) {
        Tensor weights = model.parameter(name, Support.real(), dims);
        model.prior(weights, Laplace.of(0, scale * scaling.factor(fanIn)));
        return new Declared(weights, List.of(Declared.weights(weights, fanIn)));
    }
}
