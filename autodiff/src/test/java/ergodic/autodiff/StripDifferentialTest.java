package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.Profile;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Images that are large enough to be treated channel by channel between convolutions: the values and gradients of the interpreter, and
 * where channels do not meet, the bits of a program for each channel alone, which has no channels to go by. Random programs, of
 * numbers of channels that no vector has and of rows that fill no tile, add channels that meet and values that are used far from where
 * they are made.
 */
class StripDifferentialTest {

    private static final int ROWS = 3;
    /** Of no two strips of the same length. */
    private static final int PRIME = 17;
    /** Two groups of strips: 6 x 19 x 19 and 6 x 9 x 9, of which only the first is large. */
    private static final int SIDE = 19;
    private static final int PROGRAMS = 2;
    private static final int MORE_PROGRAMS = 40;

    /** Filter response normalisation, thresholded, with a unit behind it; one shortcut goes around it. */
    private static Tensor normalised(Tensor x, Tensor gain, Tensor bias, Tensor threshold) {
        int channels = x.shape().dim(0);
        Tensor places = x.reshape(channels, x.shape().size() / channels);
        Tensor meanSquare = places.square().mean(1).reshape(channels, 1).plus(1e-6);
        Tensor factor = meanSquare.sqrt().reciprocal().times(gain.reshape(channels, 1));
        return places.times(factor).plus(bias.reshape(channels, 1)).max(threshold.reshape(channels, 1)).silu()
                .reshape(x.shape().dims());
    }

    /** A residual block between convolutions, with poolings: everything that goes channel by channel. */
    private static Program block(boolean watched) {
        Tracer t = new Tracer();
        Window.Axis axis = Window.Axis.of(3).withPadding(1);
        Window three = new Window(axis, axis);
        Window two = new Window(Window.Axis.of(2).withStride(2), Window.Axis.of(2).withStride(2));
        Tensor x = t.rowInput("x", 1, SIDE, SIDE);
        Tensor first = x.conv2d(t.parameter("v", 6, 1, 3, 3), null, three, 1);
        Tensor inner = normalised(first, t.parameter("g", 6), t.parameter("b", 6), t.parameter("s", 6));
        Tensor second = inner.conv2d(t.parameter("w", 6, 6, 3, 3), null, three, 1);
        Tensor outer = normalised(second, t.parameter("h", 6), t.parameter("c", 6), t.parameter("r", 6)).plus(inner);
        Tensor pooled = outer.maxPool2d(two).tanh().plus(outer.averagePool2d(two, false));
        Tensor density = pooled.square().mean(2).sum().times(t.rowInput("y"));
        if (watched) {
            // Values that leave the group of steps that makes them.
            t.output("inner", inner);
            t.output("outer", outer);
        }
        t.output("logDensity", density.sumRows());
        return ReverseMode.gradient(t.build(), "logDensity");
    }

    private static Map<String, double[]> inputs(Program program) {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, double[]> inputs = new HashMap<>();
        for (Op.InputKind kind : Op.InputKind.values()) {
            for (Node node : program.inputs(kind)) {
                int count = node.shape().size() * (kind == Op.InputKind.ROW ? ROWS : 1);
                inputs.put(((Op.Input) node.op()).name(), random.doubles(count, -1, 1).toArray());
            }
        }
        return inputs;
    }

    @Test
    void gradientOfABlockIsThatOfTheInterpreter() {
        for (boolean watched : new boolean[]{false, true}) {
            Program program = block(watched);
            check("block", program, inputs(program), ROWS, 1e-11, 5e-4);
        }
    }

    /** A cheap sum that steps behind a convolution read, in whose operands they have too, but of one channel for all. */
    @Test
    void aChannelThatAllReadIsKept() {
        Tracer t = new Tracer();
        Tensor x = t.rowInput("x", 6, SIDE, SIDE);
        Window one = Window.of(1, 1);
        Tensor first = x.conv2d(t.parameter("v", 6, 6, 1, 1), null, one, 1);
        Tensor scaled = x.times(t.parameter("g", 6, 1, 1));
        Tensor sum = first.plus(scaled);
        Tensor second = first.conv2d(t.parameter("w", 6, 6, 1, 1), null, one, 1);
        Tensor last = second.times(first).plus(scaled).plus(sum.get(4)).tanh();
        t.output("density", last.mean().sumRows());
        Program gradient = ReverseMode.gradient(t.build(), "density");
        check("gradient of one channel", gradient, inputs(gradient), ROWS, 1e-11, 2e-5);
    }

    /** Units of a wide layer stand for channels too; the last strip is shorter, and derivatives may go forwards and by row. */
    @Test
    void wideValuesAndOtherDerivatives() {
        for (int[] dims : new int[][]{{2053}, {PRIME, 11, 11}}) {
            Tracer t = new Tracer();
            Tensor x = t.rowInput("x", dims);
            Tensor a = x.times(t.parameter("a", dims)).plus(t.parameter("b", dims)).max(t.constant(-0.5)).square();
            Tensor density = a.silu().plus(a.times(x)).sum();
            t.output("rows", density);
            t.output("logDensity", density.sumRows());
            Program program = t.build();
            for (Program derived : List.of(ReverseMode.gradient(program, "logDensity"),
                    ForwardMode.derivative(program, "rows"), HessianVector.product(program, "logDensity"),
                    RowDerivatives.squaredNorms(program, "rows"))) {
                check(Arrays.toString(dims), derived, inputs(derived), ROWS, 1e-11, 1e-4);
            }
        }
    }

