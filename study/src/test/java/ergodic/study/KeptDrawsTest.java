package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.ChainRange;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainFailedException;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.study.config.ConfigException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run without weights says is what the same run with weights says: verdict, predictions, moments. */
// Longer than 400 lines because all that may be kept is held to the same runs with weights.
class KeptDrawsTest {

    private static final Offset<Double> ROUNDING = within(1e-9);

    @TempDir
    private Path folder;

    @BeforeEach
    void data() throws IOException {
        StringBuilder text = new StringBuilder("x,y,class,two\n");
        for (int i = 0; i < 60; i++) {
            double x = i / 10.0 - 3;
            text.append(String.format(Locale.ROOT, "%.2f,%.4f,%s,%s%n", x, 2 * x + Math.sin(37.0 * i),
                    List.of("a", "b", "c").get((i + i / 20) % 3), (i * 7) % 5 < 2 ? "yes" : "no"));
        }
        Files.writeString(folder.resolve("line.csv"), text);
        Files.writeString(folder.resolve("line.toml"), """
                [data]
                file = "line.csv"
                target = "y"
                features = ["x"]
                test = { fraction = 0.2, seed = 1 }
                [network]
                hidden = [3]
                [likelihood]
                family = "gaussian"
                [sampler]
                chains = 3
                warmup = 60
                draws = 40
                max_tree_depth = 3
                seed = 5
                [warm-start]
                steps = 50
                """);
    }

    private FinishedRun run(String name, String... overrides) throws IOException {
        return SamplingJob.begin(Study.read(folder.resolve("line.toml"), overrides), folder.resolve(name)).run(2);
    }

