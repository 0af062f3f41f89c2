package ergodic.autodiff;

import static ergodic.autodiff.GradientCheck.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simplified programs compute what the written ones do, in fewer steps. */
class SimplifierPropertyTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void valuesStay(int rows) {
        for (long seed = 1000; seed < 1300; seed++) {
            RandomProgram written = RandomPrograms.unsimplified(seed, false);
            Program simplified = simplify(written.program());
            assertThat(simplified.nodes()).hasSizeLessThanOrEqualTo(written.program().nodes().size() + 6);
            Map<String, double[]> expected = Interpreter.evaluate(written.program(), written.inputs(rows), rows);
            Map<String, double[]> found = Interpreter.evaluate(simplified, written.inputs(rows), rows);
            expected.forEach((name, values) -> {
                for (int i = 0; i < values.length; i++) {
                    assertThat(in(found, name)[i]).as("%s[%d] of %s", name, i, written).isCloseTo(values[i],
                            within(1e-9 * (1 + Math.abs(values[i]))));
                }
            });
        }
    }

    private static Program simplify(Program program) {
        Tracer tracer = new Tracer();
        List<Tensor> handles = tracer.replay(program);
        program.outputs().forEach((name, node) -> tracer.output(name, handles.get(node.id())));
        return tracer.build();
    }
}
