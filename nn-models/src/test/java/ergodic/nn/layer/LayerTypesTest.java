package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers by their names and keys. */
class LayerTypesTest {

    private static final Window.Axis THREE = Window.Axis.of(3);

    record Case(Map<String, Object> keys, Layer layer) {}

    private static Map<String, Object> keys(String type, Object... keys) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("type", type);
        for (int i = 0; i < keys.length; i += 2) {
            table.put((String) keys[i], keys[i + 1]);
        }
        return table;
    }

    private static Layer read(Map<String, ?> table, String number) {
        return LayerTypes.read(table, number, List.of("weights"), LayerTypesTest::read);
    }

    static Stream<Case> cases() {
        Dense dense = new Dense(4, Activation.RELU);
        Map<String, Object> denseKeys = keys("dense", "units", 4, "activation", "relu");
        return Stream.of(new Case(denseKeys, dense),
                new Case(keys("dense", "units", 4L), new Dense(4, Activation.IDENTITY)),
                new Case(keys("activation", "function", "silu"), new ActivationLayer(Activation.SILU)),
                new Case(keys("convolution", "filters", 6, "window", List.of(3, 2), "activation", "tanh"),
                        Convolution.image(6, Window.of(3, 2), Activation.TANH)),
                new Case(keys("convolution", "filters", 6, "window", 3, "padding", "same", "groups", 2),
                        new Convolution(6, List.of(THREE.withPadding(1)), 2, Activation.IDENTITY)),
                new Case(
                        keys("convolution", "filters", 6, "window", 3, "stride", List.of(2, 1), "padding", 1,
                                "dilation",
                                2),
                        new Convolution(6, List.of(new Window.Axis(3, 2, 1, 2), new Window.Axis(3, 1, 1, 2)), 1,
                                Activation.IDENTITY)),
                new Case(keys("pooling", "window", List.of(2, 3)), Pooling.image(Pooling.Kind.MAX, 2, 3)),
                new Case(keys("pooling", "window", 3, "kind", "average", "stride", 1),
                        new Pooling(Pooling.Kind.AVERAGE, List.of(THREE))),
                new Case(keys("flatten"), new Flatten()),
                new Case(keys("global_average_pooling"), new GlobalAveragePooling()),
                new Case(keys("global_max_pooling"), new GlobalMaxPooling()),
                new Case(keys("parallel", "branches", List.of(denseKeys, keys("stack", "layers", List.of(denseKeys)))),
                        Parallel.of(dense, new LayerStack(List.of(dense)))),
                new Case(keys("rnn", "units", 4, "activation", "relu", "all_steps", true),
                        new SimpleRnn(4, Activation.RELU, true)),
                new Case(keys("rnn", "units", 4), new SimpleRnn(4, Activation.TANH)),
                new Case(keys("gru", "units", 4), new Gru(4)),
                new Case(keys("lstm", "units", 4, "all_steps", true), new Lstm(4, true)),
                new Case(keys("embedding", "size", 3), new Embedding(3)),
                new Case(keys("positional_encoding"), new PositionalEncoding(false)),
                new Case(keys("attention", "heads", 2, "causal", true), new MultiHeadAttention(2, true)),
                new Case(keys("layer_norm", "epsilon", 0.5), new LayerNorm(0.5)),
                new Case(keys("layer_norm"), new LayerNorm()),
                new Case(keys("filter_response_norm", "learns_epsilon", true), new FilterResponseNorm(1e-6, true)),
                new Case(keys("stack", "layers", List.of(denseKeys)), new LayerStack(List.of(dense))),
                new Case(keys("residual", "layers", List.of(denseKeys), "activation", "relu"),
                        new Residual(new LayerStack(List.of(dense)), new LayerStack(List.of()), Activation.RELU)),
                new Case(keys("residual", "layers", List.of(keys("residual", "layers", List.of(denseKeys))), "shortcut",
                        List.of(denseKeys)),
                        new Residual(new LayerStack(List.of(Residual.of(dense))), new LayerStack(List.of(dense)),
                                Activation.IDENTITY)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aTableIsTheLayerOfJava(Case one) {
        assertThat(read(one.keys, "1")).isEqualTo(one.layer);
        Map<String, Object> all = LayerTypes.completed(one.keys, "1", List.of());
        assertThat(all).containsAllEntriesOf(LayerTypes.completed(all, "1", List.of())).containsKey("type");
        assertThat(read(all, "1")).as("with all defaults: %s", all).isEqualTo(one.layer);
    }

    @Test
    void everyTypeIsTried() {
        TreeSet<String> tried = new TreeSet<>();
        cases().forEach(one -> tried.add(one.layer.type()));
        List<String> all = new ArrayList<>(LayerTypes.list().stream().map(LayerType::name).toList());
        assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tried);
        assertThat(LayerTypes.list()).allSatisfy(type -> assertThat(type.keys())
                .allSatisfy(key -> assertThat(key.what()).as("%s.%s", type.name(), key.name()).isNotBlank()));
    }

    private static Stream<Map.Entry<Map<String, Object>, String>> faults() {
        Map<String, Object> noType = keys("dense", "units", 4);
        noType.remove("type");
        return Stream.of(
                Map.entry(noType, "layer 2 has no type; add type = \"dense\" or another of dense, activation, "),
                Map.entry(keys("danse"),
                        "layer 2: type = \"danse\" is not known (did you mean \"dense\"?); choose one of"),
                Map.entry(keys("dense"), "layer 2 (dense): units is missing (number of units); add it"),
                Map.entry(keys("dense", "unit", 4), "layer 2 (dense): there is no key unit (did you mean \"units\"?);"
                        + " known there: units, activation, weights"),
                Map.entry(keys("dense", "units", "many"),
                        "layer 2 (dense): units must be a whole number of at least 1, not the text \"many\""),
                Map.entry(keys("dense", "units", 0),
                        "layer 2 (dense): units must be a whole number of at least 1, not the number 0"),
                Map.entry(keys("dense", "units", 1L << 40),
                        "layer 2 (dense): units must be a whole number of at least 1, not the number 1099511627776"),
                Map.entry(keys("dense", "units", 4, "activation", "tahn"),
                        "layer 2 (dense): activation = \"tahn\" is not"
                                + " known (did you mean \"tanh\"?); choose one of tanh, relu,"),
                Map.entry(keys("dense", "units", 4, "activation", 3),
                        "layer 2 (dense): activation must be text in quotes, not the number 3"),
                Map.entry(keys("gru", "units", 4, "all_steps", "yes"),
                        "layer 2 (gru): all_steps must be true or false, not the text \"yes\""),
                Map.entry(keys("layer_norm", "epsilon", -1.0),
                        "layer 2 (layer_norm): epsilon must be a positive number, not the number -1.0"),
                Map.entry(keys("convolution", "filters", 3, "window", List.of(3, 3, 3)), "layer 2 (convolution): window"
                        + " must be a whole number for each axis, such as [3, 3], not the list [3, 3, 3]"),
                Map.entry(keys("convolution", "filters", 3, "window", List.of(0)),
                        "layer 2 (convolution): a window of 0"
                                + " taps"),
                Map.entry(keys("convolution", "filters", 3, "window", 2, "padding", "same"), "layer 2 (convolution):"
                        + " padding = \"same\" needs an odd window, not 2; say how much padding there is"),
                Map.entry(keys("convolution", "filters", 3, "window", 3, "padding", "valid"), "layer 2 (convolution):"
                        + " padding = \"valid\" is not known; choose one of same"),
                Map.entry(keys("convolution", "filters", 3, "window", 3, "groups", 2), "layer 2 (convolution): the 2"
                        + " groups of a convolution must divide its 3 filters"),
                Map.entry(keys("residual", "layers", 3),
                        "layer 2 (residual): layers must be a list of layers, such as"),
                Map.entry(keys("residual", "layers", List.of()),
                        "layer 2 (residual): layers must be a list of layers, such"
                                + " as [{ type = \"dense\", units = 8 }], not the list []"),
                Map.entry(keys("parallel"),
                        "layer 2 (parallel): branches is missing (layers that each see what comes in;"
                                + " what they give is joined); add it"),
                Map.entry(keys("parallel", "branches", List.of(keys("flatten"), keys("dense", "unit", 3))),
                        "layer 2.2 (dense): there is no key unit"),
                Map.entry(keys("stack", "layers", List.of()), "layer 2 (stack): layers must be a list of layers, such"),
                Map.entry(keys("residual", "layers", List.of(keys("flatten"), keys("dense", "unit", 3))),
                        "layer 2.2 (dense): there is no key unit"),
                Map.entry(keys("flatten", "units", Map.of()), "layer 2 (flatten): there is no key units; known there:"
                        + " weights"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsNameTheLayerAndTheKey(Map.Entry<Map<String, Object>, String> fault) {
        assertThatThrownBy(() -> read(fault.getKey(), "2")).isInstanceOf(LayerException.class)
                .hasMessageStartingWith(fault.getValue());
    }
}
