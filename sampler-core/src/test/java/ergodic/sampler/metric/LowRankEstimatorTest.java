package ergodic.sampler.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class LowRankEstimatorTest {

    private final NormalizedGaussianSampler gaussian = ZigguratSampler.NormalizedGaussian
            .of(RandomSource.XO_SHI_RO_256_PP.create(3150L));

    /** {@code x = c + L z}, of which the gradient is {@code -L^-T z}; L lower triangular, row-major, of any condition. */
    private void add(MetricEstimator estimator, double[] factor, double[] centre) {
        int d = centre.length;
        double[] z = new double[d];
        double[] theta = new double[d];
        double[] gradient = new double[d];
        for (int i = 0; i < d; i++) {
            z[i] = gaussian.sample();
            theta[i] = centre[i];
            for (int j = 0; j <= i; j++) {
                theta[i] += factor[i * d + j] * z[j];
            }
        }
        for (int i = d - 1; i >= 0; i--) {
            double sum = -z[i];
            for (int j = i + 1; j < d; j++) {
                sum -= factor[j * d + i] * gradient[j];
            }
            gradient[i] = sum / factor[i * d + i];
        }
        estimator.add(theta, gradient);
    }

    private double[] factor(int d) {
        double[] factor = new double[d * d];
        for (int i = 0; i < d; i++) {
            double scale = Math.exp(gaussian.sample());
            for (int j = 0; j < i; j++) {
                factor[i * d + j] = 0.3 * scale * gaussian.sample();
            }
            factor[i * d + i] = scale;
        }
        return factor;
    }

    /** Largest entry of {@code L^-1 M^-1 L^-T - I}. */
    private static double distance(Metric metric, double[] factor) {
        int d = metric.dimension();
        double worst = 0.0;
        for (int column = 0; column < d; column++) {
            // Solve L^T p = e, then L w = M^-1 p.
            double[] momentum = new double[d];
            for (int i = d - 1; i >= 0; i--) {
                double sum = i == column ? 1.0 : 0.0;
                for (int j = i + 1; j < d; j++) {
                    sum -= factor[j * d + i] * momentum[j];
                }
                momentum[i] = sum / factor[i * d + i];
            }
            double[] velocity = new double[d];
            metric.velocityInto(momentum, velocity);
            for (int i = 0; i < d; i++) {
                double sum = velocity[i];
                for (int j = 0; j < i; j++) {
                    sum -= factor[i * d + j] * velocity[j];
                }
                velocity[i] = sum / factor[i * d + i];
                worst = Math.max(worst, Math.abs(velocity[i] - (i == column ? 1.0 : 0.0)));
            }
        }
        return worst;
    }

    /** A Gaussian in 50 dimensions from 60 draws: no sampling error at all, where the draws alone would be useless. */
    @Test
    void isExactForAGaussian() {
        int d = 50;
        double[] factor = factor(d);
        double[] centre = new double[d];
        for (int i = 0; i < d; i++) {
            centre[i] = 10.0 * gaussian.sample();
        }
        LowRankEstimator estimator = new LowRankEstimator(d, 1.0);
        for (int draw = 0; draw < 60; draw++) {
            add(estimator, factor, centre);
        }
        assertThat(distance(estimator.estimate(), factor)).isLessThan(1e-3);
    }

    /**
     * In more dimensions than draws can span, one direction of variance 100 among those of variance 1, along no coordinate: what the
     * draws do not span of it is left, so that a condition of 100 becomes less than 4.
     */
    @Test
    void findsOneDirectionOfMany() {
        int d = 300;
        LowRankEstimator estimator = new LowRankEstimator(d);
        double[] theta = new double[d];
        double[] gradient = new double[d];
        double component = 1.0 / Math.sqrt(d);
        for (int draw = 0; draw < 100; draw++) {
            double along = 0.0;
            for (int i = 0; i < d; i++) {
                theta[i] = gaussian.sample();
                along += component * theta[i];
            }
            for (int i = 0; i < d; i++) {
                gradient[i] = -theta[i] + 0.9 * along * component;
                theta[i] += 9.0 * along * component;
            }
            estimator.add(theta, gradient);
        }
        double[] momentum = new double[d];
        Arrays.fill(momentum, component);
        double[] velocity = new double[d];
        Metric metric = estimator.estimate();
        metric.velocityInto(momentum, velocity);
        double variance = 0.0;
        for (int i = 0; i < d; i++) {
            variance += momentum[i] * velocity[i];
        }
        assertThat(variance).isBetween(25.0, 125.0);
        assertThat(((LowRankMetric) metric).rank()).isLessThan(20);
    }

    @Test
    void geometricMeanOfDiagonals() {
        DMatrixRMaj mean = GeometricMean.of(diagonal(1.0, 4.0, 8.0), diagonal(1.0, 1.0, 0.5));
        assertThat(mean).isNotNull();
        assertThat(mean.data).containsExactly(diagonal(1.0, 2.0, 4.0).data, within(1e-13));
    }

    private static DMatrixRMaj diagonal(double... values) {
        DMatrixRMaj matrix = new DMatrixRMaj(values.length, values.length);
        for (int i = 0; i < values.length; i++) {
            matrix.set(i, i, values[i]);
        }
        return matrix;
    }

    @Test
    void geometricMeanSolvesItsEquation() {
        DMatrixRMaj a = new DMatrixRMaj(new double[][]{{4.0, 1.2, -0.6}, {1.2, 1.0, 0.3}, {-0.6, 0.3, 2.0}});
        DMatrixRMaj b = new DMatrixRMaj(new double[][]{{1.0, 0.4, 0.1}, {0.4, 1.2, -0.3}, {0.1, -0.3, 0.7}});
        DMatrixRMaj mean = GeometricMean.of(a, b);
        assertThat(mean).isNotNull();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0.0;
                for (int k = 0; k < 9; k++) {
                    sum += mean.get(i, k / 3) * b.get(k / 3, k % 3) * mean.get(k % 3, j);
                }
                assertThat(sum).isCloseTo(a.get(i, j), within(1e-12));
            }
        }
    }

    /** Coordinates that never moved, or never had a gradient, keep scale 1. */
    @Test
    void whatTellsNothingKeepsItsScale() {
        assertThat(LowRankEstimator.scale(0.0, 4.0)).isEqualTo(1.0);
        assertThat(LowRankEstimator.scale(4.0, 0.0)).isEqualTo(1.0);
        assertThat(LowRankEstimator.scale(0.0, 0.0)).isEqualTo(1.0);
        assertThat(LowRankEstimator.scale(Double.NaN, 1.0)).isEqualTo(1.0);
        assertThat(LowRankEstimator.scale(16.0, 1.0)).isEqualTo(2.0);
    }

    /** Beyond its memory the newest count: first a wide density, then a narrow one. */
    @Test
    void forgetsTheOldestDraws() {
        LowRankEstimator estimator = new LowRankEstimator(300, 1.0);
        double[] wide = new double[300 * 300];
        double[] narrow = new double[300 * 300];
        for (int i = 0; i < 300; i++) {
            wide[301 * i] = 10.0;
            narrow[301 * i] = 0.1;
        }
        double[] centre = new double[300];
        for (int draw = 0; draw < 40; draw++) {
            add(estimator, wide, centre);
        }
        for (int draw = 0; draw < 100; draw++) {
            add(estimator, narrow, centre);
        }
        assertThat(estimator.count()).isEqualTo(140);
        for (double variance : estimator.estimate().inverseDiagonal()) {
            assertThat(variance).isCloseTo(0.01, within(3e-4));
        }
    }
}
