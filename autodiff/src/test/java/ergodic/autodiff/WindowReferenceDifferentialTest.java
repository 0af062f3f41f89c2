package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Kernels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Convolutions and poolings, and their gradients, against PyTorch (jmh-benchmarks/peers/reference/windows.py). */
class WindowReferenceDifferentialTest {

    @ParameterizedTest
    @CsvFileSource(resources = "windows.csv", numLinesToSkip = 1, delimiter = ';', maxCharsPerColumn = 100_000)
    void agreesWithPyTorch(String operator, String settings, String image, String weights, String result,
            String imageGradient, String weightGradient) {
        int[] numbers = ints(settings);
        Tracer t = new Tracer();
        Tensor x = t.parameter("image", ints(image));
        Tensor w = t.parameter("weights", ints(weights));
        Tensor bias = t.constant(filled(ints(weights)[0], i -> 0.1 * (i + 1)), ints(weights)[0]);
        // By row, so that the compiled program uses the kernels; the data are zeros.
        Tensor y = apply(operator, numbers, x.plus(t.rowInput("zeros", ints(image))), w, bias);
        t.output("y", y);
        double[] adjoint = filled(y.shape().size(), Math::cos);
        t.output("scalar", y.times(t.constant(adjoint, y.shape().dims())).sum().sumRows());
        Program gradient = ReverseMode.gradient(t.build(), "scalar");
        Map<String, double[]> inputs = new HashMap<>();
        inputs.put("image", filled(x.shape().size(), i -> Math.sin(1.3 * i + 0.2)));
        inputs.put("weights", filled(w.shape().size(), i -> Math.cos(0.7 * i + 0.1)));
        inputs.put("zeros", new double[x.shape().size()]);

        Map<String, double[]> found = Interpreter.evaluate(t.build(), inputs, 1);
        assertSame("y", GradientCheck.in(found, "y"), result);
        Map<String, double[]> gradients = Interpreter.evaluate(gradient, inputs, 1);
        assertSame("d image", GradientCheck.in(gradients, "d image"), imageGradient);
        if (weightGradient != null) {
            assertSame("d weights", GradientCheck.in(gradients, "d weights"), weightGradient);
        }
        for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
            CompiledProgram compiled = CompiledAgainstOracle.compile(gradient, inputs, 1, kernels, 8);
            compiled.run(CompiledAgainstOracle.theta(gradient, inputs));
            CompiledAgainstOracle.assertSame(operator + " " + settings, compiled, gradients);
        }
    }

    private static Tensor apply(String operator, int[] s, Tensor x, Tensor weights, Tensor bias) {
        Window.Axis first = new Window.Axis(s[1], s[2], s[3], s[4]);
        Window window = s.length > 5 ? new Window(first, new Window.Axis(s[5], s[6], s[7], s[8])) : Window.along(first);
        return switch (operator) {
            case "conv2d" -> x.conv2d(weights, bias, window, s[0]);
            case "conv1d" -> x.conv1d(weights, bias, first, s[0]);
            case "maxPool2d" -> x.maxPool2d(window);
            case "maxPool1d" -> x.maxPool1d(first);
            case "averagePool2d" -> x.averagePool2d(window, s[0] == 1);
            case "averagePool1d" -> x.averagePool1d(first, s[0] == 1);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static void assertSame(String what, double[] found, String expected) {
        double[] values = Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(found).as(what).hasSameSizeAs(values);
        for (int i = 0; i < values.length; i++) {
            assertThat(found[i]).as("%s[%s]", what, i).isCloseTo(values[i], within(1e-12 * (1 + Math.abs(values[i]))));
        }
    }

    private static double[] filled(int size, IntToDoubleFunction value) {
        return IntStream.range(0, size).mapToDouble(value).toArray();
    }

    private static int[] ints(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
