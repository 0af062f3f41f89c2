package ergodic.autodiff;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Kernels;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator, global and by row, with its derivative: both kernel sets against the interpreter. */
class CompiledOperatorDifferentialTest {

    private static final int[] ROWS = {0, 1, 20};

    static Stream<OperatorCase> cases() {
        return OperatorCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheInterpreter(OperatorCase operator) {
        for (OperatorCase.Ending ending : OperatorCase.Ending.values()) {
            Program program = operator.program(ending);
            Program gradient = ReverseMode.gradient(program, "scalar");
            for (int rows : ROWS) {
                Map<String, double[]> inputs = operator.inputs(rows, 11 * rows + 3);
                check(operator + " " + ending, program, inputs, rows);
                check("gradient of " + operator + " " + ending, gradient, inputs, rows);
            }
        }
    }

    private static void check(String what, Program program, Map<String, double[]> inputs, int rows) {
        Map<String, double[]> expected = Interpreter.evaluate(program, inputs, rows);
        double[] theta = CompiledAgainstOracle.theta(program, inputs);
        for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
            CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, rows, kernels, 8);
            compiled.run(theta);
            CompiledAgainstOracle.assertSame(what + ", " + rows + " rows, " + kernels.name(), compiled, expected);
        }
    }
}
