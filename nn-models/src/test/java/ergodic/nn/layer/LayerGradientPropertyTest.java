package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of the layers against extrapolated central differences, at the points of the reference cases. */
class LayerGradientPropertyTest {

    static Stream<LayerReference> cases() {
        return LayerReference.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theGradientIsTheLimitOfDifferences(LayerReference reference) {
        Program program = LayerPrograms.of(reference);
        Map<String, double[]> inputs = new HashMap<>();
        reference.inputs().forEach((name, part) -> inputs.put(name, part.values()));
        reference.parameters().forEach((name, part) -> inputs.put(name, part.values().clone()));
        Map<String, double[]> found = Interpreter.evaluate(ReverseMode.gradient(program, "loss"), inputs,
                reference.rows());
        for (String name : reference.parameters().keySet()) {
            double[] values = Objects.requireNonNull(inputs.get(name));
            double[] gradient = Objects.requireNonNull(found.get("d " + name));
            for (int i = 0; i < values.length; i++) {
                double wide = difference(program, reference, inputs, values, i, 1e-3);
                double narrow = difference(program, reference, inputs, values, i, 5e-4);
                double expected = (4 * narrow - wide) / 3;
                assertThat(Math.abs(gradient[i] - expected) / (1 + Math.abs(expected)))
                        .as("d loss / d %s[%d] is %s, differences give %s", name, i, gradient[i], expected)
                        .isLessThan(1e-8);
            }
        }
    }

    private static double difference(Program program, LayerReference reference, Map<String, double[]> inputs,
            double[] values, int i, double step) {
        double x = values[i];
        values[i] = x + step;
        double above = loss(program, reference, inputs);
        values[i] = x - step;
        double below = loss(program, reference, inputs);
        values[i] = x;
        return (above - below) / (2 * step);
    }

    private static double loss(Program program, LayerReference reference, Map<String, double[]> inputs) {
        return Objects.requireNonNull(Interpreter.evaluate(program, inputs, reference.rows()).get("loss"))[0];
    }
}
