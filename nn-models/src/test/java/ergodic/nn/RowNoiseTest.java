package ergodic.nn;

import static ergodic.nn.LaplaceTest.curve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Window;
import ergodic.autodiff.kernel.Precision;
import ergodic.model.Posterior;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.Convolution;
import ergodic.nn.layer.Flatten;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.nn.prior.HyperPrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.RowNoise;
import ergodic.sampler.RowNoiseForm;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.sampler.variational.NoiseEstimator;
import ergodic.sampler.variational.VariationalFamily;
import ergodic.sampler.variational.VariationalMethod;
import ergodic.sampler.variational.VariationalSettings;
import ergodic.sampler.variational.VariationalType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Noise of each row's own in the layers of a network, beside noise of weights that rows share. */
class RowNoiseTest {

    private static final int DRAWS = 600;

    private static BayesianNetwork dense() {
        return BayesianNetwork.on(curve(20, 2, false)).hidden(3).build();
    }

    private static BayesianNetwork images() {
        return imageLayers().build();
    }

    private static BayesianNetwork.Builder imageLayers() {
        double[][] x = new double[20][];
        double[] y = new double[20];
        for (int i = 0; i < 20; i++) {
            int row = i;
            x[i] = IntStream.range(0, 24).mapToDouble(k -> Math.sin(1.3 * (24 * row + k) + 0.2)).toArray();
            y[i] = i % 3;
        }
        Dataset data = Dataset.of(ArraySpec.of(x, y).withLayout(RowLayout.of(2, 3, 4)), TargetKind.CLASSES);
        Window window = new Window(Window.Axis.of(2).withPadding(1).withStride(2), Window.Axis.of(3));
        return BayesianNetwork.on(data).layers(Convolution.image(2, window, Activation.TANH), new Flatten());
    }

    /** Mean and variance, over draws, of value, gradient by means and gradient by logarithms of widths. */
    private static double[][] moments(double[][] draws) {
        double[][] moments = new double[2][draws[0].length];
        for (int i = 0; i < draws[0].length; i++) {
            int at = i;
            double[] series = Arrays.stream(draws).mapToDouble(draw -> draw[at]).toArray();
            moments[0][i] = StatUtils.mean(series);
            moments[1][i] = StatUtils.variance(series);
        }
        return moments;
    }

    /**
     * The log likelihood of a batch and its gradient by means and widths are in the mean those with noise of weights, within five standard errors of 600 draws each; of more than one row the gradient by the means has
     * less noise. Convolutions have Flipout alone; the noise scale has noise of its own in all.
     */
    @ParameterizedTest
    @CsvSource({"LOCAL, false, 1", "LOCAL, false, 7", "LOCAL, false, 20", "FLIPOUT, false, 7",
            "FLIPOUT, false, 20", "FLIPOUT, true, 7", "LOCAL, true, 7"})
    void gradientsAreThoseOfWeightsWithLessNoise(RowNoiseForm form, boolean convolution, int count) {
        BayesianNetwork network = convolution ? images() : dense();
        Posterior posterior = network.posterior();
        int d = posterior.dimension();
        RowNoise noise = posterior.rowNoise(form).orElseThrow();
        int[] byRow = noise.coordinates();
        assertThat(byRow).hasSize(convolution ? form == RowNoiseForm.LOCAL ? d - 26 : d : d - 1);
        int[] rows = IntStream.range(0, 20).map(i -> i * 7 % 20).toArray();
        double[] mean = new double[d];
        double[] width = new double[d];
        for (int i = 0; i < d; i++) {
            mean[i] = 0.8 * Math.sin(1.7 * i + 0.4);
            width[i] = 0.2 + 0.1 * Math.cos(i);
        }
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(7);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        double[][] shared = new double[DRAWS][2 * d + 1];
        double[][] own = new double[DRAWS][2 * d + 1];
        double[] e = new double[d];
        double[] point = new double[d];
        double[] gradient = new double[d];
        double[] prior = new double[d];
        double[] spread = new double[byRow.length];
        double[] slope = new double[byRow.length];
        for (int s = 0; s < DRAWS; s++) {
            for (int i = 0; i < d; i++) {
                e[i] = normal.sample();
                point[i] = mean[i] + width[i] * e[i];
            }
            double value = posterior.evaluateSubset(point, rows, count, gradient);
            shared[s][0] = value - posterior.prior().evaluate(point, prior);
            for (int i = 0; i < d; i++) {
                shared[s][1 + i] = gradient[i] - prior[i];
                shared[s][1 + d + i] = (gradient[i] - prior[i]) * width[i] * e[i];
            }
            for (int j = 0; j < byRow.length; j++) {
                int i = byRow[j];
                spread[j] = form == RowNoiseForm.LOCAL ? width[i] : width[i] * e[i];
                point[i] = mean[i];
            }
            own[s][0] = noise.evaluate(point, spread, rows, count, false, rng, gradient, slope);
            for (int i = 0; i < d; i++) {
                own[s][1 + i] = gradient[i];
                own[s][1 + d + i] = gradient[i] * width[i] * e[i];
            }
            for (int j = 0; j < byRow.length; j++) {
                own[s][1 + d + byRow[j]] = slope[j] * spread[j];
            }
        }
        double[][] a = moments(shared);
        double[][] b = moments(own);
        for (int i = 0; i < a[0].length; i++) {
            assertThat(b[0][i]).isCloseTo(a[0][i], within(5 * Math.sqrt((a[1][i] + b[1][i]) / DRAWS) + 1e-12));
        }
        double before = Arrays.stream(a[1], 1, d + 1).sum();
        double after = Arrays.stream(b[1], 1, d + 1).sum();
        assertThat(after).isLessThan((count == 1 ? 1.15 : count == 7 ? 1 : 0.8) * before);
    }

