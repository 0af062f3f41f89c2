package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.WarmStartSettings;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.sampler.draws.ChainRange;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.StoreException;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.CheckpointException;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.sampler.run.RunResult;
import ergodic.study.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command's whole way from Java: open, sample, stop, resume, extend, judge, score, predict, report; and in parts. */
class StudyTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void data() throws IOException {
        NoisyLine.write(folder, 0.1, """
                chains = 3
                warmup = 60
                draws = 40
                seed = 5
                """);
    }

    private Study study(String... overrides) {
        return Study.read(folder.resolve("line.toml"), overrides);
    }

    private Path run(String name) {
        return folder.resolve(name);
    }

    private static void assertSameDraws(Draws draws, Draws expected) {
        assertThat(draws.chains()).isEqualTo(expected.chains());
        assertThat(draws.draws()).isEqualTo(expected.draws());
        for (Variable variable : expected.variables()) {
            for (int element = 0; element < variable.size(); element++) {
                assertThat(draws.series(variable.name(), element))
                        .isDeepEqualTo(expected.series(variable.name(), element));
            }
        }
    }

    @Test
    void fromConfigurationToReport() throws IOException {
        FinishedRun run = SamplingJob.begin(study(), run("a")).run(2);

        Findings findings = run.findings();
        assertThat(findings.assessment().functions()).isNotEmpty();
        assertThat(findings.original().get("rmse")).isBetween(0.01, 0.3);
        Reports.write(findings, run.folder().report());
        assertThat(run.folder().report()).content().contains("line.csv")
                .containsIgnoringCase(findings.assessment().verdict().words());

        Rows test = run.study().dataset().test();
        RowScores scores = run.score(test);
        assertThat(scores.original().get("rmse")).isEqualTo(findings.original().get("rmse"));
        assertThat(scores.prediction().mean()).hasSize(12);

        Files.writeString(run("new.csv"), "x\n-1\n0\n2.5\n");
        List<String> columns = run.predictInto(run.study().dataset().rowsIn(run("new.csv")), run("out.csv"), 0.1, 0.9)
                .columns();
        assertThat(columns).containsExactly("row", "mean", "sd", "aleatoric_sd", "epistemic_sd", "q10", "q90");
        List<String> lines = Files.readAllLines(run("out.csv"));
        assertThat(lines).hasSize(4);
        assertThat(Double.parseDouble(lines.get(3).split(",")[1])).isBetween(4.5, 5.5);
    }

    /** Gradients of a preparation are gradients of the run, also of one that was killed before its first checkpoint. */
    @Test
    void whatAMethodMeasuresIsCountedWithTheStartOfTheFirstChain() throws IOException {
        String[] sgld = {"sampler.method=sgld", "sampler.batch_size=10"};
        SamplingJob job = SamplingJob.begin(study(sgld), run("whole"));
        RunResult result = job.run(2, Progress.NONE, new Cancellation());
        long prepared = Prepared.gradients(job.folder().preparation());
        Object measured = job.preparation().orElseThrow().facts().get("gradients");
        List<Long> starts = result.chains().stream().map(ChainResult::startGradients).toList();
        // The warm start has as many steps in each chain, and in the preparation.
        assertThat(starts.get(1)).isEqualTo(starts.get(2));
        assertThat(starts.getFirst()).isEqualTo(starts.get(1) + prepared);
        assertThat(measured).isEqualTo(prepared - starts.get(1));
        assertThat(result.startGradients()).isEqualTo(3 * starts.get(1) + prepared);
        assertThat(Files.readString(job.folder().provenance()))
                .contains("\"start_gradients\" : " + result.startGradients());

        SamplingJob.begin(study(sgld), run("killed"));
        RunResult resumed = SamplingJob.resume(RunFolder.open(run("killed"))).run(2, Progress.NONE, new Cancellation());
        assertThat(resumed.startGradients()).isEqualTo(result.startGradients());
        RunResult again = SamplingJob.resume(RunFolder.open(run("killed"))).run(2, Progress.NONE, new Cancellation());
        assertThat(again.gradients()).isEqualTo(result.gradients());

        Files.writeString(job.folder().preparation(), "{\"gradients\": ");
        assertThatThrownBy(() -> SamplingJob.extend(RunFolder.open(run("whole")), 5).run(1))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("preparation.json is damaged");
    }

    /**
     * The time of a run is that of all its sessions, as its gradients are; a session that was killed counts by the
     * times of its chains.
     */
    @Test
    void secondsAreThoseOfAllSessions() throws IOException {
        SamplingJob job = SamplingJob.begin(study(), run("run"));
        assertThat(job.seconds()).isZero();
        job.run(2, Progress.NONE, new Cancellation());
        double first = job.seconds();
        assertThat(first).isPositive();
        Path written = job.folder().provenance();
        String facts = Files.readString(written);
        Files.writeString(written, facts.replaceFirst("\"seconds\" : [0-9.]+", "\"seconds\" : 1000.0"));
        SamplingJob more = SamplingJob.extend(RunFolder.open(run("run")), 5);
        RunResult result = more.run(2, Progress.NONE, new Cancellation());
        double session = result.elapsed().toMillis() / 1000.0;
        assertThat(more.seconds()).isEqualTo(1000 + session);
        assertThat(more.finished().provenance()).containsEntry("seconds", String.valueOf(more.seconds()));

        Files.delete(written);
        SamplingJob after = SamplingJob.extend(RunFolder.open(run("run")), 5);
        RunResult last = after.run(2, Progress.NONE, new Cancellation());
        long longest = last.chains().stream()
                .mapToLong(chain -> chain.startNanos() + chain.warmupNanos() + chain.samplingNanos()).max()
                .orElseThrow();
        assertThat(after.seconds())
                .isEqualTo(Math.max(last.elapsed().toMillis() / 1000.0, longest / 1e9));
    }

    /** Draws are in the units of the data that they were made with: of other data they would be wrong, and nothing would show it. */
    @Test
    void drawsOfOtherDataOrOfAnotherNetworkAreNotReadAsIfTheyWereOfThese() throws IOException {
        Path root = SamplingJob.begin(study(), run("run")).run(1).folder().root();
        Path data = root.resolve("data/line.csv");
        String rows = Files.readString(data);
        Files.writeString(data, rows.replaceFirst("\n-2.90,[^\n]*", "\n-2.90,99.0"));
        assertThatThrownBy(() -> FinishedRun.open(RunFolder.open(root))).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("are not those that it was sampled with").hasMessageContaining("from a copy");
        Files.writeString(data, rows);
        assertThat(FinishedRun.open(RunFolder.open(root)).draws().draws()).isEqualTo(40);
        Path config = root.resolve("config.toml");
        String text = Files.readString(config);
        Files.writeString(config, text.replaceFirst("network.hidden = [^\n]*", "network.hidden = [2]"));
        assertThatThrownBy(() -> FinishedRun.open(RunFolder.open(root)).findings()).isInstanceOf(StoreException.class)
                .hasMessageContaining("the draws hold").hasMessageContaining("restore the configuration");
    }

    /** Rows of a batch that nobody chose fit the data; a number that somebody wrote is not changed behind his back. */
    @ParameterizedTest
    @ValueSource(strings = {"sgld", "sghmc", "sgnht", "ubu"})
    void batchesFitTheDataUnlessSomebodyChoseThem(String method) throws IOException {
        String chosen = "sampler.method=" + method;
        assertThat(study(chosen).plan().sampler().settings().values()).containsEntry("batch_size", 48);
        assertThat(study(chosen, "sampler.batch_size=48").plan()).isEqualTo(study(chosen).plan());
        assertThat(study(chosen, "sampler.batch_size=7").plan().sampler().settings().values())
                .containsEntry("batch_size", 7);
        assertThatThrownBy(() -> study(chosen, "sampler.batch_size=100")).isInstanceOf(ConfigException.class)
                .hasMessage("sampler.batch_size = 100 is more than the 48 training rows; lower it");
        BayesianNetwork network = BayesianNetwork.on(study().dataset()).hidden(2).build();
        assertThat(Study.of(network, chosen).plan().sampler().settings().values()).containsEntry("batch_size", 48);
        assertThatThrownBy(() -> Study.of(network, chosen, "sampler.batch_size=49"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("is more than the 48 training rows");
        if (method.equals("sgld")) {
            RunFolder folder = SamplingJob.begin(study(chosen), run("whole batches")).folder();
            assertThat(folder.root().resolve("config.toml")).content().contains("batch_size = 48");
        }
    }

    @Test
    void stoppedResumedAndExtendedDrawsAreThoseOfARunNeverStopped() throws IOException {
        FinishedRun expected = SamplingJob.begin(study("sampler.draws=55"), run("whole")).run(1);

        Cancellation cancellation = new Cancellation();
        RunResult stopped = SamplingJob.begin(study(), run("b")).run(1, new Progress() {
            @Override
            public void phase(int chain, RunPhase phase, int done, int total, long elapsedNanos) {
                if (phase == RunPhase.SAMPLING) {
                    cancellation.cancel();
                }
            }
        }, cancellation);
        assertThat(stopped.cancelled()).isTrue();
        RunFolder folderOfRun = RunFolder.open(run("b"));
        assertThatThrownBy(() -> SamplingJob.extend(folderOfRun, 15)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("is not finished");
        SamplingJob.resume(folderOfRun).run(2);
        FinishedRun run = SamplingJob.extend(folderOfRun, 15).run(2);

        assertSameDraws(run.draws(), expected.draws());
        assertThat(folderOfRun.config().sampler().draws()).isEqualTo(55);
    }

    @Test
    void partsSampledApartAreTheRunOfOneProcess() throws IOException {
        FinishedRun expected = SamplingJob.begin(study(), run("whole")).run(2);

        RunFolder parts = SamplingJob.begin(study(), run("parts")).folder();
        FinishedRun part = SamplingJob.part(parts, new ChainRange(1, 2)).run(2);
        assertThat(part.draws().chains()).isEqualTo(2);
        assertThatThrownBy(() -> SamplingJob.join(parts)).isInstanceOf(StoreException.class)
                .hasMessageContaining("chain 1 of 3 is in no part");
        assertThatThrownBy(() -> SamplingJob.resume(parts).run(1)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("is sampled in parts");
        SamplingJob.part(parts, new ChainRange(0, 1)).run(1);
        assertThatThrownBy(() -> SamplingJob.part(parts, new ChainRange(2, 2))).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("chains 3 to 4 (counted from 1) are not all in the run of 3 chains");
        FinishedRun joined = SamplingJob.join(parts);

        assertSameDraws(joined.draws(), expected.draws());
        assertThat(joined.findings().assessment().verdict().words())
                .isEqualTo(expected.findings().assessment().verdict().words());
        assertSameDraws(SamplingJob.extend(parts, 5).run(2).draws(),
                SamplingJob.extend(RunFolder.open(run("whole")), 5).run(2).draws());
    }

    @Test
    void partThatWasStoppedGoesOn() throws IOException {
        FinishedRun expected = SamplingJob.begin(study(), run("whole")).run(2);
        RunFolder parts = SamplingJob.begin(study(), run("parts")).folder();
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        SamplingJob.part(parts, ChainRange.all(3)).run(1, Progress.NONE, cancellation);
        assertSameDraws(SamplingJob.part(parts, ChainRange.all(3)).run(2).draws(), expected.draws());
    }

    @Test
    void aFolderIsOfOneRun() throws IOException {
        SamplingJob.begin(study(), run("a"));
        assertThatThrownBy(() -> SamplingJob.begin(study(), run("a"))).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("already holds a run");
        assertThatThrownBy(() -> FinishedRun.open(RunFolder.open(run("a")))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void benchForecastsTheRun() {
        Study study = study("sampler.metric=dense");
        BenchResult result = GradientBench.run(study, study.plan(), 1);
        RunEstimate estimate = RunEstimate.of(study, study.plan(), result.medianMicros(), 1, 2);
        assertThat(result.lines(estimate)).anyMatch(line -> line.contains("3 chains of 40 draws after 60 of warm-up"));
        assertThat(result.document(estimate)).containsKeys("gradient", "estimate");
    }

    @Test
    void starterConfigurationIsOneThatSamples() throws IOException {
        StarterConfig starter = StarterConfig.of(folder.resolve("line.csv"),
                new StarterConfig.Wishes("y", null, List.of(), List.of(), List.of(), Map.of()));
        Files.writeString(folder.resolve("starter.toml"), starter.text(folder.resolve("starter.toml")));
        Study study = Study.read(folder.resolve("starter.toml"), "sampler.draws=20", "sampler.warmup=30",
                "sampler.chains=2", "warm-start.steps=20");
        assertThat(SamplingJob.begin(study, run("s")).run(2).draws().draws()).isEqualTo(20);
    }

    private static BayesianNetwork network(double slope, int... hidden) {
        double[][] x = new double[40][1];
        double[] y = new double[40];
        for (int i = 0; i < 40; i++) {
            x[i][0] = i / 10.0 - 2;
            y[i] = slope * x[i][0] + 0.1 * Math.cos(17.0 * i);
        }
        return BayesianNetwork.on(Dataset.of(x, y)).hidden(hidden).warmStart(WarmStartSettings.disabled()).build();
    }

    @Test
    void networkMadeInJavaGoesTheWholeWay() throws IOException {
        Study study = Study.of(network(2), "sampler.chains=2", "sampler.warmup=60", "sampler.draws=30",
                "sampler.seed=3");
        FinishedRun run = SamplingJob.begin(study, run("coded")).run(2);
        Findings findings = run.findings();
        Reports.write(findings, run.folder().report());
        assertThat(run.folder().report()).content().contains("40 training rows");
        assertThat(run.predict(study.dataset().row(1)).inUnitsOf(study.dataset().target()).mean()[0]).isBetween(1.8,
                2.2);

        RunFolder folderOfRun = RunFolder.open(run("coded"));
        assertThatThrownBy(() -> FinishedRun.open(folderOfRun)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("was begun by a program in Java");
        assertThatThrownBy(() -> SamplingJob.resume(folderOfRun, Study.of(network(2, 2))).run(1))
                .isInstanceOf(StoreException.class).hasMessageContaining("was made for another run");
        assertThatThrownBy(() -> SamplingJob.resume(folderOfRun, Study.of(network(2.5))).run(1))
                .isInstanceOf(CheckpointException.class);
        FinishedRun longer = SamplingJob.extend(folderOfRun, Study.of(network(2)), 15).run(2);
        FinishedRun expected = SamplingJob.begin(Study.of(network(2), "sampler.chains=2", "sampler.warmup=60",
                "sampler.draws=45", "sampler.seed=3"), run("once")).run(1);
        assertSameDraws(longer.draws(), expected.draws());
    }

    @Test
    void settingsThatAreNotOfTheSamplerAreRefused() {
        BayesianNetwork network = network(1);
        assertThatThrownBy(() -> Study.of(network, "network.hidden=[3]")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("settings of a network made in Java: there is no key network");
        assertThatThrownBy(() -> Study.of(network, "sampler.precision=float32")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("is its own (float64)");
        assertThatThrownBy(() -> Study.of(network, "sampler.draws=0")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("sampler.draws must be a whole number of at least 1");
    }
}
