package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import java.util.List;

/** A layer that carries a state along a sequence. Names, shapes and equations are those of PyTorch's layers. */
public sealed interface RecurrentLayer permits SimpleRnn, Gru, Lstm {

    /** Features of a step. */
    int inputs();

    /** Numbers in the state that is the layer's output. */
    int units();

    /** Its parameters: weights of inputs and of the state, a bias for each. */
    List<LayerParameter> parameters();

    /** The layer with its parameters, one step of it. */
    RecurrentCell cell(ParameterSource source);

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
        return Unrolled.of(cell(source), inputs(), sequence, padding);
    }

    /** The parameters of a layer with this many gates. */
    static List<LayerParameter> parameters(int gates, int inputs, int units) {
        int rows = gates * units;
        return List.of(LayerParameter.weight("weight_ih", inputs, rows, inputs),
                LayerParameter.weight("weight_hh", units, rows, units), LayerParameter.bias("bias_ih", inputs, rows),
                LayerParameter.bias("bias_hh", units, rows));
    }
}