    /** The mirror image: minus the sums' noise, so that a linear network meets its mean in the middle; the same signs, so that perturbations without a change give the same. */
    @Test
    void noiseHasAMirrorImage() {
        BayesianNetwork network = BayesianNetwork.on(curve(20, 2, false)).hidden()
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(0.5))).build();
        Posterior posterior = network.posterior();
        int d = posterior.dimension();
        double[] point = {0.3, -0.4, 0.1};
        double[] spread = {0.2, 0.1, 0.3};
        int[] rows = IntStream.range(0, 20).toArray();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(7);
        double[] middle = new double[d];
        posterior.evaluate(point, middle);
        double[] prior = new double[d];
        posterior.prior().evaluate(point, prior);
        double[] slope = new double[d];
        for (RowNoiseForm form : RowNoiseForm.values()) {
            RowNoise noise = posterior.rowNoise(form).orElseThrow();
            double[] one = new double[d];
            double[] other = new double[d];
            noise.evaluate(point, spread, rows, 20, false, rng, one, slope);
            double[] minus = form == RowNoiseForm.LOCAL ? spread : Arrays.stream(spread).map(x -> -x).toArray();
            noise.evaluate(point, minus, rows, 20, true, rng, other, slope);
            for (int i = 0; i < d; i++) {
                assertThat((one[i] + other[i]) / 2).isCloseTo(middle[i] - prior[i], within(1e-9));
                assertThat(one[i]).isNotCloseTo(other[i], within(1e-6));
            }
        }
    }

    /** In single precision the same noise gives the same numbers, to its rounding. */
    @ParameterizedTest
    @CsvSource({"FLIPOUT, false", "FLIPOUT, true", "LOCAL, false"})
    void singlePrecisionHasTheSameNoise(RowNoiseForm form, boolean convolution) {
        Map<Precision, double[]> found = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
            Posterior posterior = (convolution ? imageLayers() : BayesianNetwork.on(curve(20, 2, false)).hidden(3))
                    .precision(precision).build().posterior();
            RowNoise noise = posterior.rowNoise(form).orElseThrow();
            int d = posterior.dimension();
            double[] point = IntStream.range(0, d).mapToDouble(i -> 0.5 * Math.sin(1.7 * i)).toArray();
            double[] spread = IntStream.range(0, noise.coordinates().length).mapToDouble(i -> 0.2 + 0.1 * Math.cos(i))
                    .toArray();
            double[] gradient = new double[d];
            double[] slope = new double[spread.length];
            double value = noise.evaluate(point, spread, IntStream.range(3, 16).toArray(), 13, false,
                    RandomSource.XO_SHI_RO_256_PP.create(5), gradient, slope);
            found.put(precision, DoubleStream.concat(DoubleStream.of(value),
                    DoubleStream.concat(Arrays.stream(gradient), Arrays.stream(slope))).toArray());
        }
        double[] exact = Objects.requireNonNull(found.get(Precision.FLOAT64));
        double size = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
        assertThat(found.get(Precision.FLOAT32)).isNotEqualTo(exact).containsExactly(exact, within(2e-5 * size));
    }

    /**
     * Weights that two places of a network share, as those of all layers but the last do where outputs are
     * averaged, have no noise by row: it would be drawn anew at each place. They keep that of the weights, and it
     * is said.
     */
    @ParameterizedTest
    @EnumSource(RowNoiseForm.class)
    void weightsThatAreSharedKeepTheirNoise(RowNoiseForm form) {
        BayesianNetwork network = imageLayers().averagedOver(ImageChange.MIRROR).build();
        int shared = 2 * 2 * 2 * 3 + 2;
        assertThat(network.posterior().rowNoise(form).orElseThrow().coordinates())
                .containsExactly(IntStream.range(shared, network.posterior().dimension()).toArray());
        VariationalType type = new VariationalType();
        Settings settings = Settings.of(type.keys(),
                Map.of("estimator", form.name().toLowerCase(Locale.ROOT), "batch_size", 5));
        Preparation said = type.prepare(settings, network::posterior, network.start(), RandomStreams.ofChain(1, 0))
                .orElseThrow();
        assertThat(said.text()).startsWith("Noise by row (sampler.estimator = \"").endsWith(
                "\"): layer3.weight, layer3.bias; noise that rows share: layer1.weight, layer1.bias.");
        assertThat(said.facts()).containsEntry("noise_by_row", List.of("layer3.weight", "layer3.bias"))
                .containsEntry("noise_shared", List.of("layer1.weight", "layer1.bias"));
    }

    /** Weights that are computed from others have noise of their own nowhere. */
    @Test
    void layersMustAllowIt() {
        BayesianNetwork network = BayesianNetwork.on(curve(20, 2, false)).hidden(3)
                .weights(new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.FAN_IN, false)).build();
        assertThat(network.posterior().rowNoise(RowNoiseForm.LOCAL)).isEmpty();
        assertThat(network.posterior().rowNoise(RowNoiseForm.FLIPOUT)).isEmpty();
    }

    /** A fit by batches finds the best independent normals of a linear regression: means of the posterior, and widths by the diagonal of its precision. */
    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "FLIPOUT"})
    void fitsArriveWhereOthersDo(NoiseEstimator estimator) {
        Dataset data = curve(30, 2, false);
        BayesianNetwork network = BayesianNetwork.on(data).hidden()
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(LaplaceTest.NOISE))).build();
        SamplingMethod method = new VariationalMethod(
                VariationalSettings.of(3000, VariationalFamily.MEAN_FIELD).withDraws(4, 10).withEstimator(estimator));
        MemoryDraws draws = new MemoryDraws(1, network.variables(method));
        Sampling.run(new RunSettings(1, 3000, 2000, 1, 5, 1), network.posterior().chains(method), draws);
        double[][] columns = {draws.series("layer1.weight", 0)[0], draws.series("layer1.weight", 1)[0],
                draws.series("layer1.bias", 0)[0]};
        double[] square = new double[3];
        double[] slope = new double[3];
        double[] means = Arrays.stream(columns).mapToDouble(StatUtils::mean).toArray();
        network.posterior().evaluate(means, slope);
        for (int row = 0; row < 30; row++) {
            for (int i = 0; i < 3; i++) {
                double x = i == 2 ? 1 : data.train().row(row)[i];
                square[i] += x * x / (LaplaceTest.NOISE * LaplaceTest.NOISE);
            }
        }
        for (int i = 0; i < 3; i++) {
            double width = 1 / Math.sqrt(1 + square[i]);
            assertThat(Math.sqrt(StatUtils.variance(columns[i])) / width).isCloseTo(1, within(0.15));
            assertThat(slope[i] * width).isCloseTo(0, within(0.2));
        }
    }
}
