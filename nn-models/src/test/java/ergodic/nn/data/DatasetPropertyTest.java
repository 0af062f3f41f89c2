package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the format in which a table of random numbers is written, the same numbers come out of it. */
class DatasetPropertyTest {

    private static final List<String> SEPARATORS = List.of(",", ";", "\t", " ", "   ", " \t", ", ", " ; ");
    private static final List<String> ENDS = List.of("\n", "\r\n", "\r");

    @TempDir
    static Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void numbersComeBack(long seed) throws IOException {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(seed);
        for (int trial = 0; trial < 50; trial++) {
            int columns = 2 + rng.nextInt(6);
            int rows = 3 + rng.nextInt(30);
            double[][] table = new double[rows][columns];
            for (double[] row : table) {
                for (int i = 0; i < columns; i++) {
                    double value = (rng.nextDouble() - 0.5) * Math.pow(10, rng.nextInt(9) - 4);
                    row[i] = rng.nextInt(4) == 0 ? Math.rint(value) : value;
                }
                // No column may be constant.
                row[rng.nextInt(columns)] += rng.nextDouble();
            }
            for (int i = 0; i < columns; i++) {
                table[0][i] = table[1][i] + 1;
            }
            int target = rng.nextInt(columns);
            Path file = Files.writeString(folder.resolve("t.txt"), text(table, rng));
            SplitSpec split = new SplitSpec.Fraction(rng.nextInt(3) * 0.1, rng.nextLong());
            Dataset data = read(DataSpec.of(file, Integer.toString(target)).withTest(split), seed, trial);
            assertThat(data.train().count() + data.test().count()).isEqualTo(rows);
            assertThat(data.test().count()).isEqualTo((int) Math.round(((SplitSpec.Fraction) split).fraction() * rows));
            check(table, target, data, data.train());
            check(table, target, data, data.test());
            check(table, target, data, data.readRows(file));
        }
    }

    private static Dataset read(DataSpec spec, long seed, int trial) {
        try {
            return Dataset.read(spec, TargetKind.NUMBER);
        } catch (DataException e) {
            throw new AssertionError("seed " + seed + ", trial " + trial, e);
        }
    }

    private static void check(double[][] table, int target, Dataset data, Rows rows) {
        for (int i = 0; i < rows.count(); i++) {
            double[] expected = table[rows.numbers()[i]];
            int next = 0;
            for (int column = 0; column < expected.length; column++) {
                double tolerance = 1e-9 * (1 + Math.abs(expected[column]));
                if (column == target) {
                    assertThat(data.target().toOriginal(rows.target()[i])).isCloseTo(expected[column],
                            within(tolerance));
                } else {
                    FeatureEncoding.Numeric encoding = (FeatureEncoding.Numeric) data.features().get(next);
                    double input = rows.inputs()[i * rows.width() + next++];
                    double value = encoding.constant() ? expected[column] : encoding.mean() + encoding.sd() * input;
                    assertThat(value).isCloseTo(expected[column], within(tolerance));
                }
            }
        }
    }

    private static String text(double[][] table, UniformRandomProvider rng) {
        String separator = SEPARATORS.get(rng.nextInt(SEPARATORS.size()));
        String end = ENDS.get(rng.nextInt(ENDS.size()));
        boolean quoted = rng.nextInt(3) == 0 && separator.length() == 1 && !separator.isBlank();
        StringBuilder text = new StringBuilder(rng.nextInt(4) == 0 ? "\uFEFF" : "");
        if (rng.nextBoolean()) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < table[0].length; i++) {
                names.add("name_" + (char) ('a' + i));
            }
            text.append(String.join(separator, names)).append(end);
        }
        for (double[] row : table) {
            List<String> cells = new ArrayList<>();
            for (double value : row) {
                cells.add(quoted ? "\"" + value + "\"" : Double.toString(value));
            }
            text.append(String.join(separator, cells)).append(rng.nextInt(10) == 0 ? end + end : end);
        }
        return rng.nextBoolean() ? text.toString() : text.toString().stripTrailing();
    }
}
