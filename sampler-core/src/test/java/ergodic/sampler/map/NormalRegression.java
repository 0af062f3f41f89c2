package ergodic.sampler.map;

import ergodic.sampler.StochasticLogDensity;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/** Linear regression with noise of standard deviation 0.5 and a standard normal prior: its posterior is normal. */
final class NormalRegression implements StochasticLogDensity {

    private static final double PRECISION = 4;

    private final double[][] x;
    private final double[] y;

    NormalRegression(int rows, int dimension) {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(11);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        x = new double[rows][dimension];
        y = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < dimension; j++) {
                // Columns that depend on one another.
                x[i][j] = normal.sample() + (j > 0 ? 0.7 * x[i][j - 1] : 0);
                y[i] += (j % 3 - 1) * x[i][j];
            }
            y[i] += 0.5 * normal.sample();
        }
    }

    /** {@code (X'X / s^2 + I)^-1 X'y / s^2}. */
    double[] mode() {
        int d = dimension();
        DMatrixRMaj information = CommonOps_DDRM.identity(d);
        DMatrixRMaj right = new DMatrixRMaj(d, 1);
        DMatrixRMaj mode = new DMatrixRMaj(d, 1);
        for (int row = 0; row < y.length; row++) {
            for (int i = 0; i < d; i++) {
                right.add(i, 0, PRECISION * x[row][i] * y[row]);
                for (int j = 0; j < d; j++) {
                    information.add(i, j, PRECISION * x[row][i] * x[row][j]);
                }
            }
        }
        CommonOps_DDRM.solve(information, right, mode);
        return mode.getData();
    }

    @Override
    public int rowCount() {
        return y.length;
    }

    @Override
    public int dimension() {
        return x[0].length;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return sum(theta, null, y.length, gradient);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        return sum(theta, rows, count, gradient);
    }

    private double sum(double[] theta, int @Nullable [] rows, int count, double[] gradient) {
        Arrays.fill(gradient, 0);
        double value = 0;
        for (int k = 0; k < count; k++) {
            int row = rows == null ? k : rows[k];
            double residual = y[row];
            for (int j = 0; j < theta.length; j++) {
                residual -= x[row][j] * theta[j];
            }
            value -= 0.5 * PRECISION * residual * residual;
            for (int j = 0; j < theta.length; j++) {
                gradient[j] += PRECISION * residual * x[row][j];
            }
        }
        double weight = (double) y.length / count;
        value *= weight;
        for (int j = 0; j < theta.length; j++) {
            gradient[j] = weight * gradient[j] - theta[j];
            value -= 0.5 * theta[j] * theta[j];
        }
        return value;
    }
}
