package ergodic.nn.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.model.Posterior;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.PriorPositions;
import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.GaussianMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.MultivariateNormalMixture;
import ergodic.nn.predict.Prediction;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several targets whose noise is correlated: densities by SciPy, the model against its mixture, the prior's correlations, least squares. */
class MultivariateNormalTest {

    /** Two components: means, the Cholesky factor by row, the targets behind the first. */
    private static final double[] COMPONENTS = {0.3, -1.2, 2.0, 0.7, -0.4, 0.9, 0.2, 0.5, 1.3, -0.6, 0.4, //
            -0.5, 0.1, 0.9, 1.1, 0.3, 0.6, -0.2, 0.1, 0.8, -0.6, 0.4};

    @TempDir
    private Path folder;

    /** {@code scipy.stats.multivariate_normal(m, L L^T).logpdf}, {@code norm.logpdf} and their mixtures, SciPy 1.17.1. */
    @Test
    void densitiesAreThoseOfSciPy() {
        MultivariateNormalMixture mixture = new MultivariateNormalMixture(3);
        mixture.load(COMPONENTS, 0, 2);
        assertThat(mixture.logDensity(1.1, 0, 1)).isCloseTo(-5.626810052905178, within(1e-12));
        assertThat(mixture.logDensity(1.1, 0, 2)).isCloseTo(-5.245300012437432, within(1e-12));
        Mixture third = mixture.of(2);
        third.load(COMPONENTS, 0, 2);
        assertThat(third.logDensity(0.4, 0, 2)).isCloseTo(-1.2923980419529073, within(1e-12));
        GaussianMixture alone = new GaussianMixture();
        alone.load(new double[]{2, Math.sqrt(0.04 + 0.25 + 1.69), 0.9, Math.sqrt(0.04 + 0.01 + 0.64)}, 0, 2);
        assertThat(third.quantile(0.9)).isEqualTo(alone.quantile(0.9));
        assertThat(third.crps(0.4)).isEqualTo(alone.crps(0.4));
    }

    /** Samples with the same random numbers belong together: covariances of 100,000 of them, standard errors below 0.006. */
    @Test
    void samplesOfTheTargetsAreJoint() {
        MultivariateNormalMixture first = new MultivariateNormalMixture(3);
        MultivariateNormalMixture third = first.of(2);
        first.load(COMPONENTS, 0, 2);
        third.load(COMPONENTS, 0, 2);
        UniformRandomProvider one = RandomSource.XO_SHI_RO_256_PP.create(4);
        UniformRandomProvider other = RandomSource.XO_SHI_RO_256_PP.create(4);
        int count = 100_000;
        double product = 0;
        double square = 0;
        for (int i = 0; i < count; i++) {
            double a = first.sample(0, one) - 0.3;
            double c = third.sample(0, other) - 2;
            product += a * c / count;
            square += c * c / count;
        }
        assertThat(product).isCloseTo(0.7 * 0.2, within(0.03));
        assertThat(square).isCloseTo(0.04 + 0.25 + 1.69, within(0.06));
    }

    /** Rows {@code a = 1 + 2 x + noise, b = -x + noise} with correlated noise, c by itself. */
    private Dataset data(int rows, List<String> others) throws IOException {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(8);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        StringBuilder text = new StringBuilder("x,a,b,c\n");
        for (int i = 0; i < rows; i++) {
            double x = normal.sample();
            double common = normal.sample();
            text.append(x).append(',').append(1 + 2 * x + 0.8 * common + 0.6 * normal.sample()).append(',')
                    .append(10 * (-x + 0.8 * common - 0.3 * normal.sample())).append(',').append(normal.sample())
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("d" + rows + ".csv"), text);
        return Dataset.read(DataSpec.of(file, "a").withFeatures(List.of("x")).withOtherTargets(others),
                TargetKind.NUMBER);
    }

    private static BayesianNetwork linear(Dataset data, Likelihood likelihood) {
        return BayesianNetwork.on(data).hidden().weights(new NormalPrior(3, Scaling.NONE))
                .biases(new NormalPrior(3, Scaling.NONE)).likelihood(likelihood).build();
    }

