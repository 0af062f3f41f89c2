package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
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
 * @param epsilon
 *            added to the variance; 1e-5 in PyTorch
 */
public record LayerNorm(double epsilon) implements Layer {

    /** PyTorch's. */
    private static final double EPSILON = 1e-5;

    static final LayerType TYPE = LayerType.of("layer_norm", keys -> new LayerNorm(keys.number("epsilon")),
            LayerKey.number("epsilon", EPSILON, "added to the variance"));

    /** Checks the number. */
    public LayerNorm {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon of a layer normalisation must be positive, not " + epsilon);
        }
    }

    /** With PyTorch's epsilon. */
    public LayerNorm() {
        this(EPSILON);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        return switch (input) {
            case RowShape.Numbers numbers -> input;
            case RowShape.Sequence sequence -> input;
            case RowShape.Image image -> throw refused(input, "use filter_response_norm");
            case RowShape.Symbols symbols -> throw refused(input, "put an embedding between");
        };
    }

    private LayerShapeException refused(RowShape input, String remedy) {
        return new LayerShapeException(this, "rows of numbers or sequences", input, remedy);
    }

    /** Gain and bias. */
    @Override
    public List<LayerParameter> parameters(RowShape input) {
        int[] dims = output(input).dims();
        int features = dims[dims.length - 1];
        return List.of(LayerParameter.gain("weight", features), LayerParameter.shift("bias", features));
    }

    @Override
    public RowTensor apply(RowTensor row, List<Tensor> parameters) {
        Tensor x = row.value();
        Tensor centred = x.minus(kept(x.mean(-1)));
        Tensor variance = centred.square().mean(-1);
        Tensor scale = kept(variance.plus(epsilon).sqrt().reciprocal());
        return row.with(centred.times(scale).times(parameters.get(0)).plus(parameters.get(1)), output(row.shape()));
    }

    /** A value from which the last dimension was taken, with that dimension as 1. */
    private static Tensor kept(Tensor x) {
        int[] dims = java.util.Arrays.copyOf(x.shape().dims(), x.shape().rank() + 1);
        dims[dims.length - 1] = 1;
        return x.reshape(dims);
    }
}
