package ergodic.benchmarks.autodiff;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.nn.layer.Gru;
import ergodic.nn.layer.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Recurrent networks. */
final class SequenceNetworks {

    private SequenceNetworks() {}

    /**
     * A GRU of 32 units over 60 steps of one feature, then 6 classes: 3558 parameters. Its parameters are those of PyTorch's
     * layer, in that order (weight_ih, weight_hh, bias_ih, bias_hh), before the weights and bias of the classes.
     */
    static Network gru() {
        Tracer t = new Tracer();
        List<Tensor> parameters = new ArrayList<>();
        Tensor state = new Gru(32).unroll(t.rowInput("x", 60, 1), Padding.none(), parameter -> {
            Tensor tensor = t.parameter(parameter.name(), parameter.shape().dims());
            parameters.add(tensor);
            return tensor;
        }).output();
        Tensor weights = t.parameter("weights", 6, 32);
        Tensor bias = t.parameter("bias", 6);
        parameters.add(weights);
        parameters.add(bias);
        Tensor prior = t.constant(0);
        for (Tensor parameter : parameters) {
            prior = prior.minus(parameter.square().sum().times(0.5));
        }
        Tensor likelihood = state.affine(weights, bias).logSoftmax(0).gather(t.rowInput("y"));
        return Network.of("gru", "GRU, 32 units, 60 steps, 300 rows, 6 classes", 300,
                DenseNetworks.posterior(t, prior, likelihood), Map.of("y", Network.Column.classes(6)), 0.3);
    }
}
