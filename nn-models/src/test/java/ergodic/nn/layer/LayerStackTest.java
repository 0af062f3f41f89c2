package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.Window;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.nn.data.RowShape;
import ergodic.nn.prior.LaplacePrior;
import ergodic.nn.prior.Scaling;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.VariableRole;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers together: names, roles, values, gradients, and rows of different lengths. */
class LayerStackTest {

    private static final int ROWS = 3;
    private static final Window.Axis SAME = Window.Axis.of(3).withPadding(1);

    record Network(String name, RowShape input, List<Layer> layers) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Network> networks() {
        Layer convolution = Convolution.sequence(4, SAME, Activation.TANH);
        return Stream.of(
                new Network("image", new RowShape.Image(2, 4, 4), List.of(convolution,
                        Residual.of(convolution, new FilterResponseNorm(), convolution),
                        Pooling.image(Pooling.Kind.AVERAGE, 2, 2), new Flatten(), new OutputLayer(2))),
                new Network("convolution along a sequence", new RowShape.Sequence(4, 2),
                        List.of(convolution, new FilterResponseNorm(), new ActivationLayer(Activation.SILU),
                                Pooling.sequence(Pooling.Kind.MAX, 2), new Lstm(3, true), new Gru(2),
                                new OutputLayer(1))),
                new Network("text", new RowShape.Symbols(4, 5, true),
                        List.of(new Embedding(4), new PositionalEncoding(true), convolution,
                                Residual.of(new MultiHeadAttention(2, true)), new LayerNorm(),
                                Residual.of(new Dense(6, Activation.GELU), new Dense(4, Activation.IDENTITY)),
                                new SimpleRnn(3, Activation.TANH), new OutputLayer(1))),
                new Network("lengths", new RowShape.Sequence(4, 2, true),
                        List.of(new Dense(4, Activation.TANH), new PositionalEncoding(false),
                                new MultiHeadAttention(1, false), new Gru(3, true), new Lstm(3), new OutputLayer(1))),
                new Network("branches", new RowShape.Symbols(4, 5, true),
                        List.of(new Embedding(3),
                                new Parallel(List.of(ofText(1, 0), ofText(2, 1), ofText(3, 2), ofText(4, 0))),
                                new OutputLayer(2))),
                new Network("windows of the rows' own", new RowShape.Sequence(6, 2, true),
                        List.of(Convolution.sequence(4, Window.Axis.of(2).withPadding(1), Activation.TANH),
                                Parallel.of(new LayerStack(List.of()),
                                        Convolution.sequence(2, SAME, Activation.TANH), new Dense(2, Activation.TANH)),
                                Pooling.sequence(Pooling.Kind.MAX, 2),
                                Convolution.sequence(3, new Window.Axis(2, 2, 1, 1), Activation.TANH),
                                Parallel.of(new GlobalMaxPooling(), new GlobalAveragePooling(), new Gru(2)),
                                new OutputLayer(1))),
                new Network("branches of images", new RowShape.Image(2, 4, 4),
                        List.of(Parallel.of(convolution, new Pooling(Pooling.Kind.AVERAGE, List.of(SAME)),
                                new LayerStack(List.of())), new FilterResponseNorm(), new GlobalMaxPooling(),
                                new OutputLayer(1))),
                new Network("shortcut", new RowShape.Numbers(3), List.of(new Residual(
                        new LayerStack(List.of(new Dense(2, Activation.TANH), new Dense(2, Activation.IDENTITY))),
                        new LayerStack(List.of(new Dense(2, Activation.IDENTITY))), Activation.SOFTPLUS),
                        new OutputLayer(1))));
    }

    private static Layer ofText(int words, int padding) {
        return new LayerStack(List.of(
                Convolution.sequence(2, Window.Axis.of(words).withPadding(padding), Activation.SOFTPLUS),
                new GlobalMaxPooling()));
    }

    private static Program program(RowShape input, List<Layer> layers) {
        Tracer t = new Tracer();
        Tensor x = t.rowInput("x", input.inputs());
        Tensor y = new LayerStack(layers)
                .apply(RowTensor.ofData(x, input), p -> t.parameter(p.name(), p.shape().dims())).value();
        t.output("y", y);
        t.output("loss", LayerPrograms.loss(y));
        return t.build();
    }

