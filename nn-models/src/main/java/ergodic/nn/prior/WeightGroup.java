package ergodic.nn.prior;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.sampler.draws.VariableRole;

/**
 * The weights, biases or gains of a layer, to be declared in a model with a prior: what a prior may know of them, and the names
 * and roles of what it declares.
 *
 * @param name
 *            such as {@code layer1.weight}
 * @param scaleName
 *            name of a scale of all of them that is a parameter itself, such as {@code layer1.scale}
 * @param role
 *            weight, bias or gain
 * @param centre
 *            where their prior should be centred: 0, or 1 for gains
 * @param fanIn
 *            number of inputs of each unit that they feed
 * @param startSd
 *            spread of the weights where a chain starts
 * @param shape
 *            their shape
 */
public record WeightGroup(String name, String scaleName, VariableRole role, double centre, int fanIn, double startSd,
        Shape shape) {

    /** Number of weights. */
    public int size() {
        return shape.size();
    }

    /** Declares the weights themselves as a parameter of real numbers. */
    public Tensor declare(ModelBuilder model) {
        return model.parameter(name, role, Support.real(), shape.dims());
    }

    /** Makes the weights a quantity that is computed from others, stored under their name. */
    public Tensor compute(ModelBuilder model, Tensor weights) {
        model.generated(name, role, weights);
        return weights;
    }

    /** Declares one scale of all weights, a parameter by which draws are judged. */
    public Tensor declareScale(ModelBuilder model) {
        return model.parameter(scaleName, VariableRole.SCALE, Support.positive());
    }

    /**
     * Declares a parameter beside the weights, one number for each, that is as little identifiable as they are.
     *
     * @param word
     *            what it is, such as {@code raw}
     */
    public Tensor declareBeside(ModelBuilder model, String word, Support support) {
        return model.parameter(name + "_" + word, VariableRole.LATENT, support, shape.dims());
    }

    /** Where the weights start, whatever their prior. */
    public Declared.Start start() {
        return new Declared.Start(size(), centre, startSd);
    }
}
