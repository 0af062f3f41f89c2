package ergodic.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers and their gradients, interpreted and compiled, against PyTorch 2.15. */
class LayerReferenceDifferentialTest {

    private static final double TOLERANCE = 1e-11;

    static Stream<LayerReference> cases() {
        return LayerReference.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theInterpretedLayerAgrees(LayerReference reference) {
        Program gradient = ReverseMode.gradient(LayerPrograms.of(reference), "loss");
        Map<String, double[]> inputs = new LinkedHashMap<>();
        reference.inputs().forEach((name, part) -> inputs.put(name, part.values()));
        reference.parameters().forEach((name, part) -> inputs.put(name, part.values()));
        assertThat(gradient.inputs(Op.InputKind.PARAMETER)).hasSameSizeAs(reference.parameters().keySet());
        Map<String, double[]> found = Interpreter.evaluate(gradient, inputs, reference.rows());
        reference.gradients().forEach(
                (name, part) -> assertSame(name, Objects.requireNonNull(found.get("d " + name)), part.values()));
        Map<String, double[]> values = Interpreter.evaluate(LayerPrograms.of(reference), inputs, reference.rows());
        reference.outputs().forEach(
                (name, part) -> assertSame(name, Objects.requireNonNull(values.get(name)), part.values()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCompiledLayerAgrees(LayerReference reference) {
        Program gradient = ReverseMode.gradient(LayerPrograms.of(reference), "loss");
        CompiledProgram compiled = CompiledProgram.compile(gradient, rows(reference));
        compiled.run(theta(reference));
        reference.gradients().forEach((name, part) -> {
            double[] found = new double[part.values().length];
            compiled.outputInto("d " + name, found);
            assertSame(name, found, part.values());
        });
        CompiledProgram forward = CompiledProgram.compile(LayerPrograms.of(reference), rows(reference));
        forward.run(theta(reference));
        reference.outputs().forEach((name, part) -> {
            double[] found = new double[part.values().length];
            forward.outputInto(name, found);
            assertSame(name, found, part.values());
        });
    }

    private static RowData rows(LayerReference reference) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        reference.inputs().forEach((name, part) -> columns.put(name, part.values()));
        return RowData.of(reference.rows(), columns);
    }

    /** The parameters one after another, in PyTorch's order, which is the layers' too. */
    static double[] theta(LayerReference reference) {
        return reference.parameters().values().stream().flatMapToDouble(p -> java.util.Arrays.stream(p.values()))
                .toArray();
    }

    private static void assertSame(String what, double[] found, double[] expected) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("%s[%d]", what, i)
                    .isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
        }
    }
}
