package ergodic.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.VariableSummary;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.run.RunSettings;
import ergodic.study.Forecasts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example does what it says, in a run far shorter than its own, from fixed seeds. Bounds are wide. */
class ExamplesTest {

    private static final String[] SHORT = {"sampler.chains=2", "sampler.warmup=60", "sampler.draws=10",
            "sampler.thin=1", "sampler.bias_check=0", "warm-start.steps=150"};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void modelByHandFindsTheSchools() {
        List<VariableSummary> summaries = Example01ModelByHand.run(RunSettings.of(2, 200, 200, 1), out);
        // The reference draws of posteriordb have mean 4.4 and 3.6; effects of single schools are pooled towards mu.
        assertThat(summary(summaries, "mu").mean()).isBetween(2.0, 7.0);
        assertThat(summary(summaries, "tau").mean()).isBetween(1.5, 6.5);
        assertThat(summary(summaries, "theta[0]").mean()).isGreaterThan(summary(summaries, "theta[2]").mean())
                .isLessThan(28);
        assertThat(printed()).contains("ess_bulk", "theta[7]").doesNotContain("z[0]");
    }

    @Test
    void networkPredictsBetterThanTheMean() {
        Metrics metrics = Example02Network.run(here("data/airfoil.csv"),
                RunSettings.of(2, 20, 10, 1), 3, 200, out);
        // The target's standard deviation is 6.9 dB; a linear model has an error of 4.8 dB.
        assertThat(metrics.get("rmse")).isBetween(1.0, 5.5);
        assertThat(metrics.get("coverage90")).isBetween(0.75, 1.0);
        assertThat(printed()).contains("rmse", "90 % interval");
    }

    @Test
    void ownDensityHasItsMoments() {
        List<VariableSummary> summaries = Example03OwnDensity.run(RunSettings.of(2, 300, 500, 1), out);
        for (VariableSummary line : summaries.subList(0, 2)) {
            assertThat(line.mean() / line.mcseMean()).as("mean of %s in standard errors", line.name())
                    .isBetween(-5.0, 5.0);
        }
        assertThat(summary(summaries, "x").sd()).isBetween(0.7, 1.3);
        assertThat(summary(summaries, "tip").mean()).isBetween(0.0, 0.15);
        assertThat(printed()).contains("mcse", "divergences");
    }

    @Test
    void gradientOfTheOwnDensityIsItsDerivative() {
        Example03OwnDensity.Banana banana = new Example03OwnDensity.Banana();
        double[] gradient = new double[2];
        double[] unused = new double[2];
        banana.evaluate(new double[]{1.5, -2}, gradient);
        double h = 1e-5;
        double byX = (banana.evaluate(new double[]{1.5 + h, -2}, unused)
                - banana.evaluate(new double[]{1.5 - h, -2}, unused))
                / (2 * h);
        double byY = (banana.evaluate(new double[]{1.5, -2 + h}, unused)
                - banana.evaluate(new double[]{1.5, -2 - h}, unused))
                / (2 * h);
        assertThat(gradient[0]).isCloseTo(byX, within(1e-7));
        assertThat(gradient[1]).isCloseTo(byY, within(1e-7));
    }

    @Test
    void resumedRunEqualsTheUninterruptedAndIsReadBack() throws IOException {
        RunSettings settings = RunSettings.of(2, 100, 120, 1);
        Example04Resume.Outcome outcome = Example04Resume.run(folder.resolve("run"), settings, out);
        assertThat(outcome.first().cancelled()).isTrue();
        assertThat(outcome.first().completeDraws()).isLessThan(120);
        assertThat(outcome.resumed().finished()).isTrue();
        assertThat(outcome.values()).isEqualTo(2 * 120 * (1 + 1 + 8 + 8));
        assertThat(outcome.different()).isZero();

        List<VariableSummary> summaries = Example05ReadDraws.run(folder.resolve("run/draws.zarr"), out);
        assertThat(summaries).hasSize(1 + 1 + 8 + 8);
        assertThat(summary(summaries, "mu").mean()).isBetween(0.0, 9.0);
        assertThat(printed()).contains("2 chains, 120 draws of 120", "theta [8]", "mean of mu in chain 1");
    }

    @Test
    void imagesAreToldBetterThanByChanceAndOneIsShown() throws IOException {
        Prediction prediction = Example06Images.run(here("digits.toml"), out, SHORT);
        assertThat(Metrics.of(prediction).get("accuracy")).isBetween(0.6, 1.0);
        assertThat(printed()).contains("held-out digits told right", "@", "with probability");
    }

    @Test
    void sequencesAreTold() throws IOException {
        Metrics metrics = Example07Sequences.run(here("vowels.toml"), out, SHORT);
        assertThat(metrics.get("accuracy")).isBetween(0.5, 1.0);
        assertThat(printed()).contains("least certain");
    }

    @Test
    void textsAreTold() throws IOException {
        Prediction prediction = Example08Text.run(here("sms.toml"), out, SHORT);
        double[] unwanted = prediction.mean();
        assertThat(unwanted[1]).isGreaterThan(unwanted[0]);
        assertThat(printed()).contains("spam with probability");
    }

    @Test
    void monthsAreForecast() throws IOException {
        Forecasts forecasts = Example09Forecast.run(here("passengers.toml"), out, "sampler.warmup=100",
                "sampler.draws=50");
        // The series has a standard deviation of 120; the month before is 34 off.
        assertThat(Objects.requireNonNull(forecasts.scores(true).get(1)).get("rmse")).isBetween(5.0, 34.0);
        assertThat(printed()).contains("90 % interval", "coverage90");
    }

    /** Tests run in the module's folder, editors may run them at the root. */
    private static Path here(String configuration) {
        Path file = Path.of(configuration);
        return Files.exists(file) ? file : Path.of("examples").resolve(file);
    }

    private static VariableSummary summary(List<VariableSummary> summaries, String name) {
        return summaries.stream().filter(line -> line.name().equals(name)).findFirst().orElseThrow();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
