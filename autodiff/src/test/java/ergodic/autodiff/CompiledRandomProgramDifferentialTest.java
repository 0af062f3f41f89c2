package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Kernels;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random programs, their gradients and Hessian-vector products against the interpreter: both kernel sets, several widths of
 * tiles, sizes of blocks and numbers of rows, subsets of rows, forks, other rows, and the same bits again. A block of
 * seeds a test; the message of a failure names the seed. The settings go round with the seed, so that the first 60 seeds meet
 * every setting several times; the slow test goes on from there.
 */
class CompiledRandomProgramDifferentialTest {

    private static final int BLOCK = 15;
    private static final int[] ROWS = {0, 1, 2, 7, 8, 9, 33};
    private static final int[] TILES = {8, 16, 0};
    private static final int[] BLOCK_TILES = {0, 1, 2, 1, 3};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void agreesWithTheInterpreter(int block) {
        checkBlock(block);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7})
    @Tag("slow")
    void agreesWithTheInterpreterOnMore(int block) {
        checkBlock(block);
    }

    private static void checkBlock(int block) {
        for (int seed = BLOCK * block; seed < BLOCK * (block + 1); seed++) {
            RandomProgram random = RandomPrograms.generate(seed);
            int rows = ROWS[seed % ROWS.length];
            int tile = TILES[seed % TILES.length];
            int blockTiles = BLOCK_TILES[seed % BLOCK_TILES.length];
            check(random, random.program(), rows, tile, blockTiles);
            check(random, ReverseMode.gradient(random.program(), "value"), rows, tile, blockTiles);
            check(random, HessianVector.product(random.program(), "value"), rows, tile, blockTiles);
        }
    }

    private static void check(RandomProgram random, Program program, int rows, int tile, int blockTiles) {
        Map<String, double[]> inputs = Directions.with(random.inputs(rows), Directions.random(program, random.seed()));
        double[] theta = CompiledAgainstOracle.theta(program, inputs);
        Map<String, double[]> expected = Interpreter.evaluate(program, inputs, rows);
        for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
            String what = random + ", " + rows + " rows, tiles of " + tile + ", blocks of " + blockTiles + ", "
                    + kernels.name();
            CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, rows,
                    CompileOptions.defaults().withKernels(kernels).withTileRows(tile).withBlockTiles(blockTiles));
            compiled.run(theta);
            CompiledAgainstOracle.assertSame(what, compiled, expected);

            double[][] first = CompiledAgainstOracle.outputs(compiled);
            compiled.run(new double[theta.length]);
            compiled.run(theta);
            assertThat(CompiledAgainstOracle.outputs(compiled)).as("again: %s", what).isDeepEqualTo(first);
            CompiledProgram fork = compiled.fork();
            fork.run(theta);
            assertThat(CompiledAgainstOracle.outputs(fork)).as("fork: %s", what).isDeepEqualTo(first);

            if (rows > 0) {
                int[] some = new SplittableRandom(random.seed()).ints(rows + 3, 0, rows).toArray();
                int count = 1 + rows / 2;
                Map<String, double[]> subset = CompiledAgainstOracle.subset(program, inputs, some, count);
                Map<String, double[]> expectedOfSome = Interpreter.evaluate(program, subset, count);
                compiled.run(theta, some, count);
                CompiledAgainstOracle.assertSame("subset: " + what, compiled, expectedOfSome);
                CompiledProgram other = compiled
                        .withRows(CompiledAgainstOracle.rowData(program, subset, count));
                other.run(theta);
                CompiledAgainstOracle.assertSame("other rows: " + what, other, expectedOfSome);
                compiled.run(theta);
                assertThat(CompiledAgainstOracle.outputs(compiled)).as("after a subset: %s", what).isDeepEqualTo(first);
            }
        }
    }
}
