package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Posterior;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.SecondDerivatives;
import ergodic.sampler.Statistic;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.laplace.LaplaceFit;
import ergodic.sampler.laplace.LaplaceType;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laplace's approximation of networks: exact where the posterior is normal, and its parts against other ways to them. */
class LaplaceTest {

    static final double NOISE = 0.4;
    static final double PRIOR = 1.5;
    private static final int STEPS = 400;

    static Dataset curve(int rows, int inputs, boolean binary) {
        SplittableRandom random = new SplittableRandom(3);
        double[][] x = new double[rows][inputs];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0.3;
            for (int k = 0; k < inputs; k++) {
                x[i][k] = random.nextDouble(-1, 1) + (k > 0 ? 0.5 * x[i][k - 1] : 0);
                sum += (k + 1) * x[i][k];
            }
            y[i] = binary ? random.nextDouble() < 1 / (1 + Math.exp(-sum)) ? 1 : 0
                    : Math.sin(2 * sum) + 0.3 * random.nextGaussian();
        }
        return binary
                ? Dataset.of(ArraySpec.of(x, y), TargetKind.BINARY)
                : Dataset.of(x, y);
    }

    static BayesianNetwork.Builder linear(Dataset data) {
        return BayesianNetwork.on(data).hidden().weights(new NormalPrior(PRIOR, Scaling.NONE))
                .biases(new NormalPrior(PRIOR, Scaling.NONE));
    }

    static Settings settings(Object... given) {
        Map<String, Object> values = new HashMap<>(Map.of("tolerance", 1e-7));
        for (int i = 0; i < given.length; i += 2) {
            values.put(((Key<?>) given[i]).name(), given[i + 1]);
        }
        return Settings.of(new LaplaceType().keys(), values);
    }

    static MemoryDraws run(BayesianNetwork network, int draws, Settings settings) {
        SamplingMethod method = new LaplaceType().method(settings, STEPS);
        MemoryDraws kept = new MemoryDraws(1, network.variables(method));
        Sampling.run(new RunSettings(1, STEPS, draws, 1, 5, 1), network.posterior().chains(method), kept);
        return kept;
    }

    static double evidence(MemoryDraws draws) {
        return draws.statistic(LaplaceFit.LOG_EVIDENCE.name())[0][0];
    }

    static RealMatrix design(double[] inputs, int width) {
        int rows = inputs.length / width;
        RealMatrix x = MatrixUtils.createRealMatrix(rows, width + 1);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < width; k++) {
                x.setEntry(i, k, inputs[i * width + k]);
            }
            x.setEntry(i, width, 1);
        }
        return x;
    }

    /** log N(y; 0, noise^2 I + prior^2 X X^T). */
    static double evidence(RealMatrix x, double[] target) {
        RealMatrix covariance = x.multiply(x.transpose()).scalarMultiply(PRIOR * PRIOR)
                .add(MatrixUtils.createRealIdentityMatrix(target.length).scalarMultiply(NOISE * NOISE));
        RealVector y = MatrixUtils.createRealVector(target);
        double squares = y.dotProduct(new LUDecomposition(covariance).getSolver().solve(y));
        double[][] factor = new CholeskyDecomposition(covariance).getL().getData();
        double logDeterminant = 0;
        for (int i = 0; i < factor.length; i++) {
            logDeterminant += 2 * Math.log(factor[i][i]);
        }
        return -0.5 * (squares + logDeterminant + target.length * Math.log(2 * Math.PI));
    }

    /**
     * A network without hidden layers, noise known: the posterior is normal, so the ratio of joint density to approximation is the evidence at every draw,
     * which no other mean or covariance gives.
     */
    @ParameterizedTest
    @CsvSource({"full,gauss_newton", "full,hessian", "kronecker,gauss_newton"})
    void linearRegressionIsExact(String structure, String curvature) {
        Dataset data = curve(30, 3, false);
        BayesianNetwork network = linear(data)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE))).build();
        MemoryDraws draws = run(network, 50,
                settings(LaplaceType.STRUCTURE, structure, LaplaceType.CURVATURE, curvature));
        double expected = evidence(design(data.train().inputs(), 3), data.train().target());
        assertThat(evidence(draws)).isCloseTo(expected, within(1e-8));
        for (double ratio : draws.statistic(LaplaceFit.LOG_RATIO.name())[0]) {
            assertThat(ratio).isCloseTo(expected, within(1e-8));
        }
    }

    /** Inputs at right angles, and to the bias: the precision is diagonal. */
    @Test
    void aDiagonalPrecisionIsExactWhereThePosteriorHasOne() {
        double[][] x = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
        Dataset data = Dataset.of(x, new double[]{0.3, 1, -0.5, 0.2});
        BayesianNetwork network = linear(data)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE))).build();
        double expected = evidence(design(data.train().inputs(), 2), data.train().target());
        for (String curvature : new String[]{"gauss_newton", "hessian"}) {
            MemoryDraws draws = run(network, 20,
                    settings(LaplaceType.STRUCTURE, "diagonal", LaplaceType.CURVATURE, curvature));
            for (double ratio : draws.statistic(LaplaceFit.LOG_RATIO.name())[0]) {
                assertThat(ratio).isCloseTo(expected, within(1e-8));
            }
        }
    }

    /** Where outputs are linear in the weights, the Gauss-Newton matrix is the Hessian: with the noise unknown too, and for classes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gaussNewtonIsTheHessianOfAModelLinearInItsWeights(boolean binary) {
        BayesianNetwork network = linear(curve(30, 2, binary)).build();
        // Else one Hessian would be held to another.
        Posterior posterior = network.posterior();
        assertThat(posterior.curvature(IntStream.range(0, posterior.dimension()).toArray()).outputs()).isEqualTo(1);
        for (String structure : new String[]{"full", "diagonal"}) {
            MemoryDraws one = run(network, 5, settings(LaplaceType.STRUCTURE, structure));
            MemoryDraws other = run(network, 5,
                    settings(LaplaceType.STRUCTURE, structure, LaplaceType.CURVATURE, "hessian"));
            assertThat(one.statistic("diverging")[0]).containsOnly(0);
            assertThat(one.statistic(LaplaceFit.REPLACED.name())[0]).containsOnly(0);
            assertThat(evidence(one)).isCloseTo(evidence(other), within(1e-8));
            assertThat(one.statistic(Statistic.LOG_DENSITY.name())[0])
                    .containsExactly(other.statistic(Statistic.LOG_DENSITY.name())[0], within(1e-6));
        }
    }

    static double[] gaussNewton(Posterior posterior, double[] theta) {
        int d = theta.length;
        SecondDerivatives curvature = posterior.curvature(IntStream.range(0, d).toArray());
        double[] matrix = new double[d * d];
        int outputs = curvature.outputs();
        curvature.forEachRows(theta, (count, jacobians, hessians) -> {
            int signals = outputs + curvature.direct().length;
            for (int row = 0; row < count; row++) {
                for (int at = 0; at < d * d; at++) {
                    for (int kl = 0; kl < outputs * outputs; kl++) {
                        matrix[at] += jacobians[(row * outputs + kl / outputs) * d + at / d]
                                * hessians[(row * signals + kl / outputs) * signals + kl % outputs]
                                * jacobians[(row * outputs + kl % outputs) * d + at % d];
                    }
                }
            }
        });
        return matrix;
    }

    /** A network that meets its targets: without residuals the Hessian of the likelihood is the Gauss-Newton matrix, here by differences of gradients. */
    @Test
    void gaussNewtonIsTheHessianWhereNothingIsLeft() {
        Dataset any = curve(12, 2, false);
        BayesianNetwork shape = BayesianNetwork.on(any).hidden(3)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE))).build();
        Posterior posterior = shape.posterior();
        int d = posterior.dimension();
        double[] theta = new SplittableRandom(4).doubles(d, -1, 1).toArray();
        double[] met = new double[any.train().count() * 2];
        CompiledProgram forward = CompiledProgram.compile(
                shape.model().program(NetworkModel.PREDICTIVE), NetworkModel.inputs(any.train()));
        forward.run(theta);
        forward.outputInto(NetworkModel.PREDICTIVE, met);
        double[] target = new double[any.train().count()];
        for (int i = 0; i < target.length; i++) {
            target[i] = met[2 * i];
        }
        Posterior exact = posterior.withRows(RowData
                .of(target.length, Map.of(NetworkModel.TARGET, target))
                .with(NetworkModel.INPUTS, any.train().numbersIn()));
        double[] matrix = gaussNewton(exact, theta);
        SecondDerivatives curvature = exact.curvature(IntStream.range(0, d).toArray());
        double step = 1e-5;
        double[] up = new double[d];
        double[] down = new double[d];
        double[] unit = new double[d];
        double[] prior = new double[d];
        double[] hessian = new double[d];
        for (int j = 0; j < d; j++) {
            unit[j] = 1;
            curvature.restInto(theta, unit, prior);
            curvature.hessianInto(theta, unit, hessian);
            unit[j] = 0;
            double at = theta[j];
            theta[j] = at + step;
            exact.evaluate(theta, up);
            theta[j] = at - step;
            exact.evaluate(theta, down);
            theta[j] = at;
            for (int i = 0; i < d; i++) {
                double difference = (down[i] - up[i]) / (2 * step);
                assertThat(matrix[i * d + j] + prior[i]).isCloseTo(difference, within(1e-6));
                assertThat(hessian[i]).isCloseTo(difference, within(1e-6));
                assertThat(prior[i]).isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
    }

    /** The Hessian of each row's likelihood in mean and noise, both by the network, is the formula, and of one noise for all too. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void hessiansInTheSignalsAreTheFormulas(boolean byNetwork) {
        Dataset data = curve(9, 2, false);
        BayesianNetwork network = BayesianNetwork.on(data).hidden(3).likelihood(new GaussianLikelihood(
                byNetwork ? new GaussianLikelihood.Network() : new GaussianLikelihood.Constant(1))).build();
        Posterior posterior = network.posterior();
        int d = posterior.dimension();
        double[] theta = new SplittableRandom(4).doubles(d, -1, 1).toArray();
        int[] all = IntStream.range(0, d).toArray();
        SecondDerivatives curvature = posterior.curvature(all);
        assertThat(curvature.outputs()).isEqualTo(byNetwork ? 2 : 1);
        assertThat(curvature.direct()).isEqualTo(byNetwork ? new int[0] : new int[]{d - 1});
        CompiledProgram forward = CompiledProgram.compile(
                network.model().program(NetworkModel.OUTPUTS), NetworkModel.inputs(data.train()));
        forward.run(theta);
        double[] outputs = new double[data.train().count() * curvature.outputs()];
        forward.outputInto(NetworkModel.OUTPUTS, outputs);
        int[] seen = new int[1];
        curvature.forEachRows(theta, (count, jacobians, hessians) -> {
            for (int row = 0; row < count; row++) {
                int at = seen[0]++;
                double mean = outputs[at * curvature.outputs()];
                double second = byNetwork ? outputs[2 * at + 1] : theta[d - 1];
                double y = data.train().target()[at];
                double[][] expected = differences(mean, second, y, byNetwork);
                for (int kl = 0; kl < 4; kl++) {
                    assertThat(hessians[row * 4 + kl]).isCloseTo(expected[kl / 2][kl % 2],
                            within(1e-5 * (1 + Math.abs(expected[kl / 2][kl % 2]))));
                }
            }
        });
        assertThat(seen[0]).isEqualTo(9);
    }

    private static double minusLog(double mean, double second, double y, boolean byNetwork) {
        double sd = byNetwork ? Math.log1p(Math.exp(second)) + 1e-6 : Math.exp(second);
        return Math.log(sd) + 0.5 * (y - mean) * (y - mean) / (sd * sd);
    }

    private static double[][] differences(double mean, double second, double y, boolean byNetwork) {
        double h = 1e-4;
        double[][] hessian = new double[2][2];
        double[] unit = {h, 0, h};
        for (int k = 0; k < 2; k++) {
            for (int l = 0; l < 2; l++) {
                double sum = 0;
                for (int signs = 0; signs < 4; signs++) {
                    double one = (signs & 1) == 0 ? 1 : -1;
                    double two = (signs & 2) == 0 ? 1 : -1;
                    sum += one * two * minusLog(mean + one * unit[k] + two * unit[l],
                            second + one * unit[k + 1] + two * unit[l + 1], y, byNetwork);
                }
                hessian[k][l] = sum / (4 * h * h);
            }
        }
        return hessian;
    }

    /** Of rows with the same inputs the Gauss-Newton matrix of a layer is the product of its factors, so its determinant is that of the full one. */
    @ParameterizedTest
    @ValueSource(strings = {"layer1", "layer2", "layer3"})
    void twoFactorsAreExactForOneInput(String layer) {
        Dataset data = Dataset.of(ArraySpec
                .of(new double[][]{{0.7, -1.2}, {0.7, -1.2}}, new double[]{5.4, 5.1}).withoutStandardising(),
                TargetKind.NUMBER);
        BayesianNetwork network = BayesianNetwork.on(data).hidden(3, 4)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE))).build();
        double full = evidence(run(network, 1, settings(LaplaceType.PART, layer)));
        double factors = evidence(
                run(network, 1, settings(LaplaceType.PART, layer, LaplaceType.STRUCTURE, "kronecker")));
        assertThat(factors).isCloseTo(full, within(1e-8));
        assertThat(evidence(run(network, 1, settings(LaplaceType.PART, layer, LaplaceType.STRUCTURE, "diagonal"))))
                .isLessThan(full - 1e-3);
    }

    /** With the noise unknown, factors of a linear model are exact too, and the noise has its own curvature: what is left out is the two together. */
    @Test
    void theNoiseStandsBesideTheFactors() {
        BayesianNetwork network = linear(curve(30, 2, false)).build();
        double full = evidence(run(network, 1, settings()));
        double factors = evidence(run(network, 1, settings(LaplaceType.STRUCTURE, "kronecker")));
        double diagonal = evidence(run(network, 1, settings(LaplaceType.STRUCTURE, "diagonal")));
        assertThat(factors).isCloseTo(full, within(0.01)).isGreaterThan(diagonal + 0.1);
    }

    /** Three rows tell of three directions of six weights: with three it is exact at every draw. */
    @Test
    void asManyDirectionsAsRowsAreExact() {
        Dataset data = curve(3, 5, false);
        BayesianNetwork network = linear(data)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE))).build();
        double expected = evidence(design(data.train().inputs(), 5), data.train().target());
        for (int rank : new int[]{3, 50}) {
            MemoryDraws draws = run(network, 20,
                    settings(LaplaceType.STRUCTURE, "low_rank", LaplaceType.RANK, rank));
            assertThat(evidence(draws)).isCloseTo(expected, within(1e-7));
            assertThat(draws.statistic(LaplaceFit.REPLACED.name())[0]).containsOnly(0);
            for (double ratio : draws.statistic(LaplaceFit.LOG_RATIO.name())[0]) {
                assertThat(ratio).isCloseTo(expected, within(1e-7));
            }
        }
        assertThat(evidence(
                run(network, 1, settings(LaplaceType.STRUCTURE, "low_rank", LaplaceType.RANK, 2))))
                .isGreaterThan(expected + 0.01);
    }

    /** Of a network: with all directions as full; with fewer the evidence falls with each to that, as a matrix without some of its eigenvalues must have it. */
    @Test
    void theEvidenceFallsWithEachDirection() {
        BayesianNetwork network = BayesianNetwork.on(curve(30, 2, false)).hidden(5)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE))).build();
        double full = evidence(run(network, 1, settings()));
        double before = Double.POSITIVE_INFINITY;
        for (int rank : new int[]{1, 4, 12, 21}) {
            double low = evidence(
                    run(network, 1, settings(LaplaceType.STRUCTURE, "low_rank", LaplaceType.RANK, rank)));
            assertThat(low).isLessThan(before).isGreaterThan(full - 1e-6);
            before = low;
        }
        assertThat(before).isCloseTo(full, within(1e-6));
        BayesianNetwork unknown = linear(curve(30, 2, false)).build();
        assertThat(evidence(run(unknown, 1, settings(LaplaceType.STRUCTURE, "low_rank"))))
                .isCloseTo(evidence(run(unknown, 1, settings())), within(1e-3));
    }

    /** Two weights: the integral of the joint density over the plane. */
    @Test
    void theEvidenceIsTheIntegral() {
        Dataset data = curve(6, 1, false);
        BayesianNetwork network = linear(data)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE))).build();
        Posterior posterior = network.posterior();
        double sum = 0;
        double cell = 0.1;
        double[] theta = new double[2];
        for (int i = -60; i <= 60; i++) {
            for (int j = -60; j <= 60; j++) {
                theta[0] = i * cell;
                theta[1] = j * cell;
                sum += Math.exp(posterior.logDensity(theta)) * cell * cell;
            }
        }
        assertThat(evidence(run(network, 1, settings()))).isCloseTo(Math.log(sum), within(1e-6));
    }
}
