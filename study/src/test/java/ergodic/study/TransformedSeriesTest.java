package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ergodic.nn.data.DataException;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Prediction;
import ergodic.study.config.ConfigException;
import ergodic.study.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A series that is transformed is the series of the transformed values, and all that is said of it is of the values themselves. */
class TransformedSeriesTest {

    private static final double[] LEVELS = IntStream.range(0, 40).mapToDouble(i -> (i + 0.5) / 40).toArray();
    private static final int STEPS = 4;

    @TempDir
    private Path folder;

    private static double[] values() {
        double[] z = new double[70];
        for (int i = 2; i < z.length; i++) {
            double noise = Math.sin(1e4 * Math.sin(i * 12.9898)) + Math.sin(3e3 * Math.sin(i * 78.233));
            z[i] = 0.9 * z[i - 1] - 0.4 * z[i - 2] + 0.5 * noise;
        }
        return Arrays.stream(z).map(value -> 20 * Math.exp(0.5 * value)).toArray();
    }

    private Study study(String name, double[] series, String likelihood) throws IOException {
        StringBuilder text = new StringBuilder("value\n");
        for (double value : series) {
            text.append(value).append('\n');
        }
        Files.writeString(folder.resolve(name + ".csv"), text);
        Path config = Files.writeString(folder.resolve(name + ".toml"), """
                data = { kind = "series", file = "%s.csv", window = 3, test = { last = 0.2 } }
                network.hidden = []
                prior.weights = { family = "normal", scale = 1.0 }
                prior.biases = { family = "normal", scale = 1.0 }
                likelihood = { family = "gaussian"%s }
                sampler = { method = "hmc", chains = 1, warmup = 10, draws = 25, seed = 11 }
                """.formatted(name, likelihood));
        return Study.of(ConfigFile.read(config, List.of()), folder);
    }

    private FinishedRun run(String name, Study study) throws IOException {
        SamplingJob.begin(study, folder.resolve(name)).run(1);
        // From the folder, as a later command has it.
        return FinishedRun.open(RunFolder.open(folder.resolve(name)));
    }

    /**
     * The same draws, to rounding, come of a series whose values were transformed beforehand by its formula; every level of every step of its
     * paths is mapped, and densities have the slope of the formula.
     */
    @ParameterizedTest
    @CsvSource({"log,0", "log,5", "sqrt,0", "sqrt,4", "yeo_johnson,0"})
    void transformedBeforehandItIsTheSame(String transform, double shift) throws IOException {
        double[] y = values();
        String likelihood = ", transform = \"" + transform + "\"" + (shift > 0 ? ", shift = " + shift : "");
        Study study = study("y", y, likelihood);
        Dataset data = study.dataset();
        TargetEncoding target = data.target();
        double mean = Arrays.stream(y, 3, 3 + data.train().count()).average().orElseThrow();
        DoubleUnaryOperator g = formula(transform, shift, target, mean);
        Study plain = study("z", Arrays.stream(y).map(g).toArray(), "");
        assertThat(data.train().inputs()).containsExactly(plain.dataset().train().inputs(), within(1e-9));
        for (int i = 0; i < data.test().count(); i++) {
            assertThat(target.toNormal(target.toOriginal(data.test().target()[i])))
                    .isCloseTo(plain.dataset().test().target()[i], within(1e-9));
            assertThat(target.fromNormal(plain.dataset().test().target()[i]))
                    .isCloseTo(target.toOriginal(data.test().target()[i]), within(1e-8));
        }
        Forecasts ours = run("ry", study).forecast(data.test(), STEPS, 3, LEVELS);
        Forecasts theirs = run("rz", plain).forecast(plain.dataset().test(), STEPS, 3, LEVELS);
        for (int step = 0; step < STEPS; step++) {
            Prediction of = ours.steps().get(step).scored().inUnitsOf(target);
            Prediction same = theirs.steps().get(step).scored().inUnitsOf(plain.dataset().target());
            for (int row = 0; row < of.rows(); row++) {
                for (int i = 0; i < LEVELS.length; i++) {
                    assertThat(g.applyAsDouble(of.quantiles()[row][i])).as("level %d of row %d, step %d", i, row, step)
                            .isCloseTo(same.quantiles()[row][i], within(1e-5));
                }
                double at = of.target()[row];
                double h = 1e-4 * at;
                double slope = (g.applyAsDouble(at + h) - g.applyAsDouble(at - h)) / (2 * h);
                assertThat(of.logDensity()[row]).isCloseTo(same.logDensity()[row] + Math.log(slope), within(1e-5));
                assertThat(of.probabilityIntegralTransform()[row])
                        .isCloseTo(same.probabilityIntegralTransform()[row], within(1e-5));
            }
        }
        scoresAreOfTheValues(ours.steps().get(1).scored().inUnitsOf(target));
    }