    @Test
    void modelAndMixtureSayTheSameAndSlopesAreThoseOfDifferences() throws IOException {
        for (Likelihood likelihood : List.of(new MultivariateNormalLikelihood(1, true, 2),
                new MultivariateNormalLikelihood(1, false, 1),
                new MultivariateNormalLikelihood(new GaussianLikelihood.Network(), true, 2),
                new MultivariateNormalLikelihood(new GaussianLikelihood.Fixed(0.7), true, 1))) {
            Dataset data = data(30, List.of("b", "c"));
            BayesianNetwork network = linear(data, likelihood);
            Posterior posterior = network.posterior();
            PriorDensity prior = posterior.prior();
            double[] theta = new double[network.model().dimension()];
            for (int i = 0; i < theta.length; i++) {
                theta[i] = 0.4 * Math.sin(1 + 2 * i);
            }
            double[] gradient = new double[theta.length];
            double value = posterior.evaluate(theta, gradient);
            MemoryPositions one = new MemoryPositions(theta);
            double[] sum = {0};
            network.predictor().visit(one, data.train(), (row, logs) -> {
                synchronized (sum) {
                    sum[0] += logs[0][0];
                }
            });
            double[] ignored = new double[theta.length];
            assertThat(value - prior.evaluate(theta, ignored)).isCloseTo(sum[0], within(1e-9));
            for (int i = 0; i < theta.length; i++) {
                double[] moved = theta.clone();
                double step = 1e-5;
                moved[i] = theta[i] + step;
                double up = posterior.evaluate(moved, ignored);
                moved[i] = theta[i] - step;
                double down = posterior.evaluate(moved, ignored);
                assertThat(gradient[i]).as("coordinate %d", i).isCloseTo((up - down) / (2 * step),
                        within(1e-6 * Math.max(1, Math.abs(gradient[i]))));
            }
        }
    }

    /**
     * With weights of 0 the outputs are the biases: means, then what the scales are softplus of, of the targets in their order. The densities of rows are those of
     * {@code (y - m) / s} about 0 with the correlation r, in closed form for two targets.
     */
    @Test
    void scalesByTheNetworkAreThoseOfFurtherOutputs() throws IOException {
        Dataset data = data(12, List.of("b"));
        BayesianNetwork network = linear(data,
                new MultivariateNormalLikelihood(new GaussianLikelihood.Network(), true, 1));
        double free = 0.4;
        double[] bias = {0.2, -0.1, -0.5, 0.9};
        double[] theta = {0, 0, 0, 0, bias[0], bias[1], bias[2], bias[3], free};
        assertThat(network.model().dimension()).isEqualTo(theta.length);
        double r = Math.tanh(free);
        double[] sd = {Math.log1p(Math.exp(bias[2])) + 1e-6, Math.log1p(Math.exp(bias[3])) + 1e-6};
        double[] a = data.train().withTargetNumber(0).target();
        double[] b = data.train().withTargetNumber(1).target();
        double expected = 0;
        for (int i = 0; i < a.length; i++) {
            double u = (a[i] - bias[0]) / sd[0];
            double v = (b[i] - bias[1]) / sd[1];
            expected -= (u * u - 2 * r * u * v + v * v) / (2 * (1 - r * r)) + 0.5 * Math.log1p(-r * r)
                    + Math.log(2 * Math.PI * sd[0] * sd[1]);
        }
        Posterior posterior = network.posterior();
        double[] ignored = new double[theta.length];
        assertThat(posterior.evaluate(theta, ignored) - posterior.prior().evaluate(theta, ignored))
                .isCloseTo(expected, within(1e-9));
    }

    private record MemoryPositions(double[] theta) implements ergodic.nn.predict.Positions {

        @Override
        public int chains() {
            return 1;
        }

        @Override
        public int draws() {
            return 1;
        }

        @Override
        public int dimension() {
            return theta.length;
        }

        @Override
        public void readInto(int chain, int draw, double[] into) {
            System.arraycopy(theta, 0, into, 0, theta.length);
        }
    }

