package ergodic.nn.layer;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import java.util.List;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016): the features of a row are brought to mean 0 and variance 1, each then scaled
 * and shifted,
 *
 * <pre>
 * y = gain (x - mean) / sqrt(variance + epsilon) + bias
 * </pre>
 *
 * with the variance's divisor the number of features, over the last dimension: of a sequence [T, features] each step by
 * itself.
 *
 * @param features
 *            length of the last dimension
 * @param epsilon
 *            added to the variance; 1e-5 in PyTorch
 */
public record LayerNorm(int features, double epsilon) {

    /** Checks the numbers. */
    public LayerNorm {
        LayerParameter.requirePositive("the number of features of a layer normalisation", features);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon of a layer normalisation must be positive, not " + epsilon);
        }
    }

    /** With PyTorch's epsilon. */
    public static LayerNorm of(int features) {
        return new LayerNorm(features, 1e-5);
    }

    /** Gain and bias. */
    public List<LayerParameter> parameters() {
        return List.of(LayerParameter.gain("weight", features), LayerParameter.bias("bias", 1, features));
    }

    /**
     * The layer at a value.
     *
     * @param x
     *            [..., features]
     * @param source
     *            declares the parameters
     */
    public Tensor apply(Tensor x, ParameterSource source) {
        Shape shape = x.shape();
        if (shape.rank() < 1 || shape.dim(shape.rank() - 1) != features) {
            throw new IllegalArgumentException(
                    "a layer normalisation of " + features + " features cannot take " + shape);
        }
        List<LayerParameter> parameters = parameters();
        Tensor gain = source.declare(parameters.get(0));
        Tensor bias = source.declare(parameters.get(1));
        Tensor centred = x.minus(kept(x.mean(-1)));
        Tensor variance = centred.square().mean(-1);
        Tensor scale = kept(variance.plus(epsilon).sqrt().reciprocal());
        return centred.times(scale).times(gain).plus(bias);
    }

    /** A value from which the last dimension was taken, with that dimension as 1. */
    private static Tensor kept(Tensor x) {
        int[] dims = java.util.Arrays.copyOf(x.shape().dims(), x.shape().rank() + 1);
        dims[dims.length - 1] = 1;
        return x.reshape(dims);
    }
}
