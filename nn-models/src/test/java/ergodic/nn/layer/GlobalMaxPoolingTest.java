package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The largest over the steps that are there, and windows of rows with lengths of their own. */
class GlobalMaxPoolingTest {

    private static final double GAP = Double.NaN;

    private static Program program(RowShape shape, List<Layer> layers) {
        Tracer t = new Tracer();
        RowTensor x = RowTensor.ofData(t.rowInput("x", shape.inputs()), shape);
        Tensor y = new LayerStack(layers).apply(x, p -> t.parameter(p.name(), p.shape().dims())).value();
        t.output("y", y);
        t.output("loss", LayerPrograms.loss(y));
        return t.build();
    }

    private static double[] largest(RowShape shape, double... rows) {
        return Objects.requireNonNull(Interpreter.evaluate(program(shape, List.of(new GlobalMaxPooling())),
                Map.of("x", rows), rows.length / shape.inputs()).get("y"));
    }

    @Test
    void featuresAndChannelsAreLargestOverTheirPlaces() {
        assertThat(largest(new RowShape.Sequence(3, 2), 1, -10, 6, -20, 2, -60)).containsExactly(6, -10);
        assertThat(largest(new RowShape.Image(2, 1, 2), 1, 2, -5, -7)).containsExactly(2, -5);
    }

    /** Zeros or infinities behind the last step would win over negative numbers. */
    @Test
    void stepsThatAreNotThereNeverWin() {
        RowShape shape = new RowShape.Sequence(3, 1, true);
        double[] rows = {-4, GAP, GAP, 1, -4, -6, Double.POSITIVE_INFINITY, 2, -5, -3, -8, 3, GAP, GAP, GAP, 0};
        assertThat(largest(shape, rows)).containsExactly(-4, -4, -3, 0);
        Program program = program(shape, List.of(new GlobalMaxPooling()));
        CompiledProgram compiled = CompiledProgram.compile(program, RowData.of(4, Map.of("x", rows)));
        compiled.run(new double[0]);
        double[] found = new double[4];
        compiled.outputInto("y", found);
        assertThat(found).containsExactly(-4, -4, -3, 0);
    }

    @Test
    void anyStepsMayBeLeftOut() {
        Tracer t = new Tracer();
        RowTensor x = new RowTensor(t.rowInput("x", 3, 1), new RowShape.Sequence(3, 1, true),
                Padding.mask(t.rowInput("mask", 3)));
        t.output("y", new GlobalMaxPooling().apply(x, List.of()).value());
        assertThat(Interpreter.evaluate(t.build(),
                Map.of("x", new double[]{5, 1, 3, 5, 1, 3}, "mask", new double[]{0, 1, 1, 0, 1, 0}), 2).get("y"))
                .containsExactly(3, 1);
        assertThatThrownBy(() -> x.padding().through(Window.Axis.of(2))).hasMessageContaining("not a mask");
        assertThat(x.padding().through(Window.Axis.of(3).withPadding(1))).isEqualTo(x.padding());
    }

