package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.Window;
import ergodic.nn.data.RowShape;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.VariableRole;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What layers give, and what they say when something else comes in. */
class LayerShapeTest {

    static final RowShape NUMBERS = new RowShape.Numbers(6);
    static final RowShape IMAGE = new RowShape.Image(2, 8, 6);
    static final RowShape SEQUENCE = new RowShape.Sequence(5, 4);
    static final RowShape PADDED = new RowShape.Sequence(5, 4, true);
    static final RowShape SYMBOLS = new RowShape.Symbols(5, 9, false);

    private static final Window.Axis THREE = Window.Axis.of(3);
    private static final Convolution CONVOLUTION = Convolution.sequence(6, THREE, Activation.TANH);

    record Given(RowShape input, Layer layer, RowShape output) {}

    record Refused(RowShape input, List<Layer> layers, String message) {}

    static Stream<Given> given() {
        return Stream.of(new Given(NUMBERS, new Dense(3, Activation.TANH), new RowShape.Numbers(3)),
                new Given(PADDED, new Dense(3, Activation.TANH), new RowShape.Sequence(5, 3, true)),
                new Given(IMAGE, CONVOLUTION, new RowShape.Image(6, 6, 4)),
                new Given(IMAGE, new Convolution(6, List.of(THREE.withPadding(1), THREE.withStride(2)), 2,
                        Activation.TANH), new RowShape.Image(6, 8, 2)),
                new Given(SEQUENCE, CONVOLUTION, new RowShape.Sequence(3, 6)),
                new Given(PADDED, Convolution.sequence(6, THREE.withPadding(1), Activation.TANH),
                        new RowShape.Sequence(5, 6, true)),
                new Given(PADDED, CONVOLUTION, new RowShape.Sequence(3, 6, true)),
                new Given(PADDED, Pooling.sequence(Pooling.Kind.MAX, 2), new RowShape.Sequence(2, 4, true)),
                new Given(IMAGE,
                        Parallel.of(CONVOLUTION, new Pooling(Pooling.Kind.MAX, List.of(THREE))),
                        new RowShape.Image(8, 6, 4)),
                new Given(NUMBERS, Parallel.of(new Dense(3, Activation.TANH), new LayerStack(List.of())),
                        new RowShape.Numbers(9)),
                new Given(PADDED, Parallel.of(new Lstm(7, true), new LayerStack(List.of()), new Gru(1, true)),
                        new RowShape.Sequence(5, 12, true)),
                new Given(IMAGE, Pooling.image(Pooling.Kind.MAX, 4, 3), new RowShape.Image(2, 2, 2)),
                new Given(SEQUENCE, Pooling.sequence(Pooling.Kind.AVERAGE, 2), new RowShape.Sequence(2, 4)),
                new Given(PADDED, new GlobalAveragePooling(), new RowShape.Numbers(4)),
                new Given(PADDED, new GlobalMaxPooling(), new RowShape.Numbers(4)),
                new Given(SEQUENCE, new SimpleRnn(7, Activation.TANH), new RowShape.Numbers(7)),
                new Given(IMAGE, new Flatten(), new RowShape.Numbers(96)),
                new Given(SEQUENCE, new Flatten(), new RowShape.Numbers(20)),
                new Given(PADDED, new Gru(7), new RowShape.Numbers(7)),
                new Given(PADDED, new Lstm(7, true), new RowShape.Sequence(5, 7, true)),
                new Given(SYMBOLS, new Embedding(3), new RowShape.Sequence(5, 3)),
                new Given(SEQUENCE, new MultiHeadAttention(2, true), SEQUENCE),
                new Given(SEQUENCE, new PositionalEncoding(false), SEQUENCE),
                new Given(IMAGE, new FilterResponseNorm(), IMAGE), new Given(PADDED, new LayerNorm(), PADDED),
                new Given(IMAGE, new ActivationLayer(Activation.RELU), IMAGE),
                new Given(IMAGE, new LayerStack(List.of()), IMAGE),
                new Given(NUMBERS, Residual.of(new Dense(6, Activation.TANH)), NUMBERS));
    }