    private static double[] rows(RowShape input) {
        SplittableRandom random = new SplittableRandom(5);
        double[] x = new double[ROWS * input.inputs()];
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < input.inputs(); i++) {
                x[row * input.inputs() + i] = input instanceof RowShape.Symbols(int steps, int symbols, boolean padded)
                        ? random.nextInt(symbols)
                        : random.nextDouble(-1, 1);
            }
            if (input.padded()) {
                x[(row + 1) * input.inputs() - 1] = row + 2;
            }
        }
        return x;
    }

    private static Map<String, double[]> inputs(Network network) {
        SplittableRandom random = new SplittableRandom(6);
        Map<String, double[]> inputs = new LinkedHashMap<>();
        inputs.put("x", rows(network.input));
        for (LayerParameter p : new LayerStack(network.layers).parameters(network.input)) {
            inputs.put(p.name(), random.doubles(p.shape().size(), -0.9, 0.9).toArray());
        }
        return inputs;
    }

    /** Against extrapolated central differences, in one random direction for each parameter. */
    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAreLimitsOfDifferences(Network network) {
        Program program = program(network.input, network.layers);
        Map<String, double[]> inputs = inputs(network);
        Map<String, double[]> found = Interpreter.evaluate(ReverseMode.gradient(program, "loss"), inputs, ROWS);
        SplittableRandom random = new SplittableRandom(7);
        for (String name : inputs.keySet()) {
            if (name.equals("x")) {
                continue;
            }
            double[] at = Objects.requireNonNull(inputs.get(name));
            double[] direction = random.doubles(at.length, -1, 1).toArray();
            double wide = difference(program, inputs, name, direction, 1e-3);
            double narrow = difference(program, inputs, name, direction, 5e-4);
            double slope = 0;
            double[] gradient = Objects.requireNonNull(found.get("d " + name));
            for (int i = 0; i < at.length; i++) {
                slope += gradient[i] * direction[i];
            }
            assertThat(slope).as(name).isCloseTo((4 * narrow - wide) / 3, within(1e-8 * (1 + Math.abs(slope))));
        }
    }

    private static double difference(Program program, Map<String, double[]> inputs, String name, double[] direction,
            double step) {
        double[] values = new double[2];
        for (int side = 0; side < 2; side++) {
            double signed = side == 0 ? step : -step;
            double[] at = Objects.requireNonNull(inputs.get(name)).clone();
            Arrays.setAll(at, i -> at[i] + signed * direction[i]);
            Map<String, double[]> moved = new LinkedHashMap<>(inputs);
            moved.put(name, at);
            values[side] = Objects.requireNonNull(Interpreter.evaluate(program, moved, ROWS).get("loss"))[0];
        }
        return (values[0] - values[1]) / (2 * step);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void compiledNetworksAgreeWithTheOracle(Network network) {
        Program gradient = ReverseMode.gradient(program(network.input, network.layers), "loss");
        Map<String, double[]> inputs = inputs(network);
        Map<String, double[]> expected = Interpreter.evaluate(gradient, inputs, ROWS);
        CompiledProgram compiled = CompiledProgram.compile(gradient,
                RowData.of(ROWS, Map.of("x", rows(network.input))));
        compiled.run(inputs.entrySet().stream().filter(entry -> !entry.getKey().equals("x"))
                .flatMapToDouble(entry -> Arrays.stream(entry.getValue())).toArray());
        expected.forEach((name, values) -> {
            double[] found = new double[values.length];
            compiled.outputInto(name, found);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).as("%s[%d]", name, i).isCloseTo(values[i],
                        within(1e-11 * (1 + Math.abs(values[i]))));
            }
        });
    }

    /** What stands behind the last step of a row, even NaN, reaches neither output nor gradient. */
    @ParameterizedTest
    @MethodSource("networks")
    void paddingReachesNothing(Network network) {
        int width = network.input.inputs();
        Program gradient = ReverseMode.gradient(program(network.input, network.layers), "loss");
        Map<String, double[]> inputs = inputs(network);
        Map<String, double[]> expected = Interpreter.evaluate(gradient, inputs, ROWS);
        double[] x = rows(network.input);
        int step = network.input.size() / network.input.dims()[0];
        for (int row = 0; row < ROWS && network.input.padded(); row++) {
            int length = (int) x[(row + 1) * width - 1];
            Arrays.fill(x, row * width + length * step, (row + 1) * width - 1, Double.NaN);
        }
        inputs.put("x", x);
        Map<String, double[]> found = Interpreter.evaluate(gradient, inputs, ROWS);
        expected.forEach((name, values) -> assertThat(found.get(name)).as(name).containsExactly(values));
    }

    @Test
    void aResidualIsASum() {
        Dense inner = new Dense(2, Activation.TANH);
        Program program = program(new RowShape.Numbers(2), List.of(Residual.of(inner)));
        double[] y = Objects.requireNonNull(Interpreter.evaluate(program, Map.of("x", new double[]{0.5, -1},
                "1.1.weight", new double[]{1, 0, 2, 3}, "1.1.bias", new double[]{0.25, 0}), 1).get("y"));
        assertThat(y[0]).isCloseTo(0.5 + Math.tanh(0.75), within(1e-15));
        assertThat(y[1]).isCloseTo(-1 + Math.tanh(-2), within(1e-15));
    }

    @Test
    void positionsAreToldBySinesAndCosines() {
        Program program = program(new RowShape.Sequence(3, 4), List.of(new PositionalEncoding(false)));
        double[] y = Objects.requireNonNull(
                Interpreter.evaluate(program, Map.of("x", new double[12]), 1).get("y"));
        assertThat(y).containsExactly(
                new double[]{0, 1, 0, 1, Math.sin(1), Math.cos(1), Math.sin(0.01), Math.cos(0.01), Math.sin(2),
                        Math.cos(2), Math.sin(0.02), Math.cos(0.02)},
                within(1e-15));
    }

    /** Names, roles and fan-ins of everything that a network of all layers declares. */
    @Test
    void everyVariableHasItsRole() {
        RowShape input = new RowShape.Symbols(6, 5, false);
        LayerStack stack = new LayerStack(List.of(new Embedding(4), new PositionalEncoding(true),
                Convolution.sequence(4, SAME, Activation.TANH), new FilterResponseNorm(1e-6, true),
                new MultiHeadAttention(2, false), new LayerNorm(),
                new Residual(new LayerStack(List.of(new Dense(4, Activation.TANH))),
                        new LayerStack(List.of(new Dense(4, Activation.IDENTITY))), Activation.RELU),
                new Gru(3, true), new Flatten(), new OutputLayer(2)));
        VariableRole w = VariableRole.WEIGHT;
        VariableRole b = VariableRole.BIAS;
        VariableRole g = VariableRole.GAIN;
        Map<String, VariableRole> roles = new LinkedHashMap<>();
        Map<String, Integer> fanIns = new LinkedHashMap<>();
        for (LayerParameter p : stack.parameters(input)) {
            assertThat(roles.put(p.name(), p.role())).as(p.name()).isNull();
            fanIns.put(p.name(), p.fanIn());
            assertThat(p.group().centre()).isEqualTo(p.role() == g ? 1 : 0);
            assertThat(p.scaleName()).isNotEqualTo(p.name()).contains("scale");
        }
        assertThat(roles).containsExactlyEntriesOf(ordered("1.weight", w, "2.weight", w, "3.weight", w, "3.bias", b,
                "4.weight", g, "4.bias", b, "4.threshold", b, "4.epsilon", b, "5.in_proj_weight", w, "5.in_proj_bias",
                b,
                "5.out_proj.weight", w, "5.out_proj.bias", b, "6.weight", g, "6.bias", b, "7.1.weight", w, "7.1.bias",
                b,
                "7.shortcut.1.weight", w, "7.shortcut.1.bias", b, "8.weight_ih", w, "8.weight_hh", w, "8.bias_ih", b,
                "8.bias_hh", b, "10.weight", w, "10.bias", b));
        assertThat(fanIns).containsEntry("1.weight", 1).containsEntry("3.weight", 12).containsEntry("8.weight_ih", 4)
                .containsEntry("8.weight_hh", 3).containsEntry("10.weight", 18);
    }

    private static Map<String, VariableRole> ordered(Object... entries) {
        Map<String, VariableRole> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], (VariableRole) entries[i + 1]);
        }
        return map;
    }

    /** The prior that is nearest to a parameter holds. */
    @Test
    void priorsByLayerAndRole() {
        WeightPrior inner = new LaplacePrior(1, Scaling.NONE);
        WeightPrior outer = new LaplacePrior(2, Scaling.FAN_IN);
        Layer residual = Residual.of(new Dense(3, Activation.TANH).withPrior(VariableRole.WEIGHT, inner),
                new Dense(3, Activation.TANH)).withPrior(VariableRole.WEIGHT, outer);
        Map<String, WeightPrior> priors = new LinkedHashMap<>();
        for (LayerParameter p : new LayerStack(List.of(residual)).parameters(new RowShape.Numbers(3))) {
            priors.put(p.name(), p.prior());
        }
        assertThat(priors.get("1.1.weight")).isEqualTo(inner);
        assertThat(priors.get("1.2.weight")).isEqualTo(outer);
        assertThat(priors).containsKey("1.2.bias");
        assertThat(priors.get("1.2.bias")).isNull();
    }
}
