package ergodic.nn.layer;

import ergodic.autodiff.Program;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.Window;
import ergodic.nn.Activation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The programs of the reference cases: each layer at its inputs, with a loss that weighs the elements of its output. */
final class LayerPrograms {

    private LayerPrograms() {}

    static Program of(LayerReference reference) {
        Tracer tracer = new Tracer();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        reference.inputs().forEach((name, part) -> inputs.put(name, tracer.rowInput(name, part.dims())));
        ParameterSource source = parameter -> tracer.parameter(parameter.name(), parameter.shape().dims());
        Tensor y = layer(reference.name(), inputs, source);
        tracer.output("y", y);
        tracer.output("loss", loss(y));
        return tracer.build();
    }

    /** Sum over rows and elements with the weights of the script. */
    static Tensor loss(Tensor y) {
        double[] weights = new double[y.shape().size()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = Math.cos(1.3 * k + 0.2);
        }
        return y.times(y.tracer().constant(weights, y.shape().dims())).sum().sumRows();
    }

    private static Tensor layer(String name, Map<String, Tensor> inputs, ParameterSource source) {
        Tensor x = Objects.requireNonNull(inputs.get("x"));
        return switch (name) {
            case "rnn_tanh" -> last(new SimpleRnn(3, 4, Activation.TANH), inputs, source);
            case "rnn_relu" -> last(new SimpleRnn(3, 4, Activation.RELU), inputs, source);
            case "gru" -> last(new Gru(3, 4), inputs, source);
            case "lstm" -> last(new Lstm(3, 4), inputs, source);
            case "layer_norm" -> LayerNorm.of(5).apply(x, source);
            case "filter_response_norm" -> FilterResponseNorm.of(2).apply(x, source);
            case "embedding" -> new Embedding(7, 3).apply(x, source);
            case "attention" -> new MultiHeadAttention(6, 2).apply(x, inputs.get("mask"), source);
            case "conv2d_max" -> Pooling.image(Pooling.Kind.MAX, 2, 2)
                    .apply(new Convolution(2, 4,
                            new Window(new Window.Axis(3, 2, 1, 1), new Window.Axis(2, 1, 0, 2)), 2, false)
                            .apply(x, source).tanh());
            case "conv1d_average" -> Pooling.sequence(Pooling.Kind.AVERAGE, 2)
                    .apply(Convolution.sequence(3, 2, Window.Axis.of(3).withPadding(1)).apply(x, source).tanh());
            default -> throw new IllegalArgumentException("no layer for the case " + name);
        };
    }

    private static Tensor last(RecurrentLayer layer, Map<String, Tensor> inputs, ParameterSource source) {
        Padding padding = Padding.lengths(Objects.requireNonNull(inputs.get("lengths")));
        List<Tensor> last = layer.unroll(Objects.requireNonNull(inputs.get("x")), padding, source).last();
        return last.size() == 1 ? last.get(0) : Tensor.concat(0, last);
    }
}
