package ergodic.study.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.DataException;
import ergodic.nn.data.Dataset;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.Transition;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.study.FinishedRun;
import ergodic.study.RunFolderException;
import ergodic.study.SamplingJob;
import ergodic.study.Study;
import ergodic.study.TrialWatch;
import ergodic.study.config.ConfigException;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search among configurations of a line with noise: the rows that are held out decide nothing, and a search that was stopped ends as one that was not. */
class TuningTest {

    private static final List<String> TRIES = List.of("prior.weights.scale=0.02,1");

    @TempDir
    private Path folder;

    @BeforeEach
    void configuration() throws IOException {
        data(IntStream.range(0, 40).mapToDouble(TuningTest::target).toArray());
        Files.writeString(folder.resolve("rows.txt"), "0 5 10\n");
        Files.writeString(folder.resolve("line.toml"), """
                data = { file = "line.csv", target = "y", test = { fraction = 0.25, seed = 1 } }
                network.hidden = []
                [sampler]
                chains = 1
                warmup = 40
                draws = 20
                [store]
                checkpoint_seconds = 1e-9
                [warm-start]
                steps = 20
                """);
    }

    private static double target(int row) {
        return 3 * (row / 10.0 - 2) + Math.sin(37.0 * row);
    }

    private void data(double[] targets) throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < targets.length; i++) {
            text.append(String.format(Locale.ROOT, "%.2f,%.6f%n", i / 10.0 - 2, targets[i]));
        }
        Files.writeString(folder.resolve("line.csv"), text);
    }

    private Tuning plan(String out, List<String> tries) throws IOException {
        return Tuning.plan(folder.resolve("line.toml"), List.of(), tries, 2, folder.resolve(out));
    }

    private static TuningResult run(Tuning tuning) throws IOException {
        return tuning.run(1, TrialWatch.NONE, new Cancellation()).orElseThrow();
    }

    /** Everything but times. */
    private static String table(TuningResult result) {
        return result.document().toString().replaceAll("seconds=[^,}]*", "");
    }

    /** The targets of the rows that the configuration holds out may be anything: scores and choice are the same to the bit. */
    @Test
    void heldOutTargetsAreNotRead() throws IOException {
        TuningResult first = run(plan("first", TRIES));
        Dataset dataset = Study.read(folder.resolve("line.toml")).dataset();
        double[] targets = IntStream.range(0, 40).mapToDouble(TuningTest::target).toArray();
        int[] test = dataset.test().numbers();
        assertThat(test).hasSize(10);
        for (int i = 0; i < test.length; i++) {
            targets[test[i]] = i == 0 ? 1e6 : target(test[test.length - i]);
        }
        data(targets);
        TuningResult other = run(plan("other", TRIES));
        assertThat(table(other)).isEqualTo(table(first));
        assertThat(first.document().get("rows")).isEqualTo(30);
        assertThat(first.document().get("by")).isEqualTo("density");
        assertThat(first.best()).containsExactly("prior.weights.scale=1");
        // A training row's target does change it.
        targets[dataset.train().numbers()[3]] += 2;
        data(targets);
        assertThat(table(run(plan("third", TRIES)))).isNotEqualTo(table(first));
    }

    /** Rows that are held out by a list belong to the plan: with another list it is another search. */
    @Test
    void otherHeldOutRowsAreAnotherSearch() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.txt"), "0 5 10 15\n");
        List<String> held = List.of("data.test={ rows = \"rows.txt\", split = 0 }");
        Path out = folder.resolve("listed");
        Tuning.plan(folder.resolve("line.toml"), held, TRIES, 2, out);
        Tuning.plan(folder.resolve("line.toml"), held, TRIES, 2, out);
        Files.writeString(rows, "0 5 10 16\n");
        assertThatThrownBy(() -> Tuning.plan(folder.resolve("line.toml"), held, TRIES, 2, out))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("data or held-out rows");
        Files.write(out.resolve("plan.txt"), new byte[]{(byte) 0xe9, 3});
        assertThatThrownBy(() -> Tuning.plan(folder.resolve("line.toml"), held, TRIES, 2, out))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("holds another search");
    }

    /** A fold's score is that of a run without it, and its gradients all that this took. */
    @Test
    void scoresAreThoseOfRunsWithoutTheFold() throws IOException {
        TuningResult result = run(plan("search", List.of("prior.weights.scale=1")));
        double sum = 0;
        long gradients = 0;
        List<Integer> rows = new ArrayList<>();
        for (int fold = 0; fold < 2; fold++) {
            Study study = Study.read(folder.resolve("line.toml"), "data.test.folds=2", "data.test.fold=" + fold,
                    "prior.weights.scale=1");
            SamplingJob job = SamplingJob.begin(study, folder.resolve("direct-" + fold));
            gradients += job.run(1, Progress.NONE, new Cancellation()).gradients();
            FinishedRun run = job.finished();
            Prediction prediction = run.score(run.study().dataset().test()).prediction();
            sum += Arrays.stream(prediction.logDensity()).sum();
            Arrays.stream(run.study().dataset().test().numbers()).forEach(rows::add);
        }
        rows.sort(null);
        assertThat(rows.stream().mapToInt(Integer::intValue).toArray())
                .isEqualTo(Study.read(folder.resolve("line.toml")).dataset().train().numbers());
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> lines = (List<Map<String, Object>>) Objects
                .requireNonNull(result.document().get("configurations"));
        Map<String, Object> line = lines.getFirst();
        assertThat((Double) line.get("log_density")).isCloseTo(sum / 30, within(1e-12));
        assertThat(result.gradients()).isEqualTo(gradients);
        assertThat(result.document().get("gradients")).isEqualTo(gradients);
    }

    /** Counts runs, and stops in the middle of one. */
    private static final class Stopper implements TrialWatch {
        private final int stopAt;
        private final Cancellation cancellation;
        private int runs;

        Stopper(int stopAt, Cancellation cancellation) {
            this.stopAt = stopAt;
            this.cancellation = cancellation;
        }

        @Override
        public <T> T during(String what, int chains, Function<Progress, T> trial) {
            runs++;
            return trial.apply(new Progress() {
                @Override
                public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                        long gradients, long elapsedNanos) {
                    if (runs == stopAt && phase == RunPhase.SAMPLING && done == 7) {
                        cancellation.cancel();
                    }
                }
            });
        }
    }

    /** A run that was begun and is damaged ends the search with what is wrong; it is not taken for a configuration that fails, and not deleted. */
    @Test
    void aDamagedRunOfAFoldIsNoFailedConfiguration() throws IOException {
        Cancellation cancellation = new Cancellation();
        assertThat(plan("damaged", TRIES).run(1, new Stopper(3, cancellation), cancellation)).isEmpty();
        Path own = folder.resolve("damaged/run-2-1/config.toml");
        Files.writeString(own, Files.readString(own) + "\n[nothing]\nof = 1\n");
        Tuning again = plan("damaged", TRIES);
        assertThatThrownBy(() -> run(again)).isInstanceOf(ConfigException.class).hasMessageContaining("nothing");
        assertThat(own).exists();
        assertThat(folder.resolve("damaged/score-2-1.json")).doesNotExist();
    }

    @Test
    void stoppedAndGoneOnWithIsTheSame() throws IOException {
        String whole = table(run(plan("whole", TRIES)));
        Cancellation cancellation = new Cancellation();
        Stopper stopper = new Stopper(3, cancellation);
        assertThat(plan("parts", TRIES).run(1, stopper, cancellation)).isEmpty();
        assertThat(stopper.runs).isEqualTo(3);
        assertThat(folder.resolve("parts/score-1-2.json")).exists();
        assertThat(folder.resolve("parts/score-2-1.json")).doesNotExist();
        assertThat(folder.resolve("parts/best.toml")).doesNotExist();
        // What was killed before it had a store leaves a folder that is in nobody's way.
        Files.createDirectories(folder.resolve("parts/run-2-2/data"));
        Stopper rest = new Stopper(-1, new Cancellation());
        assertThat(table(plan("parts", TRIES).run(1, rest, new Cancellation()).orElseThrow())).isEqualTo(whole);
        assertThat(rest.runs).as("the run that was stopped, and the one after it").isEqualTo(2);
        assertThat(folder.resolve("parts/run-2-1")).doesNotExist();
        assertThat(table(plan("parts", TRIES).run(1, rest, new Cancellation()).orElseThrow())).isEqualTo(whole);
        assertThat(rest.runs).isEqualTo(2);
        // What was chosen runs where it lies, on the same data and held-out rows.
        Study best = Study.read(folder.resolve("parts/best.toml"));
        Study base = Study.read(folder.resolve("line.toml"), "prior.weights.scale=1");
        assertThat(best.dataset().digest()).isEqualTo(base.dataset().digest());
        assertThat(best.dataset().test().numbers()).isEqualTo(base.dataset().test().numbers());
        assertThat(best.plan().sampler()).isEqualTo(base.plan().sampler());
    }

    @Test
    void whatCannotBeSearchedIsRefused() throws IOException {
        plan("search", TRIES);
        assertThatThrownBy(() -> plan("search", List.of("prior.weights.scale=0.02,2")))
                .isInstanceOf(RunFolderException.class).hasMessageContaining("holds another search");
        Files.createDirectories(folder.resolve("full/of"));
        assertThatThrownBy(() -> plan("full", TRIES)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("is not empty");
        for (Map.Entry<String, String> wrong : Map.of("prior.weights.scale", "is not of the form key=value,value",
                "data.test.seed=1,2", "which rows are held out is no choice", "data.target=y,x",
                "densities of other targets or rows cannot be compared", "network.width=5",
                "is for networks with network.hidden", "prior.weights.scales=1,2", "scales is not known").entrySet()) {
            assertThatThrownBy(() -> plan("wrong", List.of(wrong.getKey()))).isInstanceOf(ConfigException.class)
                    .hasMessageContaining(wrong.getValue());
        }
        assertThatThrownBy(() -> Tuning.plan(folder.resolve("line.toml"),
                List.of("data.test={ folds = 4, fold = 0 }"), TRIES, 2, folder.resolve("wrong")))
                .isInstanceOf(ConfigException.class).hasMessageContaining("into folds of its own");
        assertThat(folder.resolve("wrong")).doesNotExist();
    }

    /** A class with one row is in no training row of one fold: that fold has it all the same, and predicts it by the prior. */
    @Test
    void rareClassesAreInEveryFold() throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 24; i++) {
            text.append(i / 10.0 - 1).append(i == 20 ? ",rare" : i % 3 == 0 ? ",often" : ",other").append('\n');
        }
        Files.writeString(folder.resolve("line.csv"), text);
        TuningResult result = run(Tuning.plan(folder.resolve("line.toml"),
                List.of("likelihood.family=categorical", "data.test={ rows = \"rows.txt\", split = 0 }"),
                List.of("prior.weights.scale=1"), 3, folder.resolve("rare")));
        assertThat(result.document().get("rows")).isEqualTo(21);
        assertThat(result.lines()).noneMatch(line -> line.contains("failed"));
    }

    /** A network that the method cannot take is refused before a run begins, and in a search has failed. */
    @Test
    void whatTheMethodCannotTakeHasFailed() throws IOException {
        List<String> dropout = List.of("sampler.method=dropout", "sampler.steps=20", "sampler.draws=10");
        Study linear = Study.read(folder.resolve("line.toml"), dropout.toArray(String[]::new));
        assertThatThrownBy(() -> SamplingJob.begin(linear, folder.resolve("linear")))
                .isInstanceOf(ConfigException.class).hasMessageContaining("finds no hidden units to mask");
        assertThat(folder.resolve("linear")).doesNotExist();
        TuningResult result = run(Tuning.plan(folder.resolve("line.toml"), dropout, List.of("network.hidden=[],[2]"), 2,
                folder.resolve("dropout")));
        assertThat(result.best()).containsExactly("network.hidden=[2]");
        assertThat(result.lines()).anyMatch(line -> line.contains("finds no hidden units to mask"));
    }

    /** What one fold cannot read is said before anything is sampled, whichever fold that is. */
    @Test
    void aCategoryOfOneFoldIsRefusedBeforeTheSearch() throws IOException {
        StringBuilder text = new StringBuilder("x,c,y\n");
        for (int i = 0; i < 24; i++) {
            text.append(i / 10.0 - 1).append(i == 20 ? ",rare," : i % 3 == 0 ? ",often," : ",other,").append(target(i))
                    .append('\n');
        }
        Files.writeString(folder.resolve("line.csv"), text);
        List<String> held = List.of("data.test={ rows = \"rows.txt\", split = 0 }");
        assertThatThrownBy(() -> Tuning.plan(folder.resolve("line.toml"), held, TRIES, 3, folder.resolve("category")))
                .isInstanceOf(DataException.class).hasMessageMatching("fold [123] of 3 cannot be predicted:"
                        + " .*the category \"rare\" is in no training row.*data.unseen = \"other\".*");
        assertThat(folder.resolve("category")).doesNotExist();
        Tuning.plan(folder.resolve("line.toml"), List.of(held.getFirst(), "data.unseen=other"), TRIES, 3,
                folder.resolve("category"));
    }

    /** Combinations in the order of the keys; width and depth together; by default the neighbours. */
    @Test
    void candidates() {
        RunConfig base = ConfigFile.read(folder.resolve("line.toml"),
                List.of("network.hidden=[8, 4]", "prior.weights.scale=1.0"));
        assertThat(Candidates.of(List.of("network.width=5,10", "network.activation=relu,tanh"), base))
                .containsExactly(List.of("network.hidden=[5, 5]", "network.activation=relu"),
                        List.of("network.hidden=[5, 5]", "network.activation=tanh"),
                        List.of("network.hidden=[10, 10]", "network.activation=relu"),
                        List.of("network.hidden=[10, 10]", "network.activation=tanh"));
        assertThat(Candidates.of(List.of("network.depth=1,3"), base)).containsExactly(List.of("network.hidden=[8]"),
                List.of("network.hidden=[8, 8, 8]"));
        assertThat(Candidates.of(List.of(), base)).containsExactly(List.of(), List.of("prior.weights.scale=0.5"),
                List.of("prior.weights.scale=2.0"), List.of("network.hidden=[4, 2]"),
                List.of("network.hidden=[16, 8]"));
        assertThat(Candidates.of(List.of("network.hidden=[4],[4,4]"), base)).hasSize(2);
        assertThatThrownBy(() -> Candidates.of(List.of("a=1,2", "a=3"), base)).hasMessageContaining("twice");
    }

    private static TriedConfiguration tried(String name, int unknowns, double... density) {
        return new TriedConfiguration(List.of(name), List.of(new FoldScore(
                IntStream.range(0, density.length).toArray(), density, unknowns, 10, 1, 0,
                density[0] == Double.NEGATIVE_INFINITY ? "it failed" : "")));
    }

    /** By hand: worse by 0.1, 0.1, 0.4 (mean 0.2, error 0.1) is beyond one error, by -0.1, 0.3, 0.1 (0.1 and 0.115) within it. */
    @Test
    void theSmallestWithinOneErrorIsByPairs() {
        TuningResult result = new FoldedResult(List.of(tried("large", 50, -1.0, -2.0, -3.0),
                tried("beyond", 5, -1.1, -2.1, -3.4), tried("within", 10, -0.9, -2.3, -3.1),
                tried("failed", 1, Double.NEGATIVE_INFINITY, -1, -1)));
        assertThat(result.best()).containsExactly("large");
        assertThat(result.smallest()).containsExactly("within");
        assertThat(result.lines()).anyMatch(line -> line.contains("failed: it failed"));
        assertThat(result.gradients()).isEqualTo(40);
    }
}
