package ergodic.nn.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.layer.LayerParameter;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights of a convolution's kernel, which are a linear map of standard normals: their covariance is that map's, exactly. */
class CorrelatedPriorStatisticalTest {

    private static final LayerParameter IMAGE = LayerParameter.weight("weight", 12, 2, 3, 2, 2);
    private static final double SD = 0.8 / Math.sqrt(12);

    private static double[] weights(PriorDraws draws, double[] theta) {
        return Objects.requireNonNull(draws.variables(theta).get("layer1.weight"));
    }

    /** The covariance of the weights, from the images of unit vectors. */
    private static double[][] covariance(PriorDraws draws) {
        int d = draws.prior.dimension();
        double[][] columns = new double[d][];
        for (int i = 0; i < d; i++) {
            double[] unit = new double[d];
            unit[i] = 1;
            columns[i] = weights(draws, unit);
        }
        double[][] covariance = new double[d][d];
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                for (double[] column : columns) {
                    covariance[a][b] += column[a] * column[b];
                }
            }
        }
        return covariance;
    }

    /** By SciPy: {@code scipy.special.kv} in Matern's formula at distances 0, 1 and sqrt(2) in lengths of 1.5. */
    @ParameterizedTest
    @EnumSource(SpatialKernel.class)
    void theCovarianceIsThatOfTheKernel(SpatialKernel kernel) {
        double[] at = switch (kernel) {
            case MATERN12 -> new double[]{1, 0.5134171190325921, 0.3895320852502174};
            case MATERN32 -> new double[]{1, 0.679057965740238, 0.514339421455849};
            case MATERN52 -> new double[]{1, 0.727762741391499, 0.5574526432672368};
            case SQUARED_EXPONENTIAL -> new double[]{1, Math.exp(-0.5 / 2.25), Math.exp(-1 / 2.25)};
        };
        double[][] covariance = covariance(
                new PriorDraws(new CorrelatedPrior(kernel, 1.5, 0.8, Scaling.FAN_IN), IMAGE));
        for (int a = 0; a < 24; a++) {
            for (int b = 0; b < 24; b++) {
                // Places of a 2 by 2 kernel are neighbours, or across from each other: 3 = 0 xor 3 and 1 xor 2.
                int apart = Integer.bitCount(a % 4 ^ b % 4);
                double expected = a / 4 == b / 4 ? SD * SD * at[apart] : 0;
                assertThat(covariance[a][b]).as("weights %d and %d", a, b).isCloseTo(expected, within(1e-10));
            }
        }
    }

    /** A kernel as smooth and long as they come can be factored, and its weights are nearly one. */
    @Test
    void smoothKernelsOfGreatLength() {
        PriorDraws draws = new PriorDraws(new CorrelatedPrior(SpatialKernel.SQUARED_EXPONENTIAL, 50, 1, Scaling.NONE),
                LayerParameter.weight("weight", 49, 1, 1, 7, 7));
        double[][] covariance = covariance(draws);
        for (int a = 0; a < 49; a++) {
            assertThat(covariance[a][a]).isCloseTo(1, within(1e-6));
            int down = a / 7 - (48 - a) / 7;
            int across = a % 7 - (48 - a) % 7;
            assertThat(covariance[a][48 - a]).isCloseTo(Math.exp(-0.5 * (down * down + across * across) / 2500.0),
                    within(1e-6));
        }
    }

    /** Of a sequence's kernel the places are one axis; weights without places, and biases, are independent. */
    @Test
    void sequencesAndWeightsWithoutPlaces() {
        double[][] sequence = covariance(new PriorDraws(new CorrelatedPrior(SpatialKernel.MATERN12, 2, 1, Scaling.NONE),
                LayerParameter.weight("weight", 6, 2, 2, 3)));
        assertThat(sequence[3][5]).isCloseTo(Math.exp(-1), within(1e-9));
        assertThat(sequence[3][6]).isZero();
        double[][] dense = covariance(new PriorDraws(new CorrelatedPrior(SpatialKernel.MATERN12, 2, 1, Scaling.NONE),
                LayerParameter.weight("weight", 3, 2, 3)));
        for (int a = 0; a < 6; a++) {
            for (int b = 0; b < 6; b++) {
                assertThat(dense[a][b]).isEqualTo(a == b ? 1 : 0);
            }
        }
    }

    /** Draws of the prior have it too: the correlation of neighbours, 4000 draws within five standard errors. */
    @Test
    void drawsAreCorrelated() {
        PriorDraws draws = new PriorDraws(new CorrelatedPrior(SpatialKernel.MATERN32, 1.5, 0.8, Scaling.FAN_IN), IMAGE);
        double[] products = draws.sample(4_000, 12, (Map<String, double[]> draw) -> {
            double[] w = Objects.requireNonNull(draw.get("layer1.weight"));
            return w[0] * w[1] / (SD * SD);
        });
        double mean = java.util.Arrays.stream(products).average().orElseThrow();
        double rho = 0.679057965740238;
        assertThat(mean).isCloseTo(rho, within(5 * Math.sqrt((1 + rho * rho) / 4_000)));
    }
}
