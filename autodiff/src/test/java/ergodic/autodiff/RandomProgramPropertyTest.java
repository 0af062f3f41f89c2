package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of programs that nobody would write. */
class RandomProgramPropertyTest {

    private static final int PROGRAMS = 100;
    /** So many that each operator occurs, and none divides by the size of an empty dimension. */
    private static final int PROGRAMS_FOR_ALL = 130;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void gradientsAreTheLimitOfDifferences(int rows) {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            RandomProgram random = RandomPrograms.generate(seed, true);
            GradientCheck.check(random.program(), "value", random.inputs(rows), rows, 1e-7);
        }
    }

    @Test
    void gradientsOfGradientsToo() {
        for (long seed = 0; seed < PROGRAMS / 3; seed++) {
            RandomProgram random = RandomPrograms.generate(seed, true);
            Program directional = GradientCheck.directionalDerivative(random.program(), "value");
            GradientCheck.check(directional, "directional", random.inputs(2), 2, 1e-6);
        }
    }

    @Test
    void valuesAreFiniteAndEveryOperatorOccurs() {
        Set<Object> seen = new HashSet<>();
        for (long seed = 0; seed < PROGRAMS_FOR_ALL; seed++) {
            RandomProgram random = RandomPrograms.generate(seed);
            Interpreter.evaluate(random.program(), random.inputs(3), 3)
                    .forEach((name, value) -> assertThat(value).as("%s of %s", name, random)
                            .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
            for (Node node : random.program().nodes()) {
                seen.add(switch (node.op()) {
                    case Op.Unary(UnaryFunction function) -> function;
                    case Op.Binary(BinaryFunction function) -> function;
                    default -> node.op().getClass();
                });
            }
        }
        assertThat(seen).contains((Object[]) UnaryFunction.values()).contains((Object[]) BinaryFunction.values());
        for (Class<?> operator : Op.class.getPermittedSubclasses()) {
            if (operator != Op.Unary.class && operator != Op.Binary.class) {
                assertThat(seen).contains(operator);
            }
        }
    }
}