    @Test
    void randomImagesAgree() {
        LongStream.range(0, PROGRAMS).forEach(StripDifferentialTest::checkRandom);
    }

    @Test
    @Tag("slow")
    void moreRandomImagesAgree() {
        LongStream.range(PROGRAMS, MORE_PROGRAMS).forEach(StripDifferentialTest::checkRandom);
    }

    private static void checkRandom(long seed) {
        boolean smooth = seed % 2 == 0;
        RandomProgram random = RandomImages.generate(seed, smooth);
        int rows = (int) (1 + seed % 5 * 3);
        Program gradient = ReverseMode.gradient(random.program(), "logDensity");
        check(random.toString(), gradient, random.inputs(rows), rows, 1e-9, smooth ? 2e-4 : Double.NaN);
    }

    /** Compares with the interpreter; in floats where a tolerance is given. */
    private static void check(String what, Program program, Map<String, double[]> inputs, int rows, double ofDoubles,
            double ofFloats) {
        Map<String, double[]> expected = Interpreter.evaluate(program, inputs, rows);
        for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
            for (Precision precision : Precision.values()) {
                double tolerance = precision == Precision.FLOAT64 ? ofDoubles : ofFloats;
                if (!Double.isNaN(tolerance)) {
                    CompileOptions options = CompileOptions.defaults().withKernels(kernels).withPrecision(precision)
                            .withTileRows(8);
                    CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, rows, options);
                    // The second evaluation finds what the first has left behind.
                    compiled.run(CompiledAgainstOracle.theta(program, inputs));
                    compiled.run(CompiledAgainstOracle.theta(program, inputs));
                    assertSame(kernels.name() + " " + precision + ", " + what, compiled, expected, tolerance);
                }
            }
        }
    }

    /** As {@link CompiledAgainstOracle#assertSame}, which is slow for outputs of many numbers. */
    private static void assertSame(String what, CompiledProgram compiled, Map<String, double[]> expected,
            double tolerance) {
        expected.forEach((name, values) -> {
            double[] actual = new double[compiled.outputSize(name)];
            compiled.outputInto(name, actual);
            double scale = Arrays.stream(values).map(Math::abs).reduce(1, Math::max);
            assertThat(actual).as("%s of %s", name, what).hasSameSizeAs(values);
            double worst = 0;
            for (int i = 0; i < values.length; i++) {
                double difference = Math.abs(values[i] - actual[i]);
                worst = difference <= worst ? worst : difference;
            }
            assertThat(worst).as("%s of %s", name, what).isLessThanOrEqualTo(tolerance * scale);
        });
    }

    @Test
    void stepsBetweenConvolutionsAreJoined() {
        Program program = block(false);
        Map<String, double[]> inputs = inputs(program);
        CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, ROWS,
                CompileOptions.defaults());
        Profile profile = compiled.profile(CompiledAgainstOracle.theta(program, inputs), 1);
        List<String> names = profile.operators().stream().map(Profile.Operator::name).toList();
        assertThat(names).contains(Profile.STRIPS, "convolution 6x6x3x3")
                .doesNotContain("silu", "max", "square", "add");
        assertThat(profile.operators().stream().mapToLong(Profile.Operator::flops).sum())
                .isEqualTo(compiled.flops(ROWS));
        // Twenty-odd values of 6 channels, were none shared or computed again.
        double images = (double) compiled.arenaBytes() / (8L * 6 * SIDE * SIDE * compiled.tileRows());
        assertThat(images).isLessThan(14);
    }

    /** Rows, in the order of the channels that they are of. */
    private static double[] channels(Program program, Map<String, double[]> inputs, Precision precision,
            Kernels kernels) {
        CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, ROWS,
                CompileOptions.defaults().withPrecision(precision).withKernels(kernels));
        compiled.run(CompiledAgainstOracle.theta(program, inputs));
        double[] out = new double[compiled.outputSize("out")];
        compiled.outputInto("out", out);
        return out;
    }

    private static Program plain(int channels) {
        Tracer t = new Tracer();
        Tensor x = t.rowInput("x", channels, SIDE, SIDE);
        t.output("out", normalised(x, t.parameter("g", channels), t.parameter("b", channels),
                t.parameter("s", channels)).plus(x));
        return t.build();
    }

    @Test
    void channelsHaveTheBitsThatTheyHaveAlone() {
        int channels = 6;
        int size = SIDE * SIDE;
        Map<String, double[]> inputs = inputs(plain(channels));
        Kernels kernels = KernelProvider.vector();
        for (Precision precision : Precision.values()) {
            double[] all = channels(plain(channels), inputs, precision, kernels);
            for (int c = 0; c < channels; c += 5) {
                Map<String, double[]> one = new LinkedHashMap<>();
                int channel = c;
                inputs.forEach((name, values) -> one.put(name, name.equals("x")
                        ? part(values, channels, channel, size)
                        : new double[]{values[channel]}));
                assertThat(part(all, channels, c, size)).as("channel %d, %s", c, precision)
                        .isEqualTo(channels(plain(1), one, precision, kernels));
            }
        }
    }

    /** Of rows with some channels each, the rows of one. */
    private static double[] part(double[] values, int channels, int channel, int size) {
        List<double[]> rows = new ArrayList<>();
        for (int at = channel * size; at < values.length; at += channels * size) {
            rows.add(Arrays.copyOfRange(values, at, at + size));
        }
        return rows.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
