package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
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
 * @param epsilon
 *            added to the mean square; 1e-6 in the paper
 * @param learnsEpsilon
 *            whether a learned {@code |epsilon|} of each channel is added to that
 */
public record FilterResponseNorm(double epsilon, boolean learnsEpsilon) implements Layer {

    /** The paper's. */
    private static final double EPSILON = 1e-6;

    static final LayerType TYPE = LayerType.of("filter_response_norm",
            keys -> new FilterResponseNorm(keys.number("epsilon"), keys.flag("learns_epsilon")),
            LayerKey.number("epsilon", EPSILON, "added to the mean square"),
            LayerKey.flag("learns_epsilon", "whether a learned number is added to that"));

    /** Checks the number. */
    public FilterResponseNorm {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "epsilon of a filter response normalisation must be positive, not " + epsilon);
        }
    }

    /** With the paper's epsilon, not learned. */
    public FilterResponseNorm() {
        this(EPSILON, false);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        if (input instanceof RowShape.Symbols) {
            throw new LayerShapeException(this, "images or sequences", input, "put an embedding between");
        }
        if (input.padded()) {
            throw new LayerShapeException(this, "sequences of one length", input, "use layer_norm");
        }
        if (!learnsEpsilon && input.size() == channels(input)) {
            throw new LayerShapeException(this, "several places of each channel, of which it takes the mean", input,
                    "set learns_epsilon = true, or use layer_norm");
        }
        return input;
    }

    private static int channels(RowShape input) {
        return switch (input) {
            case RowShape.Sequence sequence -> sequence.features();
            default -> input.dims()[0];
        };
    }

    /** Gain, bias, threshold, and epsilon if it is learned. */
    @Override
    public List<LayerParameter> parameters(RowShape input) {
        int channels = channels(output(input));
        LayerParameter gain = LayerParameter.gain("weight", channels);
        LayerParameter bias = LayerParameter.shift("bias", channels);
        LayerParameter threshold = LayerParameter.shift("threshold", channels);
        return learnsEpsilon ? List.of(gain, bias, threshold, LayerParameter.shift("epsilon", channels))
                : List.of(gain, bias, threshold);
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        output(x.shape());
        boolean sequence = x.shape() instanceof RowShape.Sequence;
        Tensor value = sequence ? x.value().transpose() : x.value();
        Tensor normalised = apply(value, channels(x.shape()), parameters);
        return x.with(sequence ? normalised.transpose() : normalised, x.shape());
    }

    /** Of channels, one after another. */
    private Tensor apply(Tensor x, int channels, List<Tensor> parameters) {
        int[] dims = x.shape().dims();
        List<Tensor> declared = parameters.stream().map(p -> p.reshape(channels, 1)).toList();
        Tensor places = x.reshape(channels, x.shape().size() / channels);
        Tensor meanSquare = places.square().mean(1).reshape(channels, 1).plus(epsilon);
        Tensor scale = learnsEpsilon ? meanSquare.plus(declared.get(3).abs()) : meanSquare;
        Tensor factor = scale.sqrt().reciprocal().times(declared.get(0));
        return places.times(factor).plus(declared.get(1)).max(declared.get(2)).reshape(dims);
    }
}
