package ergodic.nn;

import static ergodic.nn.LaplaceTest.curve;
import static ergodic.nn.LaplaceTest.gaussNewton;
import static ergodic.nn.LaplaceTest.run;
import static ergodic.nn.LaplaceTest.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.RowDerivatives;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.model.Posterior;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.predict.ClassMixture;
import ergodic.nn.predict.GaussianMixture;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.Predictor;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.laplace.LaplaceType;
import ergodic.sampler.method.Settings;
import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

/** How draws of Laplace's approximation are read, and of which weights they are. */
class LaplacePredictionsTest {

    /**
     * Predictions, functions at probes and kept predictions are {@code f(x; w*) + J (w - w*)} at each draw, so that their variance is {@code J S J^T}: within
     * five standard errors of 1000 draws, S from the Gauss-Newton matrix, written out here.
     */
    @Test
    void predictionsAreThoseOfTheLinearisedNetwork() {
        Dataset data = curve(25, 2, false);
        BayesianNetwork network = BayesianNetwork.on(data).hidden(3)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(LaplaceTest.NOISE))).build();
        MemoryDraws draws = run(network, 1000, settings());
        int d = network.model().dimension();
        int rows = data.train().count();
        Posterior posterior = network.posterior();
        double[] mode = new double[d];
        draws.readInto("centre", 0, 0, mode);
        CompiledProgram jacobian = posterior.rowJacobians(NetworkModel.OUTPUTS);
        jacobian.run(mode);
        double[] slopes = new double[rows * d];
        double[] at = new double[rows];
        jacobian.outputInto(RowDerivatives.JACOBIANS, slopes);
        jacobian.outputInto(NetworkModel.OUTPUTS, at);
        double[] theta = new double[d];
        double[] mean = new double[rows];
        double[] squares = new double[rows];
        DrawPositions positions = new DrawPositions(network.model(), draws);
        double[] probes = new double[network.probes().count()];
        for (int draw = 0; draw < 1000; draw++) {
            positions.readInto(0, draw, theta);
            for (int row = 0; row < rows; row++) {
                double value = at[row];
                for (int i = 0; i < d; i++) {
                    value += slopes[row * d + i] * (theta[i] - mode[i]);
                }
                mean[row] += value / 1000;
                squares[row] += value * value / 1000;
                if (draw < 10 && row == 0) {
                    draws.readInto("prediction", 0, draw, probes);
                    assertThat(probes[0]).isCloseTo(value, within(1e-10));
                }
            }
        }
        RealMatrix precision = MatrixUtils.createRealIdentityMatrix(d);
        double[] matrix = gaussNewton(posterior, mode);
        for (int i = 0; i < d * d; i++) {
            precision.addToEntry(i / d, i % d, matrix[i]);
        }
        RealMatrix covariance = MatrixUtils.inverse(precision);
        Prediction prediction = network.predict(draws, data.train());
        for (int row = 0; row < rows; row++) {
            double variance = squares[row] - mean[row] * mean[row];
            assertThat(prediction.mean()[row]).isCloseTo(mean[row], within(1e-9));
            assertThat(prediction.epistemicVariance()[row]).isCloseTo(variance, within(1e-9));
            RealVector slope = MatrixUtils.createRealVector(Arrays.copyOfRange(slopes, row * d, row * d + d));
            double expected = slope.dotProduct(covariance.operate(slope));
            assertThat(variance).isCloseTo(expected, within(5 * expected * Math.sqrt(2 / 1000.0)));
            assertThat(mean[row]).isCloseTo(at[row], within(5 * Math.sqrt(expected / 1000)));
        }
    }

    /** Through the network itself the draws say something else, and the noise by the network is linearised with it. */
    @Test
    void predictionsByTheNetworkAreAsked() {
        BayesianNetwork network = BayesianNetwork.on(curve(25, 2, false)).hidden(3)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Network())).build();
        MemoryDraws draws = run(network, 20, settings(LaplaceType.PREDICTIONS, "network"));
        MemoryDraws linear = run(network, 20, settings());
        assertThat(draws.variables()).noneMatch(variable -> variable.role() == VariableRole.CENTRE);
        assertThat(linear.variables()).anyMatch(variable -> variable.role() == VariableRole.CENTRE);
        assertThat(draws.series("layer1.weight", 0)).isDeepEqualTo(linear.series("layer1.weight", 0));
        double one = network.predict(draws, network.data().train()).mean()[0];
        assertThat(network.predict(linear, network.data().train()).mean()[0]).isNotCloseTo(one, within(1e-4));
    }

    /**
     * By probit a linear logistic model predicts what MacKay's formula makes of mean and variance of its logits over the draws of each fit, written out here, and says of single draws what it said; of a number nothing.
     */
    @Test
    void classesByProbit() {
        Dataset curve = curve(25, 2, false);
        double[] labels = Arrays.stream(curve.train().target()).map(y -> y > 0 ? 1 : 0).toArray();
        double[][] x = new double[25][];
        Arrays.setAll(x, i -> curve.train().row(i));
        Dataset data = Dataset.of(ArraySpec.of(x, labels), TargetKind.BINARY);
        BayesianNetwork network = BayesianNetwork.on(data).hidden().build();
        Settings settings = settings(LaplaceType.PREDICTIONS, "probit");
        MemoryDraws draws = run(network, 40, settings);
        Predictor predictor = network.predictorByProbit(draws);
        Prediction prediction = predictor.predict(network.positions(draws), data.train());
        Prediction mixed = network.predict(draws, data.train());
        double[] w0 = draws.series("layer1.weight", 0)[0];
        double[] w1 = draws.series("layer1.weight", 1)[0];
        double[] b = draws.series("layer1.bias", 0)[0];
        for (int row = 0; row < 25; row++) {
            double[] in = data.train().row(row);
            double[] logits = new double[40];
            Arrays.setAll(logits, s -> in[0] * w0[s] + in[1] * w1[s] + b[s]);
            double m = StatUtils.mean(logits);
            double p = 1 / (1 + Math.exp(-m / Math.sqrt(1 + Math.PI / 8 * StatUtils.variance(logits))));
            double density = Math.log(data.train().target()[row] == 1 ? p : 1 - p);
            assertThat(prediction.probabilities()[row][1]).isCloseTo(p, within(1e-12));
            assertThat(prediction.logDensity()[row]).isCloseTo(density, within(1e-11));
            assertThat(prediction.chainLogDensity()[0][row]).isCloseTo(density, within(1e-11));
            assertThat(mixed.probabilities()[row][1]).isNotEqualTo(p).isCloseTo(p, within(0.05));
        }
        predictor.visit(network.positions(draws), data.train(),
                (row, each) -> assertThat(each[0]).hasSize(40).doesNotHaveDuplicates());
        Prediction same = predictor.withMixtures(ClassMixture::binary).predict(network.positions(draws), data.train());
        assertThat(same.probabilities()).isDeepEqualTo(prediction.probabilities());
        assertThatThrownBy(() -> predictor.withMixtures(GaussianMixture::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("predictions by probit are of logits of classes, and these mixtures are not");
        BayesianNetwork number = BayesianNetwork.on(curve).hidden().build();
        assertThatThrownBy(() -> number.predictorByProbit(draws))
                .hasMessageContaining("predictions by probit need a likelihood whose outputs are logits of classes");
    }

    /** The last layer alone: the others stay at the mode to the bit, and the noise goes with it. */
    @Test
    void aPartHasADistribution() {
        BayesianNetwork network = BayesianNetwork.on(curve(25, 2, false)).hidden(3).build();
        MemoryDraws draws = run(network, 20, settings(LaplaceType.PART, "last_layer"));
        assertThat(draws.series("layer1.weight", 0)[0]).containsOnly(draws.series("layer1.weight", 0)[0][0]);
        assertThat(draws.series("layer2.weight", 2)[0]).doesNotHaveDuplicates();
        assertThat(draws.series("layer2.bias", 0)[0]).doesNotHaveDuplicates();
        assertThat(draws.series("noise_scale", 0)[0]).doesNotHaveDuplicates();
        MemoryDraws named = run(network, 20, settings(LaplaceType.PART, "layer2, noise_scale"));
        assertThat(named.series("layer2.weight", 2)).isDeepEqualTo(draws.series("layer2.weight", 2));
        MemoryDraws bias = run(network, 20, settings(LaplaceType.PART, "layer1.bias"));
        assertThat(bias.series("layer2.bias", 0)[0]).containsOnly(bias.series("layer2.bias", 0)[0][0]);
        assertThat(bias.series("layer1.bias", 1)[0]).doesNotHaveDuplicates();
        assertThatThrownBy(() -> run(network, 1, settings(LaplaceType.PART, "layer9")))
                .hasMessageContaining("sampler.part = \"layer9\" is no part of this model");
    }
}