    /** Steps of a formula that does not know of this engine; Yeo and Johnson's with the power that was learned. */
    private static DoubleUnaryOperator formula(String transform, double shift, TargetEncoding target, double mean) {
        return switch (transform) {
            case "log" -> y -> Math.log(y + shift);
            case "sqrt" -> y -> Math.sqrt(y + (shift > 0 ? shift : 0.01 * mean));
            default -> {
                double power = Objects.requireNonNull(target.power()).power();
                yield y -> {
                    double x = (y - target.mean()) / target.sd();
                    return x >= 0 ? (Math.pow(1 + x, power) - 1) / power
                            : -(Math.pow(1 - x, 2 - power) - 1) / (2 - power);
                };
            }
        };
    }

    /** Twice the mean over levels of the quantile score is the CRPS (Gneiting and Ranjan 2011); forty levels leave some of the tails out. */
    private static void scoresAreOfTheValues(Prediction prediction) {
        for (int row = 0; row < prediction.rows(); row++) {
            double sum = 0;
            double y = prediction.target()[row];
            for (int i = 0; i < LEVELS.length; i++) {
                double q = prediction.quantiles()[row][i];
                sum += 2 * (y < q ? (1 - LEVELS[i]) * (q - y) : LEVELS[i] * (y - q)) / LEVELS.length;
            }
            assertThat(prediction.crps()[row]).isCloseTo(sum, withinPercentage(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "sqrt", "yeo_johnson"})
    void heldOutValuesLeaveNoTrace(String transform) throws IOException {
        double[] y = values();
        Dataset data = study("a", y, ", transform = \"" + transform + "\"").dataset();
        for (int i = 3 + data.train().count(); i < y.length; i++) {
            y[i] = 500 - y[i];
        }
        Dataset changed = study("b", y, ", transform = \"" + transform + "\"").dataset();
        assertThat(changed.train().inputs()).isEqualTo(data.train().inputs());
        assertThat(changed.train().target()).isEqualTo(data.train().target());
        assertThat(changed.target()).isEqualTo(data.target());
        assertThat(changed.features()).isEqualTo(data.features());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sqrt||-0.5|is below 0, but transform = \"sqrt\"",
            "log||0|is not above 0, but transform = \"log\"",
            "log|, shift = 2.0|-2|is not above -2.0 (likelihood.shift)"})
    void valuesWithoutATransformAreRefused(String transform, String shift, double bad, String said) {
        double[] y = values();
        // The first value is in windows alone.
        y[0] = bad;
        assertThatThrownBy(() -> study("bad", y, ", transform = \"" + transform + "\"" + (shift == null ? "" : shift)))
                .isInstanceOf(DataException.class).hasMessageContaining(said).hasMessageContaining("bad.csv, line 2")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aShiftOfNothingIsRefused() {
        for (String keys : List.of(", shift = 1.0", ", transform = \"yeo_johnson\", shift = 1.0")) {
            assertThatThrownBy(() -> study("s", values(), keys)).isInstanceOf(ConfigException.class)
                    .hasMessageContaining("take likelihood.shift out");
        }
        assertThatThrownBy(() -> study("s", values(), ", transform = \"sqrt\", shift = 0.0"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("likelihood.shift must be a positive number");
        assertThatThrownBy(() -> study("s", values(), ", transform = \"root\""))
                .isInstanceOf(ConfigException.class).hasMessageContaining("choose one of none, log, sqrt, yeo_johnson");
    }

    @Test
    void laterZerosAreForecastFrom() throws IOException {
        Study study = study("y", values(), ", transform = \"sqrt\"");
        FinishedRun run = run("r", study);
        Path later = Files.writeString(folder.resolve("later.csv"), "value\n0\n0\n0\n1\n");
        Dataset data = study.dataset();
        Prediction prediction = run.predict(data.readRows(later), LEVELS).inUnitsOf(data.target());
        assertThat(prediction.rows()).isEqualTo(2);
        assertThat(prediction.quantiles()[0]).doesNotContain(Double.NaN).isSorted();
        assertThat(prediction.mean()[0]).isFinite();
        assertThatThrownBy(() -> data.row(1, 2, 3, 4)).isInstanceOf(DataException.class)
                .hasMessageContaining("write the series to a file");
        Path negative = Files.writeString(folder.resolve("negative.csv"), "value\n3\n1\n-1\n1\n");
        assertThatThrownBy(() -> data.readRows(negative)).isInstanceOf(DataException.class)
                .hasMessageContaining("negative.csv, line 4");
    }
}
