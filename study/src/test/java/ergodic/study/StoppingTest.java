package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.stopping.Judgement;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.ChainRange;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.sampler.run.RunResult;
import ergodic.study.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that rules end: where, what is said of it, that threads and interruptions change nothing. */
class StoppingTest {

    private static final String[] RULES = {"stop.r_hat=1.1", "stop.ess=60"};

    @TempDir
    private Path folder;

    @BeforeEach
    void data() throws IOException {
        NoisyLine.write(folder, 1, """
                chains = 3
                warmup = 60
                draws = 120
                max_tree_depth = 3
                seed = 5
                [stop]
                every = 10
                """);
    }

    private SamplingJob job(String name, String... overrides) throws IOException {
        return SamplingJob.begin(Study.read(folder.resolve("line.toml"), overrides), folder.resolve(name));
    }

    private static double[][] everything(Draws draws) {
        double[][] all = draws.statistic("lp");
        return new double[][]{all[0], all[1], all[2], draws.series("prediction", 0)[0],
                draws.series("prediction", 3)[2]};
    }

    /** Without times, which differ from run to run. */
    private static List<Judgement> judged(FinishedRun run) {
        return run.stopping().orElseThrow().judgements().stream()
                .map(j -> new Judgement(j.draws(), j.rHat(), j.rHatOf(), j.ess(), j.essOf(), j.logDensity(),
                        j.logDensityError(), j.logDensityMove(), j.gradients(), 0, 0, j.endedBy()))
                .toList();
    }

    @Test
    void aRuleEndsTheRunAtTheSameDrawWithAnyThreads() throws IOException {
        FinishedRun one = job("one", RULES).run(1);
        int draws = one.draws().draws();
        assertThat(draws).isBetween(20, 110);
        for (int threads : new int[]{2, 4}) {
            FinishedRun run = job("with" + threads, RULES).run(threads);
            assertThat(everything(run.draws())).isDeepEqualTo(everything(one.draws()));
            assertThat(judged(run)).isEqualTo(judged(one));
        }
        FinishedRun plain = job("plain", "sampler.draws=" + draws).run(2);
        assertThat(everything(plain.draws())).isDeepEqualTo(everything(one.draws()));
        assertThat(plain.stopping()).isEmpty();
    }

    /** What is said of a run that a rule ended: that it is finished, by which rule, where, with which values. */
    @Test
    void allPlacesSayWhichRuleEndedItWhere() throws IOException {
        FinishedRun run = job("run", RULES).run(2);
        Stopping stopping = run.stopping().orElseThrow();
        Judgement end = stopping.end().orElseThrow();
        assertThat(end.endedBy()).containsExactly("r_hat", "ess");
        String sentence = "Ended by [stop] after " + end.draws()
                + " draws of each chain, of at most 120: R-hat of every"
                + " function below 1.1 (largest " + String.format(Locale.ROOT, "%.4f", end.rHat()) + ", of "
                + end.rHatOf() + "), ESS of every function above 60.00 (smallest "
                + String.format(Locale.ROOT, "%.0f", end.ess()) + ", of " + end.essOf() + ").";
        assertThat(stopping.sentence()).startsWith(sentence).contains("Judging took");
        Findings findings = run.findings();
        assertThat(findings.lines()).anyMatch(line -> line.startsWith(sentence))
                .anyMatch(line -> line.contains("largest R-hat") && line.contains("gradients"));
        assertThat(findings.document().get("stopping")).asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("ended_by", List.of("r_hat", "ess")).containsEntry("ended_at_draw", end.draws())
                .containsEntry("most_draws", 120).containsKey("judgements");
        Reports.write(findings, run.folder().report());
        assertThat(run.folder().report()).content().contains("Ended by [stop] after " + end.draws() + " draws")
                .contains("judged by [stop]").doesNotContain("The run is not finished");
        Map<String, Object> attributes = ZarrDraws.open(run.folder().draws()).attributes();
        assertThat(attributes).containsEntry("stopped_by", "r_hat, ess").containsEntry("stopped_at_draw", end.draws());
        assertThat(String.valueOf(attributes.get("stopping"))).startsWith(sentence);
        assertThat(String.valueOf(attributes.get("stopping_judgements"))).contains("\"r_hat_of\"");
        assertThat(ZarrDraws.open(run.folder().draws()).plannedDraws()).isEqualTo(end.draws());
        assertThat(run.study().plan().sampler().draws()).isEqualTo(end.draws());
        // A run that is finished has nothing to go on with.
        RunResult again = SamplingJob.resume(RunFolder.open(run.folder().root())).run(2, Progress.NONE,
                new Cancellation());
        assertThat(again.finished()).isTrue();
        assertThat(again.transitions()).isZero();
    }

