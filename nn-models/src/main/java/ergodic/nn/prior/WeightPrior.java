package ergodic.nn.prior;

import ergodic.model.ModelBuilder;

/** A prior of the weights, or of the biases, of a layer. One of your own is a {@link CustomWeightPrior}. */
public sealed interface WeightPrior
        permits NormalPrior, LaplacePrior, StudentTPrior, HierarchicalPrior, SpikeSlabPrior, NormalMixturePrior,
        HorseshoePrior, RegularisedHorseshoePrior, CorrelatedPrior, CustomWeightPrior {

    /**
     * Declares the weights of a layer in a model, with this prior: by the methods of the group, which give everything its name
     * and its role.
     *
     * @return what is declared: the weights, and where chains may start
     */
    Declared declare(ModelBuilder model, WeightGroup group);

    /**
     * Whether the weights are parameters themselves, and a multiple of them has the same prior with that multiple of its scale: so of priors
     * about 0 whose scale is a known number.
     */
    default boolean isScaleFamily() {
        return false;
    }

    /** In a few words, such as {@code normal 1.5/sqrt(fan-in)}: family and scale. */
    default String words() {
        return toString();
    }

    /** The standard normal prior, {@code normal} with scale 1. */
    static WeightPrior standardNormal() {
        return new NormalPrior(1, Scaling.NONE);
    }
}
