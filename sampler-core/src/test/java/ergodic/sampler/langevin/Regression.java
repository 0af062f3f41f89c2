package ergodic.sampler.langevin;

import ergodic.sampler.StochasticLogDensity;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Linear regression with known noise, {@code y_i ~ N(x_i . theta, 1)}, {@code theta ~ N(0, 1)}: the posterior N(m, A^-1) is
 * known, and so is the stationary distribution of SGLD with a constant step, up to second moments.
 *
 * <p>With {@code delta = theta - m}, a step is {@code delta' = (I - eps/2 A) delta + eps/2 xi + sqrt(eps) z}, where the noise
 * xi of the gradient has mean 0 given delta. So the mean is m without bias, and the covariance solves
 * {@code S = B S B + eps I + eps^2/4 E C(delta)} with {@code B = I - eps/2 A}. For n of N rows without replacement, C is
 * {@code N^2/n (1 - n/N)} times the covariance (divisor N - 1) of the rows' gradients
 * {@code g_i = x_i r_i - x_i x_i^T delta}, which is quadratic in delta, so its expectation needs S only.
 *
 * <p>To first order in eps, {@code S = A^-1 + eps D} with {@code A D + D A = (A + C) / 2}: a bias in proportion to eps, of
 * which the part by the gradient noise is in proportion to N/n - 1.
 */
public final class Regression implements StochasticLogDensity {

    public final int rows;
    public final int dimension;
    public final double[][] x;
    public final double[] y;
    public final DMatrixRMaj precision;
    public final DMatrixRMaj covariance;
    public final double[] mean;

    public Regression(int rows, int dimension, long seed) {
        this.rows = rows;
        this.dimension = dimension;
        this.x = new double[rows][dimension];
        this.y = new double[rows];
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        var gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        for (int i = 0; i < rows; i++) {
            double common = gaussian.sample();
            for (int j = 0; j < dimension; j++) {
                // Correlated inputs of different scales; heavier tails than normal, so that rows differ in influence.
                x[i][j] = (0.6 * common + 0.8 * gaussian.sample()) * (0.5 + rng.nextDouble()) / (1.0 + 0.5 * j);
                y[i] += x[i][j] * (j % 2 == 0 ? 1.0 : -0.5);
            }
            y[i] += gaussian.sample();
        }
        this.precision = CommonOps_DDRM.identity(dimension);
        DMatrixRMaj score = new DMatrixRMaj(dimension, 1);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < dimension; j++) {
                score.add(j, 0, x[i][j] * y[i]);
                for (int k = 0; k < dimension; k++) {
                    precision.add(j, k, x[i][j] * x[i][k]);
                }
            }
        }
        this.covariance = new DMatrixRMaj(dimension, dimension);
        CommonOps_DDRM.invert(precision, covariance);
        DMatrixRMaj product = new DMatrixRMaj(dimension, 1);
        CommonOps_DDRM.mult(covariance, score, product);
        this.mean = product.data;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public int rowCount() {
        return rows;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        double sum = prior(theta, gradient);
        for (int i = 0; i < rows; i++) {
            sum += row(i, theta, 1.0, gradient);
        }
        return sum;
    }

    @Override
    public double evaluateSubset(double[] theta, int[] subset, int count, double[] gradient) {
        double sum = prior(theta, gradient);
        double weight = (double) rows / count;
        for (int i = 0; i < count; i++) {
            sum += row(subset[i], theta, weight, gradient);
        }
        return sum;
    }

    private double prior(double[] theta, double[] gradient) {
        double sum = 0.0;
        for (int j = 0; j < dimension; j++) {
            gradient[j] = -theta[j];
            sum -= 0.5 * theta[j] * theta[j];
        }
        return sum;
    }

    private double row(int i, double[] theta, double weight, double[] gradient) {
        double residual = y[i];
        for (int j = 0; j < dimension; j++) {
            residual -= x[i][j] * theta[j];
        }
        for (int j = 0; j < dimension; j++) {
            gradient[j] += weight * residual * x[i][j];
        }
        return -0.5 * weight * residual * residual;
    }

    /** Largest eigenvalue of the posterior precision, by power iteration. */
    public double stiffness() {
        DMatrixRMaj v = new DMatrixRMaj(dimension, 1);
        CommonOps_DDRM.fill(v, 1.0);
        DMatrixRMaj next = new DMatrixRMaj(dimension, 1);
        double norm = 0.0;
        for (int i = 0; i < 1000; i++) {
            CommonOps_DDRM.mult(precision, v, next);
            norm = Math.sqrt(CommonOps_DDRM.dot(next, next));
            CommonOps_DDRM.scale(1.0 / norm, next, v);
        }
        return norm;
    }

    /** Covariance of the stationary distribution of SGLD with step {@code epsilon} and {@code batch} rows a step. */
    public DMatrixRMaj stationaryCovariance(double epsilon, int batch) {
        DMatrixRMaj b = CommonOps_DDRM.identity(dimension);
        CommonOps_DDRM.addEquals(b, -0.5 * epsilon, precision);
        DMatrixRMaj s = covariance.copy();
        DMatrixRMaj half = new DMatrixRMaj(dimension, dimension);
        for (int iteration = 0; iteration < 100_000; iteration++) {
            DMatrixRMaj next = new DMatrixRMaj(dimension, dimension);
            CommonOps_DDRM.mult(b, s, half);
            CommonOps_DDRM.mult(half, b, next);
            CommonOps_DDRM.addEquals(next, 0.25 * epsilon * epsilon, gradientNoise(s, batch));
            for (int j = 0; j < dimension; j++) {
                next.add(j, j, epsilon);
            }
            DMatrixRMaj change = new DMatrixRMaj(dimension, dimension);
            CommonOps_DDRM.subtract(next, s, change);
            s = next;
            if (CommonOps_DDRM.elementMaxAbs(change) < 1e-15 * CommonOps_DDRM.elementMaxAbs(s)) {
                break;
            }
        }
        return s;
    }

    /** Expected covariance of the gradient's noise where theta has mean m and covariance {@code s}. */
    public DMatrixRMaj gradientNoise(DMatrixRMaj s, int batch) {
        DMatrixRMaj second = new DMatrixRMaj(dimension, dimension);
        double[] first = new double[dimension];
        DMatrixRMaj gram = new DMatrixRMaj(dimension, dimension);
        for (int i = 0; i < rows; i++) {
            double residual = y[i];
            double spread = 0.0;
            for (int j = 0; j < dimension; j++) {
                residual -= x[i][j] * mean[j];
                for (int k = 0; k < dimension; k++) {
                    spread += x[i][j] * s.get(j, k) * x[i][k];
                    gram.add(j, k, x[i][j] * x[i][k] / rows);
                }
            }
            for (int j = 0; j < dimension; j++) {
                first[j] += x[i][j] * residual / rows;
                for (int k = 0; k < dimension; k++) {
                    second.add(j, k, x[i][j] * x[i][k] * (residual * residual + spread) / rows);
                }
            }
        }
        // Less the expected square of the rows' mean gradient: first first^T + gram S gram.
        DMatrixRMaj half = new DMatrixRMaj(dimension, dimension);
        DMatrixRMaj square = new DMatrixRMaj(dimension, dimension);
        CommonOps_DDRM.mult(gram, s, half);
        CommonOps_DDRM.mult(half, gram, square);
        double factor = (double) rows / (rows - 1) * rows * rows / batch * (1.0 - (double) batch / rows);
        for (int j = 0; j < dimension; j++) {
            for (int k = 0; k < dimension; k++) {
                second.set(j, k, factor * (second.get(j, k) - square.get(j, k) - first[j] * first[k]));
            }
        }
        return second;
    }
}