    /** Cancelled at some transition, once or twice: the same end, with the same judgements. */
    @ParameterizedTest
    @CsvSource({"1, 2", "30, 1", "95, 4", "180, 1"})
    void stoppedBetweenJudgementsItEndsAtTheSameDraw(int after, int threads) throws IOException {
        FinishedRun expected = job("expected", "stop.settled=0.03", "stop.ess=60").run(2);
        assertThat(expected.stopping().orElseThrow().end()).isPresent();
        job("run", "stop.settled=0.03", "stop.ess=60").run(threads, counting(after).listener, counting.cancellation);
        for (int more = 0; more < 2; more++) {
            SamplingJob.resume(RunFolder.open(folder.resolve("run"))).run(threads, counting(17).listener,
                    counting.cancellation);
        }
        FinishedRun run = SamplingJob.resume(RunFolder.open(folder.resolve("run"))).run(threads);
        assertThat(everything(run.draws())).isDeepEqualTo(everything(expected.draws()));
        assertThat(judged(run)).isEqualTo(judged(expected));
    }

    /** A copy of the folder, made while it runs, is what a killed process leaves. */
    @Test
    void killedBetweenJudgementsItEndsAtTheSameDraw() throws IOException {
        String[] keys = {RULES[0], RULES[1], "stop.settled=0.05", "store.checkpoint_seconds=1e-9"};
        AtomicInteger count = new AtomicInteger();
        Progress copier = new Progress() {
            @Override
            public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                    long gradients, long elapsedNanos) {
                int now = phase == RunPhase.SAMPLING ? count.incrementAndGet() : 0;
                if (now == 31 || now == 62 || now == 89) {
                    copy(folder.resolve("run"), folder.resolve("killed" + now));
                }
            }
        };
        SamplingJob job = job("run", keys);
        job.run(1, copier, new Cancellation());
        FinishedRun expected = job.finished();
        assertThat(expected.draws().draws()).isBetween(40, 110);
        for (int killed : new int[]{31, 62, 89}) {
            Path left = folder.resolve("killed" + killed);
            assertThat(ZarrDraws.open(left.resolve("draws.zarr")).draws()).isLessThan(expected.draws().draws());
            FinishedRun run = SamplingJob.resume(RunFolder.open(left)).run(2);
            assertThat(everything(run.draws())).isDeepEqualTo(everything(expected.draws()));
            assertThat(judged(run)).isEqualTo(judged(expected));
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Counting counting = new Counting(0);

    private Counting counting(int after) {
        counting = new Counting(after);
        return counting;
    }

    /** Cancels after so many transitions of the sampling phase. */
    private static final class Counting {
        private final Cancellation cancellation = new Cancellation();
        private final Progress listener;

        Counting(int after) {
            AtomicInteger count = new AtomicInteger();
            listener = new Progress() {
                @Override
                public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                        long gradients, long elapsedNanos) {
                    if (phase == RunPhase.SAMPLING && count.incrementAndGet() == after) {
                        cancellation.cancel();
                    }
                }
            };
        }
    }

    /** The file is written before any chain goes on; without it, a judgement by draws alone is made again, the same. */
    @Test
    void aLostFileOfJudgementsIsWrittenAgainFromTheDraws() throws IOException {
        FinishedRun expected = job("expected", RULES).run(2);
        int end = expected.draws().draws();
        job("run", RULES).run(2);
        Files.delete(folder.resolve("run").resolve("stopping.json"));
        FinishedRun run = SamplingJob.resume(RunFolder.open(folder.resolve("run"))).run(1);
        assertThat(run.draws().draws()).isEqualTo(end);
        assertThat(judged(run))
                .isEqualTo(judged(expected).subList(judged(expected).size() - 1, judged(expected).size()));
        Files.writeString(folder.resolve("run").resolve("stopping.json"), "{");
        assertThatThrownBy(() -> RunFolder.open(folder.resolve("run")).stopping())
                .isInstanceOf(RunFolderException.class).hasMessageContaining("stopping.json is damaged");
    }

    @Test
    void aRuleThatNeverHoldsLetsTheRunGoToItsLastDraw() throws IOException {
        FinishedRun run = job("run", "stop.ess=1e9").run(2);
        assertThat(run.draws().draws()).isEqualTo(120);
        Stopping stopping = run.stopping().orElseThrow();
        assertThat(stopping.end()).isEmpty();
        assertThat(stopping.judgements()).hasSize(11);
        assertThat(stopping.sentence())
                .startsWith(
                        "No rule of [stop] ended the run at any of 11 judgements, one every 10 draws, before its 120");
        FinishedRun plain = job("plain").run(2);
        assertThat(everything(plain.draws())).isDeepEqualTo(everything(run.draws()));
    }

    @Test
    void anEndedRunIsExtendedByTheDrawsAskedFor() throws IOException {
        FinishedRun run = job("run", RULES).run(2);
        int draws = run.draws().draws();
        FinishedRun longer = SamplingJob.extend(run.folder(), 15).run(2);
        assertThat(longer.draws().draws()).isEqualTo(draws + 15);
        assertThat(everything(longer.draws()))
                .isDeepEqualTo(everything(job("once", "sampler.draws=" + (draws + 15)).run(2).draws()));
        assertThat(longer.stopping().orElseThrow().end().orElseThrow().draws()).isEqualTo(draws);
        Reports.write(longer.findings(), longer.folder().report());
        assertThat(longer.folder().report()).content().doesNotContain("The run is not finished");
    }

