package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.List;

/** An image or a sequence as a list of its numbers, row-major. */
public record Flatten() implements Layer {

    static final LayerType TYPE = LayerType.of("flatten", keys -> new Flatten());

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        if (input instanceof RowShape.Symbols) {
            throw new LayerShapeException(this, "numbers", input, "put an embedding between");
        }
        if (input.padded()) {
            throw new LayerShapeException(this, "sequences of one length", input,
                    "use a recurrent layer, which ends with each row's last step");
        }
        return new RowShape.Numbers(input.size());
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        return List.of();
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        RowShape shape = output(x.shape());
        return x.with(x.value().reshape(shape.dims()), shape);
    }
}
