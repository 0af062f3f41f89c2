package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.model.Support;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.Normal;
import ergodic.nn.predict.GaussianMixture;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.hmc.NutsMethod;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Predictions of a model by hand: two columns, one of them a vector, and a target. */
class ModelPredictorTest {

    private static final double[] X = {1, 2, -1, 0.5, 3, -2, 0, 1, 2, 2, -3, 1};
    private static final double[] SHIFT = {0, 1, 0, 1, 0, 1};
    private static final double[] Y = {0.1, -0.4, 4.2, 0.3, 1.2, -2.6};

    private static Model model() {
        ModelBuilder model = new ModelBuilder();
        Tensor x = model.rowInput("x", 2);
        Tensor shift = model.rowInput("shift");
        Tensor y = model.rowInput("y");
        Tensor beta = model.parameter("beta", Support.real(), 2);
        Tensor gamma = model.parameter("gamma", Support.real());
        Tensor sigma = model.parameter("sigma", Support.positive());
        model.prior(beta, Normal.of(0, 2)).prior(gamma, Normal.of(0, 2)).prior(sigma, HalfNormal.of(1));
        Tensor mean = x.dot(beta).plus(shift.times(gamma));
        model.observe(y, Normal.of(mean, sigma));
        model.function("slope", beta.get(0)).functions("sigma");
        model.output("mean", mean).output("norm", beta.square().sum());
        model.output("predictive", Tensor.concat(0, List.of(mean.reshape(1), sigma.reshape(1))));
        return model.build();
    }

    private static MemoryDraws draws(Model model) {
        Posterior posterior = model.compile(RowData.of(6, Map.of("x", X, "shift", SHIFT, "y", Y)));
        MemoryDraws draws = new MemoryDraws(2, posterior.variables());
        Sampling.run(new RunSettings(2, 50, 40, 1, 3, 1), posterior.chains(NutsMethod.of(50)), draws);
        return draws;
    }

    @Test
    void outputsOfNewRowsAtEveryDraw() {
        Model model = model();
        MemoryDraws draws = draws(model);
        RowData rows = RowData.of(3, Map.of("x", new double[]{1, 0, 0, 1, 10, -10}, "shift", new double[]{0, 1, 2}));
        double[][][] mean = new ModelPredictor(model, "mean").values(draws, rows);
        double[][][] pairs = new ModelPredictor(model, "predictive").values(draws, rows);
        double[][][] norm = new ModelPredictor(model, "norm").values(draws, RowData.none());
        double[] beta = new double[2];
        for (int chain = 0; chain < 2; chain++) {
            for (int draw = 0; draw < 40; draw++) {
                draws.readInto("beta", chain, draw, beta);
                double gamma = draws.series("gamma", 0)[chain][draw];
                double sigma = draws.series("sigma", 0)[chain][draw];
                double[] expected = {beta[0], beta[1] + gamma, 10 * beta[0] - 10 * beta[1] + 2 * gamma};
                assertThat(mean[chain][draw]).containsExactly(expected, within(1e-12));
                assertThat(pairs[chain][draw]).containsExactly(
                        new double[]{expected[0], sigma, expected[1], sigma, expected[2], sigma}, within(1e-12));
                assertThat(norm[chain][draw]).containsExactly(
                        new double[]{beta[0] * beta[0] + beta[1] * beta[1]}, within(1e-12));
            }
        }
    }

    @Test
    void predictiveDistributionsAndScores() {
        Model model = model();
        MemoryDraws draws = draws(model);
        RowData rows = RowData.of(6, Map.of("x", X, "shift", SHIFT));
        ModelPredictor predictor = new ModelPredictor(model, "predictive");
        Prediction prediction = predictor.score(draws, rows, Y, GaussianMixture::new, 0.05, 0.95);
        double[][][] values = predictor.values(draws, rows);
        GaussianMixture expected = new GaussianMixture();
        for (int row = 0; row < 6; row++) {
            double[] components = new double[160];
            for (int s = 0; s < 80; s++) {
                components[2 * s] = values[s / 40][s % 40][2 * row];
                components[2 * s + 1] = values[s / 40][s % 40][2 * row + 1];
            }
            expected.load(components, 0, 80);
            assertThat(prediction.mean()[row]).isCloseTo(expected.mean(), within(1e-12));
            assertThat(prediction.quantiles()[row][1]).isCloseTo(expected.quantile(0.95), within(1e-9));
            assertThat(prediction.logDensity()[row]).isCloseTo(expected.logDensity(Y[row], 0, 80), within(1e-12));
        }
        assertThat(Metrics.of(prediction).get("rmse")).isLessThan(1.5);
        assertThat(predictor.predict(draws, rows, GaussianMixture::new).hasTarget()).isFalse();
        assertThatThrownBy(() -> new ModelPredictor(model, "mean").predict(draws, rows, GaussianMixture::new))
                .hasMessageContaining("2 parameters").hasMessageContaining("\"mean\"");
        assertThatThrownBy(() -> new ModelPredictor(model, "men")).hasMessageContaining("predictive");
        assertThatThrownBy(() -> predictor.values(draws, RowData.of(1, Map.of("x", new double[]{1, 2}))))
                .hasMessageContaining("\"shift\"");
    }

    @Test
    void drawsAreJudgedByWhatWasNamed() {
        assertThat(model().functions()).containsExactly("slope", "sigma");
        ModelBuilder plain = new ModelBuilder();
        plain.prior(plain.parameter("a", Support.real()), Normal.of(0, 1));
        assertThatThrownBy(() -> plain.functions("b").build()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"b\"").hasMessageContaining("[a]");
        ModelBuilder unnamed = new ModelBuilder();
        Tensor a = unnamed.parameter("a", Support.real());
        unnamed.prior(a, Normal.of(0, 1)).generated("twice", a.times(2));
        assertThat(unnamed.build().functions()).containsExactly("a", "twice");
    }
}
