package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.Prediction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of Laplace's approximation on disk says by itself how its draws are to be read. */
class LaplaceRunTest {

    @TempDir
    private Path folder;

    private static BayesianNetwork network() {
        SplittableRandom random = new SplittableRandom(8);
        double[][] x = new double[30][2];
        double[] y = new double[30];
        for (int i = 0; i < 30; i++) {
            x[i][0] = random.nextDouble(-1, 1);
            x[i][1] = random.nextDouble(-1, 1);
            y[i] = Math.sin(2 * x[i][0]) + x[i][1] + 0.2 * random.nextGaussian();
        }
        return BayesianNetwork.on(Dataset.of(x, y)).hidden(3).build();
    }

    private FinishedRun run(String name, String... more) throws java.io.IOException {
        return run(network(), name, more);
    }

    private FinishedRun run(BayesianNetwork network, String name, String... more) throws java.io.IOException {
        String[] settings = new String[more.length + 4];
        settings[0] = "sampler.method=laplace";
        settings[1] = "sampler.chains=2";
        settings[2] = "sampler.draws=40";
        settings[3] = "sampler.steps=300";
        System.arraycopy(more, 0, settings, 4, more.length);
        Study study = Study.of(network, settings);
        SamplingJob.begin(study, folder.resolve(name)).run(1);
        return FinishedRun.open(RunFolder.open(folder.resolve(name)), study);
    }

    /** Probabilities by probit are the same whatever is kept, scored as they are, and refused where there are none. */
    @Test
    void classesByProbit() throws java.io.IOException {
        SplittableRandom random = new SplittableRandom(9);
        double[][] x = new double[30][2];
        double[] y = new double[30];
        for (int i = 0; i < 30; i++) {
            x[i] = new double[]{random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
            y[i] = random.nextDouble() < 0.2 ? 0 : x[i][0] > 0 ? 1 : 2;
        }
        BayesianNetwork network = BayesianNetwork.on(Dataset.of(ArraySpec.of(x, y), TargetKind.CLASSES)).hidden()
                .build();
        String probit = "sampler.predictions=probit";
        FinishedRun weights = run(network, "probit-weights", probit);
        FinishedRun kept = run(network, "probit-kept", probit, "store.keep=predictions");
        FinishedRun mixed = run(network, "mixed");
        Prediction one = weights.predict(weights.study().dataset().train());
        Prediction other = kept.predict(kept.study().dataset().train());
        Prediction draws = mixed.predict(mixed.study().dataset().train());
        double apart = 0;
        for (int row = 0; row < one.rows(); row++) {
            for (int k = 0; k < 3; k++) {
                assertThat(other.probabilities()[row][k]).isCloseTo(one.probabilities()[row][k], within(1e-10));
                apart = Math.max(apart, Math.abs(draws.probabilities()[row][k] - one.probabilities()[row][k]));
            }
        }
        assertThat(apart).isBetween(1e-4, 0.05);
        assertThat(weights.score(weights.study().dataset().train()).standardised().get("nll"))
                .isCloseTo(-Arrays.stream(one.logDensity()).average().orElseThrow(), within(1e-12));
        assertThat(String.join("\n", weights.findings().lines())).contains("by the probit approximation");
        // Which leaves no row out by weights of single draws.
        assertThat(weights.study().byProbit()).isTrue();
        assertThatThrownBy(() -> LeftOutRows.of(weights)).isInstanceOf(RunFolderException.class)
                .hasMessageContaining("no row can be left out by weights of single draws; score held-out rows");
        assertThat(mixed.study().byProbit()).isFalse();
        assertThatThrownBy(() -> run("number", probit))
                .hasMessageContaining("sampler.predictions: predictions by probit"
                        + " need a likelihood whose outputs are logits of classes");
        assertThatThrownBy(() -> run(network, "sums", probit, "store.keep=moments"))
                .hasMessageContaining("store.keep = \"moments\" sums up what each draw predicts");
    }

    /** Scales that the data chose are kept without the weights, and named by the verdict. */
    @Test
    void chosenScalesAreToldWhateverIsKept() throws java.io.IOException {
        FinishedRun weights = run("scales", "sampler.prior_scale=layer");
        FinishedRun predictions = run("scales-of-predictions", "sampler.prior_scale=layer", "store.keep=predictions");
        double[] one = new double[1];
        double[] other = new double[1];
        weights.draws().readInto("layer2.weight.prior_scale", 1, 7, one);
        predictions.draws().readInto("layer2.weight.prior_scale", 1, 7, other);
        assertThat(one[0]).isPositive().isEqualTo(other[0]);
        for (FinishedRun each : new FinishedRun[]{weights, predictions}) {
            assertThat(String.join("\n", each.findings().lines())).contains("empirical Bayes")
                    .contains("layer2.weight.prior_scale");
        }
        assertThat(predictions.predict(predictions.study().dataset().train(), 0.5).mean()[3])
                .isCloseTo(weights.predict(weights.study().dataset().train(), 0.5).mean()[3], within(1e-10));
    }

    /** Weights with their centre, or predictions of the training rows: the same predictions. */
    @Test
    void whatIsKeptDoesNotChangePredictions() throws java.io.IOException {
        FinishedRun weights = run("weights");
        FinishedRun predictions = run("predictions", "store.keep=predictions");
        FinishedRun moments = run("moments", "store.keep=moments");
        Prediction one = weights.predict(weights.study().dataset().train(), 0.5);
        Prediction other = predictions.predict(predictions.study().dataset().train(), 0.5);
        Prediction sums = moments.predict(moments.study().dataset().train());
        FinishedRun network = run("network", "sampler.predictions=network");
        Prediction itself = network.predict(network.study().dataset().train(), 0.5);
        for (int row = 0; row < one.rows(); row++) {
            assertThat(other.mean()[row]).isCloseTo(one.mean()[row], within(1e-10));
            assertThat(other.epistemicVariance()[row]).isCloseTo(one.epistemicVariance()[row], within(1e-10));
            assertThat(sums.mean()[row]).isCloseTo(one.mean()[row], within(1e-10));
        }
        assertThat(itself.mean()[0]).isNotCloseTo(one.mean()[0], within(1e-4));
        assertThat(String.join("\n", weights.findings().lines())).contains("The log evidence is")
                .contains("network linearised in its weights about the mode").contains("Pareto k");
        assertThat(weights.findings().assessment().verdict().headline()).contains("approximation");
    }
}