    @Test
    void aBudgetOfGradientsEndsTheRunAtItsFirstJudgementBeyond() throws IOException {
        FinishedRun all = job("all", "stop.gradients=1000000000").run(2);
        List<Judgement> table = judged(all);
        long budget = table.get(4).gradients() - 1;
        FinishedRun run = job("run", "stop.gradients=" + budget, "stop.ess=1e9").run(3);
        assertThat(run.draws().draws()).isEqualTo(50);
        assertThat(judged(run).getLast().endedBy()).containsExactly("gradients");
        assertThat(judged(run).getLast().gradients()).isEqualTo(budget + 1);
        assertThat(run.stopping().orElseThrow().sentence()).contains("the budget of").contains("gradients is spent");
    }

    @Test
    void aBudgetOfTimeSaysThatAnotherRunMayEndElsewhere() throws IOException {
        FinishedRun run = job("run", "stop.minutes=1e-9").run(2);
        assertThat(run.draws().draws()).isEqualTo(10);
        assertThat(run.stopping().orElseThrow().sentence()).contains("another run may end elsewhere");
    }

    /** The log density that is judged is that of the predictions, whatever the store keeps. */
    @ParameterizedTest
    @ValueSource(strings = {"weights", "predictions", "moments"})
    void theLogDensityIsThatOfTheHeldOutRows(String keep) throws IOException {
        FinishedRun run = job("run", "stop.settled=0.03", "store.keep=" + keep).run(2);
        Judgement end = run.stopping().orElseThrow().end().orElseThrow();
        assertThat(end.endedBy()).containsExactly("settled");
        assertThat(end.draws()).isBetween(40, 110);
        Prediction prediction = run.predict(run.study().dataset().test());
        double mean = 0;
        for (double density : prediction.logDensity()) {
            mean += density / prediction.rows();
        }
        assertThat(end.logDensity()).isCloseTo(mean, within(1e-9));
        assertThat(end.logDensityError()).isPositive();
    }

    @Test
    void partsHaveNoRules() throws IOException {
        RunFolder run = job("run", RULES).folder();
        assertThatThrownBy(() -> SamplingJob.part(run, new ChainRange(0, 1))).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("look at all of its chains at once");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"stop.r_hat=1|stop.r_hat must be above 1",
            "stop.r_hat=-2|stop.r_hat must be above 1", "stop.ess=-1|stop.ess must be a positive number",
            "stop.settled=nan|stop.settled must be a positive number",
            "stop.every=3|stop.every must be a whole number of",
            "stop.gradients=-4|stop.gradients must be", "stop.minutes=inf|stop.minutes must be a positive number",
            "stop.rhat=1.1|there is no key stop.rhat (did you mean \"r_hat\"?)",
            "stop.gradients=2.5|stop.gradients must be a whole number"})
    void wrongKeysAreRefused(String key, String sentence) {
        assertThatThrownBy(() -> job("run", key)).isInstanceOf(ConfigException.class).hasMessageContaining(sentence);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "pathfinder", "smc"})
    void drawsThatAreNoChainsHaveNoRules(String method) throws IOException {
        String text = Files.readString(folder.resolve("line.toml")).replaceAll("(warmup|max_tree_depth) = .*\n", "");
        Files.writeString(folder.resolve("line.toml"), method.equals("map") ? text.replace("draws = 120\n", "") : text);
        String chosen = "sampler.method=" + method;
        // Not every one of them has a start.
        String cold = "warm-start.enabled=false";
        assertThat(Study.read(folder.resolve("line.toml"), chosen, cold).plan().stop().rules().any()).isFalse();
        assertThatThrownBy(() -> Study.read(folder.resolve("line.toml"), chosen, cold, "stop.ess=100"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("[stop] is for chains")
                .hasMessageContaining(method);
    }

    @Test
    void whatSettlesIsHeldOut() throws IOException {
        Files.writeString(folder.resolve("line.toml"),
                Files.readString(folder.resolve("line.toml")).replaceAll("test = .*\n", ""));
        assertThatThrownBy(() -> job("run", "stop.settled=0.01")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("none are held out");
    }

    /** A study made in Java has the same rules. */
    @Test
    void aNetworkMadeInJavaIsStoppedToo() throws IOException {
        Dataset data = Dataset.read(DataSpec.of(folder.resolve("line.csv"), "y")
                .withTest(new SplitSpec.Fraction(0.2, 1)), TargetKind.NUMBER);
        BayesianNetwork network = BayesianNetwork.on(data).hidden(2).build();
        Study study = Study.of(network, "sampler.chains=2", "sampler.warmup=50", "sampler.draws=200",
                "sampler.max_tree_depth=3", "stop.every=20", "stop.ess=20", "stop.r_hat=2");
        FinishedRun run = SamplingJob.begin(study, folder.resolve("run")).run(2);
        assertThat(run.stopping().orElseThrow().end().orElseThrow().draws()).isEqualTo(run.draws().draws())
                .isLessThan(200);
        assertThat(FinishedRun.open(run.folder(), study).study().plan().sampler().draws())
                .isEqualTo(run.draws().draws());
    }
}
