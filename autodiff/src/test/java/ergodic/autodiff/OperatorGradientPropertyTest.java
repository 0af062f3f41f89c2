package ergodic.autodiff;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The derivative of every operator, and the derivative of that derivative, against differences. */
class OperatorGradientPropertyTest {

    @ParameterizedTest
    @MethodSource("ergodic.autodiff.OperatorCases#all")
    void theGradientIsTheLimitOfDifferences(OperatorCase operator) {
        for (OperatorCase.Ending ending : OperatorCase.Ending.values()) {
            for (int rows : new int[]{OperatorCase.ROWS, 1, 0}) {
                GradientCheck.check(operator.program(ending), "scalar", operator.inputs(rows, 5), rows, 1e-8);
            }
        }
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
