package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.List;

/**
 * Units that each see all inputs, {@code activation(weight x + bias)}; of a sequence the features of each step by
 * themselves.
 *
 * @param units
 *            number of units
 * @param activation
 *            applied to each sum
 */
public record Dense(int units, Activation activation) implements Layer {

    static final LayerType TYPE = LayerType.of("dense", keys -> new Dense(keys.whole("units"), keys.activation()),
            LayerKey.whole("units", "number of units"), LayerKey.activation());

    /** Checks the size. */
    public Dense {
        LayerParameter.requirePositive("the number of units of a dense layer", units);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        return switch (input) {
            case RowShape.Numbers numbers -> new RowShape.Numbers(units);
            case RowShape.Sequence(int steps, int features, boolean padded) ->
                new RowShape.Sequence(steps, units, padded);
            case RowShape.Image image -> throw refused(input, "put a flatten between");
            case RowShape.Symbols symbols -> throw refused(input, "put an embedding between");
        };
    }

    private LayerShapeException refused(RowShape input, String remedy) {
        return new LayerShapeException(this, "rows of numbers", input, remedy);
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        output(input);
        int[] dims = input.dims();
        int inputs = dims[dims.length - 1];
        return List.of(LayerParameter.weight("weight", inputs, units, inputs),
                LayerParameter.bias("bias", inputs, units));
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        Tensor weight = parameters.get(0);
        Tensor bias = parameters.get(1);
        Tensor sums = x.shape() instanceof RowShape.Numbers ? x.value().affine(weight, bias)
                : x.value().matMul(weight.transpose()).plus(bias);
        return x.with(activation.apply(sums), output(x.shape()));
    }
}
