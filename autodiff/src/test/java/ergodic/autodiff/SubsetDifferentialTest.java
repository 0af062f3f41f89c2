package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.autodiff.kernel.Precision;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Subsets of rows, however they are chosen, give the bits of a program that has only those rows as its data. The network's inputs
 * have widths on both sides of eight, the numbers of rows are not multiples of the lanes.
 */
class SubsetDifferentialTest {

    private static final int ROWS = 203;
    private static final CompileOptions TILES = CompileOptions.defaults().withTileRows(32).withBlockTiles(2);

    private final Program program = ReverseMode.gradient(TracedNetworks.gaussian(11, 5), "logDensity");
    private final SplittableRandom random = new SplittableRandom(4);
    private final double[] x = random.doubles(11L * ROWS, -1, 1).toArray();
    private final double[] y = random.doubles(ROWS, -1, 1).toArray();
    private final double[] theta = random.doubles(program.parameterCount(), -1, 1).toArray();

    @ParameterizedTest
    @EnumSource(Precision.class)
    void rangesOfRowsAreTheirOwnData(Precision precision) {
        CompiledProgram all = compile(allRows(), precision);
        for (int[] range : new int[][]{{0, ROWS}, {0, 64}, {0, 40}, {1, 31}, {7, 100}, {32, 32}, {33, 95}, {192, 11},
                {195, 8}, {202, 1}, {50, 0}}) {
            int[] rows = new int[range[1]];
            Arrays.setAll(rows, i -> range[0] + i);
            double[] expected = evaluate(compile(rows, precision));
            all.run(theta, range[0], range[1]);
            assertThat(results(all)).as("range of %s rows from %s", range[1], range[0]).isEqualTo(expected);
            all.run(theta, rows, rows.length);
            assertThat(results(all)).as("the same rows, named").isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void anyRowsAreTheirOwnData(Precision precision) {
        CompiledProgram all = compile(allRows(), precision);
        for (int count : new int[]{1, 5, 8, 31, 33, 64, 150, 500}) {
            int[] rows = random.ints(count, 0, ROWS).toArray();
            double[] expected = evaluate(compile(rows, precision));
            all.run(theta, rows, count);
            assertThat(results(all)).as("%s rows", count).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void rowsOutsideAreRefused(Precision precision) {
        CompiledProgram all = compile(allRows(), precision);
        assertThatThrownBy(() -> all.run(theta, 200, 4)).hasMessageContaining("4 rows from row 200 of 203");
        assertThatThrownBy(() -> all.run(theta, -1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> all.run(theta, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static int[] allRows() {
        int[] rows = new int[ROWS];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    private CompiledProgram compile(int[] rows, Precision precision) {
        double[] someX = new double[11 * rows.length];
        double[] someY = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(x, 11 * rows[i], someX, 11 * i, 11);
            someY[i] = y[rows[i]];
        }
        CompiledProgram compiled = CompiledProgram.compile(program,
                RowData.of(rows.length, Map.of("x", someX, "y", someY)), TILES.withPrecision(precision));
        compiled.setGlobal("rowWeight", 1);
        return compiled;
    }

    private double[] evaluate(CompiledProgram compiled) {
        compiled.run(theta);
        return results(compiled);
    }

    private double[] results(CompiledProgram compiled) {
        double[] gradient = new double[theta.length];
        compiled.gradientInto(gradient);
        double[] all = Arrays.copyOf(gradient, theta.length + 1);
        all[theta.length] = compiled.scalar("logDensity");
        return all;
    }
}
