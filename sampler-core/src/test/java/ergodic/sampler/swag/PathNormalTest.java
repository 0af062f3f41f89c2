package ergodic.sampler.swag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mean, covariance and density of a path's normal distribution against the sums that define them, in dense matrices. */
class PathNormalTest {

    private static final int DIMENSION = 5;

    private static List<double[]> path(int points) {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(3L + points);
        List<double[]> path = new ArrayList<>();
        double common = 0;
        for (int point = 0; point < points; point++) {
            common = 0.8 * common + rng.nextDouble() - 0.5;
            double[] theta = new double[DIMENSION];
            for (int i = 0; i < DIMENSION; i++) {
                // Far from the origin, so that sums of squares would cancel; the last coordinate hardly moves.
                theta[i] = 1e4 + (i + 1) * common + (i == DIMENSION - 1 ? 1e-3 : 0.3) * rng.nextDouble();
            }
            path.add(theta);
        }
        return path;
    }

    /** Moments over the path, one sum after the other. */
    private static double[] mean(List<double[]> path, int points) {
        double[] mean = new double[DIMENSION];
        for (int point = 0; point < points; point++) {
            for (int i = 0; i < DIMENSION; i++) {
                mean[i] += path.get(point)[i] / points;
            }
        }
        return mean;
    }

    /** (diag(variances) + D D' / (K - 1)) / 2, D the last K deviations, each from the mean of the points up to it. */
    private static DMatrixRMaj covariance(List<double[]> path, int rank) {
        DMatrixRMaj covariance = new DMatrixRMaj(DIMENSION, DIMENSION);
        int n = path.size();
        double[] mean = mean(path, n);
        for (double[] theta : path) {
            for (int i = 0; i < DIMENSION; i++) {
                covariance.add(i, i, 0.5 * (theta[i] - mean[i]) * (theta[i] - mean[i]) / n);
            }
        }
        int kept = Math.min(rank, n);
        for (int point = n - kept; point < n; point++) {
            double[] soFar = mean(path, point + 1);
            for (int i = 0; i < DIMENSION; i++) {
                for (int j = 0; j < DIMENSION; j++) {
                    covariance.add(i, j, 0.5 / (kept - 1) * (path.get(point)[i] - soFar[i])
                            * (path.get(point)[j] - soFar[j]));
                }
            }
        }
        return covariance;
    }

    @ParameterizedTest
    @CsvSource({"12, 4", "12, 12", "3, 8", "40, 2"})
    void meanCovarianceAndDensityAreThoseOfThePath(int points, int rank) {
        List<double[]> path = path(points);
        PathMoments moments = new PathMoments(DIMENSION, rank);
        path.forEach(moments::add);
        PathNormal normal = new PathNormal(moments, DIMENSION, rank);
        normal.prepare();
        assertThat(normal.columns()).isEqualTo(Math.min(points, rank));
        double[] centre = new double[DIMENSION];
        normal.drawInto(new double[DIMENSION], new double[rank], centre);
        assertThat(centre).containsExactly(mean(path, points), within(1e-9));
        // A draw is linear in its normals, A z: the covariance is A A'.
        DMatrixRMaj found = new DMatrixRMaj(DIMENSION, DIMENSION);
        for (int k = 0; k < DIMENSION + rank; k++) {
            double[] single = new double[DIMENSION];
            double[] shared = new double[rank];
            (k < DIMENSION ? single : shared)[k < DIMENSION ? k : k - DIMENSION] = 1;
            double[] draw = new double[DIMENSION];
            normal.drawInto(single, shared, draw);
            for (int i = 0; i < DIMENSION; i++) {
                for (int j = 0; j < DIMENSION; j++) {
                    found.add(i, j, (draw[i] - centre[i]) * (draw[j] - centre[j]));
                }
            }
        }
        DMatrixRMaj expected = covariance(path, rank);
        assertThat(found.getData()).containsExactly(expected.getData(), within(1e-7));
        double[] theta = centre.clone();
        for (int i = 0; i < DIMENSION; i++) {
            theta[i] += Math.sqrt(expected.get(i, i)) * Math.cos(2 + i);
        }
        DMatrixRMaj inverse = new DMatrixRMaj(DIMENSION, DIMENSION);
        CommonOps_DDRM.invert(expected, inverse);
        double square = 0;
        for (int i = 0; i < DIMENSION; i++) {
            for (int j = 0; j < DIMENSION; j++) {
                square += (theta[i] - centre[i]) * inverse.get(i, j) * (theta[j] - centre[j]);
            }
        }
        double logQ = -0.5 * (DIMENSION * Math.log(2 * Math.PI) + Math.log(CommonOps_DDRM.det(expected)) + square);
        assertThat(normal.logDensity(theta)).isCloseTo(logQ, within(1e-5));
    }
}
