package ergodic.sampler.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.testing.Saved;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class MetricTest {

    private static final double[] COVARIANCE = {4.0, 1.2, -0.6, 1.2, 1.0, 0.3, -0.6, 0.3, 2.0};

    private static List<Metric> metrics() {
        return List.of(new UnitMetric(3), new DiagonalMetric(new double[]{0.25, 4.0, 9.0}),
                new DenseMetric(COVARIANCE),
                new LowRankMetric(new double[]{0.5, 2.0, 3.0}, new double[]{0.6, 0.8, 0.0, 0.0, 0.0, -1.0},
                        new double[]{9.0, 0.25}));
    }

    @Test
    void velocitiesAgreeWithTheInverseMetric() {
        double[] momentum = {1.0, -2.0, 0.5};
        double[] velocity = new double[3];
        new DenseMetric(COVARIANCE).velocityInto(momentum, velocity);
        assertThat(velocity).containsExactly(new double[]{4.0 - 2.4 - 0.3, 1.2 - 2.0 + 0.15, -0.6 - 0.6 + 1.0},
                within(1e-15));
        new DiagonalMetric(new double[]{0.25, 4.0, 9.0}).velocityInto(momentum, velocity);
        assertThat(velocity).containsExactly(0.25, -8.0, 4.5);
    }

    /**
     * The velocity of a drawn momentum has covariance {@code M^-1 M M^-1 = M^-1}. False-failure probability: each of 18
     * entries of a sample covariance of 200 000 draws has standard error below {@code sqrt((s_ii s_jj + s_ij^2) / n)}; at 6
     * standard errors the total is below 18 * 2e-9 = 4e-8.
     */
    @Test
    void velocityOfADrawnMomentumHasTheInverseMetricAsCovariance() {
        int n = 200_000;
        for (Metric metric : metrics()) {
            NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian
                    .of(RandomSource.XO_SHI_RO_256_PP.create(11L));
            double[] momentum = new double[3];
            double[] velocity = new double[3];
            double[] sum = new double[9];
            for (int draw = 0; draw < n; draw++) {
                metric.sampleMomentumInto(momentum, gaussian);
                metric.velocityInto(momentum, velocity);
                for (int k = 0; k < 9; k++) {
                    sum[k] += velocity[k / 3] * velocity[k % 3];
                }
            }
            for (int k = 0; k < 9; k++) {
                double expected = entry(metric, k / 3, k % 3);
                double error = Math
                        .sqrt((entry(metric, k / 3, k / 3) * entry(metric, k % 3, k % 3) + expected * expected) / n);
                assertThat(sum[k] / n).as("%s, entry %d", metric, k).isCloseTo(expected, within(6.0 * error));
            }
        }
    }

    /** {@code A A^T = M^-1}, by the images of the unit vectors, and {@code A^T} is the transpose of {@code A}; in place the same. */
    @Test
    void whiteningIsASquareRootOfTheInverseMetric() {
        for (Metric metric : metrics()) {
            double[][] a = new double[3][3];
            for (int column = 0; column < 3; column++) {
                double[] unit = new double[3];
                unit[column] = 1.0;
                double[] image = new double[3];
                metric.fromWhiteInto(unit, image);
                double[] transposed = new double[3];
                metric.toWhiteInto(unit, transposed);
                for (int row = 0; row < 3; row++) {
                    a[row][column] = image[row];
                }
                for (int row = 0; row < 3; row++) {
                    double[] other = new double[3];
                    other[row] = 1.0;
                    metric.fromWhiteInto(other, other);
                    assertThat(transposed[row]).isEqualTo(other[column]);
                }
            }
            for (int k = 0; k < 9; k++) {
                double product = 0.0;
                for (int j = 0; j < 3; j++) {
                    product += a[k / 3][j] * a[k % 3][j];
                }
                assertThat(product).as("%s, entry %d", metric, k).isCloseTo(entry(metric, k / 3, k % 3), within(1e-15));
            }
            double[] vector = {0.3, -1.0, 2.0};
            double[] apart = new double[3];
            metric.toWhiteInto(vector, apart);
            double[] inPlace = vector.clone();
            metric.toWhiteInto(inPlace, inPlace);
            assertThat(inPlace).isEqualTo(apart);
            double[] before = vector.clone();
            metric.fromWhiteInto(vector, apart);
            metric.fromWhiteInto(vector, vector);
            assertThat(vector).isEqualTo(apart);
            metric.whitenInto(apart, apart);
            assertThat(apart).as("there and back").containsExactly(before, within(1e-14));
            metric.whitenInto(vector, inPlace);
            assertThat(inPlace).isEqualTo(apart);
        }
    }

    private static double entry(Metric metric, int row, int column) {
        double[] unit = new double[3];
        double[] image = new double[3];
        unit[column] = 1.0;
        metric.velocityInto(unit, image);
        return image[row];
    }

    @Test
    void givesTheDiagonalOfTheInverseAsACopy() {
        for (Metric metric : metrics()) {
            double[] diagonal = metric.inverseDiagonal();
            for (int i = 0; i < 3; i++) {
                assertThat(diagonal[i]).isCloseTo(entry(metric, i, i), within(1e-14 * diagonal[i]));
            }
            diagonal[0] = -1.0;
            assertThat(metric.inverseDiagonal()[0]).isPositive();
        }
    }

    @Test
    void comesBackFromBytesWithTheSameBits() throws IOException {
        for (Metric metric : metrics()) {
            byte[] bytes = bytes(metric);
            Metric back = MetricReader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            assertThat(back).hasSameClassAs(metric);
            assertThat(bytes(back)).isEqualTo(bytes);
            double[] one = new double[3];
            double[] other = new double[3];
            metric.sampleMomentumInto(one,
                    ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(5L)));
            back.sampleMomentumInto(other,
                    ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(5L)));
            assertThat(other).isEqualTo(one);
        }
    }

    private static byte[] bytes(Metric metric) throws IOException {
        return Saved.bytes(metric::write);
    }

    @Test
    void refusesWhatIsNoMetric() {
        assertThatThrownBy(() -> new DenseMetric(new double[]{1.0, 2.0, 2.0, 1.0}))
                .hasMessageContaining("positive definite");
        assertThatThrownBy(() -> new DenseMetric(new double[]{1.0, Double.NaN, Double.NaN, 1.0}))
                .hasMessageContaining("positive definite");
        assertThatThrownBy(() -> new DenseMetric(new double[3])).hasMessageContaining("square");
        assertThatThrownBy(() -> new DiagonalMetric(new double[]{1.0, 0.0})).hasMessageContaining("variance 1 is 0.0");
        assertThatThrownBy(() -> new DiagonalMetric(new double[]{Double.NaN})).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new UnitMetric(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LowRankMetric(new double[]{1.0, 1.0}, new double[]{1.0, 0.1}, new double[]{2.0}))
                .hasMessageContaining("orthonormal");
        assertThatThrownBy(() -> new LowRankMetric(new double[]{1.0, 1.0}, new double[]{1.0, 0.0}, new double[]{0.0}))
                .hasMessageContaining("number 0 is 0.0");
        assertThatThrownBy(() -> new LowRankMetric(new double[]{1.0, Double.NaN}, new double[0], new double[0]))
                .hasMessageContaining("number 1 is NaN");
        assertThatThrownBy(() -> new LowRankMetric(new double[]{1.0, 1.0}, new double[1], new double[]{2.0}))
                .hasMessageContaining("1 directions");
        byte[] nonsense = {9, 0, 0, 0, 1};
        assertThatThrownBy(() -> MetricReader.read(new DataInputStream(new ByteArrayInputStream(nonsense))))
                .isInstanceOf(IOException.class).hasMessageContaining("kind 9");
    }
}
