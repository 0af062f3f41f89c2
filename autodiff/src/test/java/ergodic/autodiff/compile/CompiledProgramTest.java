package ergodic.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.RowNumbers;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.kernel.Precision;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompiledProgramTest {

    private static final int ROWS = 300;

    /** A network 3-5-1 with tanh and a gaussian likelihood, and its gradient. */
    private static Program network() {
        Tracer t = new Tracer();
        Tensor weights = t.parameter("weights", 5, 3);
        Tensor bias = t.parameter("bias", 5);
        Tensor last = t.parameter("last", 1, 5);
        Tensor hidden = t.rowInput("x", 3).affine(weights, bias).tanh();
        Tensor residual = t.rowInput("y").minus(hidden.affine(last, t.constant(new double[1], 1)).get(0));
        Tensor likelihood = residual.square().times(-0.5).sumRows();
        Tensor prior = weights.square().sum().plus(last.square().sum()).plus(bias.square().sum()).times(-0.5);
        t.output("logDensity", prior.plus(t.globalInput("rowWeight").times(likelihood)));
        return ReverseMode.gradient(t.build(), "logDensity");
    }

    private static RowData data(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        return RowData.of(rows, Map.of("x", random.doubles(3L * rows, -1, 1).toArray(), "y",
                random.doubles(rows, -1, 1).toArray()));
    }

    private static CompiledProgram compiledNetwork(int rows) {
        CompiledProgram compiled = CompiledProgram.compile(network(), data(rows));
        compiled.setGlobal("rowWeight", 1);
        return compiled;
    }

    @Test
    void theGradientIsTheLimitOfDifferences() {
        CompiledProgram compiled = compiledNetwork(ROWS);
        double[] theta = new SplittableRandom(3).doubles(compiled.parameterCount(), -1, 1).toArray();
        double[] gradient = new double[theta.length];
        compiled.run(theta);
        compiled.gradientInto(gradient);
        for (int i = 0; i < theta.length; i++) {
            double h = 1e-5;
            double at = theta[i];
            theta[i] = at + h;
            compiled.run(theta);
            double above = compiled.scalar("logDensity");
            theta[i] = at - h;
            compiled.run(theta);
            double below = compiled.scalar("logDensity");
            theta[i] = at;
            assertThat((above - below) / (2 * h)).isCloseTo(gradient[i], within(1e-6));
        }
    }

    /** Rows that fit a tile may stay loaded; a subset, other data and a fork must not see each other's. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void allRowsAfterSubsetsAndOtherDataAreAllRows(Precision precision) {
        int rows = 40;
        CompileOptions options = CompileOptions.defaults().withPrecision(precision);
        CompiledProgram compiled = CompiledProgram.compile(network(), data(rows), options);
        compiled.setGlobal("rowWeight", 1);
        double[] theta = new SplittableRandom(3).doubles(compiled.parameterCount(), -1, 1).toArray();
        compiled.run(theta);
        double all = compiled.scalar("logDensity");
        int[] some = {3, 0, 39, 17};
        compiled.run(theta, some, some.length);
        double subset = compiled.scalar("logDensity");
        compiled.run(theta);
        assertThat(compiled.scalar("logDensity")).isEqualTo(all);
        compiled.run(theta, some, some.length);
        assertThat(compiled.scalar("logDensity")).isEqualTo(subset).isNotEqualTo(all);
        CompiledProgram more = compiled.withRows(data(700));
        more.run(theta);
        double many = more.scalar("logDensity");
        more.run(theta);
        assertThat(more.scalar("logDensity")).isEqualTo(many).isNotEqualTo(all);
        compiled.run(theta);
        assertThat(compiled.scalar("logDensity")).isEqualTo(all);
        CompiledProgram fork = compiled.fork();
        fork.run(theta);
        assertThat(fork.scalar("logDensity")).isEqualTo(all);
    }

    /** Rows that are read whenever they are needed give the bits of those that are kept, each copy as the row itself; of all inputs or of one. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, false", "FLOAT32, true", "FLOAT64, false", "FLOAT64, true"})
    void rowsReadAnewAreThoseThatAreKept(Precision precision, boolean mixed) {
        int rows = 531;
        int times = 3;
        CompileOptions options = CompileOptions.defaults().withPrecision(precision);
        SplittableRandom random = new SplittableRandom(1);
        double[] x = random.doubles(3L * rows, -1, 1).toArray();
        double[] y = random.doubles(rows, -1, 1).toArray();
        double[] copiesOfX = new double[times * x.length];
        double[] copiesOfY = new double[times * y.length];
        Arrays.setAll(copiesOfX, i -> x[i / 3 / times * 3 + i % 3]);
        Arrays.setAll(copiesOfY, i -> y[i / times]);
        CompiledProgram kept = CompiledProgram.compile(network(),
                RowData.of(times * rows, Map.of("x", copiesOfX, "y", copiesOfY)), options);
        CompiledProgram read = CompiledProgram.compile(network(),
                mixed ? RowData.of(times * rows, Map.of("x", copiesOfX)).with("y", RowNumbers.of(y, 1).repeated(times))
                        : RowData.of(rows, Map.of("x", x, "y", y)).repeated(times),
                options);
        kept.setGlobal("rowWeight", 1);
        read.setGlobal("rowWeight", 1);
        double[] theta = new SplittableRandom(3).doubles(kept.parameterCount(), -1, 1).toArray();
        int[] some = new SplittableRandom(4).ints(379, 0, times * rows).toArray();
        double[] gradient = new double[theta.length];
        double[] expected = new double[theta.length];
        for (int way = 0; way < 3; way++) {
            for (CompiledProgram program : new CompiledProgram[]{kept, read}) {
                switch (way) {
                    case 0 -> program.run(theta, some, some.length);
                    case 1 -> program.run(theta);
                    default -> program.run(theta, 7, 300);
                }
            }
            kept.gradientInto(expected);
            read.gradientInto(gradient);
            assertThat(read.scalar("logDensity")).isEqualTo(kept.scalar("logDensity"));
            assertThat(gradient).containsExactly(expected);
        }
    }

    /** Data of more than 32 MB are kept by row once single rows were asked for; all rows and ranges of them are what they were, and so are other data. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void largeDataAreTheSameInEitherLayout(Precision precision) {
        int rows = 9001;
        int size = precision == Precision.FLOAT64 ? 500 : 1000;
        Tracer t = new Tracer();
        t.output("sum", t.rowInput("x", size).dot(t.parameter("theta", size)).square().sumRows());
        CompileOptions options = CompileOptions.defaults().withPrecision(precision);
        double[] numbers = new SplittableRandom(1).doubles((long) rows * size, -1, 1).toArray();
        CompiledProgram program = CompiledProgram.compile(t.build(), RowData.of(rows, Map.of("x", numbers)), options);
        double[] theta = new SplittableRandom(2).doubles(size, -1, 1).toArray();
        program.run(theta);
        double all = program.scalar("sum");
        program.run(theta, 1001, 77);
        double range = program.scalar("sum");
        program.run(theta, new int[]{8999, 5}, 2);
        program.run(theta);
        assertThat(program.scalar("sum")).isEqualTo(all);
        program.run(theta, 1001, 77);
        assertThat(program.scalar("sum")).isEqualTo(range);
        double[] others = numbers.clone();
        Arrays.setAll(others, i -> 2 * numbers[i]);
        CompiledProgram doubled = program.withRows(RowData.of(rows, Map.of("x", others)));
        doubled.run(theta);
        assertThat(doubled.scalar("sum")).isEqualTo(4 * all);
    }

    @Test
    void subsetsThatMakeUpAllRowsAddUpToTheWhole() {
        CompiledProgram compiled = compiledNetwork(ROWS);
        double[] theta = new SplittableRandom(3).doubles(compiled.parameterCount(), -1, 1).toArray();
        compiled.run(theta);
        double whole = compiled.scalar("logDensity");
        compiled.setGlobal("rowWeight", 0);
        compiled.run(theta);
        double prior = compiled.scalar("logDensity");
        compiled.setGlobal("rowWeight", 1);
        int[] rows = new int[ROWS];
        Arrays.setAll(rows, i -> (7 * i) % ROWS);
        double sum = prior;
        for (int begin = 0; begin < ROWS; begin += 23) {
            int count = Math.min(23, ROWS - begin);
            compiled.run(theta, Arrays.copyOfRange(rows, begin, begin + count), count);
            sum += compiled.scalar("logDensity") - prior;
        }
        assertThat(sum).isCloseTo(whole, within(1e-9));
    }

    @Test
    void theArenaDoesNotGrowWithTheRows() {
        assertThat(compiledNetwork(20_000).arenaBytes()).isLessThanOrEqualTo(compiledNetwork(2_000).arenaBytes());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void allocatesNothingOnceItIsWarm(Precision precision) {
        CompiledProgram compiled = CompiledProgram.compile(network(), data(ROWS),
                CompileOptions.defaults().withPrecision(precision));
        double[] theta = new SplittableRandom(3).doubles(compiled.parameterCount(), -1, 1).toArray();
        double[] gradient = new double[theta.length];
        int[] rows = {3, 200, 7, 7, 299};
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long deadline = System.nanoTime() + 60_000_000_000L;
        long bytes;
        // Vectors are objects until the loops are compiled; when that is done depends on the machine's load.
        do {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 500; i++) {
                compiled.setGlobal("rowWeight", 1.0);
                compiled.run(theta);
                compiled.gradientInto(gradient);
                compiled.run(theta, rows, rows.length);
                compiled.scalar("logDensity");
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        } while (bytes > 0 && System.nanoTime() < deadline);
        assertThat(bytes).isZero();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void numericalFailureIsAValue(Precision precision) {
        Tracer t = new Tracer();
        Tensor p = t.parameter("p");
        t.output("logDensity", p.log().plus(t.rowInput("x").times(p).log().sumRows()));
        CompiledProgram compiled = CompiledProgram.compile(ReverseMode.gradient(t.build(), "logDensity"),
                RowData.of(2, Map.of("x", new double[]{1, 2})), CompileOptions.defaults().withPrecision(precision));
        compiled.run(new double[]{-1});
        assertThat(compiled.scalar("logDensity")).isNaN();
        compiled.run(new double[]{0});
        assertThat(compiled.scalar("logDensity")).isEqualTo(Double.NEGATIVE_INFINITY);
        compiled.run(new double[]{2});
        assertThat(compiled.scalar("logDensity")).isCloseTo(Math.log(2 * 2 * 4),
                within(precision == Precision.FLOAT64 ? 1e-12 : 1e-6));
    }

    @Test
    void whatIsTooLargeForAFloatIsInfinite() {
        Tracer t = new Tracer();
        Tensor p = t.parameter("p");
        t.output("logDensity", p.plus(t.rowInput("x")).exp().negate().sumRows());
        CompiledProgram compiled = CompiledProgram.compile(ReverseMode.gradient(t.build(), "logDensity"),
                RowData.of(2, Map.of("x", new double[]{0, 1})),
                CompileOptions.defaults().withPrecision(Precision.FLOAT32));
        compiled.run(new double[]{100});
        assertThat(compiled.scalar("logDensity")).isEqualTo(Double.NEGATIVE_INFINITY);
        compiled.run(new double[]{1e39});
        assertThat(compiled.scalar("logDensity")).isEqualTo(Double.NEGATIVE_INFINITY);
        compiled.run(new double[]{-200});
        assertThat(compiled.scalar("logDensity")).isCloseTo(0, within(1e-37));
    }

    @Test
    void sumsOverRowsOfFloatsAreDoubles() {
        Tracer t = new Tracer();
        t.output("sum", t.rowInput("x").sumRows());
        double[] x = new double[100_001];
        Arrays.fill(x, 1.0);
        x[0] = 1 << 25; // where a float can no longer count by ones
        CompiledProgram compiled = CompiledProgram.compile(t.build(), RowData.of(x.length, Map.of("x", x)),
                CompileOptions.defaults().withPrecision(Precision.FLOAT32));
        compiled.run(new double[0]);
        assertThat(compiled.scalar("sum")).isEqualTo((1 << 25) + 100_000.0);
    }

    @Test
    void zeroPaddingDoesNotReachSums() {
        Tracer t = new Tracer();
        t.parameter("p");
        Tensor x = t.rowInput("x");
        t.output("sum", x.reciprocal().sumRows());
        t.output("outer", t.apply(new ergodic.autodiff.Op.OuterSumRows(),
                java.util.List.of(x.log().reshape(1), x.reciprocal().reshape(1))));
        CompiledProgram compiled = CompiledProgram.compile(t.build(),
                RowData.of(3, Map.of("x", new double[]{1, 2, 4})));
        compiled.run(new double[1]);
        assertThat(compiled.scalar("sum")).isEqualTo(1.75);
        assertThat(compiled.scalar("outer")).isCloseTo(Math.log(2) / 2 + Math.log(4) / 4, within(1e-15));
    }

    @Test
    void badInputIsExplained() {
        Program program = network();
        assertThatThrownBy(() -> CompiledProgram.compile(program, RowData.of(2, Map.of("x", new double[6]))))
                .hasMessageContaining("no data for the row input \"y\"");
        assertThatThrownBy(
                () -> CompiledProgram.compile(program, RowData.of(2, Map.of("x", new double[8], "y", new double[2]))))
                .hasMessageContaining("needs 3 numbers a row, 6 in all, not 8");
        assertThatThrownBy(() -> RowData.of(2, Map.of("x", new double[5]))).hasMessageContaining("\"x\" has 5 numbers");
        CompiledProgram compiled = compiledNetwork(2);
        assertThatThrownBy(() -> compiled.run(new double[3])).hasMessageContaining("theta has 3 numbers");
        assertThatThrownBy(() -> compiled.run(new double[25], new int[]{2}, 1)).hasMessageContaining("row 2 of 2");
        assertThatThrownBy(() -> compiled.setGlobal("weight", 1)).hasMessageContaining("no global input \"weight\"");
        assertThatThrownBy(() -> compiled.setGlobal("rowWeight", 1, 2)).hasMessageContaining("has 1 numbers, not 2");
        assertThatThrownBy(() -> compiled.scalar("density")).hasMessageContaining("no scalar output \"density\"");
        assertThatThrownBy(() -> compiled.gradientInto(new double[1])).hasMessageContaining("the array has 1");
    }
}
