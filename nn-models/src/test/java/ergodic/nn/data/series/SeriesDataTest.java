package ergodic.nn.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows are those of the series, and no training window knows what a held-out one is asked for. */
class SeriesDataTest {

    private static final int LENGTH = 50;

    @TempDir
    private Path folder;

    private static double[] series() {
        double[] series = new double[LENGTH];
        Arrays.setAll(series, i -> Math.round(1e4 * (3 + Math.sin(i) + i * i % 7)) / 1e4);
        return series;
    }

    private Path write(String name, double[] series) throws IOException {
        StringBuilder text = new StringBuilder("time,value\n");
        for (int i = 0; i < series.length; i++) {
            text.append(1900 + i / 12.0).append(',').append(series[i]).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private static Dataset read(Path file, Map<String, Object> keys, SplitSpec test) {
        SeriesKind kind = new SeriesKind();
        return kind.read(DataSpec.of(file, "value").withTest(test), Settings.of(kind.keys(), keys), TargetKind.NUMBER);
    }

    @ParameterizedTest
    @CsvSource({"4, 1, numbers", "4, 3, numbers", "7, 12, steps", "1, 1, steps"})
    void windowsAreThoseOfTheSeries(int window, int horizon, String lags) throws IOException {
        double[] x = series();
        Dataset data = read(write("a.csv", x),
                Map.of("window", window, "horizon", horizon, "lags", lags, "time", "time"),
                new SplitSpec.Last(0.2));
        int all = LENGTH - window - horizon + 1;
        int held = (int) Math.round(0.2 * all);
        int trained = all - held;
        assertThat(data.train().count()).isEqualTo(trained);
        assertThat(data.test().count()).isEqualTo(held);
        assertThat(data.shape()).isEqualTo(lags.equals("steps") ? new RowShape.Sequence(window, 1)
                : new RowShape.Numbers(window));
        // The scale: of each value that a training window sees, once.
        double mean = Arrays.stream(x, 0, trained + window - 1).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(x, 0, trained + window - 1).map(v -> (v - mean) * (v - mean)).average()
                .orElseThrow());
        for (Rows rows : new Rows[]{data.train(), data.test()}) {
            for (int row = 0; row < rows.count(); row++) {
                int number = rows.numbers()[row];
                for (int i = 0; i < window; i++) {
                    assertThat(rows.inputs()[row * window + i]).isCloseTo((x[number + i] - mean) / sd, within(1e-12));
                }
                assertThat(data.target().toOriginal(rows.target()[row]))
                        .isCloseTo(x[number + window - 1 + horizon], within(1e-12));
            }
        }
        assertThat(data.test().numbers()[0]).isEqualTo(trained);
    }

    @Test
    void heldOutValuesLeaveNoTrace() throws IOException {
        Map<String, Object> keys = Map.of("window", 5, "horizon", 4);
        SplitSpec test = new SplitSpec.Last(0.25);
        double[] x = series();
        Dataset data = read(write("a.csv", x), keys, test);
        int last = data.train().numbers()[data.train().count() - 1] + 5 - 1 + 4;
        for (int i = last + 1; i < LENGTH; i++) {
            x[i] = 1000 - x[LENGTH - i];
        }
        Dataset changed = read(write("a.csv", x), keys, test);
        assertThat(changed.train().inputs()).isEqualTo(data.train().inputs());
        assertThat(changed.train().target()).isEqualTo(data.train().target());
        assertThat(changed.features()).isEqualTo(data.features());
        assertThat(changed.target()).isEqualTo(data.target());
        // Each held-out value was changed: none of them is a training target.
        for (int row = 0; row < changed.test().count(); row++) {
            assertThat(changed.test().target()[row]).isNotEqualTo(data.test().target()[row]);
        }
    }

    @Test
    void laterSeriesAreForecastBeyondTheirEnd() throws IOException {
        double[] x = series();
        Dataset data = read(write("a.csv", x), Map.of("window", 5, "horizon", 3), new SplitSpec.None());
        Rows rows = data.readRows(write("b.csv", Arrays.copyOfRange(x, 10, 20)));
        assertThat(rows.count()).isEqualTo(6);
        assertThat(rows.withTarget().count()).isEqualTo(3);
        assertThat(Arrays.copyOfRange(rows.target(), 3, 6)).containsOnly(Double.NaN);
        assertThat(rows.subset(1).inputs()).isEqualTo(data.train().subset(11).inputs());
        assertThat(rows.target()[0]).isEqualTo(data.train().target()[10]);
        Rows one = data.readRows(write("c.csv", Arrays.copyOfRange(x, 0, 5)));
        assertThat(one.count()).isEqualTo(1);
        assertThat(one.hasTarget()).isFalse();
    }

    @Test
    void randomWindowsCannotBeHeldOut() throws IOException {
        Path file = write("a.csv", series());
        Path rows = Files.writeString(folder.resolve("rows.txt"), "1 2 3\n");
        SplitSpec calibrated = new SplitSpec.Calibrated(new SplitSpec.Last(0.2), 0.2, 1);
        for (SplitSpec split : List.of(calibrated, new SplitSpec.Fold(calibrated, 0, 2))) {
            assertThatThrownBy(() -> read(file, Map.of("window", 3), split)).isInstanceOf(DataException.class)
                    .hasMessageStartingWith("data.calibration: windows of a series overlap");
        }
        for (SplitSpec split : new SplitSpec[]{new SplitSpec.Fraction(0.2, 1), new SplitSpec.Listed(rows, 0)}) {
            assertThatThrownBy(() -> read(file, Map.of(), split)).isInstanceOf(DataException.class)
                    .hasMessageContaining("known from their neighbours").hasMessageContaining("last = 0.2");
        }
    }
}
