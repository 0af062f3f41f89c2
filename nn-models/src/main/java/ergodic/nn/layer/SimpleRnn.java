package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import java.util.List;

/**
 * The simple recurrence {@code h' = activation(weight_ih x + bias_ih + weight_hh h + bias_hh)} (Elman 1990).
 *
 * @param units
 *            numbers in the state
 * @param activation
 *            applied to the sums; PyTorch has tanh and the rectifier
 * @param allSteps
 *            whether the outputs of all steps are passed on, and not only that after a row's last step
 */
public record SimpleRnn(int units, Activation activation, boolean allSteps) implements RecurrentLayer {

    static final LayerType TYPE = LayerType.of("rnn",
            keys -> new SimpleRnn(keys.whole("units"), keys.activation(), keys.flag(ALL_STEPS.name())),
            LayerKey.whole("units", "numbers in the state"), LayerKey.activation(Activation.TANH), ALL_STEPS);

    /** Checks the size. */
    public SimpleRnn {
        LayerParameter.requirePositive("the number of units of a recurrent layer", units);
    }

    /** With the output after a row's last step. */
    public SimpleRnn(int units, Activation activation) {
        this(units, activation, false);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public RecurrentCell cell(int inputs, List<Tensor> parameters) {
        GateWeights weights = GateWeights.of(parameters);
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
