package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.RowNumbers;
import ergodic.autodiff.Window;
import ergodic.model.Posterior;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.Convolution;
import ergodic.nn.layer.Dense;
import ergodic.nn.layer.Flatten;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerShapeException;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.laplace.LaplaceType;
import ergodic.sampler.lastlayer.LastLayerType;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outputs that are means over changes of an image. */
class AveragedOutputsTest {

    private static final int CHANNELS = 2;
    private static final int HEIGHT = 3;
    private static final int WIDTH = 4;
    private static final int SIZE = CHANNELS * HEIGHT * WIDTH;

    private static double[][] images(int count, long seed) {
        Random random = new Random(seed);
        double[][] images = new double[count][SIZE];
        for (double[] image : images) {
            for (int i = 0; i < SIZE; i++) {
                image[i] = random.nextGaussian();
            }
        }
        return images;
    }

    private static double[] targets(double[][] images) {
        double[] targets = new double[images.length];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = Math.sin(row) + images[row][3] - images[row][0];
        }
        return targets;
    }

    private static Dataset data(double[][] images) {
        return Dataset.of(ArraySpec.of(images, targets(images)).withLayout(RowLayout.of(CHANNELS, HEIGHT, WIDTH))
                .withoutStandardising(), TargetKind.NUMBER);
    }

    private interface Place {
        int of(int channel, int y, int x);
    }

    private static double[] changed(double[] image, Place from) {
        double[] other = new double[SIZE];
        for (int c = 0; c < CHANNELS; c++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    other[at(c, y, x)] = image[from.of(c, y, x)];
                }
            }
        }
        return other;
    }

    private static int at(int channel, int y, int x) {
        return (channel * HEIGHT + Math.clamp(y, 0, HEIGHT - 1)) * WIDTH + Math.clamp(x, 0, WIDTH - 1);
    }

    private static double[] mirror(double[] image) {
        return changed(image, (c, y, x) -> at(c, y, WIDTH - 1 - x));
    }

    /** The image itself and those a pixel beside it, written otherwise than in the network. */
    private static List<double[]> shifted(double[] image) {
        return List.of(image, changed(image, (c, y, x) -> at(c, y - 1, x)),
                changed(image, (c, y, x) -> at(c, y + 1, x)),
                changed(image, (c, y, x) -> at(c, y, x - 1)), changed(image, (c, y, x) -> at(c, y, x + 1)));
    }

    private static double[] mean(List<double[]> images) {
        double[] mean = new double[SIZE];
        for (double[] image : images) {
            for (int i = 0; i < SIZE; i++) {
                mean[i] += image[i] / images.size();
            }
        }
        return mean;
    }

    private static double[] mean(double[] image, ImageChange change) {
        return mean(switch (change) {
            case MIRROR -> List.of(image, mirror(image));
            case SHIFT -> shifted(image);
            case TURN -> List.of(image, turned(image, Math.PI / 18), turned(image, -Math.PI / 18));
        });
    }

    /** By the tent functions of all pixels, of which a bilinear interpolation is the sum. */
    private static double[] turned(double[] image, double angle) {
        double[] other = new double[SIZE];
        for (int c = 0; c < CHANNELS; c++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    double fromY = Math.clamp(1 + (y - 1) * Math.cos(angle) - (x - 1.5) * Math.sin(angle), 0.0, 2.0);
                    double fromX = Math.clamp(1.5 + (y - 1) * Math.sin(angle) + (x - 1.5) * Math.cos(angle), 0.0, 3.0);
                    for (int v = 0; v < HEIGHT; v++) {
                        for (int u = 0; u < WIDTH; u++) {
                            other[at(c, y, x)] += image[at(c, v, u)] * Math.max(0, 1 - Math.abs(v - fromY))
                                    * Math.max(0, 1 - Math.abs(u - fromX));
                        }
                    }
                }
            }
        }
        return other;
    }

    private static Posterior posterior(Dataset data, ImageChange... changes) {
        return BayesianNetwork.on(data).layers(new Flatten())
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(0.5))).averagedOver(changes).build()
                .posterior();
    }

    /**
     * Outputs of a linear network are linear in the image, so their mean over the changes is that of the mean image: the posterior over the
     * images is to the last digits that without changes over their means. Anything that counted a row more than once would differ.
     */
    @ParameterizedTest
    @EnumSource(ImageChange.class)
    void aLinearNetworkSeesTheMeanImageOnce(ImageChange change) {
        double[][] images = images(7, 1);
        double[][] means = new double[7][];
        for (int row = 0; row < 7; row++) {
            means[row] = mean(images[row], change);
        }
        Posterior averaged = posterior(data(images), change);
        Dataset ofMeans = Dataset.of(ArraySpec.of(means, targets(images))
                .withLayout(RowLayout.of(CHANNELS, HEIGHT, WIDTH)).withoutStandardising(), TargetKind.NUMBER);
        Posterior plain = posterior(ofMeans);
        Random random = new Random(3);
        double[] theta = new double[SIZE + 1];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = random.nextGaussian();
        }
        double[] gradient = new double[theta.length];
        double[] expected = new double[theta.length];
        assertThat(averaged.evaluate(theta, gradient)).isCloseTo(plain.evaluate(theta, expected), within(1e-10));
        assertThat(gradient).containsExactly(expected, within(1e-10));
    }

    /** The two changes together: each shift of the image and of its mirror. */
    @Test
    void changesCombine() {
        double[][] images = images(5, 2);
        double[][] means = new double[5][];
        for (int row = 0; row < 5; row++) {
            List<double[]> all = new ArrayList<>(shifted(images[row]));
            all.addAll(shifted(mirror(images[row])));
            means[row] = mean(all);
        }
        Dataset ofMeans = Dataset.of(ArraySpec.of(means, targets(images))
                .withLayout(RowLayout.of(CHANNELS, HEIGHT, WIDTH)).withoutStandardising(), TargetKind.NUMBER);
        double[] theta = new double[SIZE + 1];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = Math.cos(3 * i);
        }
        assertThat(posterior(data(images), ImageChange.SHIFT, ImageChange.MIRROR).logDensity(theta))
                .isCloseTo(posterior(ofMeans).logDensity(theta), within(1e-10));
    }

    private static BayesianNetwork convolutional(ImageChange... changes) {
        Window.Axis two = Window.Axis.of(2);
        Layer[] layers = {Convolution.image(3, new Window(two, two), Activation.TANH), new Flatten(),
                new Dense(4, Activation.TANH)};
        return BayesianNetwork.on(data(images(9, 5))).layers(layers).averagedOver(changes)
                .warmStart(WarmStartSettings.defaults().withSteps(1)).build();
    }

    /** What is predicted of an image and of its mirror are the same bits, though nothing in the layers is symmetric. */
    @Test
    void anImageAndItsMirrorAreOne() {
        double[][] images = images(6, 8);
        double[][] mirrors = new double[6][];
        for (int row = 0; row < 6; row++) {
            mirrors[row] = mirror(images[row]);
        }
        for (boolean averaged : new boolean[]{true, false}) {
            BayesianNetwork network = averaged ? convolutional(ImageChange.MIRROR) : convolutional();
            MemoryDraws draws = new MemoryDraws(1, network.variables());
            Sampling.run(new RunSettings(1, 5, 4, 1, 3L, 1), network.nuts(5), draws);
            Rows rows = network.data().rows(images);
            Prediction one = network.predict(draws, rows, 0.5);
            Prediction other = network.predict(draws, network.data().rows(mirrors), 0.5);
            if (averaged) {
                assertThat(other.mean()).containsExactly(one.mean());
                assertThat(other.quantiles()).isDeepEqualTo(one.quantiles());
            } else {
                assertThat(other.mean()[0]).isNotCloseTo(one.mean()[0], within(1e-6));
            }
        }
    }

    /** As a map of pixels each change is what it is in a trace, combined too; the references are those of this class. */
    @Test
    void mapsOfPixelsAreTheChanges() {
        double[] image = images(1, 12)[0];
        List<double[]> expected = new ArrayList<>();
        for (double[] mirrored : List.of(image, mirror(image))) {
            for (double[] moved : shifted(mirrored)) {
                expected.addAll(List.of(moved, turned(moved, Math.PI / 18), turned(moved, -Math.PI / 18)));
            }
        }
        ChangedImages changed = new ChangedImages(RowNumbers.of(image, SIZE), ImageChange
                .maps(EnumSet.allOf(ImageChange.class), new RowShape.Image(CHANNELS, HEIGHT, WIDTH)));
        assertThat(changed.maps()).hasSameSizeAs(expected);
        double[] numbers = new double[SIZE + 1];
        for (int k = 0; k < expected.size(); k++) {
            changed.readInto(k, numbers, 1);
            assertThat(Arrays.copyOfRange(numbers, 1, SIZE + 1)).as("map %d", k).containsExactly(expected.get(k),
                    within(1e-12));
        }
    }

    /**
     * By one image a gradient is that of the layers at one of the row's images, each as often as the others, drawn anew at each position and
     * the same at the same one, whichever rows come with it; predictions and the log density alone stay those of the means.
     */
    @Test
    void byOneImageAGradientIsThatOfOneOfThem() {
        double[][] images = images(4, 21);
        BayesianNetwork network = BayesianNetwork.on(data(images)).layers(new Flatten(), new Dense(2, Activation.TANH))
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(0.5))).averagedOver(ImageChange.SHIFT)
                .fittedByOneImage().build();
        Posterior posterior = network.posterior();
        Posterior averaged = BayesianNetwork.on(network.data()).layers(new Flatten(), new Dense(2, Activation.TANH))
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(0.5))).averagedOver(ImageChange.SHIFT)
                .build().posterior();
        double[][] all = new double[4 * 5][];
        double[] targets = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = shifted(images[i / 5]).get(i % 5);
            targets[i] = targets(images)[i / 5];
        }
        Posterior plain = BayesianNetwork
                .on(Dataset.of(ArraySpec.of(all, targets).withLayout(RowLayout.of(CHANNELS, HEIGHT, WIDTH))
                        .withoutStandardising(), TargetKind.NUMBER))
                .layers(new Flatten(), new Dense(2, Activation.TANH))
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(0.5))).build().posterior();
        double weight = 4.0 / all.length;
        Random random = new Random(3);
        double[] theta = new double[posterior.dimension()];
        double[] gradient = new double[theta.length];
        double[] other = new double[theta.length];
        int[][] seen = new int[4][5];
        int positions = 2000;
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < theta.length; i++) {
                theta[i] = random.nextGaussian();
            }
            int row = position % 4;
            double one = posterior.evaluateSubset(theta, new int[]{row}, 1, gradient);
            int found = -1;
            for (int view = 0; view < 5; view++) {
                // Of both the likelihood of one row is scaled to all rows: here 4, there 20.
                double prior = plain.logPrior(theta);
                double of = plain.evaluateSubset(theta, new int[]{5 * row + view}, 1, other);
                double value = prior + weight * (of - prior);
                if (Math.abs(value - one) < 1e-9 * Math.abs(one)) {
                    found = view;
                }
            }
            assertThat(found).as("the image of row %d", row).isNotNegative();
            seen[row][found]++;
            if (position < 20) {
                assertThat(posterior.fork().evaluateSubset(theta, new int[]{row}, 1, gradient)).isEqualTo(one);
                double sum = 0;
                for (int r = 0; r < 4; r++) {
                    sum += posterior.evaluateSubset(theta, new int[]{r}, 1, gradient) - posterior.logPrior(theta);
                }
                assertThat(posterior.evaluate(theta, gradient) - posterior.logPrior(theta)).as("all rows at once")
                        .isCloseTo(sum / 4, within(1e-9 * Math.abs(sum)));
                assertThat(posterior.logDensity(theta)).isEqualTo(averaged.logDensity(theta));
            }
        }
        for (int[] ofRow : seen) {
            for (int times : ofRow) {
                assertThat(times).as("of 500 draws, 100 are expected, with a standard deviation of 9").isBetween(55,
                        145);
            }
        }
    }

    /**
     * The outputs are means of those of the network at the images: the output layer is applied to the mean of what
     * comes into it, which is the same.
     */
    @Test
    void outputsAreMeansOfTheNetworks() {
        double[][] images = images(6, 8);
        List<double[]> all = new ArrayList<>();
        for (double[] image : images) {
            all.addAll(shifted(image));
            all.addAll(shifted(mirror(image)));
        }
        BayesianNetwork plain = convolutional();
        BayesianNetwork averaged = convolutional(ImageChange.MIRROR, ImageChange.SHIFT);
        MemoryDraws draws = new MemoryDraws(1, averaged.variables());
        Sampling.run(new RunSettings(1, 5, 1, 1, 3L, 1), averaged.nuts(5), draws);
        double[] found = averaged.predict(draws, averaged.data().rows(images), 0.5).mean();
        double[] each = plain.predict(draws, plain.data().rows(all.toArray(new double[0][])), 0.5).mean();
        for (int row = 0; row < 6; row++) {
            double mean = 0;
            for (int k = 0; k < 10; k++) {
                mean += each[10 * row + k] / 10;
            }
            assertThat(found[row]).isCloseTo(mean, within(1e-9));
            assertThat(found[row]).isNotCloseTo(each[10 * row], within(1e-4));
        }
    }

    /**
     * The output layer is the last one, with the noise, as without changes; the weights of the others are used by
     * each image.
     */
    @Test
    void theLastLayerIsThatOfTheNetwork() {
        BayesianNetwork network = convolutional(ImageChange.MIRROR, ImageChange.TURN);
        int[] last = network.posterior().lastLayer();
        assertThat(last).containsExactly(convolutional().posterior().lastLayer()).hasSize(6);
        LaplaceType laplace = new LaplaceType();
        for (String part : List.of("last_layer", "all")) {
            Settings settings = Settings.of(laplace.keys(), Map.of("structure", "kronecker", "part", part));
            Preparation said = laplace.prepare(settings, network::posterior, network.start(),
                    RandomStreams.ofChain(1, 0)).orElseThrow();
            assertThat(said.facts().get("two_factors")).isEqualTo(List.of("layer4.weight", "layer4.bias"));
            assertThat(said.text()).startsWith("Two factors (sampler.structure = \"kronecker\"): layer4.weight,")
                    .contains("; a diagonal: " + (part.equals("all") ? "layer1.weight" : "noise_scale"));
        }
        LastLayerType lastLayer = new LastLayerType();
        assertThat(lastLayer.prepare(Settings.of(lastLayer.keys(), Map.of()), network::posterior, network.start(),
                RandomStreams.ofChain(1, 0)).orElseThrow().facts()).containsEntry("last_layer_weights", 5);
    }

    @Test
    void otherRowsThanImagesAreRefused() {
        Dataset table = Dataset.of(images(4, 1), new double[]{1, 2, 3, 5});
        assertThatThrownBy(() -> BayesianNetwork.on(table).hidden(3).averagedOver(ImageChange.MIRROR).build())
                .isInstanceOf(LayerShapeException.class).hasMessageContaining("averaged over changes of images")
                .hasMessageContaining("take network.average out");
    }
}
