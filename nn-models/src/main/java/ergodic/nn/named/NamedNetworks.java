package ergodic.nn.named;

import ergodic.autodiff.Window;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.Convolution;
import ergodic.nn.layer.Dense;
import ergodic.nn.layer.Embedding;
import ergodic.nn.layer.Flatten;
import ergodic.nn.layer.GlobalAveragePooling;
import ergodic.nn.layer.GlobalMaxPooling;
import ergodic.nn.layer.Gru;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerNorm;
import ergodic.nn.layer.LayerStack;
import ergodic.nn.layer.Lstm;
import ergodic.nn.layer.MultiHeadAttention;
import ergodic.nn.layer.Parallel;
import ergodic.nn.layer.Pooling;
import ergodic.nn.layer.PositionalEncoding;
import ergodic.nn.layer.Residual;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The networks that a configuration can name, {@code network.name}: a line each. */
public final class NamedNetworks {

    private static final int UNITS = 16;
    private static final int VECTOR = 32;
    /** Scales of priors: functions that saturate lose size in each layer, */
    private static final double WIDE = 1.5;
    /** and sums of residual blocks and the largest of many words gain it. */
    private static final double UNIT = 1;

    /** All of them. */
    public static final List<NamedNetwork> ALL = List.of(
            new NamedNetwork("lenet", "images of about 28 x 28",
                    "LeNet-5 (LeCun et al. 1998) with average pooling and tanh: 61,706 weights over 28 x 28 and 10 classes",
                    WIDE, lenet()),
            new NamedNetwork("resnet20-frn", "images of 28 x 28 or 32 x 32",
                    "ResNet-20 (He et al. 2016) with filter response normalisation and swish", UNIT,
                    ResidualNetworks.of(3)),
            new NamedNetwork("gru", "sequences", "a gated recurrent unit of 16 units, its last state (Cho et al. 2014)",
                    WIDE,
                    List.of(new Gru(UNITS))),
            new NamedNetwork("lstm", "sequences",
                    "a long short-term memory of 16 units, its last state (Hochreiter and Schmidhuber 1997)",
                    WIDE, List.of(new Lstm(UNITS))),
            new NamedNetwork("cnn-text", "texts, symbols",
                    "vectors of 32 numbers for words, 16 filters each over 3, 4 and 5 words, the largest of each over the text"
                            + " (Kim 2014; without dropout, which is no part of a likelihood)",
                    UNIT, cnnText()),
            new NamedNetwork("transformer-small", "texts, symbols",
                    "vectors of 32 numbers for words, one block of attention with two heads (Vaswani et al. 2017, normalised"
                            + " first), the mean over the text",
                    WIDE, transformer()));

    private NamedNetworks() {}

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(NamedNetwork::name).toList();
    }

    /** The network of this name. */
    public static Optional<NamedNetwork> named(String name) {
        return ALL.stream().filter(network -> network.name().equals(name)).findFirst();
    }

    private static List<Layer> lenet() {
        Window.Axis five = Window.Axis.of(5);
        Window.Axis same = five.withPadding(2);
        return List.of(Convolution.image(6, new Window(same, same), Activation.TANH),
                Pooling.image(Pooling.Kind.AVERAGE, 2, 2),
                Convolution.image(16, new Window(five, five), Activation.TANH),
                Pooling.image(Pooling.Kind.AVERAGE, 2, 2), new Flatten(), new Dense(120, Activation.TANH),
                new Dense(84, Activation.TANH));
    }

    private static List<Layer> cnnText() {
        return List.of(new Embedding(VECTOR),
                new Parallel(IntStream.of(3, 4, 5).mapToObj(NamedNetworks::largestOverText).toList()));
    }

    /** Windows begin before the first word and end behind the last, as in Kim's code, so that the shortest text has some. */
    private static Layer largestOverText(int words) {
        return new LayerStack(List.of(
                Convolution.sequence(UNITS, Window.Axis.of(words).withPadding(words - 1), Activation.RELU),
                new GlobalMaxPooling()));
    }

    private static List<Layer> transformer() {
        return List.of(new Embedding(VECTOR), new PositionalEncoding(false),
                new Residual(new LayerStack(List.of(new LayerNorm(), new MultiHeadAttention(2, false))),
                        new LayerStack(List.of()), Activation.IDENTITY),
                new Residual(new LayerStack(List.of(new LayerNorm(), new Dense(2 * VECTOR, Activation.GELU),
                        new Dense(VECTOR, Activation.IDENTITY))), new LayerStack(List.of()), Activation.IDENTITY),
                new LayerNorm(), new GlobalAveragePooling());
    }
}
