package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.List;

/**
 * The last layer of a network, which is added by itself: the outputs that the likelihood wants, dense and without activation.
 *
 * @param outputs
 *            number of outputs
 */
public record OutputLayer(int outputs) implements Layer {

    @Override
    public String type() {
        return "output";
    }

    private Dense dense() {
        return new Dense(outputs, Activation.IDENTITY);
    }

    @Override
    public RowShape output(RowShape input) {
        return switch (input) {
            case RowShape.Numbers numbers -> new RowShape.Numbers(outputs);
            case RowShape.Image image -> throw refused(input, "put a flatten between");
            case RowShape.Sequence sequence ->
                throw refused(input, "put a recurrent layer" + (sequence.padded() ? "" : " or a flatten") + " between");
            case RowShape.Symbols symbols -> throw refused(input, "put an embedding and a recurrent layer between");
        };
    }

    private LayerShapeException refused(RowShape input, String remedy) {
        return new LayerShapeException(this, "rows of numbers", input, remedy);
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        output(input);
        return dense().parameters(input);
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        return dense().apply(x, parameters);
    }
}
