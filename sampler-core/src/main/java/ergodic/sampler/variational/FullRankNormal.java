package ergodic.sampler.variational;

import ergodic.sampler.StartCovariance;
import ergodic.sampler.Workspace;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * A normal of any covariance {@code L L^T}: d means, then the rows of the lower triangle L with its positive diagonal. Moves are a vector and a triangle C: the mean goes
 * by L times the vector, and L becomes L E, E having {@code exp(c_ii)} on its diagonal and
 * {@code c_ij} below, divided by the root of d, and in more than four dimensions by d / 2. So a triangle stretches no direction by much more than twice its largest entry, whatever the signs: those of one draw, the
 * outer product of its slope and its noise, agree. And what is below the diagonal in steps of noise alone multiplies {@code L L^T} on average by at most {@code 1 + 4 c^2 / d} each: divided by the root of d it
 * is up to {@code 1 + c^2}, in all coordinates together, which few draws cannot hold against where there are hundreds of coordinates. A step takes d^3 / 3 operations beside d^2 a draw.
 */
final class FullRankNormal implements Approximation {

    private final int dimension;
    /** Of what is below the diagonal. */
    private final double unit;
    @Workspace("made of the parameters")
    private double logWidths;
    @Workspace
    private final double[] pull;
    @Workspace
    private final double[] row;

    FullRankNormal(int dimension) {
        this.dimension = dimension;
        this.unit = Math.min(1 / Math.sqrt(dimension), 2.0 / dimension);
        this.pull = new double[dimension];
        this.row = new double[dimension];
    }

    @Override
    public int parameters() {
        return dimension + dimension * (dimension + 1) / 2;
    }

    @Override
    public int noise() {
        return dimension;
    }

    /** Where a row of the triangle begins. */
    private int at(int i) {
        return dimension + i * (i + 1) / 2;
    }

    @Override
    public void begin(double[] parameters, double[] mean, @Nullable StartCovariance known, UniformRandomProvider rng) {
        System.arraycopy(mean, 0, parameters, 0, dimension);
        DMatrixRMaj factor = known == null ? null : factor(known);
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                parameters[at(i) + j] = factor != null ? factor.get(i, j) : i == j ? FIRST_WIDTH : 0;
            }
        }
    }

    private @Nullable DMatrixRMaj factor(StartCovariance known) {
        double[] scales = known.scales();
        double[][] directions = known.directions();
        double[][] within = known.within();
        DMatrixRMaj covariance = new DMatrixRMaj(dimension, dimension);
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double entry = i == j ? 1 : 0;
                for (int k = 0; k < directions.length; k++) {
                    for (int l = 0; l < directions.length; l++) {
                        entry += directions[k][i] * (within[k][l] - (k == l ? 1 : 0)) * directions[l][j];
                    }
                }
                covariance.set(i, j, entry * scales[i] * scales[j]);
                covariance.set(j, i, covariance.get(i, j));
            }
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(dimension, true);
        return cholesky.decompose(covariance) ? cholesky.getT(null) : null;
    }

    @Override
    public void prepare(double[] parameters) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += Math.log(parameters[at(i) + i]);
        }
        logWidths = sum;
    }

    @Override
    public double drawInto(double[] parameters, double[] noise, double[] theta) {
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            int at = at(i);
            double sum = parameters[i];
            for (int j = 0; j <= i; j++) {
                sum += parameters[at + j] * noise[j];
            }
            theta[i] = sum;
            square += noise[i] * noise[i];
        }
        return -0.5 * (dimension * LOG_TWO_PI + square) - logWidths;
    }

    @Override
    public void addPath(double[] parameters, double[] noise, double[] slope, double weight, double[] moves) {
        for (int i = 0; i < dimension; i++) {
            pull[i] = weight * noise[i];
        }
        for (int i = 0; i < dimension; i++) {
            int at = at(i);
            double share = slope[i];
            for (int j = 0; j <= i; j++) {
                pull[j] += parameters[at + j] * share;
            }
        }
        for (int i = 0; i < dimension; i++) {
            int at = at(i);
            double share = pull[i];
            moves[i] += share;
            for (int j = 0; j < i; j++) {
                moves[at + j] += unit * share * noise[j];
            }
            moves[at + i] += share * noise[i];
        }
    }

    @Override
    public void move(double[] parameters, double[] moves) {
        for (int i = 0; i < dimension; i++) {
            int at = at(i);
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                row[j] = 0;
                sum += parameters[at + j] * moves[j];
            }
            parameters[i] += sum;
            for (int k = 0; k <= i; k++) {
                double share = parameters[at + k];
                int from = at(k);
                for (int j = 0; j < k; j++) {
                    row[j] += unit * share * moves[from + j];
                }
                row[k] += share * Math.exp(moves[from + k]);
            }
            System.arraycopy(row, 0, parameters, at, i + 1);
        }
    }

    @Override
    public void centreInto(double[] parameters, double[] theta) {
        System.arraycopy(parameters, 0, theta, 0, dimension);
    }

    @Override
    public void widen(double[] parameters, double factor) {
        for (int i = dimension; i < parameters.length; i++) {
            parameters[i] *= factor;
        }
    }
}