    /**
     * Of two targets (r + 1) / 2 is a Beta(eta, eta) variable a priori, so that the mean of r squared is 1 / (2 eta + 1); the free value of r is artanh r. 4000 draws,
     * five standard errors (false failure 6e-7).
     */
    @Test
    void correlationsHaveTheirPrior() throws IOException {
        for (double eta : new double[]{1, 4}) {
            BayesianNetwork network = linear(data(20, List.of("b")), new MultivariateNormalLikelihood(1, true, eta));
            PriorPositions prior = new PriorPositions(network.posterior().prior(), 4000, 3);
            double[] theta = new double[prior.dimension()];
            double sum = 0;
            double squares = 0;
            for (int draw = 0; draw < 4000; draw++) {
                prior.readInto(0, draw, theta);
                double r = Math.tanh(theta[theta.length - 1]);
                sum += r * r;
                squares += r * r * r * r;
            }
            double mean = sum / 4000;
            assertThat(mean).isCloseTo(1 / (2 * eta + 1),
                    within(5 * Math.sqrt((squares / 4000 - mean * mean) / 4000)));
        }
    }

    /**
     * With many rows the posterior lies about least squares: coefficients about theirs, correlations and scales about those of the residuals, each within half of its standard
     * error, where priors and Monte Carlo errors move them by less.
     */
    @Test
    void drawsLieAboutLeastSquares() throws IOException {
        Dataset data = data(400, List.of("b"));
        BayesianNetwork network = linear(data, new MultivariateNormalLikelihood(1, true, 1));
        MemoryDraws draws = new MemoryDraws(2, network.variables());
        Sampling.run(RunSettings.of(2, 200, 300, 1), network.nuts(200), draws);
        Rows train = data.train();
        double[] x = train.inputs();
        double[][] residuals = new double[2][];
        for (int j = 0; j < 2; j++) {
            double[] y = train.withTargetNumber(j).target();
            // Inputs and targets are standardised: the slope is the correlation, the intercept 0.
            double slope = 0;
            for (int i = 0; i < y.length; i++) {
                slope += x[i] * y[i] / y.length;
            }
            residuals[j] = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                residuals[j][i] = y[i] - slope * x[i];
            }
            double sd = Math.sqrt(dot(residuals[j], residuals[j]));
            assertThat(mean(draws, "layer1.weight", j)).isCloseTo(slope, within(0.5 * sd / 20));
            assertThat(mean(draws, "layer1.bias", j)).isCloseTo(0, within(0.5 * sd / 20));
            assertThat(mean(draws, "noise_scale", j)).isCloseTo(sd, within(0.5 * sd / Math.sqrt(800)));
        }
        double r = dot(residuals[0], residuals[1])
                / Math.sqrt(dot(residuals[0], residuals[0]) * dot(residuals[1], residuals[1]));
        assertThat(mean(draws, "noise_correlation", 0)).isCloseTo(r, within(0.5 * (1 - r * r) / 20));
        // Joint densities are above those of the targets apart, where the noise is correlated.
        Prediction joint = network.predict(draws, train).inUnitsOf(data.target());
        double apart = 0;
        for (int j = 0; j < 2; j++) {
            int number = j;
            Prediction one = network.predictor().withMixtures(() -> network.likelihood().mixture(data.target(), number))
                    .predict(network.positions(draws), train.withTargetNumber(j)).inUnitsOf(data.target().all().get(j));
            apart += Arrays.stream(one.logDensity()).sum();
        }
        double together = Arrays.stream(joint.logDensity()).sum();
        // The gain is -log(1 - r^2) / 2 a row.
        assertThat((together - apart) / 400).isCloseTo(-0.5 * Math.log1p(-r * r), within(0.02));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i] / a.length;
        }
        return sum;
    }

    private static double mean(MemoryDraws draws, String name, int element) {
        return Arrays.stream(draws.series(name, element)).flatMapToDouble(Arrays::stream).average().orElseThrow();
    }

    @Test
    void whatDoesNotFitIsSaid() throws IOException {
        Dataset two = data(20, List.of("b"));
        assertThatThrownBy(() -> linear(two, new GaussianLikelihood())).isInstanceOf(DataException.class)
                .hasMessageContaining("multivariate_normal");
        Dataset one = data(20, List.of());
        assertThatThrownBy(() -> linear(one, new MultivariateNormalLikelihood(1, true, 1)))
                .isInstanceOf(DataException.class).hasMessageContaining("data.target names one");
        assertThatThrownBy(() -> data(20, List.of("b", "b"))).isInstanceOf(DataException.class)
                .hasMessageContaining("listed twice");
    }
}
