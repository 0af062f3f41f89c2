package ergodic.sampler.stochastic;

import ergodic.sampler.StochasticLogDensity;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Rows {@code y_i ~ N(theta, s_j^2)} under {@code theta ~ N(0, t^2)}, coordinate by coordinate: the posterior is known, and so is the
 * noise of a batch's gradient, which does not depend on theta.
 */
final class Location implements StochasticLogDensity {

    final int rows;
    final double priorPrecision;
    /** Precision of one row, by coordinate. */
    final double[] precision;
    final double[][] y;
    final double[] sums;

    Location(int rows, double priorPrecision, double[] precision, double spread, long seed) {
        this.rows = rows;
        this.priorPrecision = priorPrecision;
        this.precision = precision.clone();
        this.y = new double[rows][precision.length];
        this.sums = new double[precision.length];
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        var gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        for (double[] row : y) {
            for (int j = 0; j < row.length; j++) {
                row[j] = 0.5 + spread * gaussian.sample();
                sums[j] += row[j];
            }
        }
    }

    /** Curvature of coordinate j. */
    double curvature(int j) {
        return priorPrecision + rows * precision[j];
    }

    double mean(int j) {
        return precision[j] * sums[j] / curvature(j);
    }

    /** Variance of the gradient of {@code batch} rows without replacement. */
    double noise(int j, int batch) {
        double squares = 0;
        for (double[] row : y) {
            squares += Math.pow(precision[j] * (row[j] - sums[j] / rows), 2);
        }
        return (double) rows * rows / batch * (1 - (double) batch / rows) * squares / (rows - 1);
    }

    @Override
    public int dimension() {
        return precision.length;
    }

    @Override
    public int rowCount() {
        return rows;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        int[] all = new int[rows];
        for (int i = 0; i < rows; i++) {
            all[i] = i;
        }
        return evaluateSubset(theta, all, rows, gradient);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] subset, int count, double[] gradient) {
        double value = 0;
        for (int j = 0; j < theta.length; j++) {
            double residuals = 0;
            for (int i = 0; i < count; i++) {
                residuals += y[subset[i]][j] - theta[j];
            }
            gradient[j] = -priorPrecision * theta[j] + (double) rows / count * precision[j] * residuals;
            value -= priorPrecision * theta[j] * theta[j] / 2;
        }
        return value;
    }
}
