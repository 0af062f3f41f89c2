package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.List;

/**
 * An activation by itself, such as after a normalisation.
 *
 * @param function
 *            applied to each number
 */
public record ActivationLayer(Activation function) implements Layer {

    static final LayerType TYPE = LayerType.of("activation",
            keys -> new ActivationLayer(Activation.of(keys.word("function"))),
            LayerKey.choice("function", null, Activation.KEYS, "what is applied to each number"));

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        if (input instanceof RowShape.Symbols) {
            throw new LayerShapeException(this, "numbers", input, "put an embedding between");
        }
        return input;
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        return List.of();
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        return x.with(function.apply(x.value()), output(x.shape()));
    }
}
