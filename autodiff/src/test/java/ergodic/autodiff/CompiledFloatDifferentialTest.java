package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs compiled for float32 against the interpreter in doubles: every operator with its derivative, and random smooth
 * programs (a kink may be crossed by a rounding) with theirs. Errors are relative to the largest number of an output, or to 1.
 * A float has a relative error of 6e-8; a cancellation or a chain of functions multiplies it. Largest errors when this was
 * written: operators 2e-6, random programs 3e-6.
 */
class CompiledFloatDifferentialTest {

    private static final double OPERATOR_TOLERANCE = 5e-6;
    /** Of maxPool2d: its values are up to 40, so that the case's tanh is near 1, where the derivative cancels. */
    private static final double POOLING_TOLERANCE = 1e-4;
    private static final double PROGRAM_TOLERANCE = 2e-5;
    private static final int ROWS_OF_OPERATORS = 20;
    private static final int BLOCK = 10;
    private static final int[] ROWS = {0, 1, 2, 15, 16, 17, 40};
    private static final int[] TILES = {16, 32, 0};

    static Stream<OperatorCase> cases() {
        return OperatorCases.all();
    }

    private static CompileOptions options(Kernels kernels, int tile) {
        return CompileOptions.defaults().withKernels(kernels).withTileRows(tile).withPrecision(Precision.FLOAT32);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void operatorsAgreeWithTheInterpreter(OperatorCase operator) {
        for (OperatorCase.Ending ending : OperatorCase.Ending.values()) {
            Program program = operator.program(ending);
            Program gradient = ReverseMode.gradient(program, "scalar");
            Map<String, double[]> inputs = operator.inputs(ROWS_OF_OPERATORS, 7);
            double tolerance = operator.name().startsWith("maxPool2d ") ? POOLING_TOLERANCE : OPERATOR_TOLERANCE;
            check(operator + " " + ending, program, inputs, tolerance);
            check("gradient of " + operator + " " + ending, gradient, inputs, tolerance);
        }
    }

    private static void check(String what, Program program, Map<String, double[]> inputs, double tolerance) {
        CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, ROWS_OF_OPERATORS,
                options(KernelProvider.vector(), 16));
        compiled.run(CompiledAgainstOracle.theta(program, inputs));
        CompiledAgainstOracle.assertSame(what, compiled, Interpreter.evaluate(program, inputs, ROWS_OF_OPERATORS),
                tolerance);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void randomProgramsAgreeWithTheInterpreter(int block) {
        for (int seed = BLOCK * block; seed < BLOCK * (block + 1); seed++) {
            RandomProgram random = RandomPrograms.generate(seed, true);
            int rows = ROWS[seed % ROWS.length];
            int tile = TILES[seed % TILES.length];
            check(random, random.program(), rows, tile);
            check(random, ReverseMode.gradient(random.program(), "value"), rows, tile);
        }
    }

    private static void check(RandomProgram random, Program program, int rows, int tile) {
        Map<String, double[]> inputs = random.inputs(rows);
        double[] theta = CompiledAgainstOracle.theta(program, inputs);
        Map<String, double[]> expected = Interpreter.evaluate(program, inputs, rows);
        for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
            String what = random + ", " + rows + " rows, tiles of " + tile + ", " + kernels.name();
            CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, rows, options(kernels, tile));
            compiled.run(theta);
            CompiledAgainstOracle.assertSame(what, compiled, expected, PROGRAM_TOLERANCE);

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
                compiled.run(theta, some, count);
                CompiledAgainstOracle.assertSame("subset: " + what, compiled,
                        Interpreter.evaluate(program, subset, count), PROGRAM_TOLERANCE);
            }
        }
    }

    /**
     * Where a function saturates, the product of two of its results, as reverse mode makes it, is 0 or a normal number: products of
     * denormals made the gradient of a saturated network several times slower.
     */
    @ParameterizedTest
    @EnumSource(value = UnaryFunction.class, names = {"EXP", "SIGMOID", "SILU"})
    void productsOfWhatSaturatesAreNoDenormals(UnaryFunction function) {
        int rows = 1000;
        Tracer t = new Tracer();
        Tensor y = switch (function) {
            case EXP -> t.rowInput("x").exp();
            case SIGMOID -> t.rowInput("x").sigmoid();
            default -> t.rowInput("x").silu();
        };
        t.output("product", y.times(y));
        Map<String, double[]> inputs = Map.of("x",
                IntStream.range(0, rows).mapToDouble(row -> -0.1 * row).toArray());
        CompiledProgram compiled = CompiledProgram.compile(t.build(), RowData.of(rows, inputs),
                options(KernelProvider.vector(), 16));
        compiled.run(new double[0]);
        double[] product = new double[rows];
        compiled.outputInto("product", product);
        assertThat(product).contains(0);
        assertThat(Arrays.stream(product).filter(value -> value != 0 && value < Float.MIN_NORMAL)).isEmpty();
        // What is left out is nothing beside 1.
        assertThat(Math.sqrt(Arrays.stream(product).filter(value -> value > 0).min().orElseThrow())).isLessThan(1e-17);
    }
}
