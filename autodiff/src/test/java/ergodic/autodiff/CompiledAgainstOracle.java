package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares compiled programs with the interpreter, output by output. */
final class CompiledAgainstOracle {

    static final List<Kernels> KERNELS = List.of(KernelProvider.scalar(), KernelProvider.vector());

    /** Sums are added in another order and elementary functions differ by a few units in the last place. */
    private static final double TOLERANCE = 1e-9;

    private CompiledAgainstOracle() {}

    /** Compiles a program for these inputs. */
    static CompiledProgram compile(Program program, Map<String, double[]> inputs, int rows, Kernels kernels,
            int tileRows) {
        return compile(program, inputs, rows, CompileOptions.defaults().withKernels(kernels).withTileRows(tileRows));
    }

    static CompiledProgram compile(Program program, Map<String, double[]> inputs, int rows, CompileOptions options) {
        CompiledProgram compiled = CompiledProgram.compile(program, rowData(program, inputs, rows), options);
        for (Node node : program.inputs(Op.InputKind.GLOBAL)) {
            String name = ((Op.Input) node.op()).name();
            compiled.setGlobal(name, values(inputs, name));
        }
        return compiled;
    }

    static RowData rowData(Program program, Map<String, double[]> inputs, int rows) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (Node node : program.inputs(Op.InputKind.ROW)) {
            String name = ((Op.Input) node.op()).name();
            columns.put(name, values(inputs, name));
        }
        return RowData.of(rows, columns);
    }

    static double[] theta(Program program, Map<String, double[]> inputs) {
        double[] theta = new double[program.parameterCount()];
        int at = 0;
        for (Node node : program.inputs(Op.InputKind.PARAMETER)) {
            double[] part = values(inputs, ((Op.Input) node.op()).name());
            System.arraycopy(part, 0, theta, at, part.length);
            at += part.length;
        }
        return theta;
    }

    private static double[] values(Map<String, double[]> inputs, String name) {
        return Objects.requireNonNull(inputs.get(name), name);
    }

    /** The inputs with only some of the rows. */
    static Map<String, double[]> subset(Program program, Map<String, double[]> inputs, int[] rows, int count) {
        Map<String, double[]> subset = new LinkedHashMap<>(inputs);
        for (Node node : program.inputs(Op.InputKind.ROW)) {
            String name = ((Op.Input) node.op()).name();
            int size = node.shape().size();
            double[] all = values(inputs, name);
            double[] some = new double[count * size];
            for (int i = 0; i < count; i++) {
                System.arraycopy(all, rows[i] * size, some, i * size, size);
            }
            subset.put(name, some);
        }
        return subset;
    }

    /** Asserts that the last evaluation gave what the interpreter gives. */
    static void assertSame(String what, CompiledProgram compiled, Map<String, double[]> expected) {
        assertSame(what, compiled, expected, TOLERANCE);
    }

    /**
     * Asserts that the last evaluation gave what the interpreter gives.
     *
     * @param tolerance
     *            of the largest number of an output, or of 1 if that is larger
     */
    static void assertSame(String what, CompiledProgram compiled, Map<String, double[]> expected, double tolerance) {
        expected.forEach((name, values) -> {
            assertThat(compiled.outputSize(name)).as("%s: size of %s", what, name).isEqualTo(values.length);
            double[] actual = new double[values.length];
            compiled.outputInto(name, actual);
            double scale = 1;
            for (double value : values) {
                scale = Double.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
            }
            for (int i = 0; i < values.length; i++) {
                boolean same = Double.isNaN(values[i]) ? Double.isNaN(actual[i])
                        : values[i] == actual[i] || Math.abs(values[i] - actual[i]) <= tolerance * scale;
                assertThat(same)
                        .withFailMessage("%s: %s[%s] is %s, expected %s%n%s", what, name, i, actual[i], values[i],
                                compiled.program())
                        .isTrue();
            }
        });
    }

    /** All outputs of the last evaluation. */
    static double[][] outputs(CompiledProgram compiled) {
        double[][] outputs = new double[compiled.program().outputs().size()][];
        int i = 0;
        for (String name : compiled.program().outputs().keySet()) {
            outputs[i] = new double[compiled.outputSize(name)];
            compiled.outputInto(name, outputs[i++]);
        }
        return outputs;
    }
}
