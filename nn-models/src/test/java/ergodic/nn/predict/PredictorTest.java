package ergodic.nn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {

    @TempDir
    Path folder;

    /** Two chains of two draws of (slope, sd): slopes 1 and 2 in the first chain, 3 and 4 in the second. */
    private static final Positions FOUR = positions(2, new double[][]{{1, 0.5}, {2, 0.5}, {3, 1}, {4, 2}});

    private static Positions positions(int chains, double[][] all) {
        int draws = all.length / chains;
        return new Positions() {
            @Override
            public int chains() {
                return chains;
            }

            @Override
            public int draws() {
                return draws;
            }

            @Override
            public int dimension() {
                return all[0].length;
            }

            @Override
            public void readInto(int chain, int draw, double[] theta) {
                System.arraycopy(all[chain * draws + draw], 0, theta, 0, theta.length);
            }
        };
    }

    private static Forward line(Rows rows) {
        return (theta, values) -> {
            for (int row = 0; row < rows.count(); row++) {
                values[2 * row] = theta[0] * rows.inputs()[row];
                values[2 * row + 1] = theta[1];
            }
        };
    }

    private Dataset data() throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "x,y\n1,10\n2,30\n3,20\n6,60\n");
        return Dataset.read(DataSpec.of(file, "y"), TargetKind.NUMBER);
    }

    @Test
    void mixesAllDrawsOfAllChains() throws IOException {
        Rows rows = data().train();
        Prediction prediction = new Predictor(PredictorTest::line, GaussianMixture::new).predict(FOUR, rows, 0.1, 0.5);
        GaussianMixture expected = new GaussianMixture();
        for (int row = 0; row < 4; row++) {
            double x = rows.inputs()[row];
            expected.load(new double[]{x, 0.5, 2 * x, 0.5, 3 * x, 1, 4 * x, 2}, 0, 4);
            double y = rows.target()[row];
            assertThat(prediction.mean()[row]).isCloseTo(2.5 * x, within(1e-15));
            assertThat(prediction.chainMean()[0][row]).isCloseTo(1.5 * x, within(1e-15));
            assertThat(prediction.chainMean()[1][row]).isCloseTo(3.5 * x, within(1e-15));
            assertThat(prediction.epistemicVariance()[row]).isCloseTo(1.25 * x * x, within(1e-14));
            assertThat(prediction.aleatoricVariance()[row]).isCloseTo(5.5 / 4, within(1e-15));
            assertThat(prediction.sd(row)).isCloseTo(Math.sqrt(1.25 * x * x + 5.5 / 4), within(1e-14));
            assertThat(prediction.sd()[row]).isEqualTo(prediction.sd(row));
            assertThat(prediction.quantiles()[row][0]).isEqualTo(expected.quantile(0.1));
            assertThat(prediction.logDensity()[row]).isEqualTo(expected.logDensity(y, 0, 4));
            assertThat(prediction.chainLogDensity()[1][row]).isEqualTo(expected.logDensity(y, 2, 4));
            assertThat(prediction.crps()[row]).isEqualTo(expected.crps(y));
        }
    }

    @Test
    void blocksOfRowsDoNotShow() throws IOException {
        Rows few = data().train();
        int[] many = new int[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i % 4;
        }
        double[][] draws = new double[4000][];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = new double[]{Math.sin(i), 0.5 + 0.1 * Math.cos(i)};
        }
        Positions positions = positions(4, draws);
        Predictor predictor = new Predictor(PredictorTest::line, GaussianMixture::new);
        Prediction small = predictor.predict(positions, few);
        Prediction large = predictor.predict(positions, few.subset(many));
        for (int i = 0; i < many.length; i++) {
            assertThat(large.logDensity()[i]).isEqualTo(small.logDensity()[i % 4]);
            assertThat(large.crps()[i]).isEqualTo(small.crps()[i % 4]);
        }
    }

    @Test
    void metricsInBothUnits() throws IOException {
        Dataset data = data();
        Prediction prediction = new Predictor(PredictorTest::line, GaussianMixture::new).predict(FOUR, data.train(),
                0.5);
        Metrics standardised = Metrics.of(prediction);
        Prediction inOriginal = prediction.inUnitsOf(data.target());
        Metrics original = Metrics.of(inOriginal);
        double sd = data.target().sd();
        assertThat(original.get("rmse")).isCloseTo(standardised.get("rmse") * sd, within(1e-12));
        assertThat(original.get("mae")).isCloseTo(standardised.get("mae") * sd, within(1e-12));
        assertThat(original.get("crps")).isCloseTo(standardised.get("crps") * sd, within(1e-12));
        assertThat(original.get("nll")).isCloseTo(standardised.get("nll") + Math.log(sd), within(1e-12));
        assertThat(original.get("coverage80")).isEqualTo(standardised.get("coverage80"));
        assertThat(inOriginal.target()).containsExactly(new double[]{10, 30, 20, 60}, within(1e-12));
        assertThat(inOriginal.sd(1)).isCloseTo(prediction.sd(1) * sd, within(1e-12));
        assertThat(inOriginal.quantiles()[1][0]).isCloseTo(data.target().toOriginal(prediction.quantiles()[1][0]),
                within(1e-12));
        assertThatThrownBy(() -> original.get("ece"))
                .hasMessageStartingWith("there is no metric \"ece\"; there are [rmse");
    }

    @Test
    void classMetrics() throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), "x,y\n1,a\n2,b\n3,b\n6,a\n");
        Dataset data = Dataset.read(DataSpec.of(file, "y"), TargetKind.BINARY);
        double[] logits = {Math.log(0.2 / 0.8), Math.log(0.9 / 0.1), Math.log(0.4 / 0.6), Math.log(0.1 / 0.9)};
        Forward.Factory constant = rows -> (theta, values) -> {
            for (int row = 0; row < rows.count(); row++) {
                values[row] = logits[rows.numbers()[row]];
            }
        };
        Prediction prediction = new Predictor(constant, ClassMixture::binary).predict(FOUR, data.train(), 0.5);
        Metrics metrics = Metrics.of(prediction);
        assertThat(metrics.get("accuracy")).isEqualTo(0.75);
        assertThat(metrics.get("brier")).isCloseTo((0.04 + 0.01 + 0.36 + 0.01) / 4, within(1e-14));
        assertThat(metrics.get("nll"))
                .isCloseTo(-(Math.log(0.8) + Math.log(0.9) + Math.log(0.4) + Math.log(0.9)) / 4, within(1e-14));
        // Bins of 1/15: 0.8 alone, both 0.9 together, 0.6 (wrong) alone.
        assertThat(metrics.get("ece")).isCloseTo((0.2 + 2 * 0.1 + 0.6) / 4, within(1e-14));
        assertThat(Calibration.bins(prediction, 15)).hasSize(15).satisfies(bins -> {
            assertThat(bins.get(13).count()).isEqualTo(2);
            assertThat(bins.get(13).confidence()).isCloseTo(0.9, within(1e-14));
            assertThat(bins.get(0).accuracy()).isNaN();
        });
        assertThat(prediction.quantiles()[0]).isEmpty();
        // One probability for all draws: its median, and all of the entropy is expected.
        assertThat(prediction.probabilityQuantiles()[1][1][0]).isCloseTo(0.9, within(1e-14));
        assertThat(prediction.expectedEntropy()).containsExactly(prediction.entropy(), within(1e-14));
        assertThat(prediction.inUnitsOf(data.target())).isSameAs(prediction);
    }

    @Test
    void calibrationOfTransforms() {
        double[] even = new double[1000];
        for (int i = 0; i < even.length; i++) {
            even[i] = (i + 0.5) / even.length;
        }
        assertThat(Calibration.error(even)).isCloseTo(0, within(1e-12));
        assertThat(Calibration.coverage(even, 0.8)).isCloseTo(0.8, within(1e-12));
        assertThat(Calibration.coverage(new double[]{0.04, 0.06, 0.94, 0.96}, 0.9)).isEqualTo(0.5);
        // All targets at the median: the share is 0 below 0.5 and 1 from there on.
        assertThat(Calibration.error(new double[]{0.5})).isCloseTo((2 * 0.05 * 45 + 0.5) / 19, within(1e-12));
        assertThat(Calibration.curve(even, 0.25, 0.5)).containsExactly(new double[]{0.25, 0.5}, within(1e-12));
    }

    @Test
    void withoutTargetsOrDraws() throws IOException {
        Dataset data = data();
        Rows rows = data.readRows(Files.writeString(folder.resolve("new.csv"), "x\n1\n2\n"));
        Predictor predictor = new Predictor(PredictorTest::line, GaussianMixture::new);
        Prediction prediction = predictor.predict(FOUR, rows, 0.5);
        assertThat(prediction.hasTarget()).isFalse();
        assertThat(prediction.logDensity()).isEmpty();
        assertThatThrownBy(() -> Metrics.of(prediction)).isInstanceOf(IllegalStateException.class)
                .hasMessage("these rows have no target, so their predictions cannot be scored");
        assertThat(prediction.inUnitsOf(data.target()).mean()[0])
                .isCloseTo(data.target().toOriginal(prediction.mean()[0]), within(1e-12));
        assertThatThrownBy(() -> predictor.predict(FOUR, rows, 1.5))
                .hasMessage("quantile levels must lie between 0 and 1, not 1.5");
        assertThatThrownBy(() -> predictor.predict(positions(2, new double[][]{{1}}), rows))
                .hasMessage("there are no draws to predict from");
    }
}
