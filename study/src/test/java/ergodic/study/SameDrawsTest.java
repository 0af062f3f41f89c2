package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.RowSet;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.classes.UncertaintyMeasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures that are compared are of the same draws, also where a run knows some rows by all draws and others by some; which those are is said. */
class SameDrawsTest {

    private static final String FEWER = "predictions are of 4 draws of each chain, those whose weights were kept, and not of all 40";

    @TempDir
    private Path folder;

    @BeforeEach
    void data() throws IOException {
        StringBuilder text = new StringBuilder("x,y,class,z\n");
        for (int i = 0; i < 60; i++) {
            double x = i / 10.0 - 3;
            text.append(String.format(Locale.ROOT, "%.2f,%.4f,%s,%.4f%n", x, 2 * x + Math.sin(37.0 * i),
                    List.of("a", "b", "c").get((i + i / 20) % 3), -x + Math.cos(11.0 * i)));
        }
        Files.writeString(folder.resolve("line.csv"), text);
        Files.writeString(folder.resolve("far.csv"), "x\n9\n-7.5\n0.3\n12\n");
        Files.writeString(folder.resolve("line.toml"), """
                [data]
                file = "line.csv"
                target = "class"
                features = ["x"]
                test = { fraction = 0.2, seed = 1 }
                [network]
                hidden = [3]
                [likelihood]
                family = "categorical"
                [sampler]
                chains = 2
                warmup = 60
                draws = 40
                max_tree_depth = 3
                seed = 5
                [warm-start]
                steps = 50
                [store]
                weights_every = 10
                """);
    }

    private FinishedRun run(String... overrides) throws IOException {
        return SamplingJob.begin(Study.read(folder.resolve("line.toml"), overrides), folder.resolve("run")).run(2);
    }

    /** The nll of all targets is of all draws, of each by itself of those with weights: this is said, with the nll that can be compared. */
    @Test
    void eachTargetIsOfOneSetOfDraws() throws IOException {
        FinishedRun run = run("data.target=[\"y\", \"z\"]", "likelihood.family=multivariate_normal",
                "store.keep=moments");
        Rows test = run.study().dataset().test();
        Map<String, Double> all = run.score(test).original().values();
        EachTarget each = run.scoreEach(test);
        Prediction byWeights = run.predict(test, 0.5).inUnitsOf(run.study().dataset().target());
        double together = Metrics.of(byWeights).get("nll");
        assertThat(together).isNotCloseTo(all.get("nll"), within(1e-4));
        assertThat(each.remark()).hasValue("Of each target by itself " + FEWER
                + "; by these draws the nll of all together is " + TextTable.number(together)
                + " in the units of the data.");
        assertThat(each.scores().getFirst().original().get("rmse"))
                .isCloseTo(Metrics.of(byWeights).get("rmse"), within(1e-9))
                .isNotCloseTo(all.get("rmse"), within(1e-4));
        assertThat(run.findings().lines()).contains(each.remark().orElseThrow());
        Reports.write(run.findings(), run.folder().report());
        assertThat(run.folder().report()).content().contains("by these draws the nll of all together");
        // All rows of the file are known by weights alone, so that nothing is of other draws than the rest.
        Rows more = run.study().dataset().readRows(folder.resolve("line.csv"));
        FinishedRun thin = run.alike(more);
        assertThat(thin.thinned()).hasValue(FEWER);
        assertThat(thin.scoreEach(more).scores()).hasSize(2);
        assertThat(thin.scoreEach(more).remark()).isEmpty();
    }

    /** Predictions that were kept draw by draw tell each target by all draws. */
    @Test
    void keptPredictionsTellEachTarget() throws IOException {
        FinishedRun run = run("data.target=[\"y\", \"z\"]", "likelihood.family=multivariate_normal",
                "store.keep=predictions");
        Rows test = run.study().dataset().test();
        assertThat(run.scoreEach(test).remark()).isEmpty();
        assertThat(run.scoreEach(test).scores().getFirst().original().get("rmse"))
                .isCloseTo(run.score(test).original().get("rmse"), within(1e-9));
    }

