package ergodic.sampler.pathfinder;

import ergodic.sampler.StartCovariance;

/**
 * The normal distribution {@code N(x - Sigma grad f(x), Sigma)} at an iterate, with Sigma = diag(alpha) + B Gamma B' by the pairs of
 * a {@link Curvature} (Byrd, Nocedal and Schnabel 1994, theorem 2.2): draws and their densities in O(d times pairs). Of the mean the sign
 * matters: the gradient of f is minus that of the log density, so the mean lies uphill of x.
 */
final class NormalApproximation {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
    /** Share of a column's length below which nothing is left of it but rounding. */
    private static final double RANK = 1e-11;

    private final int dimension;
    private final double[] mean;
    private final double[] roots;
    /** Orthonormal columns; 0 where the pairs depend on each other. */
    private final double[][] basis;
    /** B / sqrt(alpha) = basis times triangle. */
    private final double[][] triangle;
    private final double[][] inverse;
    private final double[][] gamma;
    private final double[][] product;
    /** I + triangle Gamma triangle'. */
    private final double[][] inner;
    private final double[][] factor;
    private final double[] along;
    private final double[] changed;
    private final double[] whitened;
    private int columns;
    private double logDeterminant;

    /** For as many pairs as {@code memory}. */
    NormalApproximation(int dimension, int memory) {
        int most = 2 * memory;
        this.dimension = dimension;
        this.mean = new double[dimension];
        this.roots = new double[dimension];
        this.basis = new double[most][dimension];
        this.triangle = new double[most][most];
        this.inverse = new double[memory][memory];
        this.gamma = new double[most][most];
        this.product = new double[most][most];
        this.inner = new double[most][most];
        this.factor = new double[most][most];
        this.along = new double[most];
        this.changed = new double[most];
        this.whitened = new double[dimension];
    }

