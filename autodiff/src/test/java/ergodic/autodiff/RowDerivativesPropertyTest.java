package ergodic.autodiff;

import static ergodic.autodiff.GradientCheck.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives by row are the gradients of sums in which that row alone counts. */
class RowDerivativesPropertyTest {

    private static final int PROGRAMS = 150;
    private static final int ROWS = 3;

    @ParameterizedTest
    @MethodSource("ergodic.autodiff.OperatorCases#all")
    void everyOperator(OperatorCase operator) {
        Program program = operator.program(OperatorCase.Ending.SUM);
        Map<String, double[]> inputs = operator.inputs(ROWS, 7);
        if (mixesRows(program, "row")) {
            assertThatThrownBy(() -> RowDerivatives.gradients(program, "row")).isInstanceOf(ShapeException.class)
                    .hasMessageContaining("a sum over rows");
        } else {
            checkScalar(program, "row", inputs);
        }
        if (program.output("value").shape().isByRow() && !mixesRows(program, "value")) {
            checkJacobian(program, "value", inputs);
        }
    }

    @Test
    void randomPrograms() {
        int checked = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            RandomProgram random = RandomPrograms.generate(seed, true);
            Program program = random.program();
            for (String name : program.outputs().keySet()) {
                if (name.startsWith("byRow") && !mixesRows(program, name)) {
                    checkJacobian(program, name, random.inputs(ROWS));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(PROGRAMS);
    }

    /** Whether an output depends on a parameter through a sum over rows. */
    private static boolean mixesRows(Program program, String name) {
        boolean[] depends = new boolean[program.nodes().size()];
        boolean[] mixes = new boolean[program.nodes().size()];
        for (Node node : program.nodes()) {
            boolean rowsIn = false;
            depends[node.id()] = node.op() instanceof Op.Input(String n, Op.InputKind k) && k == Op.InputKind.PARAMETER;
            for (Node operand : node.operands()) {
                boolean flows = switch (node.op()) {
                    case Op.Gather gather -> operand.equals(node.operand(0));
                    case Op.ScatterAdd scatter -> operand.equals(node.operand(0));
                    case Op.Select select -> operand.equals(node.operand(1)) || operand.equals(node.operand(2));
                    case Op.Unary(UnaryFunction f) -> f != UnaryFunction.SIGN && f != UnaryFunction.STEP;
                    case Op.Binary(BinaryFunction f) -> f != BinaryFunction.LESS && f != BinaryFunction.LESS_EQUAL
                            && f != BinaryFunction.EQUAL;
                    default -> true;
                };
                depends[node.id()] |= flows && depends[operand.id()];
                mixes[node.id()] |= flows && mixes[operand.id()];
                rowsIn |= operand.shape().isByRow();
            }
            mixes[node.id()] |= depends[node.id()] && rowsIn && !node.shape().isByRow();
        }
        return mixes[program.output(name).id()];
    }

    private static void checkScalar(Program program, String name, Map<String, double[]> inputs) {
        Program gradients = RowDerivatives.gradients(program, name);
        assertThat(gradients.output(RowDerivatives.GRADIENTS).shape())
                .isEqualTo(Shape.rows(program.parameterCount()));
        double[] found = in(Interpreter.evaluate(gradients, inputs, ROWS), RowDerivatives.GRADIENTS);
        double[] norms = in(Interpreter.evaluate(RowDerivatives.squaredNorms(program, name), inputs, ROWS),
                RowDerivatives.SQUARED_NORMS);
        double[][] expected = perRow(program, name, 0, inputs);
        int n = program.parameterCount();
        for (int row = 0; row < ROWS; row++) {
            double[] gradient = Arrays.copyOfRange(found, row * n, (row + 1) * n);
            double scale = Directions.scale(expected[row]);
            assertThat(gradient).as("row %d of%n%s", row, gradients).containsExactly(expected[row],
                    within(1e-12 * scale));
            assertThat(norms[row]).isCloseTo(Directions.dot(gradient, gradient), within(1e-11 * n * scale * scale));
        }
    }

    private static void checkJacobian(Program program, String name, Map<String, double[]> inputs) {
        Program jacobians = RowDerivatives.jacobians(program, name);
        int outputs = program.output(name).shape().size();
        int n = program.parameterCount();
        assertThat(jacobians.output(RowDerivatives.JACOBIANS).shape()).isEqualTo(Shape.rows(outputs, n));
        double[] found = in(Interpreter.evaluate(jacobians, inputs, ROWS), RowDerivatives.JACOBIANS);
        for (int element = 0; element < outputs; element++) {
            double[][] expected = perRow(program, name, element, inputs);
            for (int row = 0; row < ROWS; row++) {
                int start = (row * outputs + element) * n;
                assertThat(Arrays.copyOfRange(found, start, start + n))
                        .as("row %d, element %d of %s in%n%s", row, element, name, jacobians)
                        .containsExactly(expected[row], within(1e-11 * Directions.scale(expected[row])));
            }
        }
    }

    /** For each row the gradient of one element of an output in that row, as a sum in which the other rows count 0. */
    private static double[][] perRow(Program program, String name, int element, Map<String, double[]> inputs) {
        Tracer tracer = new Tracer();
        List<Tensor> values = tracer.replay(program);
        Tensor output = values.get(program.output(name).id());
        Tensor chosen = output.reshape(output.shape().size()).get(element).times(tracer.rowInput("chosen"));
        tracer.output("element", chosen.sumRows());
        Program sum = tracer.build();
        Program gradient = ReverseMode.gradient(sum, "element");
        double[][] rows = new double[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            Map<String, double[]> more = new HashMap<>(inputs);
            double[] only = new double[ROWS];
            only[row] = 1;
            more.put("chosen", only);
            rows[row] = Directions.gradient(sum, Interpreter.evaluate(gradient, more, ROWS));
        }
        return rows;
    }
}
