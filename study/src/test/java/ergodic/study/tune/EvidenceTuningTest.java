package ergodic.study.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.sampler.run.Cancellation;
import ergodic.study.RunFolderException;
import ergodic.study.Study;
import ergodic.study.TrialWatch;
import ergodic.study.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search by evidence among lines with noise, whose evidence is an integral over one number: that of the noise. */
class EvidenceTuningTest {

    private static final List<String> TRIES = List.of("prior.weights.scale=0.05,1,20");

    @TempDir
    private Path folder;

    @BeforeEach
    void configuration() throws IOException {
        data(IntStream.range(0, 40).mapToDouble(EvidenceTuningTest::target).toArray());
        Files.writeString(folder.resolve("line.toml"), """
                data = { file = "line.csv", target = "y", test = { fraction = 0.25, seed = 1 } }
                network.hidden = []
                [sampler]
                method = "last_layer"
                chains = 2
                draws = 10
                """);
    }

    private static double target(int row) {
        return 30 * (row / 10.0 - 2) + 20 * Math.sin(37.0 * row);
    }

    private void data(double[] targets) throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < targets.length; i++) {
            text.append(String.format(Locale.ROOT, "%.2f,%.6f%n", i / 10.0 - 2, targets[i]));
        }
        Files.writeString(folder.resolve("line.csv"), text);
    }

    private Tuning plan(String out, List<String> overrides) throws IOException {
        return Tuning.byEvidence(folder.resolve("line.toml"), overrides, TRIES, folder.resolve(out));
    }

    private static TuningResult run(Tuning tuning) throws IOException {
        return tuning.run(1, TrialWatch.NONE, new Cancellation()).orElseThrow();
    }

    private static String table(TuningResult result) {
        return result.document().toString().replaceAll("seconds=[^,}]*", "");
    }

    @SuppressWarnings("unchecked")
    private static double evidence(TuningResult result, int configuration) {
        List<Map<String, Object>> lines = (List<Map<String, Object>>) Objects
                .requireNonNull(result.document().get("configurations"));
        return (Double) Objects.requireNonNull(lines.get(configuration).get("log_evidence"));
    }

    /**
     * Of standardised x and y, slope and intercept N(0, s^2): given the noise the targets are normal with the precision that two eigenvectors give, (1, ..., 1) and x, both of squared
     * length n. The integral over the noise, half-normal with scale 1, is by the trapezoidal rule in its logarithm. In the units of the data the density is that divided by the
     * standard deviation of y, for each row.
     */
    private static double exact(Dataset data, double s) {
        Rows train = data.train();
        int n = train.count();
        double[] x = train.inputs();
        double[] y = train.target();
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < n; i++) {
            xy += x[i] * y[i];
            yy += y[i] * y[i];
        }
        double total = 0;
        double step = 0.005;
        for (double log = -6; log < 3; log += step) {
            double noise = Math.exp(log);
            double v = noise * noise;
            double wide = v + s * s * n;
            // The mean of y is 0, so that it has no part along (1, ..., 1).
            double along = xy * xy / n;
            double density = -0.5 * (n - 2) * Math.log(v) - Math.log(wide) - 0.5 * (along / wide + (yy - along) / v)
                    - 0.5 * n * Math.log(2 * Math.PI);
            double prior = 0.5 * Math.log(2 / Math.PI) - 0.5 * v + log;
            total += step * Math.exp(density + prior);
        }
        return Math.log(total) - n * Math.log(data.target().sd());
    }

    @Test
    void evidencesAreTheIntegrals() throws IOException {
        TuningResult result = run(plan("search", List.of()));
        Dataset data = Study.read(folder.resolve("line.toml")).dataset();
        double[] scales = {0.05, 1, 20};
        for (int i = 0; i < scales.length; i++) {
            assertThat(evidence(result, i)).as("scale %s", scales[i]).isCloseTo(exact(data, scales[i]), within(1e-6));
        }
        assertThat(result.best()).containsExactly("prior.weights.scale=1");
        assertThat(result.document().get("rows")).isEqualTo(30);
        assertThat(String.join("\n", result.lines())).contains("Best: prior.weights.scale=1", "30 training rows");
        // Laplace's approximation of it: the noise alone is not normal.
        TuningResult laplace = run(plan("laplace", List.of("sampler.method=laplace")));
        for (int i = 0; i < scales.length; i++) {
            assertThat(evidence(laplace, i)).isCloseTo(exact(data, scales[i]), within(0.1));
        }
        assertThat(laplace.best()).isEqualTo(result.best());
        assertThat(String.join("\n", laplace.lines())).contains("? The draws are of normal distributions around modes");
    }

    /** The rows that the configuration holds out decide nothing; a search that was stopped, or is asked for again, ends as it did. */
    @Test
    void heldOutTargetsAreNotReadAndWhatIsFinishedStays() throws IOException {
        TuningResult first = run(plan("first", List.of()));
        Cancellation stopped = new Cancellation();
        stopped.cancel();
        assertThat(plan("parts", List.of()).run(1, TrialWatch.NONE, stopped)).isEmpty();
        assertThat(table(run(plan("parts", List.of())))).isEqualTo(table(first));
        Files.delete(folder.resolve("parts/evidence-2.json"));
        assertThat(table(run(plan("parts", List.of())))).isEqualTo(table(first));
        double[] targets = IntStream.range(0, 40).mapToDouble(EvidenceTuningTest::target).toArray();
        for (int row : Study.read(folder.resolve("line.toml")).dataset().test().numbers()) {
            targets[row] = 1e5;
        }
        data(targets);
        assertThat(table(run(plan("other", List.of())))).isEqualTo(table(first));
        assertThatThrownBy(() -> plan("first", List.of())).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("holds another search");
        assertThat(Study.read(folder.resolve("first/best.toml")).network().toString()).isNotEmpty();
    }

    /** Of fewer rows an evidence is larger, and a difference of densities has no pairs: refused before anything is sampled. */
    @Test
    void otherRowsThanTheFirstsAreRefused() {
        List<String> tries = List.of("prior.weights.scale=1", "data.calibration.fraction=0.1,0.4");
        Path config = folder.resolve("line.toml");
        String said = "--try: data.calibration.fraction=0.1 and data.calibration.fraction=0.4 cannot be compared:"
                + " their training rows differ";
        assertThatThrownBy(() -> Tuning.byEvidence(config, List.of(), tries, folder.resolve("wrong")))
                .isInstanceOf(ConfigException.class).hasMessageContaining(said);
        assertThatThrownBy(() -> Tuning.plan(config, List.of("sampler.method=laplace"), tries, 2,
                folder.resolve("wrong"))).isInstanceOf(ConfigException.class).hasMessageContaining("--try: data.calib")
                .hasMessageContaining("rows differ");
        assertThat(folder.resolve("wrong")).doesNotExist();
    }

    /** A caveat is said of the configurations it is of, once; and without an error nothing is within one. */
    @Test
    void caveatsAreOfTheirConfigurations() {
        EvidenceResult result = new EvidenceResult(List.of(tried("a=1", -10, Double.NaN, 5, "of modes"),
                tried("a=2", -11, Double.NaN, 3, "of modes", "in part"), tried("a=3", -12, 0.1, 2)), 30);
        String lines = String.join("\n", result.lines());
        assertThat(lines).contains("  ? of modes (a=1; a=2)", "  ? in part (a=2)",
                "Its method states no Monte Carlo error, so no smaller one is called as good.")
                .doesNotContain("No smaller one is within");
        assertThat(String.join("\n", new EvidenceResult(List.of(tried("a=1", -10, 0.1, 5, "of modes")), 30).lines()))
                .contains("  ? of modes\n", "No smaller one is within one Monte Carlo error");
    }

    private static EvidenceResult.Tried tried(String name, double evidence, double error, int unknowns,
            String... caveats) {
        return new EvidenceResult.Tried(List.of(name),
                new EvidenceScore(evidence, error, "", List.of(caveats), false, unknowns, 1, 1, 0, ""));
    }

    @Test
    void whatHasNoEvidenceIsRefused() {
        for (Map.Entry<String, String> wrong : Map.of("sampler.method=nuts", "take one of", "sampler.method=auto",
                "take one of", "likelihood.temperature=0.5", "no evidence of the model").entrySet()) {
            assertThatThrownBy(() -> plan("wrong", List.of(wrong.getKey(), "sampler.draws=20")))
                    .isInstanceOf(ConfigException.class).hasMessageContaining(wrong.getValue());
        }
        assertThatThrownBy(() -> plan("wrong",
                List.of("sampler.method=laplace", "sampler.part=\"layer1.weight\"")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("of all weights");
        assertThatThrownBy(() -> plan("wrong",
                List.of("sampler.method=laplace", "sampler.prior_scale=\"global\"")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sampler.prior_scale = \"given\"");
        assertThatThrownBy(() -> plan("wrong", List.of("network.hidden=[3]"))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("given the other 6 unknowns")
                .hasMessageContaining("take laplace, smc or tempering");
        assertThatThrownBy(() -> plan("wrong", List.of("network.hidden=[3]", "sampler.method=nuts")))
                .hasMessageContaining("take one of tempering, smc, laplace, of all");
        assertThat(folder.resolve("wrong")).doesNotExist();
    }
}
