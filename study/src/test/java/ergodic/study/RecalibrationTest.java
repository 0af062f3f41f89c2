package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.RowSet;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.calibrated.ConformalForm;
import ergodic.nn.predict.calibrated.SplitConformal;
import ergodic.nn.predict.calibrated.TemperatureScaling;
import ergodic.study.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that calibrate are seen by nobody else, and what is made of them says what it is. */
class RecalibrationTest {

    @TempDir
    private Path folder;

    private Path config(boolean classes, String more) throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 100; i++) {
            double x = random.nextDouble(-2, 2);
            csv.append(x).append(',').append(classes ? random.nextDouble() < 1 / (1 + Math.exp(-2 * x)) ? "yes" : "no"
                    : Double.toString(Math.sin(x) + 0.3 * random.nextGaussian())).append('\n');
        }
        Files.writeString(folder.resolve("d.csv"), csv);
        Path file = folder.resolve("c.toml");
        Files.writeString(file, """
                [data]
                file = "d.csv"
                target = "y"
                test = { fraction = 0.2, seed = 3 }
                %s
                [network]
                hidden = [2]
                [likelihood]
                family = "%s"
                [sampler]
                method = "map"
                chains = 2
                steps = 200
                """.formatted(more, classes ? "bernoulli" : "gaussian"));
        return file;
    }

    private static int[] sorted(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(IntStream::of).sorted().toArray();
    }

    /** Training, calibration and test rows part the file; the test rows are those of a run that calibrates nothing, and nothing is learned from the others. */
    @Test
    void noRowHasTwoRoles() throws IOException {
        Dataset plain = Study.read(config(false, "")).dataset();
        Study study = Study.read(config(false, "calibration = { fraction = 0.25, seed = 1 }"));
        Dataset data = study.dataset();
        assertThat(data.calibration().count()).isEqualTo(20);
        assertThat(data.test().numbers()).isEqualTo(plain.test().numbers());
        assertThat(sorted(data.train().numbers(), data.calibration().numbers())).isEqualTo(plain.train().numbers());
        double[] target = data.train().target();
        assertThat(Arrays.stream(target).average().orElseThrow()).as("standardised by the training rows alone")
                .isBetween(-1e-12, 1e-12);
        assertThat(study.posterior(1).rowCount()).isEqualTo(60);
        // Folds part what is left.
        Dataset fold = Study.read(config(false, "calibration = { fraction = 0.25, seed = 1 }"), "data.test.folds=3",
                "data.test.fold=1").dataset();
        assertThat(sorted(fold.train().numbers(), fold.test().numbers())).isEqualTo(data.train().numbers());
        assertThat(fold.calibration().numbers()).isEqualTo(data.calibration().numbers());
        assertThatThrownBy(() -> Study.read(config(false, "calibration = { fraction = 0.001 }")))
                .hasMessageContaining("data.calibration.fraction = 0.001 of 80 training rows is no row");
        assertThatThrownBy(() -> Study.read(config(false, "calibration = { seed = 1 }")))
                .isInstanceOf(ConfigException.class).hasMessageContaining("data.calibration needs a fraction");
    }

    @Test
    void intervalsOfNumbers() throws IOException {
        Study study = Study.read(config(false, "calibration = { fraction = 0.25, seed = 1 }"));
        FinishedRun run = SamplingJob.begin(study, folder.resolve("run")).run(1);
        Recalibration calibrated = Recalibration.of(run, 0.8, null, false);
        Map<String, Object> document = new LinkedHashMap<>();
        Prediction test = run.score(study.dataset().test()).prediction();
        List<String> lines = calibrated.tell(test, true, document);
        assertThat(String.join("\n", calibrated.tell(test, false, new LinkedHashMap<>())))
                .contains("cannot be told").doesNotContain("None of these is scored");
        assertThat(String.join("\n", lines)).contains("no part of the posterior. ").contains("on 20 rows")
                .contains("None of these is scored")
                .contains("conformal intervals").contains("by the central interval");
        assertThat(Recalibration.of(run, 0.99, null, false).sentence()).contains("With fewer than 99 calibration rows");
        assertThatThrownBy(() -> Recalibration.of(run, 0.9, null, true)).hasMessageContaining("is a number");
        assertThatThrownBy(() -> Recalibration.of(run, 1.5, null, false)).hasMessageContaining("between 0 and 1");
        Rows used = study.dataset().calibration();
        // The same file by its name, and by what is in it.
        Path copy = Files.copy(folder.resolve("d.csv"), folder.resolve("copy.csv"));
        for (Path file : Arrays.asList(null, folder.resolve("d.csv"), copy)) {
            assertThatThrownBy(() -> Recalibration.requireOthers(run, used, file))
                    .hasMessageContaining("one of those that calibrate");
            assertThat(Recalibration.requireOthers(run, study.dataset().test(), file)).isTrue();
        }
        assertThat(Recalibration.requireOthers(run, used, folder.resolve("c.toml"))).as("rows of another file")
                .isFalse();
        assertThat(study.testFile()).isEmpty();
        Path out = folder.resolve("p.csv");
        run.table(study.dataset().rowsIn(folder.resolve("d.csv")), calibrated, 0.5).writeTo(out);
        List<String> table = Files.readAllLines(out);
        List<String> head = List.of(table.getFirst().split(","));
        assertThat(head).endsWith("conformal_low", "conformal_high");
        assertThat(heldByIntervals(table, used)).as("ceil(21 * 0.8) of the 20 rows that calibrate").isEqualTo(17);
        // Intervals by quantiles: the same count, and both ends as far from their quantiles.
        Recalibration moved = Recalibration.of(run, 0.8, ConformalForm.QUANTILES, false);
        Path other = folder.resolve("q.csv");
        run.table(study.dataset().rowsIn(folder.resolve("d.csv")), moved,
                moved.withLevels(new double[]{0.1, 0.5})).writeTo(other);
        List<String> byQuantiles = Files.readAllLines(other);
        List<String> columns = List.of(byQuantiles.getFirst().split(","));
        assertThat(columns).containsSubsequence("q10", "q50", "q90", "conformal_low", "conformal_high")
                .doesNotHaveDuplicates();
        assertThat(moved.withLevels(new double[]{0.5})).containsExactly(0.5, 0.1, 0.9);
        assertThat(heldByIntervals(byQuantiles, used)).isEqualTo(17);
        double bound = Objects.requireNonNull(moved.conformal()).bound();
        String[] row = byQuantiles.get(8).split(",");
        assertThat(Double.parseDouble(row[columns.indexOf("conformal_low")]))
                .isCloseTo(Double.parseDouble(row[columns.indexOf("q10")]) - bound, within(1e-12));
        assertThat(Double.parseDouble(row[columns.indexOf("conformal_high")]))
                .isCloseTo(Double.parseDouble(row[columns.indexOf("q90")]) + bound, within(1e-12));
        assertThat(String.join("\n", moved.tell(moved.whole(run, study.dataset().test(), test), true, document)))
                .contains("quantiles -+ ");
        assertThat(document.toString()).contains("form=quantiles");
        // Quantiles that are moved past each other hold nothing, and it is said of how many rows.
        Recalibration crossed = new Recalibration(new SplitConformal(ConformalForm.QUANTILES, 0.8, 20, -100), null,
                false, 1);
        Path none = folder.resolve("none.csv");
        WrittenPredictions written = run.table(study.dataset().rowsIn(folder.resolve("d.csv")), crossed,
                crossed.withLevels(new double[0])).writeTo(none);
        assertThat(written.emptySets()).isEqualTo(100);
        assertThat(Files.readAllLines(none).get(1)).endsWith(",,");
        assertThat(String.join("\n", crossed.tell(moved.whole(run, study.dataset().test(), test), true, document)))
                .contains("conformal sets of 20 rows are empty", "coverage 0.000");
        assertThat(document.toString()).contains("empty_sets=20");
        assertThatThrownBy(() -> Recalibration.of(run, 0.8, ConformalForm.ADAPTIVE, false))
                .hasMessageContaining("take sd or quantiles");
    }

    /** What is calibrated is predicted by the draws that predict what calibrates, also rows of which moments of all draws were kept. */
    @ParameterizedTest
    @ValueSource(strings = {"predictions", "moments"})
    void oneScoreForWhatCalibratesAndWhatIsCalibrated(String keep) throws IOException {
        Path file = config(false, "calibration = { fraction = 0.25, seed = 1 }");
        Files.writeString(file, Files.readString(file).replace("method = \"map\"", "method = \"nuts\"")
                .replace("steps = 200", "warmup = 40\ndraws = 20\nmax_tree_depth = 3\n[warm-start]\nsteps = 50"));
        Files.writeString(folder.resolve("held.txt"), "0 1 2 3 4");
        Files.writeString(file,
                Files.readString(file).replace("{ fraction = 0.2, seed = 3 }", "{ rows = \"held.txt\" }"));
        FinishedRun run = SamplingJob
                .begin(Study.read(file, "store.keep=" + keep, "store.weights_every=4"), folder.resolve("run")).run(1);
        Rows test = run.study().dataset().test();
        RowScores scored = run.score(test);
        Rows mixed = run.study().dataset().readRows(folder.resolve("d.csv"));
        double[] byWeights = run.predict(mixed).inUnitsOf(run.study().dataset().target()).mean();
        assertThat(scored.prediction().mean()[0]).isNotCloseTo(byWeights[0], within(1e-9));
        List<String> lines = Files.readAllLines(folder.resolve("d.csv"));
        Path held = Files.write(folder.resolve("held.csv"), lines.subList(0, 6));
        for (ConformalForm form : List.of(ConformalForm.SD, ConformalForm.QUANTILES)) {
            Recalibration calibrated = Recalibration.of(run, 0.8, form, false);
            Prediction whole = calibrated.whole(run, test, scored.prediction());
            assertThat(whole.mean()[0]).isCloseTo(byWeights[0], within(1e-9));
            Map<String, Object> document = new LinkedHashMap<>();
            assertThat(String.join("\n", calibrated.tell(whole, true, document))).contains("coverage");
            // Of the held-out rows alone, of which predictions by all draws are known.
            Path some = folder.resolve(form.word() + ".csv");
            run.table(run.study().dataset().rowsIn(held), calibrated, calibrated.withLevels(new double[0]))
                    .writeTo(some);
            List<String> head = List.of(Files.readAllLines(some).getFirst().split(","));
            String[] cells = Files.readAllLines(some).get(1).split(",");
            assertThat(Double.parseDouble(cells[head.indexOf("mean")])).isCloseTo(byWeights[0], within(1e-9));
            assertThat(calibrated.sentence()).contains("predicted by one draw in 4, whose weights were kept");
        }
    }

    private static int heldByIntervals(List<String> table, Rows rows) {
        List<String> head = List.of(table.getFirst().split(","));
        int held = 0;
        for (int number : rows.numbers()) {
            List<Double> cells = new ArrayList<>();
            for (String cell : table.get(1 + number).split(",")) {
                cells.add(Double.parseDouble(cell));
            }
            double y = cells.get(head.indexOf("target"));
            double slack = 1e-9;
            held += y >= cells.get(cells.size() - 2) - slack && y <= cells.getLast() + slack ? 1 : 0;
        }
        return held;
    }

    @Test
    void setsAndTemperatureOfClasses() throws IOException {
        Study study = Study.read(config(true, "calibration = { fraction = 0.25, seed = 1 }"));
        FinishedRun run = SamplingJob.begin(study, folder.resolve("run")).run(1);
        Recalibration calibrated = Recalibration.of(run, 0.8, null, true);
        Map<String, Object> document = new LinkedHashMap<>();
        assertThat(String.join("\n", calibrated.tell(run.score(study.dataset().test()).prediction(), true,
                document)))
                .contains("mean number of classes").contains("temperature").contains("(before");
        Path out = folder.resolve("p.csv");
        run.table(study.dataset().rowsIn(folder.resolve("d.csv")), calibrated, 0.5).writeTo(out);
        assertThat(Files.readAllLines(out).getFirst()).endsWith("conformal_set,p_no_scaled,p_yes_scaled");
        Recalibration adaptive = Recalibration.of(run, 0.8, ConformalForm.ADAPTIVE, false);
        assertThat(String.join("\n", adaptive.tell(run.score(study.dataset().test()).prediction(), true, document)))
                .contains("conformal adaptive sets of 80 %:");
    }

    /** Rows of a file of tests have numbers of their own; of a fold they are the data file's. */
    @Test
    void aFileOfTestsIsNotTheDataFile() throws IOException {
        Path file = config(false, "calibration = { fraction = 0.25, seed = 1 }");
        Path test = Files.writeString(folder.resolve("t.csv"), "x,y\n0.5,0.4\n-1,-0.8\n");
        Files.writeString(file, Files.readString(file).replace("{ fraction = 0.2, seed = 3 }", "{ file = \"t.csv\" }"));
        Study study = Study.read(file);
        assertThat(study.testFile()).hasValueSatisfying(own -> assertThat(own).isEqualTo(test));
        assertThat(Study.read(file, "data.test.folds=3", "data.test.fold=1").testFile()).isEmpty();
    }

    /** Weights of rows that calibrate are not looked at, and it is said. */
    @Test
    void weightsDoNotCalibrate() throws IOException {
        Path file = config(false, "calibration = { fraction = 0.25, seed = 1 }\nweight = \"w\"");
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("d.csv")));
        lines.replaceAll(line -> line + (line.startsWith("x") ? ",w" : ",2.5"));
        Files.write(folder.resolve("d.csv"), lines);
        FinishedRun run = SamplingJob.begin(Study.read(file), folder.resolve("run")).run(1);
        assertThat(Recalibration.of(run, 0.8, null, false).sentence())
                .contains("each counted once whatever its weight (data.weight): no part of the posterior");
    }

    /** A temperature that does not exist is said, and nothing is scaled. */
    @Test
    void noTemperature() {
        double[][] separable = {{0.9, 0.1}, {0.2, 0.8}};
        Recalibration none = new Recalibration(null, TemperatureScaling.of(separable, new double[]{0, 1}), false, 1);
        assertThat(none.sentence()).contains("all told right: T = 1");
    }

    /** Members are no draws of a posterior: the rule by which runs are compared is that of the weights of chains. */
    @Test
    void rowsAreNotLeftOutOfMembers() throws IOException {
        FinishedRun run = SamplingJob.begin(Study.read(config(false, "")), folder.resolve("run")).run(1);
        Prediction test = run.score(run.study().dataset().test()).prediction();
        assertThatThrownBy(() -> StackedScores.of(run, test, RowSet.HELD_OUT, true))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("members are no draws of a posterior")
                .hasMessageEndingWith("score held-out rows");
        assertThat(StackedScores.of(run, test, RowSet.HELD_OUT, false).weights().weights()).hasSize(2);
    }

    @Test
    void withoutRowsItSaysHowToGetThem() throws IOException {
        Study study = Study.read(config(false, ""));
        FinishedRun run = SamplingJob.begin(study, folder.resolve("run")).run(1);
        assertThatThrownBy(() -> Recalibration.of(run, 0.9, null, false)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("data.calibration = { fraction = 0.2, seed = 0 }");
    }
}