    /**
     * Becomes the approximation at an iterate.
     *
     * @param x
     *            the iterate
     * @param gradient
     *            of f there
     * @return false if rounding made the covariance indefinite: it is then of no use
     */
    boolean set(double[] x, double[] gradient, Curvature curvature) {
        int pairs = curvature.kept();
        columns = 2 * pairs;
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            roots[i] = Math.sqrt(curvature.diagonal()[i]);
            sum += Math.log(curvature.diagonal()[i]);
        }
        for (int j = 0; j < pairs; j++) {
            double[] z = curvature.change(j);
            double[] s = curvature.step(j);
            for (int i = 0; i < dimension; i++) {
                basis[j][i] = roots[i] * z[i];
                basis[pairs + j][i] = s[i] / roots[i];
            }
        }
        gammaInto(curvature, pairs);
        orthogonalise();
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                double entry = 0;
                for (int k = i; k < columns; k++) {
                    entry += triangle[i][k] * gamma[k][j];
                }
                product[i][j] = entry;
            }
        }
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++) {
                double entry = i == j ? 1 : 0;
                for (int k = j; k < columns; k++) {
                    entry += product[i][k] * triangle[j][k];
                }
                inner[i][j] = entry;
                inner[j][i] = entry;
            }
        }
        if (!cholesky()) {
            return false;
        }
        for (int i = 0; i < columns; i++) {
            sum += 2 * Math.log(factor[i][i]);
        }
        logDeterminant = sum;
        meanInto(x, gradient);
        return Double.isFinite(sum);
    }

    /** Gamma, of which the upper left block is 0: needs alpha ⊙ Z in the first columns of the basis as they came. */
    private void gammaInto(Curvature curvature, int pairs) {
        for (int j = 0; j < pairs; j++) {
            double[] z = curvature.change(j);
            for (int i = j; i >= 0; i--) {
                double entry = i == j ? 1 : 0;
                for (int k = i + 1; k <= j; k++) {
                    entry -= dot(curvature.step(i), curvature.change(k)) * inverse[k][j];
                }
                inverse[i][j] = entry / dot(curvature.step(i), curvature.change(i));
            }
            for (int i = j + 1; i < pairs; i++) {
                inverse[i][j] = 0;
            }
            for (int i = 0; i < pairs; i++) {
                double entry = dot(basis[i], basis[j]);
                product[i][j] = i == j ? entry + dot(curvature.step(j), z) : entry;
            }
        }
        for (int i = 0; i < pairs; i++) {
            for (int j = 0; j < pairs; j++) {
                gamma[i][j] = 0;
                gamma[i][pairs + j] = -inverse[i][j];
                gamma[pairs + j][i] = -inverse[i][j];
                double entry = 0;
                for (int k = 0; k <= i; k++) {
                    for (int l = 0; l <= j; l++) {
                        entry += inverse[k][i] * product[k][l] * inverse[l][j];
                    }
                }
                gamma[pairs + i][pairs + j] = entry;
            }
        }
    }

    /** Gram and Schmidt, twice: columns of the basis become orthonormal, and the triangle says how they were made of these. */
    private void orthogonalise() {
        for (int j = 0; j < columns; j++) {
            double[] column = basis[j];
            double length = Math.sqrt(dot(column, column));
            for (int i = 0; i < columns; i++) {
                triangle[i][j] = 0;
            }
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < j; i++) {
                    double share = dot(basis[i], column);
                    triangle[i][j] += share;
                    add(column, -share, basis[i]);
                }
            }
            double left = Math.sqrt(dot(column, column));
            boolean independent = left > RANK * length;
            triangle[j][j] = independent ? left : 0;
            for (int i = 0; i < dimension; i++) {
                column[i] = independent ? column[i] / left : 0;
            }
        }
    }

    private boolean cholesky() {
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++) {
                double entry = inner[i][j];
                for (int k = 0; k < j; k++) {
                    entry -= factor[i][k] * factor[j][k];
                }
                if (i == j) {
                    if (!(entry > 0)) {
                        return false;
                    }
                    factor[i][i] = Math.sqrt(entry);
                } else {
                    factor[i][j] = entry / factor[j][j];
                }
            }
        }
        return true;
    }

    private void meanInto(double[] x, double[] gradient) {
        for (int i = 0; i < dimension; i++) {
            mean[i] = roots[i] * gradient[i];
        }
        for (int j = 0; j < columns; j++) {
            along[j] = dot(basis[j], mean);
        }
        for (int j = 0; j < columns; j++) {
            double entry = -along[j];
            for (int k = 0; k < columns; k++) {
                entry += inner[j][k] * along[k];
            }
            changed[j] = entry;
        }
        for (int j = 0; j < columns; j++) {
            add(mean, changed[j], basis[j]);
        }
        for (int i = 0; i < dimension; i++) {
            mean[i] = x[i] - roots[i] * mean[i];
        }
    }

    /** The mean; the array itself. */
    double[] mean() {
        return mean;
    }

    /** Sigma, for a tuner to begin with. Columns that depend on others have no part in it. */
    StartCovariance covariance() {
        int[] kept = new int[columns];
        int rank = 0;
        for (int j = 0; j < columns; j++) {
            if (triangle[j][j] > 0) {
                kept[rank++] = j;
            }
        }
        double[][] directions = new double[rank][];
        double[][] within = new double[rank][rank];
        for (int i = 0; i < rank; i++) {
            directions[i] = basis[kept[i]];
            for (int j = 0; j < rank; j++) {
                within[i][j] = inner[kept[i]][kept[j]];
            }
        }
        return new StartCovariance(roots, directions, within);
    }

    /** Log determinant of Sigma. */
    double logDeterminant() {
        return logDeterminant;
    }

    /**
     * Makes a draw of standard normals.
     *
     * @param normals
     *            length d; not changed
     * @param draw
     *            filled; not the same array
     * @return log q of the draw
     */
    double drawInto(double[] normals, double[] draw) {
        double square = dot(normals, normals);
        for (int j = 0; j < columns; j++) {
            along[j] = dot(basis[j], normals);
        }
        System.arraycopy(normals, 0, draw, 0, dimension);
        for (int j = 0; j < columns; j++) {
            double entry = -along[j];
            for (int k = 0; k <= j; k++) {
                entry += factor[j][k] * along[k];
            }
            add(draw, entry, basis[j]);
        }
        for (int i = 0; i < dimension; i++) {
            draw[i] = mean[i] + roots[i] * draw[i];
        }
        return -0.5 * (dimension * LOG_TWO_PI + logDeterminant + square);
    }

    /** Log q at any point. */
    double logDensity(double[] x) {
        for (int i = 0; i < dimension; i++) {
            whitened[i] = (x[i] - mean[i]) / roots[i];
        }
        for (int j = 0; j < columns; j++) {
            along[j] = dot(basis[j], whitened);
        }
        double square = 0;
        for (int j = 0; j < columns; j++) {
            add(whitened, -along[j], basis[j]);
            double entry = along[j];
            for (int k = 0; k < j; k++) {
                entry -= factor[j][k] * changed[k];
            }
            changed[j] = entry / factor[j][j];
            square += changed[j] * changed[j];
        }
        return -0.5 * (dimension * LOG_TWO_PI + logDeterminant + square + dot(whitened, whitened));
    }

    private static void add(double[] target, double factor, double[] vector) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * vector[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
