package ergodic.sampler.variational;

import ergodic.sampler.NormalSource;
import ergodic.sampler.StartCovariance;
import ergodic.sampler.Workspace;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * A normal of covariance {@code D (I + B B^T) D}: d means, the logarithms of the diagonal D, then B by rows of r. A draw is
 * {@code mean + D (e + B f)} of d + r standard normal numbers; its density takes the Cholesky factor of {@code I + B^T B} (Woodbury).
 *
 * <p>
 * Moves of B are in units of half of one over r, and of no more than one over the root of d: columns that move by noise alone then widen q little, however many they are, and a move of all
 * entries of a column by 1 stretches no direction by more than 1, however many coordinates there are.
 */
final class LowRankNormal implements Approximation {

    private final int dimension;
    private final int rank;
    /** What a move of an entry of B by 1 adds to it. */
    private final double unit;
    @Workspace("made of the parameters")
    private final double[] widths;
    @Workspace("made of the parameters")
    private final double[][] factor;
    @Workspace("made of the parameters")
    private double logDeterminant;
    @Workspace("of the last draw")
    private final double[] off;
    @Workspace("of the last draw")
    private final double[] along;

    LowRankNormal(int dimension, int rank) {
        this.dimension = dimension;
        this.rank = rank;
        this.unit = Math.min(0.5 / rank, 1 / Math.sqrt(dimension));
        this.widths = new double[dimension];
        this.factor = new double[rank][rank];
        this.off = new double[dimension];
        this.along = new double[rank];
    }

    @Override
    public int parameters() {
        return dimension * (2 + rank);
    }

    @Override
    public int noise() {
        return dimension + rank;
    }

    private int at(int i) {
        return 2 * dimension + i * rank;
    }

    /** Without what a start knows B is small random numbers: at 0 no gradient leads away. */
    @Override
    public void begin(double[] parameters, double[] mean, @Nullable StartCovariance known, UniformRandomProvider rng) {
        System.arraycopy(mean, 0, parameters, 0, dimension);
        NormalizedGaussianSampler normal = new NormalSource().of(rng);
        for (int i = 2 * dimension; i < parameters.length; i++) {
            parameters[i] = FIRST_WIDTH * normal.sample();
        }
        double[] variances = new double[dimension];
        Arrays.fill(variances, FIRST_WIDTH * FIRST_WIDTH);
        if (known != null) {
            take(known, parameters, variances);
        }
        for (int i = 0; i < dimension; i++) {
            double share = 1;
            for (int j = 0; j < rank; j++) {
                share += parameters[at(i) + j] * parameters[at(i) + j];
            }
            parameters[dimension + i] = 0.5 * Math.log(variances[i] / share);
        }
    }

    /** The widest directions become columns of B, and variances those of the coordinates. */
    private void take(StartCovariance known, double[] parameters, double[] variances) {
        double[] scales = known.scales();
        double[][] directions = known.directions();
        int k = directions.length;
        for (int i = 0; i < dimension; i++) {
            variances[i] = scales[i] * scales[i];
        }
        if (k == 0) {
            return;
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(k, true, true);
        if (!eigen.decompose(new DMatrixRMaj(known.within()))) {
            return;
        }
        double[] values = new double[k];
        for (int j = 0; j < k; j++) {
            values[j] = eigen.getEigenvalue(j).getReal();
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] share = new double[dimension];
        Arrays.fill(share, 1);
        int column = 0;
        for (int j = 0; j < k; j++) {
            DMatrixRMaj vector = eigen.getEigenVector(j);
            boolean wide = values[j] > 1 && values[j] >= sorted[Math.max(0, k - rank)] && column < rank;
            for (int i = 0; i < dimension; i++) {
                double entry = 0;
                for (int l = 0; l < k; l++) {
                    entry += directions[l][i] * vector.get(l);
                }
                share[i] += (values[j] - 1) * entry * entry;
                if (wide) {
                    parameters[at(i) + column] = entry * Math.sqrt(values[j] - 1);
                }
            }
            column += wide ? 1 : 0;
        }
        for (int i = 0; i < dimension; i++) {
            variances[i] *= share[i];
        }
    }

    @Override
    public void prepare(double[] parameters) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += 2 * parameters[dimension + i];
            widths[i] = Math.exp(parameters[dimension + i]);
        }
        for (int a = 0; a < rank; a++) {
            Arrays.fill(factor[a], 0);
            factor[a][a] = 1;
        }
        for (int i = 0; i < dimension; i++) {
            int at = at(i);
            for (int a = 0; a < rank; a++) {
                for (int b = 0; b <= a; b++) {
                    factor[a][b] += parameters[at + a] * parameters[at + b];
                }
            }
        }
        for (int a = 0; a < rank; a++) {
            for (int b = 0; b <= a; b++) {
                double entry = factor[a][b];
                for (int c = 0; c < b; c++) {
                    entry -= factor[a][c] * factor[b][c];
                }
                factor[a][b] = a == b ? Math.sqrt(entry) : entry / factor[b][b];
            }
            sum += 2 * Math.log(factor[a][a]);
        }
        logDeterminant = sum;
    }

    @Override
    public double drawInto(double[] parameters, double[] noise, double[] theta) {
        Arrays.fill(along, 0);
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            int at = at(i);
            double y = noise[i];
            for (int j = 0; j < rank; j++) {
                y += parameters[at + j] * noise[dimension + j];
            }
            for (int j = 0; j < rank; j++) {
                along[j] += parameters[at + j] * y;
            }
            off[i] = y;
            theta[i] = parameters[i] + widths[i] * y;
            square += y * y;
        }
        for (int a = 0; a < rank; a++) {
            double entry = along[a];
            for (int b = 0; b < a; b++) {
                entry -= factor[a][b] * along[b];
            }
            along[a] = entry / factor[a][a];
            square -= along[a] * along[a];
        }
        for (int a = rank - 1; a >= 0; a--) {
            double entry = along[a];
            for (int b = a + 1; b < rank; b++) {
                entry -= factor[b][a] * along[b];
            }
            along[a] = entry / factor[a][a];
        }
        return -0.5 * (dimension * LOG_TWO_PI + logDeterminant + square);
    }

    @Override
    public void addPath(double[] parameters, double[] noise, double[] slope, double weight, double[] moves) {
        for (int i = 0; i < dimension; i++) {
            int at = at(i);
            double whitened = off[i];
            for (int j = 0; j < rank; j++) {
                whitened -= parameters[at + j] * along[j];
            }
            double pull = widths[i] * slope[i] + weight * whitened;
            moves[i] += pull;
            moves[dimension + i] += pull * off[i];
            for (int j = 0; j < rank; j++) {
                moves[at + j] += unit * pull * noise[dimension + j];
            }
        }
    }

    @Override
    public void move(double[] parameters, double[] moves) {
        for (int i = 0; i < dimension; i++) {
            parameters[i] += widths[i] * moves[i];
        }
        for (int i = dimension; i < 2 * dimension; i++) {
            parameters[i] += moves[i];
        }
        for (int i = 2 * dimension; i < parameters.length; i++) {
            parameters[i] += unit * moves[i];
        }
    }

    @Override
    public void centreInto(double[] parameters, double[] theta) {
        System.arraycopy(parameters, 0, theta, 0, dimension);
    }

    @Override
    public void widen(double[] parameters, double factorOfWidths) {
        for (int i = 0; i < dimension; i++) {
            parameters[dimension + i] += Math.log(factorOfWidths);
        }
    }
}
