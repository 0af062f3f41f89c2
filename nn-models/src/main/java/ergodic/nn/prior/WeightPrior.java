package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;

/** A prior of the weights, or of the biases, of a layer. One of your own is a {@link CustomWeightPrior}. */
public sealed interface WeightPrior
        permits NormalPrior, LaplacePrior, StudentTPrior, HierarchicalPrior, CustomWeightPrior {

    /**
     * Declares the weights of a layer as a parameter of the model, with this prior. Further parameters or generated
     * quantities are named {@code scaleName}, if draws should be judged by them, or {@code name} with an underscore and a
     * word after it, if they are as little identifiable as the weights.
     *
     * @param model
     *            the model
     * @param name
     *            name of the weights, such as {@code layer1.weight}
     * @param scaleName
     *            name of their scale, if it has a prior itself, such as {@code layer1.scale}
     * @param fanIn
     *            number of inputs of each unit
     * @param dims
     *            dimensions of the weights
     * @return what is declared: the weights, and where chains may start
     */
    Declared declare(ModelBuilder model, String name, String scaleName, int fanIn, int... dims);

    /** The standard normal prior, {@code normal} with scale 1. */
    static WeightPrior standardNormal() {
        return new NormalPrior(1, Scaling.NONE);
    }
}
