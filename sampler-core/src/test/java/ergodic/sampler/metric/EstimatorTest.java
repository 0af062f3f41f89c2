package ergodic.sampler.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.testing.Saved;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EstimatorTest {

    private static final double[] NO_GRADIENT = new double[2];
    private static final double[][] DRAWS = {{1e6 + 1.0, 2.0}, {1e6 + 4.0, -1.0}, {1e6 - 2.0, 0.5}, {1e6 + 3.0, 7.0}};

    @Test
    void varianceIsThatOfTwoPasses() {
        VarianceEstimator estimator = new VarianceEstimator(2);
        addAll(estimator);
        double[] variance = new double[2];
        estimator.varianceInto(variance);
        assertThat(variance).containsExactly(new double[]{covariance(0, 0), covariance(1, 1)}, within(1e-9));
    }

    @Test
    void covarianceIsThatOfTwoPasses() {
        CovarianceEstimator estimator = new CovarianceEstimator(2);
        addAll(estimator);
        double[] covariance = new double[4];
        estimator.covarianceInto(covariance);
        assertThat(covariance).containsExactly(
                new double[]{covariance(0, 0), covariance(0, 1), covariance(0, 1), covariance(1, 1)}, within(1e-9));
    }

    @Test
    void estimateIsRegularisedAsInStan() {
        double weight = 4.0 / 9.0;
        double floor = 1e-3 * 5.0 / 9.0;
        VarianceEstimator variances = new VarianceEstimator(2);
        addAll(variances);
        assertThat(variances.estimate().inverseDiagonal()).containsExactly(
                new double[]{weight * covariance(0, 0) + floor, weight * covariance(1, 1) + floor}, within(1e-9));
        CovarianceEstimator covariances = new CovarianceEstimator(2);
        addAll(covariances);
        DenseMetric dense = (DenseMetric) covariances.estimate();
        assertThat(dense.covariance()).containsExactly(new double[]{weight * covariance(0, 0) + floor,
                weight * covariance(0, 1), weight * covariance(0, 1), weight * covariance(1, 1) + floor}, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void isAsNewAfterAReset(MetricKind kind) throws IOException {
        MetricEstimator used = kind.newEstimator(2);
        addAll(used);
        used.reset();
        MetricEstimator fresh = kind.newEstimator(2);
        assertThat(used.count()).isZero();
        assertThat(saved(used)).isEqualTo(saved(fresh));
        addAll(used);
        addAll(fresh);
        assertThat(used.count()).isEqualTo(4);
        assertThat(saved(used)).isEqualTo(saved(fresh));
    }

    @ParameterizedTest
    @EnumSource
    void estimatesWithoutDrawsAndWithOne(MetricKind kind) {
        MetricEstimator estimator = kind.newEstimator(2);
        boolean identity = kind == MetricKind.UNIT || kind == MetricKind.LOW_RANK;
        double[] expected = identity ? new double[]{1.0, 1.0} : new double[]{1e-3, 1e-3};
        assertThat(estimator.estimate().inverseDiagonal()).containsExactly(expected, within(1e-18));
        estimator.add(DRAWS[0], NO_GRADIENT);
        double one = identity ? 1.0 : 1e-3 * 5.0 / 6.0;
        assertThat(estimator.estimate().inverseDiagonal()).containsExactly(new double[]{one, one}, within(1e-18));
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithTheSameBitsAfterRestoring(MetricKind kind) throws IOException {
        MetricEstimator whole = kind.newEstimator(2);
        addAll(whole);
        MetricEstimator restored = kind.newEstimator(2);
        restored.add(new double[]{9.0, 9.0}, NO_GRADIENT);
        Saved.load(saved(whole), restored::load);
        whole.add(DRAWS[2], NO_GRADIENT);
        restored.add(DRAWS[2], NO_GRADIENT);
        assertThat(saved(restored)).isEqualTo(saved(whole));
        assertThat(restored.estimate().inverseDiagonal()).isEqualTo(whole.estimate().inverseDiagonal());
    }

    private static void addAll(MetricEstimator estimator) {
        for (double[] draw : DRAWS) {
            estimator.add(draw, NO_GRADIENT);
        }
    }

    private static double covariance(int i, int j) {
        double meanI = 0.0;
        double meanJ = 0.0;
        for (double[] draw : DRAWS) {
            meanI += draw[i] / DRAWS.length;
            meanJ += draw[j] / DRAWS.length;
        }
        double sum = 0.0;
        for (double[] draw : DRAWS) {
            sum += (draw[i] - meanI) * (draw[j] - meanJ);
        }
        return sum / (DRAWS.length - 1);
    }

    private static byte[] saved(MetricEstimator estimator) throws IOException {
        return Saved.bytes(estimator::save);
    }
}
