package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.Normal;
import java.util.List;

/**
 * Normal prior with mean 0.
 *
 * @param scale
 *            standard deviation, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record NormalPrior(double scale, Scaling scaling) implements WeightPrior {

    /** Checks the scale. */
    public NormalPrior {
        Scaling.requirePositive("the scale of a normal weight prior", scale);
    }

    @Override
    public Declared declare(ModelBuilder model, String name, String scaleName, int fanIn, int... dims) {
        Tensor weights = model.parameter(name, Support.real(), dims);
        model.prior(weights, Normal.of(0, scale * scaling.factor(fanIn)));
        return new Declared(weights, List.of(Declared.weights(weights, fanIn)));
    }
}
