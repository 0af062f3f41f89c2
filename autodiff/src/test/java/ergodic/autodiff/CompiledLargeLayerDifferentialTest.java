package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Layers so large that the gradient of their weights has accumulators of one number instead of a vector, in sizes that are no
 * multiples of vectors: against the interpreter, with both kernels, in both precisions, in several blocks, with one and
 * two threads.
 */
class CompiledLargeLayerDifferentialTest {

    private static final int TILE = 32;

    @ParameterizedTest
    @CsvSource({"91, 101, 150", "300, 33, 70", "33, 250, 33", "128, 66, 1"})
    void gradientsAgreeWithTheInterpreter(int in, int hidden, int rows) {
        Program program = ReverseMode.gradient(TracedNetworks.gaussian(in, hidden), "logDensity");
        Map<String, double[]> inputs = inputs(program, rows);
        double[] theta = CompiledAgainstOracle.theta(program, inputs);
        Map<String, double[]> expected = Interpreter.evaluate(program, inputs, rows);
        for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
            for (Precision precision : Precision.values()) {
                String what = kernels.name() + " " + precision;
                CompileOptions options = CompileOptions.defaults().withKernels(kernels).withPrecision(precision)
                        .withTileRows(TILE).withBlockTiles(2);
                CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, rows, options);
                // The second evaluation finds what the first has left in the accumulators.
                compiled.run(theta);
                compiled.run(theta);
                CompiledAgainstOracle.assertSame(what, compiled, expected,
                        precision == Precision.FLOAT64 ? 1e-12 : 2e-5);
                CompiledProgram two = CompiledAgainstOracle.compile(program, inputs, rows,
                        options.withFixedThreads(2));
                two.run(theta);
                assertThat(gradient(two, in * hidden)).as(what).isEqualTo(gradient(compiled, in * hidden));
            }
        }
    }

    private static double[] gradient(CompiledProgram compiled, int size) {
        double[] gradient = new double[size];
        compiled.outputInto("d w1", gradient);
        return gradient;
    }

    private static Map<String, double[]> inputs(Program program, int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        Map<String, double[]> inputs = new HashMap<>();
        for (Op.InputKind kind : Op.InputKind.values()) {
            for (Node node : program.inputs(kind)) {
                int count = node.shape().size() * (kind == Op.InputKind.ROW ? rows : 1);
                inputs.put(((Op.Input) node.op()).name(), random.doubles(count, -0.3, 0.3).toArray());
            }
        }
        return inputs;
    }
}
