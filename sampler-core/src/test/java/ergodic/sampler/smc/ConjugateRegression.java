package ergodic.sampler.smc;

import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.testing.StandardNormal;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** {@code y ~ N(X theta, s^2)}, theta ~ N(0, I): evidence, mean and covariance are known, by one row after another. */
public final class ConjugateRegression implements TemperedLogDensity {

    /** Standard deviation of the noise. */
    public static final double NOISE = 0.5;

    private final int dimension;
    private final double[][] x;
    private final double[] y;
    private final PriorDensity prior;
    private final double[] mean;
    private final double[][] covariance;
    private double logEvidence;

    /** With targets from known weights. */
    public ConjugateRegression(int dimension, int rows, long seed) {
        this.dimension = dimension;
        this.prior = new StandardNormal(dimension);
        this.x = new double[rows][dimension];
        this.y = new double[rows];
        this.mean = new double[dimension];
        this.covariance = new double[dimension][dimension];
        Random random = new Random(seed);
        for (int i = 0; i < dimension; i++) {
            covariance[i][i] = 1;
        }
        for (int row = 0; row < rows; row++) {
            double sum = NOISE * random.nextGaussian();
            for (int i = 0; i < dimension; i++) {
                x[row][i] = random.nextGaussian() * (1 + i);
                sum += x[row][i] * (i % 2 == 0 ? 1.5 : -0.7);
            }
            y[row] = sum;
            learn(x[row], y[row]);
        }
    }

    /** One row more: its predictive density, then Kalman's formulas. */
    private void learn(double[] inputs, double target) {
        double[] gain = new double[dimension];
        double variance = NOISE * NOISE;
        double residual = target;
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                gain[i] += covariance[i][j] * inputs[j];
            }
        }
        for (int i = 0; i < dimension; i++) {
            variance += inputs[i] * gain[i];
            residual -= inputs[i] * mean[i];
        }
        logEvidence -= 0.5 * (Math.log(2 * Math.PI * variance) + residual * residual / variance);
        for (int i = 0; i < dimension; i++) {
            mean[i] += gain[i] * residual / variance;
            for (int j = 0; j < dimension; j++) {
                covariance[i][j] -= gain[i] * gain[j] / variance;
            }
        }
    }

    /** Logarithm of the integral of prior and likelihood. */
    public double logEvidence() {
        return logEvidence;
    }

    /** Mean and variance of the log likelihood where it is raised to a power: that of noise whose variance is divided by the power. */
    public double[] logLikelihood(double power) {
        DMatrixRMaj inputs = new DMatrixRMaj(x);
        DMatrixRMaj fisher = new DMatrixRMaj(dimension, dimension);
        CommonOps_DDRM.multTransA(1 / (NOISE * NOISE), inputs, inputs, fisher);
        DMatrixRMaj tempered = CommonOps_DDRM.identity(dimension);
        CommonOps_DDRM.addEquals(tempered, power, fisher);
        CommonOps_DDRM.invert(tempered);
        DMatrixRMaj targets = new DMatrixRMaj(y);
        DMatrixRMaj middle = times(tempered, transposedTimes(inputs, targets, power / (NOISE * NOISE)));
        DMatrixRMaj residual = times(inputs, middle);
        CommonOps_DDRM.subtract(targets, residual, residual);
        DMatrixRMaj slope = transposedTimes(inputs, residual, 1 / (NOISE * NOISE));
        DMatrixRMaj product = times(fisher, tempered);
        double constant = -y.length * (Math.log(NOISE) + 0.5 * Math.log(2 * Math.PI));
        double squares = transposedTimes(residual, residual, 1 / (NOISE * NOISE)).get(0);
        return new double[]{constant - 0.5 * squares - 0.5 * CommonOps_DDRM.trace(product),
                0.5 * CommonOps_DDRM.trace(times(product, product))
                        + transposedTimes(slope, times(tempered, slope), 1).get(0)};
    }

    private static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, product);
        return product;
    }

    private static DMatrixRMaj transposedTimes(DMatrixRMaj a, DMatrixRMaj b, double factor) {
        DMatrixRMaj product = new DMatrixRMaj(a.numCols, b.numCols);
        CommonOps_DDRM.multTransA(factor, a, b, product);
        return product;
    }

    /** Inputs of a row. */
    public double[] inputs(int row) {
        return x[row].clone();
    }

    /** Target of a row. */
    public double target(int row) {
        return y[row];
    }

    /** Posterior mean of a weight. */
    public double mean(int i) {
        return mean[i];
    }

    /** Posterior variance of a weight. */
    public double variance(int i) {
        return covariance[i][i];
    }

    /** The posterior covariance (a copy). */
    public DMatrixRMaj covariance() {
        return new DMatrixRMaj(covariance);
    }

    @Override
    public PriorDensity prior() {
        return prior;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public int rowCount() {
        return y.length;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        double sum = prior.evaluate(theta, gradient);
        for (int row = 0; row < y.length; row++) {
            sum += addRow(row, 1, theta, gradient);
        }
        return sum;
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        double sum = prior.evaluate(theta, gradient);
        for (int i = 0; i < count; i++) {
            sum += addRow(rows[i], (double) y.length / count, theta, gradient);
        }
        return sum;
    }

    private double addRow(int row, double weight, double[] theta, double[] gradient) {
        double residual = y[row];
        for (int i = 0; i < dimension; i++) {
            residual -= x[row][i] * theta[i];
        }
        for (int i = 0; i < dimension; i++) {
            gradient[i] += weight * residual * x[row][i] / (NOISE * NOISE);
        }
        return -weight * (0.5 * residual * residual / (NOISE * NOISE) + Math.log(NOISE) + 0.5 * Math.log(2 * Math.PI));
    }
}
