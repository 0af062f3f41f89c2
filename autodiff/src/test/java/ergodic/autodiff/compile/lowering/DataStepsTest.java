package ergodic.autodiff.compile.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Stage;
import ergodic.autodiff.kernel.Precision;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that depend on row data only are computed when rows are loaded; nobody can tell. */
class DataStepsTest {

    private static final int ROWS = 37;

    /** Data in every place where they could be taken for changing values or the other way round. */
    private static Program program(boolean gradient) {
        Tracer t = new Tracer();
        Tensor x = t.rowInput("x", 3);
        Tensor y = t.rowInput("y");
        Tensor w = t.parameter("w", 3);
        Tensor scale = y.abs().plus(1).log();
        Tensor mean = x.dot(w);
        // One place for data and for what changes, in a concatenation and in sums.
        Tensor mixed = Tensor.concat(0, List.of(x.square(), x.times(w), x.exp()));
        Tensor z = y.minus(mean).dividedBy(scale);
        t.output("logDensity", z.square().times(-0.5).minus(scale.log()).plus(mixed.dot(mixed).times(0.01))
                .plus(y.abs().lgamma()).sumRows());
        t.output("standard", z);
        t.output("data", scale);
        t.output("pairs", mixed);
        return gradient ? ReverseMode.gradient(t.build(), "logDensity") : t.build();
    }

    private static RowData data(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return RowData.of(rows, Map.of("x", random.doubles(3L * rows, -1, 1).toArray(), "y",
                random.doubles(rows, -2, 2).toArray()));
    }

    private static List<double[]> all(CompiledProgram compiled) {
        List<double[]> result = new ArrayList<>();
        for (String output : compiled.program().outputs().keySet()) {
            double[] part = new double[compiled.outputSize(output)];
            compiled.outputInto(output, part);
            result.add(part);
        }
        return result;
    }

    private static void loadedAndByName(Program program, CompileOptions options) {
        CompiledProgram kept = CompiledProgram.compile(program, data(ROWS, 1), options);
        CompiledProgram fresh = CompiledProgram.compile(program, data(ROWS, 1), options);
        int[] rows = IntStream.range(0, ROWS).toArray();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 6; i++) {
            double[] theta = random.doubles(3, -1, 1).toArray();
            kept.run(theta);
            fresh.run(theta, rows, ROWS);
            assertThat(all(kept)).as("evaluation %d", i).usingElementComparator(Arrays::compare)
                    .isEqualTo(all(fresh));
            if (i == 3) {
                // A batch takes the rows' place; the next evaluation brings them back.
                kept.run(theta, new int[]{5, 1, 30}, 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void loadedRowsAndTheSameRowsByNameGiveTheSameBits(Precision precision) {
        loadedAndByName(program(false), CompileOptions.defaults().withPrecision(precision));
        loadedAndByName(program(true), CompileOptions.defaults().withPrecision(precision));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void otherRowsInSeveralTilesAreRight(Precision precision) {
        CompileOptions options = CompileOptions.defaults().withPrecision(precision);
        int many = 200;
        for (boolean gradient : new boolean[]{false, true}) {
            Program program = program(gradient);
            CompiledProgram several = CompiledProgram.compile(program, data(ROWS, 1), options)
                    .withRows(data(many, 2));
            CompiledProgram one = CompiledProgram.compile(program, data(many, 2), options);
            assertThat(several.tileRows()).isLessThan(many);
            assertThat(one.tileRows()).isGreaterThanOrEqualTo(many);
            double tolerance = precision == Precision.FLOAT32 ? 1e-5 : 1e-13;
            for (double start : new double[]{-0.7, 0.2}) {
                double[] theta = {start, 0.3, 0.5};
                several.run(theta);
                one.run(theta);
                List<double[]> expected = all(one);
                List<double[]> actual = all(several);
                for (int k = 0; k < expected.size(); k++) {
                    for (int i = 0; i < expected.get(k).length; i++) {
                        double want = expected.get(k)[i];
                        assertThat(actual.get(k)[i]).isCloseTo(want, Offset.offset(tolerance * (1 + Math.abs(want))));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void whatDependsOnDataIsComputedOnce(Precision precision) {
        Plan plan = Planner.plan(program(false), KernelProvider.get(), KernelProvider.get(precision), 0, 0, ROWS);
        Stage stage = Arrays.stream(plan.stages()).filter(Stage::byRow).findFirst().orElseThrow();
        assertThat(stage.load()).extracting(Instruction::operator).contains("abs", "log", "lgamma");
        assertThat(stage.body()).extracting(Instruction::operator).doesNotContain("abs", "log", "lgamma")
                .contains("dot");
    }
}
