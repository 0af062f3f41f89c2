package ergodic.nn.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.model.distribution.NormalMixture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Draws of priors against their laws: marginals in closed form or by quadrature, by Kolmogorov and Smirnov's statistic, sqrt(n) D above 2.9,
 * which a right law passes but with probability 2 exp(-2 2.9^2) = 1e-7; and the densities against the draws by Stein's identity.
 */
class PriorLawStatisticalTest {

    private static final int DRAWS = 8_000;
    private static final double BOUND = 2.9;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static void follows(double[] sample, DoubleUnaryOperator distribution) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double p = distribution.applyAsDouble(sorted[i]);
            largest = Math.max(largest, Math.max((i + 1.0) / sorted.length - p, p - (double) i / sorted.length));
        }
        assertThat(Math.sqrt(sorted.length) * largest).isLessThan(BOUND);
    }

    private static double[] of(Map<String, double[]> variables, String name) {
        double[] values = variables.get(name);
        assertThat(values).as(name).isNotNull();
        return values == null ? new double[0] : values;
    }

    private static double halfCauchy(double x, double scale) {
        return 2 / Math.PI * Math.atan(x / scale);
    }

    @Test
    void spikesAndSlabsAreMixtures() {
        double[] sample = PriorDraws.of(new SpikeSlabPrior(0.3, 0.05, 2, Scaling.FAN_IN)).sample(DRAWS, 1,
                draw -> of(draw, "layer1.weight")[4]);
        double slab = 2 / Math.sqrt(3);
        follows(sample, x -> 0.3 * NORMAL.cumulativeProbability(x / slab)
                + 0.7 * NORMAL.cumulativeProbability(x / (0.05 * slab)));
        double[] three = PriorDraws
                .of(new NormalMixturePrior(List.of(new NormalMixture.Component(0.5, 0.01),
                        new NormalMixture.Component(0.2, 1), new NormalMixture.Component(0.3, 0.2)), 2, Scaling.NONE))
                .sample(DRAWS, 2, draw -> of(draw, "layer1.weight")[0]);
        follows(three, x -> 0.5 * NORMAL.cumulativeProbability(x / 0.02) + 0.2 * NORMAL.cumulativeProbability(x / 2)
                + 0.3 * NORMAL.cumulativeProbability(x / 0.4));
    }

    /** The whole weight, whose two half-Cauchy scales are integrated over by a midpoint rule in their distribution functions. */
    @Test
    void horseshoesHaveTheirMarginal() {
        PriorDraws draws = PriorDraws.of(new HorseshoePrior(Grouping.WEIGHT, 0.5, Scaling.FAN_IN));
        double global = 0.5 / Math.sqrt(3);
        follows(draws.sample(DRAWS, 3, draw -> of(draw, "layer1.scale")[0]), x -> halfCauchy(x, global));
        int nodes = 60;
        double[] scale = new double[nodes];
        for (int i = 0; i < nodes; i++) {
            scale[i] = Math.tan(0.5 * Math.PI * (i + 0.5) / nodes);
        }
        follows(draws.sample(2_000, 4, draw -> of(draw, "layer1.weight")[5]), x -> {
            double sum = 0;
            for (double tau : scale) {
                for (double lambda : scale) {
                    sum += NORMAL.cumulativeProbability(x / (global * tau * lambda));
                }
            }
            return sum / (nodes * nodes);
        });
    }

    /** Carvalho, Polson and Scott (2010), section 2: with a global scale and noise of 1, the share 1 / (1 + local^2) is Beta(1/2, 1/2). */
    @Test
    void horseshoesShrinkByABeta() {
        double[] share = PriorDraws.of(new HorseshoePrior(Grouping.WEIGHT, 1, Scaling.NONE)).sample(DRAWS, 5, draw -> {
            double ofWeight = of(draw, "layer1.weight")[1]
                    / (of(draw, "layer1.weight_raw")[1] * of(draw, "layer1.scale")[0]);
            return 1 / (1 + ofWeight * ofWeight);
        });
        follows(share, x -> 2 / Math.PI * Math.asin(Math.sqrt(x)));
    }

    @Test
    void regularisedHorseshoesHaveASlab() {
        PriorDraws draws = PriorDraws.of(new RegularisedHorseshoePrior(Grouping.WEIGHT, 1.5, 5, 0.3, Scaling.FAN_IN));
        double global = 0.3 / Math.sqrt(3);
        follows(draws.sample(DRAWS, 6, draw -> of(draw, "layer1.scale")[0]), x -> halfCauchy(x, global));
        GammaDistribution gamma = GammaDistribution.of(2.5, 1 / (2.5 * 1.5 * 1.5));
        follows(draws.sample(DRAWS, 7, draw -> 1 / of(draw, "layer1.scale_slab_variance")[0]),
                gamma::cumulativeProbability);
        // Variances of scale and slab add up as resistances in parallel do.
        double[] off = draws.sample(500, 8, draw -> {
            double worst = 0;
            for (int i = 0; i < 6; i++) {
                double s = of(draw, "layer1.scale")[0] * of(draw, "layer1.scale_local")[i];
                double expected = of(draw, "layer1.weight_raw")[i]
                        / Math.sqrt(1 / (s * s) + 1 / of(draw, "layer1.scale_slab_variance")[0]);
                worst = Math.max(worst, Math.abs(of(draw, "layer1.weight")[i] / expected - 1));
            }
            return worst;
        });
        assertThat(Arrays.stream(off).max().orElseThrow()).isLessThan(1e-12);
        // With a global scale without end a weight is of the slab, with none it is of a horseshoe.
        TDistribution slab = TDistribution.of(5);
        follows(PriorDraws.of(new RegularisedHorseshoePrior(Grouping.WEIGHT, 1.5, 5, 1e9, Scaling.NONE)).sample(DRAWS,
                9,
                draw -> of(draw, "layer1.weight")[0] / 1.5), slab::cumulativeProbability);
        double[] small = PriorDraws.of(new RegularisedHorseshoePrior(Grouping.WEIGHT, 1e9, 5, 1, Scaling.NONE))
                .sample(500, 10, draw -> of(draw, "layer1.weight")[0] / (of(draw, "layer1.weight_raw")[0]
                        * of(draw, "layer1.scale")[0] * of(draw, "layer1.scale_local")[0]));
        assertThat(Arrays.stream(small).map(ratio -> Math.abs(ratio - 1)).max().orElseThrow()).isLessThan(1e-6);
    }

    static List<WeightPrior> priors() {
        return List.of(new SpikeSlabPrior(0.4, 0.2, 1.5, Scaling.NONE),
                new NormalMixturePrior(List.of(new NormalMixture.Component(0.5, 1),
                        new NormalMixture.Component(0.5, 0.3)), 1, Scaling.FAN_IN),
                new HorseshoePrior(Grouping.WEIGHT, 0.5, Scaling.NONE),
                new HorseshoePrior(Grouping.UNIT, 0.5, Scaling.NONE),
                new RegularisedHorseshoePrior(Grouping.INPUT, 2, 4, 0.5, Scaling.NONE),
                new HierarchicalPrior(HyperPrior.HALF_CAUCHY, 0.7, Scaling.FAN_IN, true, Grouping.INPUT),
                new HierarchicalPrior(HyperPrior.HALF_NORMAL, 0.7, Scaling.NONE, false, Grouping.UNIT));
    }

    /**
     * What is drawn has the density that is evaluated, Jacobians included: by Stein's identity the mean of the slope is 0, and that of
     * {@code theta slope} -1, in each coordinate (of centred weights, in units of their scale). 3000 draws within six standard errors.
     */
    @ParameterizedTest
    @MethodSource("priors")
    void drawsHaveTheDensity(WeightPrior law) {
        PriorDraws draws = PriorDraws.of(law);
        int dimension = draws.prior.dimension();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(11L);
        double[] theta = new double[dimension];
        double[] slope = new double[dimension];
        double[][] sums = new double[2][dimension];
        double[][] squares = new double[2][dimension];
        int count = 3_000;
        for (int draw = 0; draw < count; draw++) {
            draws.prior.drawInto(theta, rng);
            draws.prior.evaluate(theta, slope);
            for (int i = 0; i < dimension; i++) {
                double first = slope[i] * (law instanceof HierarchicalPrior h && h.centred() && i >= 3
                        ? Math.exp(theta[(i - 3) % 3])
                        : 1);
                double second = 1 + theta[i] * slope[i];
                sums[0][i] += first;
                squares[0][i] += first * first;
                sums[1][i] += second;
                squares[1][i] += second * second;
            }
        }
        for (int identity = 0; identity < 2; identity++) {
            for (int i = 0; i < dimension; i++) {
                double mean = sums[identity][i] / count;
                double error = Math.sqrt((squares[identity][i] / count - mean * mean) / count);
                assertThat(mean).as("%s, identity %d of %s", law, identity, draws.prior.coordinateName(i))
                        .isCloseTo(0, within(6 * error));
            }
        }
    }
}
