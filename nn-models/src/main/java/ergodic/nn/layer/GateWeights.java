package ergodic.nn.layer;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import java.util.List;

/**
 * Weights of the gates of a recurrent layer. All gates' sums are one product of {@code [weight_hh, weight_ih]} with the state and
 * the input one above the other: the weights are put together once an evaluation, and a step has one large product
 * where there would be one for each gate and operand.
 */
record GateWeights(Tensor weightIh, Tensor weightHh, Tensor biasIh, Tensor biasHh) {

    static GateWeights of(List<Tensor> parameters) {
        return new GateWeights(parameters.get(0), parameters.get(1), parameters.get(2), parameters.get(3));
    }

    /** Weights of the state and the input joined. */
    Tensor joint() {
        return Tensor.concat(1, List.of(weightHh, weightIh));
    }

    /** Sum of both biases. */
    Tensor bias() {
        return biasIh.plus(biasHh);
    }

    /** A state and an input one above the other. */
    static Tensor join(Tensor state, Tensor input) {
        return Tensor.concat(0, List.of(state, input));
    }

    /** A vector of zeros. */
    Tensor zeros(int size) {
        return weightIh.tracer().constant(0).broadcastTo(Shape.of(size));
    }

    /** Part k of a value of parts with this many numbers each. */
    static Tensor gate(Tensor sums, int k, int units) {
        return sums.slice(0, k * units, units);
    }
}
