package ergodic.autodiff;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The derivative of every operator, and the derivative of that derivative, against differences. Each operator meets every ending
 * and every number of rows; the slow test tries all pairs of them.
 */
class OperatorGradientPropertyTest {

    private static final int[] ROWS = {OperatorCase.ROWS, 1, 0};

    @ParameterizedTest
    @MethodSource("ergodic.autodiff.OperatorCases#all")
    void theGradientIsTheLimitOfDifferences(OperatorCase operator) {
        int turn = operator.turn();
        for (OperatorCase.Ending ending : OperatorCase.Ending.values()) {
            check(operator, ending, ROWS[turn++ % ROWS.length]);
        }
    }

    @ParameterizedTest
    @MethodSource("ergodic.autodiff.OperatorCases#all")
    @Tag("slow")
    void soItIsForEveryEndingAndNumberOfRows(OperatorCase operator) {
        for (OperatorCase.Ending ending : OperatorCase.Ending.values()) {
            for (int rows : ROWS) {
                check(operator, ending, rows);
            }
        }
    }

    private static void check(OperatorCase operator, OperatorCase.Ending ending, int rows) {
        GradientCheck.check(operator.program(ending), "scalar", operator.inputs(rows, 5), rows, 1e-8);
    }

    @ParameterizedTest
    @MethodSource("ergodic.autodiff.OperatorCases#all")
    void theGradientOfTheGradientToo(OperatorCase operator) {
        for (OperatorCase.Ending ending : OperatorCase.Ending.values()) {
            Program directional = GradientCheck.directionalDerivative(operator.program(ending), "scalar");
            int rows = OperatorCase.ROWS;
            GradientCheck.check(directional, "directional", operator.inputs(rows, 11), rows, 1e-7);
        }
    }
}