    /** A row in a padded sequence gives what it gives by itself, at every length, through windows of all kinds. */
    @Test
    void aPaddedRowIsTheRowByItself() {
        int steps = 9;
        List<Layer> layers = List.of(
                Convolution.sequence(3, new Window.Axis(3, 2, 2, 1), Activation.TANH),
                Parallel.of(new LayerStack(List.of()), new Dense(2, Activation.TANH)),
                Convolution.sequence(2, new Window.Axis(2, 1, 1, 2), Activation.TANH),
                new Pooling(Pooling.Kind.MAX, List.of(new Window.Axis(3, 2, 1, 1))),
                new Pooling(Pooling.Kind.AVERAGE, List.of(new Window.Axis(2, 1, 1, 1))),
                Parallel.of(new GlobalMaxPooling(), new GlobalAveragePooling(), new SimpleRnn(2, Activation.TANH)));
        SplittableRandom random = new SplittableRandom(3);
        Map<String, double[]> weights = new LinkedHashMap<>();
        for (LayerParameter p : new LayerStack(layers).parameters(new RowShape.Sequence(steps, 2))) {
            weights.put(p.name(), random.doubles(p.shape().size(), -1, 1).toArray());
        }
        for (int length = 3; length <= steps; length++) {
            double[] own = random.doubles(2L * length, -1, 1).toArray();
            double[] padded = Arrays.copyOf(own, 2 * steps + 1);
            Arrays.fill(padded, 2 * length, 2 * steps, GAP);
            padded[2 * steps] = length;
            Map<String, double[]> alone = run(new RowShape.Sequence(length, 2), layers, weights, own);
            Map<String, double[]> among = run(new RowShape.Sequence(steps, 2, true), layers, weights, padded);
            alone.forEach((name, values) -> assertThat(among.get(name)).as(name)
                    .containsExactly(values, within(1e-14)));
        }
    }

    private static Map<String, double[]> run(RowShape shape, List<Layer> layers, Map<String, double[]> weights,
            double[] x) {
        Map<String, double[]> inputs = new LinkedHashMap<>(weights);
        inputs.put("x", x);
        Program program = program(shape, layers);
        Map<String, double[]> all = new LinkedHashMap<>(
                Interpreter.evaluate(ReverseMode.gradient(program, "loss"), inputs, 1));
        all.put("y", Objects.requireNonNull(Interpreter.evaluate(program, inputs, 1).get("y")));
        return all;
    }

    /** A window longer than the row is no window: then the largest of none is 0, and nothing is learned from it. */
    @Test
    void aRowShorterThanTheWindowHasNone() {
        RowShape shape = new RowShape.Sequence(4, 1, true);
        Program program = program(shape, List.of(Convolution.sequence(1, Window.Axis.of(3), Activation.IDENTITY),
                new GlobalMaxPooling()));
        Map<String, double[]> inputs = Map.of("x", new double[]{1, 2, GAP, GAP, 2, 1, 2, 4, GAP, 3}, "1.weight",
                new double[]{1, 1, 1}, "1.bias", new double[]{-9});
        assertThat(Interpreter.evaluate(program, inputs, 2).get("y")).containsExactly(0, -2);
        assertThat(Interpreter.evaluate(ReverseMode.gradient(program, "loss"), inputs, 2).get("d 1.bias"))
                .containsExactly(Math.cos(0.2));
    }

    /** Of branches with as many windows at most, but fewer of some rows: those that all have. */
    @Test
    void branchesKeepTheStepsThatAllHave() {
        Layer wide = Convolution.sequence(1, Window.Axis.of(4), Activation.IDENTITY);
        Layer pairs = Convolution.sequence(1, Window.Axis.of(2).withStride(2), Activation.IDENTITY);
        double[] row = {1, 2, 3, 4, GAP, GAP, 4};
        double[] ones = {1, 1};
        Map<String, double[]> inputs = Map.of("x", row, "1.1.weight", new double[]{1, 1, 1, 1}, "1.1.bias",
                new double[1], "1.2.weight", ones, "1.2.bias", new double[1]);
        Program program = program(new RowShape.Sequence(6, 1, true),
                List.of(Parallel.of(wide, pairs), new GlobalMaxPooling()));
        assertThat(Interpreter.evaluate(program, inputs, 1).get("y")).containsExactly(10, 3);
        Map<String, double[]> turned = Map.of("x", row, "1.2.weight", new double[]{1, 1, 1, 1}, "1.1.bias",
                new double[1], "1.1.weight", ones, "1.2.bias", new double[1]);
        Program other = program(new RowShape.Sequence(6, 1, true),
                List.of(Parallel.of(pairs, wide), new GlobalMaxPooling()));
        assertThat(Interpreter.evaluate(other, turned, 1).get("y")).containsExactly(3, 10);
    }
}