    /** Entropy and information of the held-out rows, beside those of others, are of the mixture that predicts the others. */
    @ParameterizedTest
    @ValueSource(strings = {"predictions", "moments"})
    void rowsInAndOutOfDistributionAreOfOneMixture(String keep) throws IOException {
        FinishedRun run = run("store.keep=" + keep, "data.ood=far.csv");
        Rows test = run.study().dataset().test();
        Prediction known = run.predict(test, new double[0]);
        Prediction byWeights = run.fromWeights().predict(test, new double[0]);
        OodScores scores = OodScores.of(run, test, known, run.study().ood().orElseThrow());
        int measure = List.of(UncertaintyMeasure.values()).indexOf(UncertaintyMeasure.MUTUAL_INFORMATION);
        for (int row = 0; row < test.count(); row++) {
            assertThat(scores.in().get(measure)[row]).isCloseTo(byWeights.mutualInformation()[row], within(1e-12));
        }
        Rows far = run.study().dataset().readInputs(run.study().ood().orElseThrow());
        double[] ofFar = run.fromWeights().predict(far, new double[0]).mutualInformation();
        for (int row = 0; row < far.count(); row++) {
            assertThat(scores.out().get(measure)[row]).isCloseTo(ofFar[row], within(1e-12));
        }
        assertThat(byWeights.mutualInformation()[0]).isNotCloseTo(known.mutualInformation()[0], within(1e-6));
        String said = "Of rows out of distribution and of those in it, here, " + FEWER + ".";
        assertThat(scores.lines()).contains("  " + said);
        assertThat(scores.document()).containsEntry("remark", said);
        Reports.write(run.findings(), run.folder().report());
        assertThat(run.folder().report()).content().contains(said);
        // Where all on the page is by weights, there is nothing to say here.
        FinishedRun thin = run.fromWeights();
        OodScores same = OodScores.of(thin, test, byWeights, run.study().ood().orElseThrow());
        assertThat(same.remark()).isEmpty();
        for (int i = 0; i < scores.detections().size(); i++) {
            assertThat(same.detections().get(i)).isEqualTo(scores.detections().get(i));
        }
    }

    /** Of another file than the one that was summed up there is nothing to say without weights. */
    @Test
    void anotherFileNeedsWeights() throws IOException {
        FinishedRun run = run("store.keep=predictions", "data.ood=far.csv", "store.weights_every=0");
        Rows test = run.study().dataset().test();
        Prediction known = run.predict(test, new double[0]);
        Path other = Files.writeString(folder.resolve("other.csv"), "x\n8\n");
        assertThat(OodScores.of(run, test, known, run.study().ood().orElseThrow()).remark()).isEmpty();
        assertThatThrownBy(() -> OodScores.of(run, test, known, other)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("it predicts only the rows that were held out");
    }

    /** Training rows are left out by the draws that have weights, which is said; log likelihoods that were stored, or predictions of these rows, are of all. */
    @Test
    void rowsAreLeftOutByDrawsThatAreSaid() throws IOException {
        FinishedRun run = run("store.keep=predictions");
        assertThat(LeftOutRows.thinned(run)).hasValue(FEWER);
        Prediction held = run.predict(run.study().dataset().test());
        Map<String, Object> document = new TreeMap<>();
        assertThat(StackedScores.of(run, held, RowSet.HELD_OUT, true).tell(document).get(1))
                .contains("of rows and chains; their " + FEWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"store.log_likelihood=true", "data.test.fraction=0"})
    void rowsAreLeftOutByAllDraws(String override) throws IOException {
        assertThat(LeftOutRows.thinned(run("store.keep=predictions", override))).isEmpty();
    }
}
