package ergodic.nn.layer;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import java.util.List;

/**
 * Gated recurrent unit (Cho et al. 2014), with the reset gate after the product and two biases, as cuDNN and PyTorch have
 * it: with the gates' rows in the order r, z, n,
 *
 * <pre>
 * r  = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
 * z  = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
 * n  = tanh(W_in x + b_in + r (W_hn h + b_hn))
 * h' = (1 - z) n + z h
 * </pre>
 *
 * @param units
 *            numbers in the state
 * @param allSteps
 *            whether the outputs of all steps are passed on, and not only that after a row's last step
 */
public record Gru(int units, boolean allSteps) implements RecurrentLayer {

    static final LayerType TYPE = LayerType.of("gru",
            keys -> new Gru(keys.whole("units"), keys.flag(ALL_STEPS.name())),
            LayerKey.whole("units", "numbers in the state"), ALL_STEPS);

    /** Checks the size. */
    public Gru {
        LayerParameter.requirePositive("the number of units of a recurrent layer", units);
    }

    /** With the output after a row's last step. */
    public Gru(int units) {
        this(units, false);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public RecurrentCell cell(int inputs, List<Tensor> parameters) {
        GateWeights w = GateWeights.of(parameters);
        int both = 2 * units;
        // The input's part of n is not multiplied by r, so in the joint product its weights are zeros.
        Tensor none = w.weightIh().tracer().constant(0).broadcastTo(Shape.of(units, inputs));
        Tensor ofInput = Tensor.concat(0, List.of(w.weightIh().slice(0, 0, both), none));
        Tensor joint = Tensor.concat(1, List.of(w.weightHh(), ofInput));
        Tensor bias = Tensor.concat(0, List.of(w.bias().slice(0, 0, both), w.biasHh().slice(0, both, units)));
        Tensor weightIn = w.weightIh().slice(0, both, units);
        Tensor biasIn = w.biasIh().slice(0, both, units);
        return new RecurrentCell() {
            @Override
            public List<Tensor> start() {
                return List.of(w.zeros(units));
            }

            @Override
            public List<Tensor> step(Tensor input, List<Tensor> state) {
                Tensor h = state.get(0);
                Tensor sums = GateWeights.join(h, input).affine(joint, bias);
                Tensor gates = sums.slice(0, 0, both).sigmoid();
                Tensor r = GateWeights.gate(gates, 0, units);
                Tensor z = GateWeights.gate(gates, 1, units);
                Tensor n = input.affine(weightIn, biasIn).plus(r.times(GateWeights.gate(sums, 2, units))).tanh();
                return List.of(n.plus(z.times(h.minus(n))));
            }
        };
    }
}
