package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.ArrayList;
import java.util.List;

/** A layer that carries a state along a sequence. Names, shapes and equations are those of PyTorch's layers. */
public sealed interface RecurrentLayer extends Layer permits SimpleRnn, Gru, Lstm {

    /** Key: whether the outputs of all steps are passed on. */
    LayerKey ALL_STEPS = LayerKey.flag("all_steps",
            "whether the outputs of all steps are passed on, and not only that after a row's last step");

    /** Numbers in the state that is the layer's output. */
    int units();

    /** Whether the outputs of all steps are passed on, and not only that after a row's last step. */
    boolean allSteps();

    /** Sums of each unit. */
    int gates();

    /**
     * The layer with its parameters, one step of it.
     *
     * @param inputs
     *            features of a step
     * @param parameters
     *            weights of inputs and of the state, a bias for each
     */
    RecurrentCell cell(int inputs, List<Tensor> parameters);

    /**
     * The layer along a sequence, from a state of zeros.
     *
     * @param sequence
     *            [T, inputs], by row; at steps that are not there it may hold anything
     * @param padding
     *            which steps are there; a row's state stays as it was at those that are not
     * @param source
     *            declares the parameters
     */
    default Unrolled unroll(Tensor sequence, Padding padding, ParameterSource source) {
        if (sequence.shape().rank() != 2 || sequence.shape().dim(0) < 1) {
            throw new IllegalArgumentException("a recurrence needs a sequence [T, features] of at least one step, not "
                    + sequence.shape());
        }
        int inputs = sequence.shape().dim(1);
        List<Tensor> declared = new ArrayList<>();
        parameters(inputs).forEach(parameter -> declared.add(source.declare(parameter)));
        return Unrolled.of(cell(inputs, declared), sequence, padding);
    }

    @Override
    default RowShape output(RowShape input) {
        RowShape.Sequence sequence = sequence(input);
        return allSteps() ? new RowShape.Sequence(sequence.steps(), units(), sequence.padded())
                : new RowShape.Numbers(units());
    }

    private RowShape.Sequence sequence(RowShape input) {
        return switch (input) {
            case RowShape.Sequence sequence -> sequence;
            case RowShape.Symbols symbols ->
                throw new LayerShapeException(this, "sequences", input, "put an embedding between");
            case RowShape.Numbers numbers ->
                throw new LayerShapeException(this, "sequences", input, "say by data.shape how many steps there are");
            case RowShape.Image image ->
                throw new LayerShapeException(this, "sequences", input,
                        "give data.shape two numbers, steps and features");
        };
    }

    @Override
    default List<LayerParameter> parameters(RowShape input) {
        return parameters(sequence(input).features());
    }

    private List<LayerParameter> parameters(int inputs) {
        int rows = Math.multiplyExact(gates(), units());
        return List.of(LayerParameter.weight("weight_ih", inputs, rows, inputs),
                LayerParameter.weight("weight_hh", units(), rows, units()),
                LayerParameter.bias("bias_ih", inputs, rows), LayerParameter.bias("bias_hh", units(), rows));
    }

    @Override
    default RowTensor apply(RowTensor x, List<Tensor> parameters) {
        RecurrentCell cell = cell(sequence(x.shape()).features(), parameters);
        Unrolled unrolled = Unrolled.of(cell, x.value(), x.padding());
        return x.with(allSteps() ? unrolled.stacked() : unrolled.output(), output(x.shape()));
    }
}
