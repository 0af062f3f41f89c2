package ergodic.nn.layer;

import ergodic.autodiff.Program;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.Window;
import ergodic.nn.data.RowShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The programs of the reference cases: each layer at its inputs, with a loss that weighs the elements of its output. */
final class LayerPrograms {

    private static final Window.Axis SAME = Window.Axis.of(3).withPadding(1);

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
            case "rnn_tanh" -> last(new SimpleRnn(4, Activation.TANH), inputs, source);
            case "rnn_relu" -> last(new SimpleRnn(4, Activation.RELU), inputs, source);
            case "gru" -> last(new Gru(4), inputs, source);
            case "lstm" -> last(new Lstm(4), inputs, source);
            case "layer_norm" -> whole(x, source, new LayerNorm());
            case "filter_response_norm" -> whole(x, source, new FilterResponseNorm());
            case "embedding" -> new Embedding(3)
                    .apply(RowTensor.of(x, new RowShape.Symbols(x.shape().dim(0), 7, false)), source).value();
            case "attention" -> attention(new MultiHeadAttention(2, false), inputs, source);
            case "conv2d_max" -> whole(x, source,
                    new Convolution(4, List.of(new Window.Axis(3, 2, 1, 1), new Window.Axis(2, 1, 0, 2)), 2,
                            Activation.TANH),
                    Pooling.image(Pooling.Kind.MAX, 2, 2));
            case "conv1d_average" -> whole(x.transpose(), source,
                    Convolution.sequence(2, Window.Axis.of(3).withPadding(1), Activation.TANH),
                    Pooling.sequence(Pooling.Kind.AVERAGE, 2)).transpose();
            case "text_branches" ->
                new Parallel(IntStream.of(3, 4, 5).mapToObj(LayerPrograms::largestOverText).toList())
                        .apply(new RowTensor(x, new RowShape.Sequence(5, 3, true),
                                Padding.lengths(Objects.requireNonNull(inputs.get("lengths")))), source)
                        .value();
            case "image_branches" -> whole(x, source,
                    Parallel.of(Convolution.image(3, new Window(SAME, SAME), Activation.TANH),
                            Convolution.image(2, Window.of(1, 1), Activation.TANH)),
                    new GlobalMaxPooling());
            default -> throw new IllegalArgumentException("no layer for the case " + name);
        };
    }

    private static Layer largestOverText(int words) {
        return new LayerStack(List.of(
                Convolution.sequence(2, Window.Axis.of(words).withPadding(words - 1), Activation.TANH),
                new GlobalMaxPooling()));
    }

    /** Layers one after another at a row, image or sequence by its dimensions. */
    private static Tensor whole(Tensor x, ParameterSource source, Layer... layers) {
        RowTensor row = RowTensor.of(x, shape(x));
        for (Layer layer : layers) {
            row = layer.apply(row, source);
        }
        return row.value();
    }

    static RowShape shape(Tensor x) {
        int[] dims = x.shape().dims();
        return switch (dims.length) {
            case 1 -> new RowShape.Numbers(dims[0]);
            case 2 -> new RowShape.Sequence(dims[0], dims[1]);
            default -> new RowShape.Image(dims[0], dims[1], dims[2]);
        };
    }

    private static Tensor attention(MultiHeadAttention layer, Map<String, Tensor> inputs, ParameterSource source) {
        Tensor x = Objects.requireNonNull(inputs.get("x"));
        List<Tensor> parameters = layer.parameters(shape(x)).stream().map(source::declare).toList();
        return layer.attend(x, inputs.get("mask"), parameters);
    }

    private static Tensor last(RecurrentLayer layer, Map<String, Tensor> inputs, ParameterSource source) {
        Padding padding = Padding.lengths(Objects.requireNonNull(inputs.get("lengths")));
        List<Tensor> last = layer.unroll(Objects.requireNonNull(inputs.get("x")), padding, source).last();
        return last.size() == 1 ? last.get(0) : Tensor.concat(0, last);
    }
}
