package ergodic.sampler.map;

import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Linear regression on few rows with unit noise and a normal prior of its own for each coefficient: everything is linear algebra. */
final class RegressionWithPriors implements TemperedLogDensity {

    static final double[] CENTRE = {1.5, -0.5, 0.25};
    static final double[] SCALE = {2.0, 0.5, 0.2};
    private static final int ROWS = 24;

    private final boolean normal;

    /**
     * The regression.
     *
     * @param normal
     *            whether the prior says that it is normal
     */
    RegressionWithPriors(boolean normal) {
        this.normal = normal;
    }

    private static double x(int row, int i) {
        return Math.sin(1.0 + row * (i + 1) * 0.7) + (i > 0 ? 0.4 * Math.cos(row) : 0);
    }

    private static double y(int row) {
        return 0.8 * x(row, 0) - 1.1 * x(row, 1) + 0.3 * x(row, 2) + Math.sin(17.0 * row * row);
    }

    /** Posterior covariance {@code (X'X + P)^-1}. */
    static DMatrixRMaj covariance() {
        DMatrixRMaj precision = new DMatrixRMaj(3, 3);
        for (int i = 0; i < 3; i++) {
            precision.add(i, i, 1 / (SCALE[i] * SCALE[i]));
            for (int row = 0; row < ROWS; row++) {
                for (int j = 0; j < 3; j++) {
                    precision.add(i, j, x(row, i) * x(row, j));
                }
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.invert(precision, covariance);
        return covariance;
    }

    /** {@code (X'X + P)^-1 (X'y + P a)}: the mode of the posterior whose prior is centred at a; the posterior's mean for the prior's own centre. */
    static double[] mode(double[] anchor) {
        DMatrixRMaj right = new DMatrixRMaj(3, 1);
        for (int i = 0; i < 3; i++) {
            right.add(i, 0, anchor[i] / (SCALE[i] * SCALE[i]));
            for (int row = 0; row < ROWS; row++) {
                right.add(i, 0, x(row, i) * y(row));
            }
        }
        DMatrixRMaj mode = new DMatrixRMaj(3, 1);
        CommonOps_DDRM.mult(covariance(), right, mode);
        return mode.getData();
    }

    @Override
    public PriorDensity prior() {
        return new PriorDensity() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                double value = 0;
                for (int i = 0; i < 3; i++) {
                    double z = (theta[i] - CENTRE[i]) / SCALE[i];
                    gradient[i] = -z / SCALE[i];
                    value -= 0.5 * z * z;
                }
                return value;
            }

            @Override
            public void drawInto(double[] theta, UniformRandomProvider rng) {
                throw new UnsupportedOperationException("not drawn from");
            }

            @Override
            public void normalsInto(double[] mean, double[] scale) {
                PriorDensity.super.normalsInto(mean, scale);
                // The last one is not told.
                for (int i = 0; normal && i < 2; i++) {
                    mean[i] = CENTRE[i];
                    scale[i] = SCALE[i];
                }
            }
        };
    }

    @Override
    public int rowCount() {
        return ROWS;
    }

    @Override
    public int dimension() {
        return 3;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        int[] all = new int[ROWS];
        Arrays.setAll(all, row -> row);
        return evaluateSubset(theta, all, ROWS, gradient);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        double value = prior().evaluate(theta, gradient);
        double weight = (double) ROWS / count;
        for (int k = 0; k < count; k++) {
            double residual = y(rows[k]);
            for (int i = 0; i < 3; i++) {
                residual -= x(rows[k], i) * theta[i];
            }
            value -= 0.5 * weight * residual * residual;
            for (int i = 0; i < 3; i++) {
                gradient[i] += weight * residual * x(rows[k], i);
            }
        }
        return value;
    }
}
