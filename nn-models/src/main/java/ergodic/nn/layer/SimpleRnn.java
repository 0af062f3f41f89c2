package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.Activation;
import java.util.List;

/**
 * The simple recurrence {@code h' = activation(weight_ih x + bias_ih + weight_hh h + bias_hh)} (Elman 1990).
 *
 * @param inputs
 *            features of a step
 * @param units
 *            numbers in the state
 * @param activation
 *            applied to the sums; PyTorch has tanh and the rectifier
 */
public record SimpleRnn(int inputs, int units, Activation activation) implements RecurrentLayer {

    /** Checks the sizes. */
    public SimpleRnn {
        LayerParameter.requirePositive("the number of features of a recurrent layer", inputs);
        LayerParameter.requirePositive("the number of units of a recurrent layer", units);
    }

    @Override
    public List<LayerParameter> parameters() {
        return RecurrentLayer.parameters(1, inputs, units);
    }

    @Override
    public RecurrentCell cell(ParameterSource source) {
        GateWeights weights = GateWeights.declare(parameters(), source);
        Tensor joint = weights.joint();
        Tensor bias = weights.bias();
        return new RecurrentCell() {
            @Override
            public List<Tensor> start() {
                return List.of(weights.zeros(units));
            }

            @Override
            public List<Tensor> step(Tensor input, List<Tensor> state) {
                return List.of(activation.apply(GateWeights.join(state.get(0), input).affine(joint, bias)));
            }
        };
    }
}
