package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random programs and their gradients (all kinds of sums over rows, several stages, outputs by row) give the same bits with 1, 2, 3
 * and 5 threads, at all rows and at subsets of them. A block of seeds a test; the message of a failure names the seed.
 */
class ThreadsDifferentialTest {

    private static final int BLOCK = 15;
    private static final int[] ROWS = {9, 33, 100, 200};
    private static final int[] THREADS = {2, 3, 5};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anyNumberOfThreadsGivesTheSameBits(int block) {
        for (int seed = BLOCK * block; seed < BLOCK * (block + 1); seed++) {
            RandomProgram random = RandomPrograms.generate(seed);
            int rows = ROWS[seed % ROWS.length];
            check(random, ReverseMode.gradient(random.program(), "value"), rows, 1 + seed % 3);
        }
    }

    private static void check(RandomProgram random, Program program, int rows, int blockTiles) {
        Map<String, double[]> inputs = random.inputs(rows);
        double[] theta = CompiledAgainstOracle.theta(program, inputs);
        CompileOptions options = CompileOptions.defaults().withTileRows(8).withBlockTiles(blockTiles);
        CompiledProgram one = CompiledAgainstOracle.compile(program, inputs, rows, options);
        int[] some = new SplittableRandom(random.seed()).ints(2L * rows, 0, rows).toArray();
        one.run(theta);
        double[][] atAll = outputs(program, one);
        one.run(theta, some, some.length);
        double[][] atSome = outputs(program, one);
        for (int threads : THREADS) {
            String what = random + ", " + rows + " rows, blocks of " + blockTiles + ", " + threads + " threads";
            CompiledProgram many = CompiledAgainstOracle.compile(program, inputs, rows,
                    options.withFixedThreads(threads));
            for (int repetition = 0; repetition < 5; repetition++) {
                many.run(theta);
                assertThat(outputs(program, many)).as(what).isDeepEqualTo(atAll);
                many.run(theta, some, some.length);
                assertThat(outputs(program, many)).as("subset: %s", what).isDeepEqualTo(atSome);
            }
        }
    }

    private static double[][] outputs(Program program, CompiledProgram compiled) {
        double[][] outputs = new double[program.outputs().size()][];
        int i = 0;
        for (String name : program.outputs().keySet()) {
            outputs[i] = new double[compiled.outputSize(name)];
            compiled.outputInto(name, outputs[i++]);
        }
        return outputs;
    }
}