    private static void assertSame(double[] values, double[] expected) {
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("%d", i).isCloseTo(expected[i], ROUNDING);
        }
    }

    private static void assertSamePrediction(Prediction prediction, Prediction expected) {
        assertSame(prediction.mean(), expected.mean());
        assertSame(prediction.aleatoricVariance(), expected.aleatoricVariance());
        assertSame(prediction.epistemicVariance(), expected.epistemicVariance());
        assertSame(prediction.logDensity(), expected.logDensity());
        for (int chain = 0; chain < expected.chains(); chain++) {
            assertSame(prediction.chainMean()[chain], expected.chainMean()[chain]);
            assertSame(prediction.chainLogDensity()[chain], expected.chainLogDensity()[chain]);
        }
        for (int row = 0; row < expected.probabilities().length; row++) {
            assertSame(prediction.probabilities()[row], expected.probabilities()[row]);
        }
        assertSame(prediction.entropy(), expected.entropy());
        assertSame(prediction.mutualInformation(), expected.mutualInformation());
    }

    private static void assertSameFindings(Findings findings, Findings expected) {
        // Widths are compared with gradients, which need weights.
        assertThat(findings.assessment().functions()).isEqualTo(expected.assessment().functions());
        Map<String, Double> numbers = expected.assessment().verdict().numbers();
        assertThat(findings.assessment().verdict().numbers()).containsOnlyKeys(numbers.keySet());
        numbers.forEach((name, value) -> assertThat(findings.assessment().verdict().numbers().get(name)).as(name)
                .isCloseTo(value, ROUNDING));
        findings.standardised().values().forEach((name, value) -> assertThat(value).as(name)
                .isCloseTo(expected.standardised().get(name), ROUNDING));
    }

    /** A chain that is left out is left out of sums, of predictions and of the verdict as it is of draws. */
    @ParameterizedTest
    @ValueSource(strings = {"predictions", "moments"})
    void aChainIsLeftOutAsOfARunWithWeights(String keep) throws IOException {
        FinishedRun whole = run("whole").withoutChains(List.of(2));
        FinishedRun kept = run("kept", "store.keep=" + keep).withoutChains(List.of(2));
        assertThat(kept.leftOut()).containsExactly(2);
        Rows test = whole.study().dataset().test();
        assertSamePrediction(kept.predict(test), whole.predict(test));
        assertSameFindings(kept.findings(), whole.findings());
        // The chain that is left out was not without weight.
        assertThat(whole.predict(test).mean()[0]).isNotEqualTo(run("all").predict(test).mean()[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y gaussian", "class categorical", "two bernoulli"})
    void predictionsAndVerdictAreThoseOfTheRunWithWeights(String kind) throws IOException {
        String[] words = kind.split(" ");
        String target = "data.target=" + words[0];
        String family = "likelihood.family=" + words[1];
        FinishedRun whole = run("whole", target, family);
        FinishedRun each = run("each", target, family, "store.keep=predictions");
        FinishedRun sums = run("sums", target, family, "store.keep=moments");

        Rows test = whole.study().dataset().test();
        assertThat(test.count()).isGreaterThan(5);
        assertSamePrediction(each.predict(test), whole.predict(test));
        assertSamePrediction(sums.predict(test), whole.predict(test));
        assertThat(each.score(test).standardised().values()).hasSameSizeAs(whole.score(test).standardised().values());
        for (int row = 0; row < test.count(); row++) {
            assertSame(each.predict(test).quantiles()[row], whole.predict(test).quantiles()[row]);
        }
        assertSameFindings(each.findings(), whole.findings());
        assertSameFindings(sums.findings(), whole.findings());
        for (FinishedRun run : List.of(each, sums)) {
            assertThat(run.weights()).isEmpty();
            assertThat(run.draws().variables()).noneMatch(variable -> variable.name().contains("weight"));
            assertMoments(run, whole.draws());
            Reports.write(run.findings(), run.folder().report());
            assertThat(run.folder().report()).content().contains("Weights were not kept");
            Rows training = run.study().dataset().train();
            assertThatThrownBy(() -> run.predict(training)).isInstanceOf(RunFolderException.class)
                    .hasMessageContaining("it predicts only the rows that were held out")
                    .hasMessageContaining("store.weights_every = N");
        }
        // Some of the rows, in another order, are known too; a row of that number with other inputs is not.
        Rows some = test.subset(3, 1);
        assertSamePrediction(sums.predict(some), whole.predict(some));
        assertSamePrediction(each.predict(some), whole.predict(some));
        Files.writeString(folder.resolve("other.csv"), "x\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n");
        Rows others = each.study().dataset().readRows(folder.resolve("other.csv"));
        assertThatThrownBy(() -> each.predict(others)).isInstanceOf(RunFolderException.class);
        assertThatThrownBy(() -> sums.withSamples(5, 1).predict(test)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("no random values can be drawn");
        assertThat(each.withSamples(5, 1).predict(test).samples()[0]).hasSize(5);
    }

    private static void assertMoments(FinishedRun run, Draws whole) {
        ZarrDraws draws = ZarrDraws.open(run.folder().draws());
        int weights = 0;
        for (Variable variable : whole.variables()) {
            if (variable.role().identifiable()) {
                continue;
            }
            for (int chain = 0; chain < whole.chains(); chain++) {
                double[] means = draws.summary(variable.name() + "_mean", chain).orElseThrow();
                double[] variances = draws.summary(variable.name() + "_variance", chain).orElseThrow();
                assertThat(means).hasSize(variable.size());
                for (int element = 0; element < variable.size(); element++) {
                    double[] series = whole.series(variable.name(), element)[chain];
                    double mean = Stream.of(series).flatMapToDouble(java.util.Arrays::stream).average().orElseThrow();
                    double squares = Stream.of(series).flatMapToDouble(java.util.Arrays::stream)
                            .map(value -> (value - mean) * (value - mean)).sum();
                    assertThat(means[element]).isCloseTo(mean, ROUNDING);
                    assertThat(variances[element]).isCloseTo(squares / (series.length - 1), ROUNDING);
                    weights++;
                }
            }
        }
        assertThat(weights).isGreaterThan(20);
        assertThat(draws.summary("summarised_draws", 0).orElseThrow()).containsExactly(40);
    }

    @Test
    void weightsOfEveryTenthDrawPredictOtherRows() throws IOException {
        FinishedRun whole = run("whole", "sampler.draws=45");
        FinishedRun run = run("some", "store.keep=moments", "store.weights_every=10", "sampler.draws=45");
        Draws weights = run.weights().orElseThrow();
        assertThat(weights.draws()).isEqualTo(4);
        for (Variable variable : whole.draws().variables()) {
            double[][] every = weights.series(variable.name(), 0);
            double[][] all = whole.draws().series(variable.name(), 0);
            for (int chain = 0; chain < 3; chain++) {
                for (int draw = 0; draw < 4; draw++) {
                    assertThat(every[chain][draw]).isEqualTo((float) all[chain][10 * draw + 9]);
                }
            }
        }
        Rows training = run.study().dataset().train();
        double[] mean = run.predict(training).mean();
        assertThat(mean[0]).isCloseTo(whole.predict(training).mean()[0], within(0.5));
        Rows test = run.study().dataset().test();
        assertSamePrediction(run.predict(test), whole.predict(test));
        assertThat(whole.thinned()).isEmpty();
        assertThat(run.alike(test).thinned()).as("moments of all draws").isEmpty();
        assertThat(run.alike(test, 0.5).thinned()).hasValue("predictions are of 4 draws of each chain, those whose"
                + " weights were kept, and not of all 45");
    }

    /** All rows of the file that data() wrote, with this done to each line but the first. */
    private Rows rows(FinishedRun run, UnaryOperator<String> change) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("line.csv")));
        List<String> changed = new ArrayList<>(List.of(lines.removeFirst()));
        lines.forEach(line -> changed.add(change.apply(line)));
        return run.study().dataset().readRows(Files.write(folder.resolve("changed.csv"), changed));
    }

    /** Moments tell log densities of the targets that were there: others are scored by weights, or refused, and unknown ones have none. */
    @ParameterizedTest
    @ValueSource(strings = {"y gaussian", "class categorical"})
    void otherTargetsAreNotScoredByMoments(String kind) throws IOException {
        String[] words = kind.split(" ");
        String[] keys = {"data.target=" + words[0], "likelihood.family=" + words[1], "store.keep=moments"};
        FinishedRun whole = run("whole", keys[0], keys[1]);
        FinishedRun sums = run("sums", keys);
        FinishedRun some = run("some", keys[0], keys[1], keys[2], "store.weights_every=1");
        int[] held = whole.study().dataset().test().numbers();
        Rows same = rows(sums, line -> line).subset(held);
        Rows moved = rows(sums, line -> {
            String[] cells = line.split(",");
            return cells[0] + "," + (50 + Double.parseDouble(cells[1])) + ","
                    + List.of("b", "c", "a").get("abc".indexOf(cells[2])) + "," + cells[3];
        }).subset(held);
        Rows blank = rows(sums, line -> line.split(",")[0] + ",,," + line.split(",")[3]).subset(held);
        assertSamePrediction(sums.predict(same), whole.predict(same));
        assertThat(some.score(same).standardised().values()).isEqualTo(sums.score(same).standardised().values());
        double nll = whole.score(moved).standardised().get("nll");
        assertThat(nll).isNotCloseTo(whole.score(same).standardised().get("nll"), within(0.1));
        assertThat(some.score(moved).standardised().get("nll")).isCloseTo(nll, within(1e-4 * nll));
        for (int chain = 0; chain < 3; chain++) {
            double[] densities = some.score(moved).prediction().chainLogDensity()[chain];
            double[] expected = whole.score(moved).prediction().chainLogDensity()[chain];
            for (int row = 0; row < expected.length; row++) {
                assertThat(densities[row]).isCloseTo(expected[row], within(1e-4 * Math.abs(expected[row])));
            }
        }
        assertThatThrownBy(() -> sums.score(moved)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("row " + held[0] + " has another target here")
                .hasMessageContaining("leave the target out").hasMessageContaining("store.weights_every = N");
        assertSame(sums.predict(blank).mean(), whole.predict(same).mean());
        assertThat(sums.predict(moved.withoutTargets()).hasTarget()).isFalse();
    }

    /** Moments have no quantiles: they are taken from weights, or refused, and not left out without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"y gaussian", "class categorical"})
    void quantilesOfMomentsAreRefused(String kind) throws IOException {
        String[] words = kind.split(" ");
        String[] keys = {"data.target=" + words[0], "likelihood.family=" + words[1], "store.keep=moments"};
        FinishedRun sums = run("sums", keys);
        Rows test = sums.study().dataset().test();
        assertThatThrownBy(() -> sums.predict(test, 0.1)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("moments of its predictions").hasMessageContaining("which have no quantiles");
        assertThat(sums.levels()).isEmpty();
        FinishedRun some = run("some", keys[0], keys[1], keys[2], "store.weights_every=10");
        assertThat(some.levels()).isNotEmpty();
        Prediction prediction = some.predict(test, 0.1, 0.9);
        assertThat(prediction.levels()).containsExactly(0.1, 0.9);
        assertThat(prediction.mean()[0]).isNotEqualTo(sums.predict(test).mean()[0]);
    }

    /** A table is predicted alike, however its rows fall into blocks: the last of these has held-out rows alone. */
    @ParameterizedTest
    @ValueSource(strings = {"predictions", "moments"})
    void aTableIsOfOneKind(String keep) throws IOException {
        int count = 8340;
        StringBuilder text = new StringBuilder("x,y\n");
        StringBuilder held = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i % 7 - 3).append(',').append(Math.sin(37.0 * i)).append('\n');
            held.append(i < count - 7 ? "" : i + " ");
        }
        Files.writeString(folder.resolve("many.csv"), text);
        Files.writeString(folder.resolve("held.txt"), held);
        Files.writeString(folder.resolve("line.toml"), Files.readString(folder.resolve("line.toml"))
                .replace("{ fraction = 0.2, seed = 1 }", "{ rows = \"held.txt\" }").replace("line.csv", "many.csv"));
        FinishedRun run = run("run", "store.keep=" + keep, "store.weights_every=2", "sampler.chains=1",
                "sampler.warmup=30", "sampler.draws=4", "sampler.max_tree_depth=2", "warm-start.enabled=false");
        Path table = folder.resolve("table.csv");
        run.predictInto(run.study().dataset().rowsIn(folder.resolve("many.csv")), table, run.levels());
        List<String> lines = Files.readAllLines(table);
        assertThat(lines).hasSize(count + 1);
        assertThat(lines.stream().map(line -> line.split(",", -1).length).distinct()).containsExactly(14);
        Rows all = run.study().dataset().readRows(folder.resolve("many.csv"));
        Prediction byWeights = run.predict(all.subset(0, count - 1), run.levels())
                .inUnitsOf(run.study().dataset().target());
        assertThat(Double.parseDouble(lines.getLast().split(",")[1])).isCloseTo(byWeights.mean()[1], ROUNDING);
        assertThat(byWeights.mean()[1]).isNotCloseTo(run.predict(run.study().dataset().test())
                .inUnitsOf(run.study().dataset().target()).mean()[6], ROUNDING);
    }

    /** Predictions and scores are not weighted: a row whose weight is not there, or another one, is the same row. */
    @ParameterizedTest
    @ValueSource(strings = {"predictions", "moments"})
    void weightsOfRowsAreNoPartOfPredictions(String keep) throws IOException {
        Path file = folder.resolve("line.csv");
        List<String> plain = Files.readAllLines(file);
        Files.write(file, plain.stream().map(line -> line + (line.startsWith("x") ? ",w" : ",2")).toList());
        FinishedRun run = run("run", "store.keep=" + keep, "data.weight=w");
        Rows test = run.study().dataset().test();
        Rows without = run.study().dataset().readRows(Files.write(folder.resolve("plain.csv"), plain))
                .subset(test.numbers());
        assertSamePrediction(run.predict(without), run.predict(test));
    }

    /** Stopped in the middle and gone on with, all files of the stores have the bytes of a run that was never stopped. */
    @ParameterizedTest
    @ValueSource(strings = {"predictions", "moments"})
    void stoppedAndResumedIsTheSame(String keep) throws IOException {
        String[] overrides = {"store.keep=" + keep, "store.weights_every=7", "store.log_likelihood=true",
                "store.checkpoint_seconds=1e-9"};
        FinishedRun expected = run("whole", overrides);
        Cancellation cancellation = new Cancellation();
        SamplingJob.begin(Study.read(folder.resolve("line.toml"), overrides), folder.resolve("b")).run(1,
                new Progress() {
                    @Override
                    public void transition(int chain, RunPhase phase, int done, int total,
                            ergodic.sampler.Transition transition, long gradients, long elapsedNanos) {
                        if (phase == RunPhase.SAMPLING && done == 11) {
                            cancellation.cancel();
                        }
                    }
                }, cancellation);
        FinishedRun run = SamplingJob.resume(RunFolder.open(folder.resolve("b"))).run(2);
        assertSameFiles(run.folder().draws(), expected.folder().draws());
        assertSameFiles(run.folder().weights(), expected.folder().weights());
        FinishedRun longer = SamplingJob.extend(run.folder(), 9).run(2);
        FinishedRun once = run("once", "sampler.draws=49", overrides[0], overrides[1], overrides[2]);
        assertSameFiles(longer.folder().draws(), once.folder().draws());
        assertSameFiles(longer.folder().weights(), once.folder().weights());
    }

    /** What was drawn before a chain failed is kept, moments too: they can be predicted from at once. */
    @Test
    void afterAFailedChainTheMomentsAreThoseOfTheDrawsSoFar() throws IOException {
        String[] overrides = {"store.keep=moments", "sampler.chains=1"};
        SamplingJob job = SamplingJob.begin(Study.read(folder.resolve("line.toml"), overrides), folder.resolve("f"));
        assertThatThrownBy(() -> job.run(1, new Progress() {
            @Override
            public void transition(int chain, RunPhase phase, int done, int total,
                    ergodic.sampler.Transition transition, long gradients, long elapsedNanos) {
                if (phase == RunPhase.SAMPLING && done == 23) {
                    throw new IllegalStateException("enough");
                }
            }
        }, new Cancellation())).isInstanceOf(ChainFailedException.class).hasMessageContaining("enough");
        FinishedRun failed = job.finished();
        FinishedRun expected = run("whole", "sampler.chains=1", "sampler.draws=23");
        Rows test = failed.study().dataset().test();
        assertSamePrediction(failed.predict(test), expected.predict(test));
        FinishedRun resumed = SamplingJob.resume(job.folder()).run(1);
        assertSamePrediction(resumed.predict(test), run("longer", "sampler.chains=1").predict(test));
    }

    @Test
    void partsAreTheRunOfOneProcess() throws IOException {
        String[] overrides = {"store.keep=moments", "store.weights_every=8"};
        FinishedRun expected = run("whole", overrides);
        RunFolder parts = SamplingJob.begin(Study.read(folder.resolve("line.toml"), overrides), folder.resolve("p"))
                .folder();
        SamplingJob.part(parts, new ChainRange(1, 2)).run(2);
        SamplingJob.part(parts, new ChainRange(0, 1)).run(1);
        FinishedRun joined = SamplingJob.join(parts);
        assertSameFiles(joined.folder().draws(), expected.folder().draws());
        assertSameFiles(joined.folder().weights(), expected.folder().weights());
        assertSameFindings(joined.findings(), expected.findings());
    }

    /**
     * Without weights, what is said of rows out of distribution is summed up as the run goes: as if all weights were there, also where the run
     * was stopped and resumed, or a chain is left out.
     */
    @ParameterizedTest
    @ValueSource(strings = {"predictions", "moments"})
    void rowsOutOfDistributionAreThoseOfTheRunWithWeights(String keep) throws IOException {
        Files.writeString(folder.resolve("far.csv"), "x\n9\n-7.5\n0.3\n12\n");
        String[] all = {"data.target=class", "likelihood.family=categorical", "data.ood=far.csv"};
        FinishedRun whole = run("whole", all);
        String[] some = {all[0], all[1], all[2], "store.keep=" + keep};
        FinishedRun kept = run("kept", some);
        assertThat(kept.weights()).isEmpty();
        assertThat(kept.knowsOod()).isTrue();
        assertThat(whole.predictOod()).isEmpty();
        assertSameOod(kept, whole);
        assertSameOod(kept.withoutChains(List.of(2)), whole.withoutChains(List.of(2)));
        // The rows themselves are not known, and their kept predictions are no part of the held-out ones.
        Rows far = kept.study().dataset().readInputs(folder.resolve("far.csv"));
        assertThat(far.count()).isEqualTo(4);
        assertThatThrownBy(() -> kept.predict(far)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("it predicts only the rows that were held out");
        assertSamePrediction(kept.predict(kept.study().dataset().test()),
                whole.predict(whole.study().dataset().test()));
        assertMoments(kept, whole.draws());
        Reports.write(kept.findings(), kept.folder().report());
        assertThat(kept.folder().report()).content().contains("Out of distribution").contains("and those of data.ood");
        Cancellation cancellation = new Cancellation();
        SamplingJob.begin(Study.read(folder.resolve("line.toml"), some), folder.resolve("b")).run(1, new Progress() {
            @Override
            public void transition(int chain, RunPhase phase, int done, int total,
                    ergodic.sampler.Transition transition, long gradients, long elapsedNanos) {
                if (phase == RunPhase.SAMPLING && done == 11) {
                    cancellation.cancel();
                }
            }
        }, cancellation);
        FinishedRun resumed = SamplingJob.resume(RunFolder.open(folder.resolve("b"))).run(2);
        assertSameFiles(resumed.folder().draws(), kept.folder().draws());
        assertSameOod(resumed, kept);
    }

    private static void assertSameOod(FinishedRun run, FinishedRun expected) throws IOException {
        OodScores scores = scores(run);
        OodScores others = scores(expected);
        assertThat(scores.rowsOut()).isEqualTo(4);
        for (int measure = 0; measure < others.out().size(); measure++) {
            assertSame(scores.out().get(measure), others.out().get(measure));
            assertSame(scores.in().get(measure), others.in().get(measure));
            assertThat(scores.detections().get(measure).auroc()).isCloseTo(others.detections().get(measure).auroc(),
                    ROUNDING);
        }
    }

    private static OodScores scores(FinishedRun run) throws IOException {
        Rows test = run.study().dataset().test();
        return OodScores.of(run, test, run.predict(test, new double[0]),
                run.study().ood().orElseThrow());
    }

    @Test
    void keysThatDoNotGoTogetherAreRefused() {
        assertThatThrownBy(() -> Study.read(folder.resolve("line.toml"), "store.weights_every=10"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("store.weights_every is for store.keep = \"predictions\" or \"moments\"");
        assertThatThrownBy(() -> Study.read(folder.resolve("line.toml"), "store.keep=prediction"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("predictions");
    }

    private static void assertSameFiles(Path store, Path expected) throws IOException {
        try (Stream<Path> files = Files.walk(expected, new FileVisitOption[0])) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = String.valueOf(file.getFileName());
                if (!name.equals(".zattrs") && !name.equals(".zmetadata")) {
                    Path other = store.resolve(expected.relativize(file));
                    assertThat(other).exists();
                    assertThat(Files.mismatch(file, other)).as("%s", file).isEqualTo(-1);
                }
            }
        }
    }
}
