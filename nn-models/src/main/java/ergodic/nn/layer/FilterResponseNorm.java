package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import java.util.List;

/**
 * Filter response normalisation with a thresholded linear unit (Singh and Krishnan 2020): each channel of a row
 * is divided by the root mean square of its own places, so neither other rows nor other channels matter,
 *
 * <pre>
 * nu2 = mean of x^2 over the channel's places
 * y   = gain x / sqrt(nu2 + |epsilon|) + bias
 * out = max(y, threshold)
 * </pre>
 *
 * with a gain, a bias and a threshold learned for each channel. It stands in for batch normalisation where rows must stay
 * independent, as in the posteriors of Izmailov et al. (2021). Of channels with one place only, x / |x| would be a
 * sign, so there the paper learns epsilon too, as {@code 1e-6 + |epsilon|}; set {@code learnsEpsilon} then.
 *
 * @param channels
 *            length of the first dimension
 * @param epsilon
 *            added to the mean square; 1e-6 in the paper
 * @param learnsEpsilon
 *            whether a learned {@code |epsilon|} of each channel is added to that
 */
public record FilterResponseNorm(int channels, double epsilon, boolean learnsEpsilon) {

    /** Checks the numbers. */
    public FilterResponseNorm {
        LayerParameter.requirePositive("the number of channels of a filter response normalisation", channels);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "epsilon of a filter response normalisation must be positive, not " + epsilon);
        }
    }

    /** With the paper's epsilon, not learned. */
    public static FilterResponseNorm of(int channels) {
        return new FilterResponseNorm(channels, 1e-6, false);
    }

    /** Gain, bias, threshold, and epsilon if it is learned. */
    public List<LayerParameter> parameters() {
        LayerParameter gain = LayerParameter.gain("weight", channels);
        LayerParameter bias = LayerParameter.bias("bias", 1, channels);
        LayerParameter threshold = LayerParameter.bias("threshold", 1, channels);
        return learnsEpsilon ? List.of(gain, bias, threshold, LayerParameter.bias("epsilon", 1, channels))
                : List.of(gain, bias, threshold);
    }

    /**
     * The layer at a value.
     *
     * @param x
     *            [channels, places...], such as [channels, height, width]
     * @param source
     *            declares the parameters
     */
    public Tensor apply(Tensor x, ParameterSource source) {
        int[] dims = x.shape().dims();
        if (dims.length < 1 || dims[0] != channels || x.shape().size() == 0) {
            throw new IllegalArgumentException(
                    "a filter response normalisation of " + channels + " channels cannot take " + x.shape());
        }
        List<Tensor> declared = parameters().stream().map(source::declare).map(p -> p.reshape(channels, 1)).toList();
        Tensor places = x.reshape(channels, x.shape().size() / channels);
        Tensor meanSquare = places.square().mean(1).reshape(channels, 1).plus(epsilon);
        Tensor scale = learnsEpsilon ? meanSquare.plus(declared.get(3).abs()) : meanSquare;
        Tensor normalised = places.times(scale.sqrt().reciprocal());
        return normalised.times(declared.get(0)).plus(declared.get(1)).max(declared.get(2)).reshape(dims);
    }
}
