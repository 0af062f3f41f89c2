package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import java.util.List;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000); with the
 * gates' rows in the order i, f, g, o,
 *
 * <pre>
 * i, f, o = sigmoid(W_i. x + b_i. + W_h. h + b_h.)
 * g  = tanh(W_ig x + b_ig + W_hg h + b_hg)
 * c' = f c + i g
 * h' = o tanh(c')
 * </pre>
 *
 * @param units
 *            numbers in the state
 * @param allSteps
 *            whether the outputs of all steps are passed on, and not only that after a row's last step
 */
public record Lstm(int units, boolean allSteps) implements RecurrentLayer {

    static final LayerType TYPE = LayerType.of("lstm",
            keys -> new Lstm(keys.whole("units"), keys.flag(ALL_STEPS.name())),
            LayerKey.whole("units", "numbers in the state"), ALL_STEPS);

    /** Checks the size. */
    public Lstm {
        LayerParameter.requirePositive("the number of units of a recurrent layer", units);
    }

    /** With the output after a row's last step. */
    public Lstm(int units) {
        this(units, false);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public int gates() {
        return 4;
    }

    /** The cell; its state is (h, c). */
    @Override
    public RecurrentCell cell(int inputs, List<Tensor> parameters) {
        GateWeights weights = GateWeights.of(parameters);
        Tensor joint = weights.joint();
        Tensor bias = weights.bias();
        return new RecurrentCell() {
            @Override
            public List<Tensor> start() {
                return List.of(weights.zeros(units), weights.zeros(units));
            }

            @Override
            public List<Tensor> step(Tensor input, List<Tensor> state) {
                Tensor sums = GateWeights.join(state.get(0), input).affine(joint, bias);
                Tensor gates = sums.slice(0, 0, 2 * units).sigmoid();
                Tensor g = GateWeights.gate(sums, 2, units).tanh();
                Tensor o = GateWeights.gate(sums, 3, units).sigmoid();
                Tensor c = GateWeights.gate(gates, 1, units).times(state.get(1))
                        .plus(GateWeights.gate(gates, 0, units).times(g));
                return List.of(o.times(c.tanh()), c);
            }
        };
    }
}
