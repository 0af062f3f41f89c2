package ergodic.nn.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.WarmStartSettings;
import ergodic.nn.data.Dataset;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/**
 * Automatic relevance determination in a linear model with known noise, whose inputs are orthogonal: the posterior of each input's scale stands
 * by itself, {@code p(s) N(b; 0, s^2 + sigma^2 / n)} with b the input's least squares weight, and is integrated by a midpoint rule.
 */
class RelevanceStatisticalTest {

    private static final int ROWS = 40;
    private static final double NOISE = 0.3;
    /** What the draws are worth at least. */
    private static final double INDEPENDENT = 200;

    /** Five standard errors each, by 200 of 1000 draws: four means and four spreads fail by chance with a probability below 5e-6. */
    @Test
    void scalesOfInputsAreTheirPosterior() {
        Dataset data = data();
        BayesianNetwork network = BayesianNetwork.on(data).hidden()
                .weights(new HierarchicalPrior(HyperPrior.HALF_CAUCHY, 1, Scaling.NONE, false, Grouping.INPUT))
                .biases(new NormalPrior(1, Scaling.NONE))
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE)))
                .warmStart(WarmStartSettings.defaults().withSteps(100)).build();
        MemoryDraws draws = new MemoryDraws(2, network.variables());
        Sampling.run(new RunSettings(2, 300, 500, 1, 20261129, 1), network.nuts(300), draws);
        double[] means = new double[4];
        for (int input = 0; input < 4; input++) {
            double[] logs = Arrays.stream(draws.series("layer1.scale", input)).flatMapToDouble(Arrays::stream)
                    .map(Math::log).toArray();
            double mean = Arrays.stream(logs).average().orElseThrow();
            double sd = Math.sqrt(Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum() / (logs.length - 1));
            double[] exact = exact(data, input);
            assertThat(mean).as("mean of log scale %d", input).isCloseTo(exact[0],
                    within(5 * exact[1] / Math.sqrt(INDEPENDENT)));
            // The logs have exponential tails, whose spread is known half as well as a normal's.
            assertThat(sd).as("sd of log scale %d", input).isCloseTo(exact[1],
                    within(10 * exact[1] / Math.sqrt(2 * INDEPENDENT)));
            means[input] = mean;
        }
        // The last two inputs tell nothing.
        assertThat(Math.min(means[0], means[1])).isGreaterThan(Math.max(means[2], means[3]) + 1);
    }

    /** Mean and standard deviation of the log of an input's scale. */
    private static double[] exact(Dataset data, int input) {
        double b = 0;
        for (int row = 0; row < ROWS; row++) {
            b += data.train().inputs()[4 * row + input] * data.train().target()[row] / ROWS;
        }
        double[] sums = new double[3];
        int nodes = 20_000;
        for (int i = 0; i < nodes; i++) {
            double y = -20 + 35.0 * (i + 0.5) / nodes;
            double s = Math.exp(y);
            double variance = s * s + NOISE * NOISE / ROWS;
            double density = s / (1 + s * s) * Math.exp(-0.5 * b * b / variance) / Math.sqrt(variance);
            sums[0] += density;
            sums[1] += density * y;
            sums[2] += density * y * y;
        }
        double mean = sums[1] / sums[0];
        return new double[]{mean, Math.sqrt(sums[2] / sums[0] - mean * mean)};
    }

    /** A factorial design, five times over. */
    private static Dataset data() {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(8);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        double[][] inputs = new double[ROWS][4];
        double[] target = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int factor = 0; factor < 3; factor++) {
                inputs[row][factor] = (row >> factor & 1) == 0 ? -1 : 1;
            }
            inputs[row][3] = inputs[row][0] * inputs[row][1] * inputs[row][2];
            target[row] = 2 * inputs[row][0] - inputs[row][1] + 0.5 * gaussian.sample();
        }
        return Dataset.of(inputs, target);
    }
}
