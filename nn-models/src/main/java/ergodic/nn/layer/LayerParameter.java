package ergodic.nn.layer;

import ergodic.autodiff.Shape;
import ergodic.nn.prior.WeightGroup;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.VariableRole;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a layer.
 *
 * @param name
 *            its name within the layer, such as {@code weight_ih}
 * @param scaleName
 *            name of a scale of all its elements, if its prior has one
 * @param role
 *            what it does, by which its prior is chosen: a weight multiplies inputs, and its sums grow with the fan-in; a bias is
 *            added; a gain scales one channel or feature, around 1
 * @param fanIn
 *            number of inputs of each unit that it feeds; 1 for what scales or shifts single units
 * @param startSd
 *            spread of its elements where a chain starts
 * @param shape
 *            its shape, global
 * @param inputAxis
 *            axis of the shape along which the inputs lie, 0 or 1, the units lying along the other; negative of what has no inputs
 * @param prior
 *            its own prior; null for that which the network has for its role
 */
public record LayerParameter(String name, String scaleName, VariableRole role, int fanIn, double startSd, Shape shape,
        int inputAxis, @Nullable WeightPrior prior) {

    /** Spread of starts of what scales or shifts single units. */
    private static final double NEAR = 0.1;

    /** Weights of units with so many inputs: {@code [units, inputs]}, and the places of a kernel behind them. */
    public static LayerParameter weight(String name, int fanIn, int... dims) {
        return of(name, VariableRole.WEIGHT, fanIn, ofFanIn(fanIn), dims.length > 1 ? 1 : -1, dims);
    }

    /** A vector for each of a number of inputs, such as symbols, of which one at a time is looked up: {@code [inputs, units]}. */
    public static LayerParameter table(String name, int... dims) {
        return of(name, VariableRole.WEIGHT, 1, ofFanIn(1), 0, dims);
    }

    /** Biases of units with so many inputs. */
    public static LayerParameter bias(String name, int fanIn, int... dims) {
        return of(name, VariableRole.BIAS, fanIn, ofFanIn(fanIn), -1, dims);
    }

    /** What is added to single channels or features. */
    public static LayerParameter shift(String name, int... dims) {
        return of(name, VariableRole.BIAS, 1, NEAR, -1, dims);
    }

    /** What single channels or features are multiplied by. */
    public static LayerParameter gain(String name, int... dims) {
        return of(name, VariableRole.GAIN, 1, NEAR, -1, dims);
    }

    private static LayerParameter of(String name, VariableRole role, int fanIn, double startSd, int inputAxis,
            int... dims) {
        String scale = name.equals("weight") ? "scale" : name + "_scale";
        return new LayerParameter(name, scale, role, fanIn, startSd, Shape.of(dims), inputAxis, null);
    }

    /** N(0, 1/fan-in) (LeCun et al. 1998): sums over a layer's inputs are neither saturated nor lost. */
    private static double ofFanIn(int fanIn) {
        return 1 / Math.sqrt(Math.max(1, fanIn));
    }

    /** The same under names with a word in front. */
    public LayerParameter within(String prefix) {
        return new LayerParameter(prefix + name, prefix + scaleName, role, fanIn, startSd, shape, inputAxis, prior);
    }

    /** The same with a prior of its own, unless it has one. */
    LayerParameter orPrior(@Nullable WeightPrior other) {
        return prior != null ? this
                : new LayerParameter(name, scaleName, role, fanIn, startSd, shape, inputAxis,
                        other);
    }

    /** What a prior may know of it. */
    public WeightGroup group() {
        return new WeightGroup(name, scaleName, role, role == VariableRole.GAIN ? 1 : 0, fanIn, startSd, shape,
                inputAxis);
    }

    /** Checks a size that must be at least 1; the message names the layer and what is counted. */
    static int requirePositive(String what, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + size);
        }
        return size;
    }
}
