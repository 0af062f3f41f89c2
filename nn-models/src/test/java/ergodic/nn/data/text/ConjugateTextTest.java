package ergodic.nn.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Tensor;
import ergodic.model.Posterior;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.WarmStartSettings;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.CustomLayer;
import ergodic.nn.layer.Embedding;
import ergodic.nn.layer.GlobalAveragePooling;
import ergodic.nn.layer.LayerParameter;
import ergodic.nn.layer.RowTensor;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.predict.Prediction;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The mean over a text of vectors of its words, then a linear layer with normal priors and known noise: given the vectors, the last layer
 * is Bayesian linear regression on them (Bishop 2006, eq. 3.49 to 3.58). From the file of texts to the posterior, against that.
 */
class ConjugateTextTest {

    private static final int TEXTS = 30;
    private static final int SIZE = 2;
    private static final double NOISE = 0.5;
    private static final double PRIOR = 1.5;
    private static final List<String> WORDS = List.of("ape", "bee", "cat", "dog", "eel");

    @TempDir
    private Path folder;

    /** Vectors of words that are given, not learned: those of an {@link Embedding} otherwise. */
    private record Given(double[] vectors) implements CustomLayer {

        @Override
        public String type() {
            return "given";
        }

        @Override
        public RowShape output(RowShape input) {
            return new Embedding(SIZE).output(input);
        }

        @Override
        public List<LayerParameter> parameters(RowShape input) {
            return List.of();
        }

        @Override
        public RowTensor apply(RowTensor x, List<Tensor> parameters) {
            Tensor table = x.value().tracer().constant(vectors, vectors.length / SIZE, SIZE);
            return new Embedding(SIZE).apply(x, List.of(table));
        }
    }

    /** Words of each text by their numbers in {@link #WORDS}; text 0 has none of them. */
    private static int[][] texts() {
        Random random = new Random(5);
        int[][] texts = new int[TEXTS][];
        for (int row = 0; row < TEXTS; row++) {
            texts[row] = random.ints(row == 0 ? 0 : 1 + random.nextInt(6), 0, WORDS.size()).toArray();
        }
        return texts;
    }

    private static double target(int[] text, int row) {
        return Arrays.stream(text).average().orElse(3) + Math.sin(7.0 * row);
    }

    private Dataset data(int[][] texts) throws IOException {
        StringBuilder lines = new StringBuilder("score\ttext\n");
        for (int row = 0; row < TEXTS; row++) {
            lines.append(String.format(Locale.ROOT, "%.6f\t", target(texts[row], row)));
            for (int word : texts[row]) {
                lines.append(WORDS.get(word).toUpperCase(Locale.ROOT)).append(", ");
            }
            // Once in all texts: the unknown word.
            lines.append(row == 4 ? "zebra" : ".").append('\n');
        }
        TextKind kind = new TextKind();
        return kind.read(DataSpec.of(Files.writeString(folder.resolve("t.tsv"), lines), "score"),
                Settings.of(kind.keys(), Map.of("least_count", 2)), TargetKind.NUMBER);
    }

    /** The mean vector of a text and 1, from its words themselves. Numbers are by frequency, then by the alphabet; 0 is the unknown word. */
    private static double[] features(int[][] texts, int row, double[] vectors) {
        int[] counts = new int[WORDS.size()];
        for (int[] text : texts) {
            for (int word : text) {
                counts[word]++;
            }
        }
        List<Integer> order = java.util.stream.IntStream.range(0, WORDS.size()).boxed()
                .sorted((a, b) -> counts[a] != counts[b] ? counts[b] - counts[a] : a - b).toList();
        double[] mean = new double[SIZE + 1];
        int length = texts[row].length + (row == 4 ? 1 : 0);
        for (int k = 0; k < SIZE; k++) {
            for (int word : texts[row]) {
                mean[k] += vectors[(order.indexOf(word) + 1) * SIZE + k] / length;
            }
            mean[k] += row == 4 ? vectors[k] / length : 0;
        }
        mean[SIZE] = 1;
        return mean;
    }

    /**
     * The log density is to the last digits the normal one that linear algebra gives, around its mean; and predictions of 2 x 600 draws
     * are within 5.5 standard errors of 500 independent ones (a false failure below 1e-5 for the 30 texts; the seed is fixed).
     */
    @Test
    void meanVectorsWithAConjugateLastLayerHaveTheExactPosterior() throws IOException {
        int[][] texts = texts();
        Dataset data = data(texts);
        assertThat(data.shape()).isEqualTo(new RowShape.Symbols(7, WORDS.size() + 1, true));
        double[] vectors = new Random(9).doubles((WORDS.size() + 1L) * SIZE, -2, 2).toArray();
        BayesianNetwork network = BayesianNetwork.on(data).layers(new Given(vectors), new GlobalAveragePooling())
                .weights(new NormalPrior(PRIOR, Scaling.NONE)).biases(new NormalPrior(PRIOR, Scaling.NONE))
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE)))
                .warmStart(WarmStartSettings.defaults().withSteps(50)).build();

        double[] raw = new double[TEXTS];
        Arrays.setAll(raw, row -> Double.parseDouble(String.format(Locale.ROOT, "%.6f", target(texts[row], row))));
        double centre = Arrays.stream(raw).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(raw).map(v -> (v - centre) * (v - centre)).average().orElseThrow());
        RealMatrix x = MatrixUtils.createRealMatrix(TEXTS, SIZE + 1);
        RealVector y = MatrixUtils.createRealVector(new double[TEXTS]);
        for (int row = 0; row < TEXTS; row++) {
            x.setRow(row, features(texts, row, vectors));
            y.setEntry(row, (raw[row] - centre) / spread);
        }
        RealMatrix precision = x.transpose().multiply(x).scalarMultiply(1 / (NOISE * NOISE))
                .add(MatrixUtils.createRealIdentityMatrix(SIZE + 1).scalarMultiply(1 / (PRIOR * PRIOR)));
        RealMatrix covariance = MatrixUtils.inverse(precision);
        RealVector mean = covariance.operate(x.transpose().operate(y)).mapDivide(NOISE * NOISE);

        Posterior posterior = network.posterior();
        assertThat(posterior.dimension()).isEqualTo(SIZE + 1);
        double top = posterior.logDensity(mean.toArray());
        Random random = new Random(2);
        for (int trial = 0; trial < 5; trial++) {
            RealVector away = MatrixUtils.createRealVector(random.doubles(SIZE + 1, -1, 1).toArray());
            double expected = -0.5 * away.dotProduct(precision.operate(away));
            assertThat(posterior.logDensity(mean.add(away).toArray()) - top).isCloseTo(expected,
                    within(1e-9 * Math.abs(expected) + 1e-9));
        }

        MemoryDraws draws = new MemoryDraws(2, network.variables());
        Sampling.run(new RunSettings(2, 300, 600, 1, 20261129, 2), network.nuts(300), draws);
        Prediction prediction = network.predict(draws, data.train());
        for (int row = 0; row < TEXTS; row++) {
            RealVector r = x.getRowVector(row);
            double variance = r.dotProduct(covariance.operate(r));
            assertThat(prediction.mean()[row]).isCloseTo(r.dotProduct(mean), within(5.5 * Math.sqrt(variance / 500)));
            assertThat(prediction.epistemicVariance()[row]).isCloseTo(variance,
                    within(5.5 * variance * Math.sqrt(2.0 / 500)));
        }
    }
}
