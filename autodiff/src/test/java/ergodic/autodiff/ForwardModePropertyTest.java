package ergodic.autodiff;

import static ergodic.autodiff.GradientCheck.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forward derivatives against differences, against reverse derivatives, and of reverse derivatives. */
class ForwardModePropertyTest {

    private static final int PROGRAMS = 60;

    @ParameterizedTest
    @MethodSource("ergodic.autodiff.OperatorCases#all")
    void everyOperator(OperatorCase operator) {
        for (OperatorCase.Ending ending : OperatorCase.Ending.values()) {
            Program program = operator.program(ending);
            for (int rows : new int[]{OperatorCase.ROWS, 1, 0}) {
                Map<String, double[]> inputs = operator.inputs(rows, 5);
                againstDifferences(program, inputs, rows, 1e-8, "value", "scalar");
                againstReverse(program, "scalar", inputs, rows);
            }
            symmetry(program, "scalar", operator.inputs(OperatorCase.ROWS, 11), OperatorCase.ROWS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void randomPrograms(int rows) {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            RandomProgram random = RandomPrograms.generate(seed, true);
            Program program = random.program();
            Map<String, double[]> inputs = random.inputs(rows);
            againstDifferences(program, inputs, rows, 1e-7, program.outputs().keySet().toArray(String[]::new));
            againstReverse(program, "value", inputs, rows);
            symmetry(program, "value", inputs, rows);
        }
    }

    private static void againstDifferences(Program program, Map<String, double[]> inputs, int rows, double tolerance,
            String... outputs) {
        double[] v = Directions.random(program, 3);
        Program forward = ForwardMode.derivative(program, outputs);
        Map<String, double[]> found = Interpreter.evaluate(forward, Directions.with(inputs, v), rows);
        for (String name : outputs) {
            assertThat(forward.output("D " + name).shape()).isEqualTo(program.output(name).shape());
            double[] value = in(Interpreter.evaluate(program, inputs, rows), name);
            assertThat(in(found, name)).as("value of %s in%n%s", name, forward).containsExactly(value,
                    within(1e-12 * Directions.scale(value)));
            double[] expected = Directions.differences(program, name, inputs, rows, v);
            for (int i = 0; i < expected.length; i++) {
                double scale = 1 + Math.abs(expected[i]) + Math.abs(value[i]);
                assertThat(Math.abs(in(found, "D " + name)[i] - expected[i]) / scale)
                        .as("D %s[%d] is %s, differences give %s, in%n%s", name, i, in(found, "D " + name)[i],
                                expected[i], forward)
                        .isLessThan(tolerance);
            }
        }
    }

    /** The derivative along v is the product of the gradient with v. */
    private static void againstReverse(Program program, String output, Map<String, double[]> inputs, int rows) {
        double[] v = Directions.random(program, 4);
        Program forward = ForwardMode.derivative(program, output);
        double along = in(Interpreter.evaluate(forward, Directions.with(inputs, v), rows), "D " + output)[0];
        Program reverse = ReverseMode.gradient(program, output);
        double[] gradient = Directions.gradient(program, Interpreter.evaluate(reverse, inputs, rows));
        double product = Directions.dot(gradient, v);
        double scale = Math.abs(product) + Directions.scale(gradient) * v.length;
        assertThat(along).as("forward %s%nreverse %s", forward, reverse).isCloseTo(product, within(1e-12 * scale));
    }

    /** {@code u' H v = v' H u}, both forward over reverse. */
    private static void symmetry(Program program, String output, Map<String, double[]> inputs, int rows) {
        Program product = HessianVector.product(program, output);
        double[] u = Directions.random(program, 5);
        double[] v = Directions.random(program, 6);
        double[] hu = in(Interpreter.evaluate(product, Directions.with(inputs, u), rows), HessianVector.PRODUCT);
        double[] hv = in(Interpreter.evaluate(product, Directions.with(inputs, v), rows), HessianVector.PRODUCT);
        double scale = Directions.scale(hu) * u.length + Directions.scale(hv) * v.length;
        assertThat(Directions.dot(u, hv)).as("%s", product).isCloseTo(Directions.dot(v, hu), within(1e-11 * scale));
    }
}
