package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.Dataset;
import ergodic.nn.data.FeatureEncoding;
import ergodic.nn.data.kinds.DataKinds;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.study.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences, texts and series by configuration: what init proposes runs, later rows are predicted, and a posterior is the exact one. */
// Longer than 400 lines because each kind of data has its study here, from the file to predictions.
class KindStudyTest {

    @TempDir
    private Path folder;

    private static Study study(Path config, String... more) {
        List<String> settings = new ArrayList<>(
                List.of("sampler={ method = \"map\", chains = 1, steps = 400, seed = 3 }",
                        "warm-start={ steps = 150, learning_rate = 0.02 }",
                        // Narrower ones have their mode at no signal, with so few rows.
                        "prior.weights={ family = \"normal\", scale = 3.0, scaling = \"fan_in\" }"));
        settings.addAll(List.of(more));
        return Study.of(ConfigFile.read(config, settings), Study.folderOf(config));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Right classes of later rows, by a run whose data files are gone. */
    private int right(Path config, List<Path> data, Path later, List<String> classes) throws IOException {
        Path out = folder.resolve("run");
        SamplingJob.begin(study(config), out).run(1);
        for (Path file : data) {
            Files.delete(file);
        }
        FinishedRun run = FinishedRun.open(RunFolder.open(out));
        Path table = folder.resolve("p.csv");
        run.predictInto(run.study().dataset().rowsIn(later), table, 0.5);
        List<String> lines = Files.readAllLines(table);
        assertThat(lines).hasSize(classes.size() + 1);
        int right = 0;
        for (int i = 0; i < classes.size(); i++) {
            right += lines.get(i + 1).split(",", -1)[1].equals(classes.get(i)) ? 1 : 0;
        }
        return right;
    }

    private static String sequences(int from, boolean labelled) {
        StringBuilder text = new StringBuilder(
                "@problemName p\n@univariate true\n@classLabel " + labelled + "\n@data\n");
        for (int row = from; row < from + 24; row++) {
            for (int step = 0; step < 3 + row % 4; step++) {
                double value = (row % 2 == 0 ? step : -step) + 0.3 * Math.sin(row * 7 + step * 3);
                text.append(step == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.3f", value));
            }
            text.append(labelled ? row % 2 == 0 ? ":up" : ":down" : "").append('\n');
        }
        return text.toString();
    }

    @Test
    void sequencesOfDifferentLengths() throws IOException {
        Path train = write("p_TRAIN.ts", sequences(0, true));
        Path test = write("p_TEST.ts", sequences(24, true));
        KindStarter starter = KindStarter.of(KindStarter.recognise(train).orElseThrow(), train, null, null);
        Path config = write("p.toml", starter.text(folder.resolve("p.toml")));
        assertThat(Files.readString(config)).contains("kind = \"sequence\"").contains("steps = 6")
                .contains("name = \"gru\"").contains("test = { file = \"p_TEST.ts\" }");
        List<String> classes = new ArrayList<>();
        for (int row = 50; row < 74; row++) {
            classes.add(row % 2 == 0 ? "up" : "down");
        }
        assertThat(right(config, List.of(train, test), write("later.ts", sequences(50, false)), classes))
                .isGreaterThan(20);
    }

    private static String texts(int from, boolean labelled) {
        String[] good = {"fine", "lovely", "bright"};
        String[] bad = {"poor", "awful", "grim"};
        StringBuilder text = new StringBuilder(labelled ? "mood\ttext\n" : "text\n");
        for (int row = from; row < from + 30; row++) {
            String[] words = row % 2 == 0 ? good : bad;
            text.append(labelled ? row % 2 == 0 ? "good\t" : "bad\t" : "").append("a ").append(words[row % 3])
                    .append(" day with \"").append(words[row / 3 % 3]).append(" weather\n");
        }
        return text.toString();
    }

    @Test
    void textsAndTheirVocabulary() throws IOException {
        Path data = write("moods.tsv", texts(0, true));
        KindStarter starter = KindStarter.of(DataKinds.named("text").orElseThrow(), data, "mood", null);
        Path config = write("m.toml", starter.text(folder.resolve("m.toml")));
        assertThat(Files.readString(config)).contains("kind = \"text\"").contains("target = \"mood\"")
                .contains("name = \"cnn-text\"").contains("family = \"bernoulli\"");
        List<String> classes = new ArrayList<>();
        for (int row = 31; row < 61; row++) {
            classes.add(row % 2 == 0 ? "good" : "bad");
        }
        assertThat(right(config, List.of(data), write("later.tsv", texts(31, false)), classes)).isGreaterThan(27);
    }

    /** Every kind that is no image (of which {@code ImageStudyTest} says it): stopped among the draws and resumed, without the first files. */
    @ParameterizedTest
    @ValueSource(strings = {"table", "sequence", "text", "series"})
    void aStoppedRunGoesOnToTheSameBits(String kind) throws IOException {
        StringBuilder values = new StringBuilder("value\n");
        StringBuilder gaps = new StringBuilder("when,c,x,y\n");
        for (int i = 0; i < 60; i++) {
            values.append(series()[i]).append('\n');
            gaps.append("2020-").append(i % 12 < 9 ? "0" : "").append(1 + i % 12).append(",k").append(i % 3).append(',')
                    .append(i % 5 == 0 ? "" : series()[i]).append(',').append(series()[i + 1]).append('\n');
        }
        Path file = switch (kind) {
            case "table" -> write("d.csv", gaps.toString());
            case "sequence" -> write("d.ts", sequences(0, true));
            case "text" -> write("d.tsv", texts(0, true));
            default -> write("d.csv", values.toString());
        };
        String data = switch (kind) {
            case "table" -> "target = \"y\", missing = \"mean\", unseen = \"other\", test = { fraction = 0.2 }";
            case "sequence" -> "test = { fraction = 0.2 }";
            case "text" -> "target = \"mood\", test = { fraction = 0.2 }";
            default -> "window = 3, lags = \"steps\", test = { last = 0.2 }";
        };
        String network = switch (kind) {
            case "table" -> "hidden = [3]";
            case "text" -> "layers = [{ type = \"embedding\", size = 2 }, { type = \"global_average_pooling\" }]";
            default -> "layers = [{ type = \"gru\", units = 2 }]";
        };
        Path config = write("c.toml", """
                data = { kind = "%s", file = "%s", %s }
                network = { %s }
                likelihood.family = "%s"
                sampler = { method = "nuts", chains = 2, warmup = 12, draws = 12, max_tree_depth = 2, seed = 3 }
                warm-start.steps = 20
                """.formatted(kind, file.getFileName(), data, network,
                kind.equals("sequence") || kind.equals("text") ? "bernoulli" : "gaussian"));
        FinishedRun whole = SamplingJob.begin(Study.read(config), folder.resolve("whole")).run(1);
        SamplingJob stopped = SamplingJob.begin(Study.read(config), folder.resolve("stopped"));
        Files.delete(file);
        Cancellation cancellation = new Cancellation();
        int before = stopped.run(1, new Progress() {
            @Override
            public void phase(int chain, RunPhase phase, int done, int total, long elapsedNanos) {
                if (phase == RunPhase.SAMPLING) {
                    cancellation.cancel();
                }
            }
        }, cancellation).completeDraws();
        assertThat(before).isLessThan(12);
        SamplingJob.resume(RunFolder.open(folder.resolve("stopped"))).run(1);
        FinishedRun resumed = FinishedRun.open(RunFolder.open(folder.resolve("stopped")));
        for (Variable variable : whole.draws().variables()) {
            for (int element = 0; element < variable.size(); element++) {
                assertThat(resumed.draws().series(variable.name(), element))
                        .isDeepEqualTo(whole.draws().series(variable.name(), element));
            }
        }
        assertThat(resumed.predict(resumed.study().dataset().test()).logDensity())
                .containsExactly(whole.predict(whole.study().dataset().test()).logDensity());
    }

    private static double[] series() {
        double[] series = new double[90];
        for (int i = 2; i < series.length; i++) {
            double noise = Math.sin(1e4 * Math.sin(i * 12.9898)) + Math.sin(3e3 * Math.sin(i * 78.233));
            series[i] = 0.9 * series[i - 1] - 0.4 * series[i - 2] + 0.5 * noise;
        }
        return series;
    }

    /**
     * A linear-Gaussian autoregression whose noise scale has a half-normal prior: given the scale, weights and bias are normal, and its
     * own posterior is an integral in one dimension. Means of 4000 draws may differ by 5.5 of their standard errors at 1000 effective
     * draws (false failure below 1e-6 for the 6 numbers together), sds by 12 percent.
     */
    @Test
    void autoregressionHasItsExactPosterior() throws IOException {
        double[] x = series();
        StringBuilder text = new StringBuilder("value\n");
        for (double value : x) {
            text.append(value).append('\n');
        }
        write("ar.csv", text.toString());
        Path config = write("ar.toml", """
                data = { kind = "series", file = "ar.csv", window = 2, horizon = 1, test = { last = 0.2 } }
                network.hidden = []
                prior.weights = { family = "normal", scale = 1.0 }
                prior.biases = { family = "normal", scale = 1.0 }
                likelihood = { family = "gaussian", noise_scale = 1.0 }
                sampler = { chains = 4, warmup = 500, draws = 1000, seed = 11 }
                """);
        int windows = x.length - 2;
        int n = windows - (int) Math.round(0.2 * windows);
        double[] seen = Arrays.copyOf(x, n + 1);
        double mean = Arrays.stream(seen).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(seen).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        double[] targets = Arrays.copyOfRange(x, 2, n + 2);
        double middle = Arrays.stream(targets).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(targets).map(v -> (v - middle) * (v - middle)).average().orElseThrow());
        double[][] design = new double[n][];
        double[] y = new double[n];
        for (int row = 0; row < n; row++) {
            design[row] = new double[]{(x[row] - mean) / sd, (x[row + 1] - mean) / sd, 1};
            y[row] = (targets[row] - middle) / spread;
        }
        double[][] exact = exact(design, y);

        FinishedRun run = SamplingJob.begin(Study.read(config), folder.resolve("run")).run(1);
        Draws draws = run.draws();
        double[][] found = new double[3][];
        for (Variable variable : draws.variables()) {
            if (variable.role() == VariableRole.WEIGHT) {
                found[0] = all(draws, variable, 0);
                found[1] = all(draws, variable, 1);
            } else if (variable.role() == VariableRole.BIAS) {
                found[2] = all(draws, variable, 0);
            }
        }
        for (int i = 0; i < 3; i++) {
            double[] values = found[i];
            double average = Arrays.stream(values).average().orElseThrow();
            double width = Math
                    .sqrt(Arrays.stream(values).map(v -> (v - average) * (v - average)).average().orElseThrow());
            assertThat(average).as("mean %d", i).isCloseTo(exact[i][0], within(5.5 * exact[i][1] / Math.sqrt(1000)));
            assertThat(width).as("sd %d", i).isCloseTo(exact[i][1], within(0.12 * exact[i][1]));
        }
    }

    /**
     * Of a linear-Gaussian autoregression under one draw, a forecast of h steps is normal: its mean follows the recursion without noise, its
     * variance is that of the noises, weighed by the response to an impulse. The mixture of these over all draws is exact; the simulated one has
     * as many paths as there are draws. Means may differ by 6 standard errors, distribution functions at the quantiles by 6 times sqrt(p (1 - p) /
     * paths), which is wide, since components are not points (false failure below 1e-6 for all 120 numbers).
     */
    @Test
    void pathsHaveTheExactDistributionOfEachStep() throws IOException {
        double[] x = series();
        StringBuilder text = new StringBuilder("value\n");
        for (double value : x) {
            text.append(7 + 3 * value).append('\n');
        }
        write("ar.csv", text.toString());
        Path config = write("ar.toml", """
                data = { kind = "series", file = "ar.csv", window = 3, test = { last = 0.2 } }
                network.hidden = []
                prior.weights = { family = "normal", scale = 1.0 }
                prior.biases = { family = "normal", scale = 1.0 }
                likelihood = { family = "gaussian", noise_scale = 1.0 }
                sampler = { chains = 2, warmup = 300, draws = 500, seed = 11 }
                """);
        FinishedRun run = SamplingJob.begin(Study.read(config), folder.resolve("run")).run(1);
        Dataset data = run.study().dataset();
        Draws draws = run.draws();
        double[][] w = new double[3][];
        double[] bias = new double[0];
        double[] noise = new double[0];
        for (Variable variable : draws.variables()) {
            switch (variable.role()) {
                case WEIGHT -> {
                    for (int i = 0; i < 3; i++) {
                        w[i] = all(draws, variable, i);
                    }
                }
                case BIAS -> bias = all(draws, variable, 0);
                case SCALE -> noise = all(draws, variable, 0);
                default -> {}
            }
        }
        double[] levels = {0.05, 0.25, 0.5, 0.75, 0.95};
        Forecasts forecasts = run.forecast(data.test(), 6, 3, levels);
        FeatureEncoding.Numeric lag = data.features().getFirst().scale();
        assertThat(lag).isNotNull();
        // A standardised target as a standardised lag: slope and offset.
        double slope = data.target().sd() / lag.sd();
        double offset = (data.target().mean() - lag.mean()) / lag.sd();
        int paths = noise.length;
        for (int row : new int[]{0, 7, 16}) {
            double[] seen = Arrays.copyOfRange(data.test().inputs(), 3 * row, 3 * row + 3);
            for (StepForecast step : forecasts.steps()) {
                double[] means = new double[paths];
                double[] sds = new double[paths];
                double mean = 0;
                double variance = 0;
                for (int path = 0; path < paths; path++) {
                    double[] window = seen.clone();
                    double[] response = {0, 0, slope};
                    double squares = 0;
                    double value = 0;
                    for (int k = 0; k < step.step(); k++) {
                        value = bias[path] + w[0][path] * window[0] + w[1][path] * window[1] + w[2][path] * window[2];
                        window = new double[]{window[1], window[2], slope * value + offset};
                        squares += k == 0 ? 1 : 0;
                        if (k > 0) {
                            double impulse = w[0][path] * response[0] + w[1][path] * response[1]
                                    + w[2][path] * response[2];
                            squares += impulse * impulse;
                            response = new double[]{response[1], response[2], slope * impulse};
                        }
                    }
                    means[path] = value;
                    sds[path] = noise[path] * Math.sqrt(squares);
                    mean += value / paths;
                }
                for (int path = 0; path < paths; path++) {
                    variance += (sds[path] * sds[path] + (means[path] - mean) * (means[path] - mean)) / paths;
                }
                double error = step.step() == 1 ? 1e-9 : 6 * Math.sqrt(variance / paths);
                assertThat(step.prediction().mean()[row]).as("mean of step %d from row %d", step.step(), row)
                        .isCloseTo(mean, within(error));
                assertThat(step.prediction().sd(row)).as("sd of step %d from row %d", step.step(), row)
                        .isCloseTo(Math.sqrt(variance),
                                within(step.step() == 1 ? 1e-9 : 6 * Math.sqrt(variance / 2 / paths)));
                for (int i = 0; i < levels.length; i++) {
                    double below = 0;
                    for (int path = 0; path < paths; path++) {
                        below += NormalDistribution.of(means[path], sds[path])
                                .cumulativeProbability(step.prediction().quantiles()[row][i]) / paths;
                    }
                    assertThat(below).as("level of step %d from row %d", step.step(), row).isCloseTo(levels[i],
                            within(step.step() == 1 ? 1e-6 : 6 * Math.sqrt(levels[i] * (1 - levels[i]) / paths)));
                }
            }
        }
        // Of one step it is the network's own prediction; targets are those of the steps; no step knows what came later.
        Prediction own = run.predict(data.test(), levels);
        assertThat(forecasts.steps().getFirst().prediction().mean()).containsExactly(own.mean(), within(1e-9));
        assertThat(forecasts.steps().getFirst().prediction().crps()).containsExactly(own.crps(), within(1e-6));
        for (StepForecast step : forecasts.steps()) {
            int ahead = step.step() - 1;
            for (int row = 0; row < data.test().count(); row++) {
                double known = row + ahead < data.test().count() ? data.test().target()[row + ahead] : Double.NaN;
                assertThat(Double.compare(step.prediction().target()[row], known)).isZero();
            }
        }
        Prediction alone = run.forecast(data.test().subset(4), 6, 3, levels).steps().get(5).prediction();
        assertThat(alone.mean()[0]).isEqualTo(forecasts.steps().get(5).prediction().mean()[4]);
        assertThat(run.forecast(data.test().subset(4), 6, 4, levels).steps().get(5).prediction().mean()[0])
                .isNotEqualTo(alone.mean()[0]);
        assertThat(Objects.requireNonNull(forecasts.scores(false).get(6)).get("nll"))
                .isCloseTo(-Arrays.stream(forecasts.steps().get(5).scored().logDensity()).average()
                        .orElseThrow(), within(1e-12));
        Path table = folder.resolve("forecast.csv");
        assertThat(forecasts.write(table)).containsExactly("row", "step", "place", "mean", "sd", "q5", "q25", "q50",
                "q75",
                "q95", "target", "log_density", "crps", "pit");
        List<String> lines = Files.readAllLines(table);
        assertThat(lines).hasSize(1 + 6 * data.test().count());
        String[] cells = lines.get(1 + 6 * 2 + 3).split(",", -1);
        int place = data.test().numbers()[2] + 3 + 3;
        assertThat(cells[0] + " " + cells[1] + " " + cells[2])
                .isEqualTo(data.test().numbers()[2] + " 4 " + place);
        assertThat(Double.parseDouble(cells[10])).isCloseTo(7 + 3 * x[place], within(1e-9));
    }

    @Test
    void stepsThatCannotBeSimulatedAreRefused() throws IOException {
        write("ar.csv", "value\n" + Arrays.toString(series()).replaceAll("[\\[\\] ]", "").replace(',', '\n') + "\n");
        Path config = write("ar.toml", """
                data = { kind = "series", file = "ar.csv", window = 3, horizon = 2, test = { last = 0.2 } }
                network.hidden = []
                sampler = { method = "map", chains = 1, steps = 5 }
                """);
        FinishedRun run = SamplingJob.begin(Study.read(config), folder.resolve("run")).run(1);
        assertThatThrownBy(() -> run.forecast(run.study().dataset().test(), 2, 1, 0.5))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("data.horizon = 1");
    }

    private static double[] all(Draws draws, Variable variable, int element) {
        double[][] chains = draws.series(variable.name(), element);
        return Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Mean and sd of each coefficient, by quadrature over the logarithm of the noise scale; standard normal priors. */
    private static double[][] exact(double[][] design, double[] y) {
        int n = y.length;
        double[][] gram = new double[3][3];
        double[] cross = new double[3];
        double own = 0;
        for (int row = 0; row < n; row++) {
            own += y[row] * y[row];
            for (int i = 0; i < 3; i++) {
                cross[i] += design[row][i] * y[row];
                for (int k = 0; k < 3; k++) {
                    gram[i][k] += design[row][i] * design[row][k];
                }
            }
        }
        double[][] moments = new double[3][2];
        double sum = 0;
        for (int k = 0; k < 600; k++) {
            double variance = Math.exp(2 * (-3 + 4.0 * k / 599));
            double[][] precision = new double[3][3];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    precision[i][j] = gram[i][j] / variance + (i == j ? 1 : 0);
                }
            }
            double[][] covariance = inverse(precision);
            double[] m = new double[3];
            double explained = 0;
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    m[i] += covariance[i][j] * cross[j] / variance;
                }
                explained += m[i] * cross[i] / variance;
            }
            // The last two terms: the half-normal prior of the scale, and the Jacobian of its logarithm. 0.5 n keeps it in range.
            double weight = Math.exp(-0.5 * n * Math.log(variance) - 0.5 * Math.log(determinant(precision))
                    - 0.5 * (own / variance - explained) - 0.5 * variance + 0.5 * Math.log(variance) + 0.5 * n);
            sum += weight;
            for (int i = 0; i < 3; i++) {
                moments[i][0] += weight * m[i];
                moments[i][1] += weight * (covariance[i][i] + m[i] * m[i]);
            }
        }
        for (double[] moment : moments) {
            moment[0] /= sum;
            moment[1] = Math.sqrt(moment[1] / sum - moment[0] * moment[0]);
        }
        return moments;
    }

    private static double determinant(double[][] a) {
        return a[0][0] * minor(a, 0, 0) - a[0][1] * minor(a, 0, 1) + a[0][2] * minor(a, 0, 2);
    }

    /** Of the matrix without a row and a column. */
    private static double minor(double[][] a, int row, int column) {
        int r = row == 0 ? 1 : 0;
        int s = row == 2 ? 1 : 2;
        int c = column == 0 ? 1 : 0;
        int d = column == 2 ? 1 : 2;
        return a[r][c] * a[s][d] - a[r][d] * a[s][c];
    }

    private static double[][] inverse(double[][] a) {
        double determinant = determinant(a);
        double[][] inverse = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                inverse[j][i] = ((i + j) % 2 == 0 ? 1 : -1) * minor(a, i, j) / determinant;
            }
        }
        return inverse;
    }
}
