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
import ergodic.nn.data.Dataset;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.laplace.LaplaceType;
import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
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
