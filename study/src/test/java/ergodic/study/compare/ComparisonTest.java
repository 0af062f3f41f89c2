package ergodic.study.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.PairedDifference;
import ergodic.diagnostics.RowSet;
import ergodic.nn.predict.Prediction;
import ergodic.study.FinishedRun;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import ergodic.study.SamplingJob;
import ergodic.study.StackedScores;
import ergodic.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a line with noise beside one another: what is the same is at no distance, what is not is told apart, what cannot be compared is refused. */
class ComparisonTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void data() throws IOException {
        StringBuilder text = new StringBuilder("x,y,class,count\n");
        for (int i = 0; i < 60; i++) {
            double x = i / 10.0 - 3;
            text.append(String.format(Locale.ROOT, "%.2f,%.4f,%s,%d%n", x, 2 * x + Math.sin(37.0 * i),
                    List.of("a", "b", "c").get((i + i / 20) % 3), (i * 7) % 5 + i / 20));
        }
        Files.writeString(folder.resolve("line.csv"), text);
        Files.writeString(folder.resolve("line.toml"), """
                [data]
                file = "line.csv"
                target = "y"
                features = ["x"]
                test = { fraction = 0.2, seed = 1 }
                [network]
                hidden = []
                [likelihood]
                family = "gaussian"
                [sampler]
                chains = 4
                warmup = 100
                draws = 200
                seed = 5
                [warm-start]
                steps = 50
                """);
    }

    private Path run(String name, String... overrides) throws IOException {
        SamplingJob.begin(Study.read(folder.resolve("line.toml"), overrides), folder.resolve(name)).run(2);
        return folder.resolve(name);
    }

    private static Comparison compare(List<Path> folders, @Nullable Path reference) throws IOException {
        return Comparison.of(folders, reference, true, 2);
    }

    private static RowDistances distances(Comparison comparison, int run) {
        return Objects.requireNonNull(comparison.distances().orElseThrow().runs().get(run));
    }

    private static RowDistances halves(Comparison comparison) {
        return Objects.requireNonNull(comparison.distances().orElseThrow().halves());
    }

    /** The same configuration twice gives the same bits: no distance, no difference; other seeds are as near as two halves; a wide prior is not. */
    @Tag("slow")
    @Test
    void sameRunsAreAtNoDistanceAndOtherSeedsAsNearAsHalves() throws IOException {
        Path first = run("first");
        Path again = run("again");
        Path other = run("other", "sampler.seed=6");
        Path tight = run("tight", "prior.weights.scale=0.05");
        Comparison comparison = compare(List.of(first, again, other, tight), first);
        for (String measure : distances(comparison, 1).measures().keySet()) {
            assertThat(distances(comparison, 1).of(measure)).as(measure).containsOnly(0.0);
            double ceiling = halves(comparison).mean(measure);
            assertThat(ceiling).as(measure).isPositive();
            // Two runs of n draws are about as far as two halves of n / 2, over the root of 2.
            assertThat(distances(comparison, 2).mean(measure)).as(measure).isBetween(0.2 * ceiling, 2 * ceiling);
            assertThat(distances(comparison, 3).mean(measure)).as(measure).isGreaterThan(3 * ceiling);
        }
        ReferenceDistances found = comparison.distances().orElseThrow();
        assertThat(found.timesHalves(halves(comparison))).isEqualTo(1);
        assertThat(found.timesHalves(distances(comparison, 3))).isCloseTo(
                distances(comparison, 3).mean(RowDistances.RELATIVE) / halves(comparison).mean(RowDistances.RELATIVE),
                within(1e-12));
        assertThat(comparison.notes()).noneMatch(note -> note.contains("no distances to the posterior"));
        PairedDifference same = comparison.difference(1, Comparison::heldOutDensity).orElseThrow();
        int best = comparison.best(Comparison::heldOutDensity);
        assertThat(same).isEqualTo(comparison.difference(0, Comparison::heldOutDensity).orElseThrow());
        assertThat(comparison.difference(best, Comparison::heldOutDensity).orElseThrow())
                .isEqualTo(new PairedDifference(0, 0, 12));
        assertThat(comparison.difference(3, Comparison::heldOutDensity).orElseThrow().mean()).isLessThan(-0.5);
        // Equal runs share their weight.
        RunWeights weights = comparison.byLeftOut().orElseThrow();
        assertThat(weights.stacking().weights().get(0)).isCloseTo(weights.stacking().weights().get(1), within(1e-12));
        assertThat(weights.pseudoBmaPlus().weights().get(3)).isLessThan(1e-6);
        assertThat(comparison.document().toString()).contains("best=");
        assertThat(comparison.lines()).anyMatch(line -> line.contains("two halves of the reference"));
    }

    /** Leave-one-out densities are those of the draws, in the units of the data: on 48 rows of a line near the held-out densities, below those with the row. */
    @Test
    void leftOutRowsArePredictedWithoutThem() throws IOException {
        Path first = run("first");
        Path other = run("other", "sampler.seed=6");
        Comparison comparison = compare(List.of(first, other), first);
        assertThat(halves(comparison).mean(RowDistances.RELATIVE)).isBetween(1e-3, 0.5);
        assertThat(distances(comparison, 1).mean(RowDistances.RELATIVE)).isBetween(1e-3, 0.5);
        RowDistances none = distances(comparison, 0);
        assertThat(none.mean(RowDistances.RELATIVE)).isZero();
        ReferenceDistances equal = new ReferenceDistances(0, "", new int[0], List.of(), none);
        assertThat(equal.timesHalves(distances(comparison, 1))).isNaN();
        assertThat(equal.timesHalves(none)).isNaN();
        ComparedRun run = comparison.runs().getFirst();
        FinishedRun finished = run.run();
        Prediction within = finished.predict(finished.study().dataset().train())
                .inUnitsOf(finished.study().dataset().target());
        LeftOutDensity leftOut = Objects.requireNonNull(run.leftOut());
        assertThat(leftOut.logDensity()).hasSize(48);
        double sum = 0;
        for (int row = 0; row < 48; row++) {
            assertThat(leftOut.logDensity()[row]).isLessThan(within.logDensity()[row]);
            sum += leftOut.logDensity()[row] - within.logDensity()[row];
        }
        // The sum is about the number of unknowns, three here.
        assertThat(sum).isBetween(-6.0, -1.5);
        assertThat(leftOut.largestShape()).isLessThan(0.7);
        assertThat(leftOut.shareAbove()).isZero();
    }

    /** Of an approximation that is named as reference it is said that it is no posterior; members have no left-out rows, and moments no distance. */
    @Test
    void whatCannotBeSaidIsSaid() throws IOException {
        Path mode = run("mode", "sampler.method=map", "sampler.chains=1");
        Path sums = run("sums", "store.keep=moments");
        Path each = run("each", "store.keep=predictions");
        Comparison comparison = compare(List.of(sums, each), mode);
        assertThat(comparison.runs().getFirst().name()).isEqualTo("mode");
        assertThat(comparison.notes().getFirst()).startsWith(
                "the reference mode is no chain (fitted, not sampled): distances to it are no distances to the posterior");
        assertThat(comparison.notes()).anyMatch(note -> note.startsWith("mode: members are no draws of a posterior"))
                .anyMatch(note -> note.startsWith("sums: only moments of the predictions were kept"))
                .anyMatch(note -> note.startsWith("each: no weights were kept"))
                .anyMatch(note -> note.startsWith("the reference has one member"));
        assertThat(comparison.distances().orElseThrow().runs().get(1)).isNull();
        assertThat(distances(comparison, 2).mean(RowDistances.WASSERSTEIN1)).isPositive();
        assertThat(comparison.byLeftOut()).isEmpty();
        assertThat(comparison.byHeldOut()).isPresent();
        assertThat(comparison.runs().get(1).score().mean())
                .isCloseTo(comparison.runs().get(2).score().mean(), within(1e-9));
        Path file = folder.resolve("page.html");
        comparison.write(file);
        assertThat(file).content().contains("Comparison of runs", "are no distances to the posterior", "pseudo-BMA+");
    }

    /** A chart has room for some runs: of more it says which it shows, and the tables have all. */
    @Test
    void chartsSayWhichRunsTheyShow() throws IOException {
        String[] few = {"sampler.draws=20", "sampler.warmup=20", "sampler.chains=2"};
        List<Path> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(run("run" + i, few));
        }
        Path file = folder.resolve("page.html");
        Comparison.of(runs, runs.getFirst(), false, 1).write(file);
        assertThat(file).content().contains("Of 8 runs the first 6 that were named are drawn",
                "Of 7 runs the first 6 that were named are drawn", "times the halves");
        Comparison.of(runs.subList(0, 6), runs.getFirst(), false, 1).write(file);
        assertThat(file).content().doesNotContain("that were named are drawn");
    }

    /** A row that weighs twice would be taken out once: it is said, and no density is given. */
    @Test
    void rowsWithWeightsAreNotLeftOut() throws IOException {
        String[] weighted = {"data.weight=weight", "sampler.draws=20", "sampler.warmup=20", "sampler.chains=1"};
        Files.writeString(folder.resolve("line.csv"), Files.readString(folder.resolve("line.csv")).lines()
                .map(line -> line + (line.startsWith("x") ? ",weight" : ",2")).collect(Collectors.joining("\n")));
        Comparison comparison = compare(List.of(run("first", weighted), run("second", weighted)), null);
        assertThat(comparison.notes()).anyMatch(note -> note.contains("where they have weights (data.weight)"));
        assertThat(comparison.byLeftOut()).isEmpty();
        assertThat(comparison.runs().getFirst().leftOut()).isNull();
    }

    /** One row cannot be scored by weights from others: that is left out, and no number is printed that is none. */
    @Test
    void oneHeldOutRow() throws IOException {
        Files.writeString(folder.resolve("one.txt"), "7\n");
        Files.writeString(folder.resolve("line.toml"), Files.readString(folder.resolve("line.toml"))
                .replace("{ fraction = 0.2, seed = 1 }", "{ rows = \"one.txt\" }"));
        String[] few = {"sampler.draws=20", "sampler.warmup=20", "sampler.chains=2"};
        Path first = run("first", few);
        Comparison comparison = Comparison.of(List.of(first, run("second", "sampler.draws=20", "sampler.warmup=20",
                "sampler.chains=2", "sampler.seed=9")), null, false, 1);
        assertThat(comparison.lines()).noneMatch(line -> line.contains("NaN"))
                .anyMatch(line -> line.startsWith("Weights by the held-out rows") && line.endsWith("equal weights"));
        FinishedRun run = comparison.runs().getFirst().run();
        assertThat(StackedScores.of(run, comparison.runs().getFirst().prediction(), RowSet.HELD_OUT, false)
                .tell(new LinkedHashMap<>())).noneMatch(line -> line.contains("NaN"));
    }

    /** Total variation and agreement, from the probabilities themselves; they are there of moments too. */
    @Tag("slow")
    @Test
    void classesByTheirProbabilities() throws IOException {
        String[] classes = {"data.target=class", "likelihood.family=categorical", "sampler.draws=60"};
        Path first = run("first", classes);
        Path other = run("other", "data.target=class", "likelihood.family=categorical", "sampler.draws=60",
                "prior.weights.scale=0.1", "store.keep=moments");
        Comparison comparison = compare(List.of(first, other), first);
        double[][] here = comparison.runs().get(0).prediction().probabilities();
        double[][] there = comparison.runs().get(1).prediction().probabilities();
        double variation = 0;
        int same = 0;
        for (int row = 0; row < here.length; row++) {
            double plus = 0;
            for (int k = 0; k < 3; k++) {
                plus += Math.max(0, there[row][k] - here[row][k]) / here.length;
            }
            variation += plus;
            same += comparison.runs().get(0).prediction().mostProbable(row) == comparison.runs().get(1).prediction()
                    .mostProbable(row) ? 1 : 0;
        }
        assertThat(variation).isGreaterThan(0.02);
        assertThat(distances(comparison, 1).mean(RowDistances.TOTAL_VARIATION)).isCloseTo(variation, within(1e-9));
        Map<String, Object> columns = distances(comparison, 1).columns();
        assertThat((Double) columns.get("agreement")).isCloseTo(same / 12.0, within(1e-12));
        assertThat(halves(comparison).mean(RowDistances.TOTAL_VARIATION)).isBetween(1e-6, 0.1);
    }

    /** Counts are compared by points: the distance of two Poisson predictions is nearly that of their means where one lies above the other. */
    @Tag("slow")
    @Test
    void countsByPoints() throws IOException {
        String[] counts = {"data.target=count", "likelihood.family=poisson", "sampler.draws=60"};
        Path first = run("first", counts);
        Path other = run("other", "data.target=count", "likelihood.family=poisson", "sampler.draws=60",
                "prior.weights.scale=0.05");
        Comparison comparison = compare(List.of(first, other), first);
        double[] found = distances(comparison, 1).of(RowDistances.WASSERSTEIN1);
        double largest = 0;
        for (int row = 0; row < found.length; row++) {
            double apart = Math.abs(comparison.runs().get(0).prediction().mean()[row]
                    - comparison.runs().get(1).prediction().mean()[row]);
            // Never below the distance of the means, but for the points beyond the levels.
            assertThat(found[row]).isGreaterThan(apart - 0.01);
            largest = Math.max(largest, apart);
        }
        assertThat(largest).isGreaterThan(0.1);
    }

    /** Runs of other data, rows or targets, folders that are none, and one run alone are refused in a sentence. */
    @Test
    void whatDiffersIsRefused() throws IOException {
        String[] few = {"sampler.draws=20", "sampler.warmup=20", "sampler.chains=1"};
        Path first = run("first", few);
        assertRefused("their held-out rows differ", first,
                run("split", "sampler.draws=20", "sampler.warmup=20", "sampler.chains=1", "data.test.seed=2"));
        assertRefused("one predicts y and the other count", first,
                run("target", "sampler.draws=20", "sampler.warmup=20", "sampler.chains=1", "data.target=count"));
        Path second = run("second", few);
        assertThat(Comparison.of(List.of(first, second), null, false, 1).runs().get(0).leftOut()).isNull();
        Files.writeString(folder.resolve("line.csv"),
                Files.readString(folder.resolve("line.csv")).replaceFirst("-3.00,", "-3.01,"));
        assertRefused("their data files differ", first, run("data", few));
        assertThatThrownBy(() -> compare(List.of(first), null)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("a comparison needs two runs at least");
        assertThatThrownBy(() -> compare(List.of(first), first)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("a comparison needs two runs at least");
        assertThatThrownBy(() -> compare(List.of(first, first), null)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("is named twice");
        assertThatThrownBy(() -> compare(List.of(first, folder), null)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("holds no run");
        assertThat(RunFolder.open(first).root()).isEqualTo(first);
    }

    private static void assertRefused(String reason, Path first, Path other) {
        assertThatThrownBy(() -> compare(List.of(first, other), null)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("cannot be compared: " + reason)
                .hasMessageContaining("same file, target and test");
    }
}
