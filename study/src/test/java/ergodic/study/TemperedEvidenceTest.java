package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.diagnostics.Finding;
import ergodic.diagnostics.Verdict;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An evidence of a likelihood that is not the model's is not taken for the model's, whatever method tells it. */
class TemperedEvidenceTest {

    @TempDir
    private Path folder;

    private Verdict verdict(double temperature, boolean weights, String... settings) throws IOException {
        StringBuilder data = new StringBuilder("a,w,y\n");
        for (int i = 0; i < 20; i++) {
            data.append(Math.sin(i)).append(',').append(1 + i % 2).append(',')
                    .append(Math.sin(i) + 0.3 * Math.cos(5 * i)).append('\n');
        }
        DataSpec spec = DataSpec.of(Files.writeString(folder.resolve("data.csv"), data), "y")
                .withFeatures(List.of("a"));
        Dataset rows = Dataset.read(weights ? spec.with(RowRole.WEIGHT, "w") : spec, TargetKind.NUMBER);
        Study study = Study.of(BayesianNetwork.on(rows).hidden().temperature(temperature).build(), settings);
        SamplingJob.begin(study, folder.resolve("run")).run(1);
        return FinishedRun.open(RunFolder.open(folder.resolve("run")), study).findings().assessment().verdict();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "tempered_log_evidence    | sampler.method=laplace sampler.chains=1 sampler.draws=20 sampler.steps=200",
            "tempered_log_evidence    | sampler.method=last_layer sampler.chains=1 sampler.draws=20 sampler.steps=200",
            "tempered_elbo            | sampler.method=vi sampler.chains=1 sampler.draws=20 sampler.steps=50 sampler.candidates=25",
            "tempered_wbic            | sampler.method=smc sampler.chains=1 sampler.draws=50 sampler.sweeps=50",
            "tempered_log_evidence    | sampler.method=tempering sampler.chains=1 sampler.draws=50 sampler.warmup=50 sampler.rungs=4"})
    void eachMethodSaysThatItIsTempered(String number, String settings) throws IOException {
        Verdict verdict = verdict(0.25, false, settings.split(" "));
        assertThat(verdict.numbers()).containsKey(number);
        assertThat(verdict.numbers().keySet()).noneMatch(name -> name.startsWith("log_evidence")
                || name.startsWith("elbo") || name.startsWith("importance_bound") || name.startsWith("wbic"));
        assertThat(verdict.findings()).extracting(Finding::sentence)
                .filteredOn(text -> text.contains("evidence") && !text.contains("not to be trusted")
                        || text.contains("WBIC"))
                .isNotEmpty().allMatch(text -> text.endsWith(
                        " It is of the tempered likelihood (likelihood.temperature = 0.25): no evidence of the model."));
    }

    @Test
    void rowsWithWeightsTemperToo() throws IOException {
        String[] settings = {"sampler.method=laplace", "sampler.chains=1", "sampler.draws=20", "sampler.steps=200"};
        assertThat(verdict(0.5, true, settings).findings()).extracting(Finding::sentence)
                .anyMatch(text -> text.contains("The log evidence is") && text.contains(
                        "(likelihood.temperature = 0.5, rows count by data.weight)"));
    }

    @Test
    void theModelsOwnKeepsItsName() throws IOException {
        Verdict verdict = verdict(1, false, "sampler.method=laplace", "sampler.chains=1", "sampler.draws=20",
                "sampler.steps=200");
        assertThat(verdict.numbers()).containsKey("log_evidence");
        assertThat(verdict.findings().toString()).doesNotContain("tempered");
    }
}
