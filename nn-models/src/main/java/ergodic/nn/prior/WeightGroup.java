package ergodic.nn.prior;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.Distribution;
import ergodic.sampler.draws.VariableRole;
import java.util.Arrays;

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
 * @param inputAxis
 *            axis of the shape along which the inputs lie, the units lying along the other of the first two; negative where they have no inputs,
 *            as biases and gains
 */
public record WeightGroup(String name, String scaleName, VariableRole role, double centre, int fanIn, double startSd,
        Shape shape, int inputAxis) {

    /** Number of weights. */
    public int size() {
        return shape.size();
    }

    /** Declares the weights themselves as a parameter of real numbers. */
    public Tensor declare(ModelBuilder model) {
        return multiplying(model, name, role);
    }

    /** Declares a parameter of real numbers, one for each weight, in proportion to which the weights are: {@code <name>_raw}. */
    public Tensor declareRaw(ModelBuilder model) {
        return multiplying(model, name + "_raw", VariableRole.LATENT);
    }

    /** What is 0 where an input is not to be heard. */
    private Tensor multiplying(ModelBuilder model, String parameter, VariableRole as) {
        Tensor declared = model.parameter(parameter, as, Support.real(), shape.dims());
        if (inputAxis >= 0) {
            model.inputAxis(parameter, inputAxis);
        }
        return declared;
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
     * Declares scales of groups of weights, a parameter, with their prior. One scale of all of them is judged; scales of units, inputs or
     * single weights are as little identifiable as those are, since units permute.
     *
     * @param word
     *            what they are, such as {@code local}, which follows the name of the layer's scale; empty for that name itself
     * @param prior
     *            of each of them
     * @return the scales in a shape that broadcasts to the weights'
     */
    public Tensor declareScales(ModelBuilder model, String word, Grouping grouping, Distribution prior) {
        String full = word.isEmpty() ? scaleName : scaleName + "_" + word;
        int axis = axis(grouping);
        boolean each = isEach(grouping);
        int[] dims = each ? shape.dims() : axis < 0 ? new int[0] : new int[]{shape.dim(axis)};
        Tensor scales = model.parameter(full, dims.length == 0 ? VariableRole.SCALE : VariableRole.LATENT,
                Support.positive(), dims);
        model.prior(scales, prior);
        if (each || axis < 0) {
            return scales;
        }
        int[] broadcast = new int[shape.rank()];
        Arrays.fill(broadcast, 1);
        broadcast[axis] = shape.dim(axis);
        return scales.reshape(broadcast);
    }

    /** Sizes of a kernel over space or steps, along each axis: the axes behind those of units and inputs; none of weights that have no places. */
    public int[] places() {
        int[] dims = shape.dims();
        return inputAxis < 0 || dims.length < 3 ? new int[0] : Arrays.copyOfRange(dims, 2, dims.length);
    }

    /** Number of scales that {@link #declareScales} makes. */
    public int scales(Grouping grouping) {
        int axis = axis(grouping);
        return isEach(grouping) ? size() : axis < 0 ? 1 : shape.dim(axis);
    }

    /** Whether each weight has a scale of its own; biases and gains are units each. */
    private boolean isEach(Grouping grouping) {
        return grouping == Grouping.WEIGHT || grouping == Grouping.UNIT && shape.rank() < 2;
    }

    /** The axis along which scales differ; negative for one scale of all. */
    private int axis(Grouping grouping) {
        return switch (grouping) {
            case LAYER, WEIGHT -> -1;
            case INPUT -> inputAxis;
            case UNIT -> inputAxis == 0 ? 1 : 0;
        };
    }

    /**
     * Declares a parameter beside the weights, one number for each, that is as little identifiable as they are.
     *
     * @param word
     *            what it is, such as {@code local}
     */
    public Tensor declareBeside(ModelBuilder model, String word, Support support) {
        return model.parameter(name + "_" + word, VariableRole.LATENT, support, shape.dims());
    }

    /** Where the weights start, whatever their prior. */
    public Declared.Start start() {
        return new Declared.Start(size(), centre, startSd);
    }
}
