package ergodic.autodiff;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Kernels;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator, global and by row, with its derivative: both kernel sets against the interpreter. Compiling is what costs, so
 * each operator meets every ending and every number of rows, but each pair of them only in one case of three; the
 * slow test tries all pairs. {@link CompiledFloatDifferentialTest} tries 20 rows with every ending of every operator.
 */
class CompiledOperatorDifferentialTest {

    private static final int[] ROWS = {0, 1, 20};

    static Stream<OperatorCase> cases() {
        return OperatorCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheInterpreter(OperatorCase operator) {
        int turn = operator.turn();
        for (OperatorCase.Ending ending : OperatorCase.Ending.values()) {
            check(operator, ending, ROWS[turn++ % ROWS.length]);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Tag("slow")
    void agreesWithTheInterpreterForEveryEndingAndNumberOfRows(OperatorCase operator) {
        for (OperatorCase.Ending ending : OperatorCase.Ending.values()) {
            for (int rows : ROWS) {
                check(operator, ending, rows);
            }
        }
    }

    private static void check(OperatorCase operator, OperatorCase.Ending ending, int rows) {
        Program program = operator.program(ending);
        Map<String, double[]> inputs = operator.inputs(rows, 11 * rows + 3);
        check(operator + " " + ending, program, inputs, rows);
        check("gradient of " + operator + " " + ending, ReverseMode.gradient(program, "scalar"), inputs, rows);
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
