package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Kernels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A batch of draws gives what its draws give one by one, to the last bit. */
class DrawBatchTest {

    private static final int DRAWS = 5;
    private static final int ROWS = 19;

    @Test
    void aNetwork() {
        Tracer t = new Tracer();
        Tensor hidden = t.rowInput("x", 3).affine(t.parameter("w1", 6, 3), t.parameter("b1", 6)).tanh();
        t.parameter("unused", 2);
        Tensor outputs = hidden.affine(t.parameter("w2", 2, 6), t.parameter("b2", 2)).times(t.globalInput("scale"));
        t.output("outputs", outputs);
        t.output("weights", t.parameter("w3", 2, 2).exp());
        Program program = t.build();
        check(program, "outputs");
        check(program, "weights");
        assertThat(DrawBatch.of(program, "outputs", DRAWS).output("outputs").shape())
                .isEqualTo(Shape.rows(DRAWS, 2));
        assertThatThrownBy(() -> DrawBatch.of(program, "outputs", 0)).hasMessageContaining("draws is 0");
    }

    @Test
    void randomPrograms() {
        for (long seed = 0; seed < 30; seed++) {
            Program program = RandomPrograms.generate(seed).program();
            for (String name : program.outputs().keySet()) {
                check(program, name);
            }
        }
    }

    private static void check(Program program, String output) {
        Program batch = DrawBatch.of(program, output, DRAWS);
        Map<String, double[]> inputs = new HashMap<>();
        SplittableRandom random = new SplittableRandom(7);
        for (Node node : program.nodes()) {
            if (node.op() instanceof Op.Input(String name, Op.InputKind kind)) {
                int count = node.shape().size() * (kind == Op.InputKind.ROW ? ROWS : 1);
                inputs.put(name, name.startsWith("index") ? random.ints(count, 0, 2).asDoubleStream().toArray()
                        : random.doubles(count, -1.5, 1.5).toArray());
            }
        }
        int n = program.parameterCount();
        double[] thetas = random.doubles((long) DRAWS * n, -1, 1).toArray();
        for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
            CompiledProgram many = CompiledAgainstOracle.compile(batch, inputs, ROWS, kernels, 16);
            many.run(thetas);
            double[] found = new double[many.outputSize(output)];
            many.outputInto(output, found);
            CompiledProgram one = CompiledAgainstOracle.compile(program, inputs, ROWS, kernels, 16);
            int size = program.output(output).shape().size();
            int rows = program.output(output).shape().isByRow() ? ROWS : 1;
            for (int draw = 0; draw < DRAWS; draw++) {
                one.run(Arrays.copyOfRange(thetas, draw * n, (draw + 1) * n));
                double[] expected = new double[one.outputSize(output)];
                one.outputInto(output, expected);
                for (int row = 0; row < rows; row++) {
                    int start = (row * DRAWS + draw) * size;
                    assertThat(Arrays.copyOfRange(found, start, start + size)).as("draw %s of %s", draw, batch)
                            .containsExactly(Arrays.copyOfRange(expected, row * size, (row + 1) * size));
                }
            }
        }
    }
}