    @Test
    void everyTypeIsTried() {
        assertThat(given().map(given -> given.layer.type()).toList()).as("add a case to this test")
                .containsAll(LayerTypes.list().stream().map(LayerType::name).toList());
    }

    @ParameterizedTest
    @MethodSource("given")
    void layersSayWhatTheyGive(Given given) {
        assertThat(given.layer.output(given.input)).isEqualTo(given.output);
    }

    static Stream<Refused> refused() {
        Dense dense = new Dense(6, Activation.TANH);
        return Stream.of(
                new Refused(IMAGE, List.of(CONVOLUTION, dense), "layer 2 (dense) needs rows of numbers, but layer 1"
                        + " (convolution) gives images of 6 x 6 x 4: put a flatten between"),
                new Refused(IMAGE, List.of(dense), "layer 1 (dense) needs rows of numbers, but the data give images of"
                        + " 2 x 8 x 6: put a flatten between"),
                new Refused(NUMBERS, List.of(dense, CONVOLUTION), "layer 2 (convolution) needs images or sequences, but"
                        + " layer 1 (dense) gives 6 numbers: say by data.shape what the numbers are, or use a dense layer"),
                new Refused(SEQUENCE, List.of(Convolution.image(2, Window.of(2, 2), Activation.TANH)),
                        "layer 1 (convolution) needs images, since its window or its steps have two axes, but the data"
                                + " give sequences of 5 steps x 4 features: give window, stride, padding and dilation one"
                                + " number each"),
                new Refused(new RowShape.Image(1, 2, 2), List.of(CONVOLUTION),
                        "layer 1 (convolution) needs images of at"
                                + " least 3 x 3 places, but the data give images of 1 x 2 x 2: take a smaller window, or padding"),
                new Refused(new RowShape.Sequence(2, 4, true), List.of(CONVOLUTION),
                        "layer 1 (convolution) needs sequences"
                                + " of at least 3 steps, but the data give sequences of up to 2 steps x 4 features: take a smaller"
                                + " window, or padding"),
                new Refused(IMAGE, List.of(dense, Parallel.of(dense)), "layer 1 (dense) needs rows of numbers, but the"
                        + " data give images of 2 x 8 x 6: put a flatten between"),
                new Refused(IMAGE, List.of(CONVOLUTION, Parallel.of(new Flatten(), dense)),
                        "layer 2.2 (dense) needs rows"
                                + " of numbers, but layer 1 (convolution) gives images of 6 x 6 x 4: put a flatten between"),
                new Refused(IMAGE, List.of(CONVOLUTION, Parallel.of(CONVOLUTION, new LayerStack(List.of()))),
                        "layer 2 (parallel) needs branches of one kind and size, such as images of 6 x 4 x 2, but layer 2.2"
                                + " (stack) gives images of 6 x 6 x 4: keep the places or steps (padding), or end each branch"
                                + " with a pooling over all of them"),
                new Refused(SEQUENCE, List.of(Parallel.of(new Flatten(), new LayerStack(List.of()))),
                        "layer 1 (parallel) needs branches of one kind and size, such as 20 numbers, but layer 1.2 (stack)"
                                + " gives sequences of 5 steps x 4 features: keep the places or steps (padding), or end each"
                                + " branch with a pooling over all of them"),
                new Refused(SYMBOLS, List.of(Parallel.of(new LayerStack(List.of()))),
                        "layer 1 (parallel) needs branches"
                                + " that give numbers, images or sequences, but the data give rows of 5 symbols, which are numbers"
                                + " from 0 to 8: put an embedding between"),
                new Refused(IMAGE, List.of(new Convolution(6, List.of(THREE), 3, Activation.TANH)),
                        "layer 1 (convolution) needs a number of channels that its 3 groups divide, but the data give"
                                + " images of 2 x 8 x 6: change groups"),
                new Refused(PADDED, List.of(new Flatten()),
                        "layer 1 (flatten) needs sequences of one length, but the data"
                                + " give sequences of up to 5 steps x 4 features: use a recurrent layer, which ends with each"
                                + " row's last step"),
                new Refused(NUMBERS, List.of(new Gru(3)),
                        "layer 1 (gru) needs sequences, but the data give 6 numbers: say"
                                + " by data.shape how many steps there are"),
                new Refused(SYMBOLS, List.of(new Gru(3)),
                        "layer 1 (gru) needs sequences, but the data give rows of 5"
                                + " symbols, which are numbers from 0 to 8: put an embedding between"),
                new Refused(SEQUENCE, List.of(new Embedding(3)), "layer 1 (embedding) needs symbols, but the data give"
                        + " sequences of 5 steps x 4 features: put it first, over data whose shape is one number, or"
                        + " leave it out"),
                new Refused(SEQUENCE, List.of(new MultiHeadAttention(3, false)), "layer 1 (attention) needs a number of"
                        + " features that its 3 heads divide, but the data give sequences of 5 steps x 4 features:"
                        + " change heads"),
                new Refused(IMAGE, List.of(new LayerNorm()),
                        "layer 1 (layer_norm) needs rows of numbers or sequences, but"
                                + " the data give images of 2 x 8 x 6: use filter_response_norm"),
                new Refused(IMAGE, List.of(new Flatten(), Residual.of(dense)),
                        "layer 2 (residual) needs layers that give"
                                + " what they are added to, 96 numbers, but layer 2.1 (dense) gives 6 numbers: keep the shape"
                                + " (padding = \"same\"), or give the shortcut layers too"),
                new Refused(IMAGE, List.of(CONVOLUTION, Residual.of(CONVOLUTION, dense)), "layer 2.2 (dense) needs rows"
                        + " of numbers, but layer 2.1 (convolution) gives images of 6 x 4 x 2: put a flatten between"),
                new Refused(IMAGE, List.of(CONVOLUTION, Residual.of(dense)),
                        "layer 2.1 (dense) needs rows of numbers, but"
                                + " layer 1 (convolution) gives images of 6 x 6 x 4: put a flatten between"),
                new Refused(IMAGE,
                        List.of(new Residual(new LayerStack(List.of(new Flatten())), new LayerStack(List.of(dense)),
                                Activation.IDENTITY)),
                        "layer 1.shortcut.1 (dense) needs rows of numbers, but the data give images"
                                + " of 2 x 8 x 6: put a flatten between"),
                new Refused(IMAGE, List.of(CONVOLUTION, new OutputLayer(1)),
                        "layer 2 (output) needs rows of numbers, but"
                                + " layer 1 (convolution) gives images of 6 x 6 x 4: put a flatten between"),
                new Refused(PADDED, List.of(new OutputLayer(1)),
                        "layer 1 (output) needs rows of numbers, but the data give"
                                + " sequences of up to 5 steps x 4 features: put a recurrent layer between"),
                new Refused(IMAGE, List.of(Pooling.image(Pooling.Kind.MAX, 2, 2)
                        .withPrior(VariableRole.WEIGHT, WeightPrior.standardNormal())),
                        "layer 1 (pooling) has no weights, but a"
                                + " prior of its own for them: take the key weights out; the layer learns nothing"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatDoesNotFitIsSaidWithBothShapes(Refused refused) {
        LayerStack stack = new LayerStack(refused.layers);
        assertThatThrownBy(() -> stack.output(refused.input)).isInstanceOf(LayerShapeException.class)
                .hasMessage(refused.message);
    }

    @Test
    void aLayerByItselfHasNoNumber() {
        assertThatThrownBy(() -> new Gru(3).output(NUMBERS)).hasMessageStartingWith("the gru layer needs sequences");
    }

    @Test
    void shapesCountTheNumbersOfARow() {
        assertThat(List.of(NUMBERS, IMAGE, SEQUENCE, PADDED, SYMBOLS)).extracting(RowShape::inputs).containsExactly(6,
                96, 20, 21, 5);
        assertThat(PADDED.size()).isEqualTo(20);
        assertThat(new RowShape.Symbols(5, 9, true))
                .hasToString("rows of up to 5 symbols, which are numbers from 0 to 8");
    }
}
