package ergodic.sampler.laplace;

import ergodic.sampler.Finiteness;
import ergodic.sampler.SecondDerivatives;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * The largest eigenvalues of the Gauss-Newton matrix, or where no network is known of the Hessian of minus the log likelihood, in units of the prior, {@code D^-1/2 G D^-1/2}, and their vectors, by randomised subspace iteration (Halko, Martinsson and Tropp 2011,
 * algorithms 4.4 and 5.3): neither that matrix nor a Jacobian of all rows is formed. Exact but for rounding if the matrix has no more directions than are asked for; else each value is at most the true one of its
 * place.
 */
final class TopDirections {

    /** Products of the whole subspace with the matrix: one finds it, the others turn it towards the largest. */
    private static final int PASSES = 4;
    private static final int MORE = 10;
    private static final long SEED = 20100407;

    private final SecondDerivatives curvature;
    private final double[] theta;
    private final double[] roots;
    private final int d;
    private final int width;
    private double[] values = new double[0];
    private double[] vectors = new double[0];

    /**
     * Finds them.
     *
     * @param diagonal
     *            D, positive
     * @param rank
     *            how many, at most as many as there are coordinates
     */
    TopDirections(SecondDerivatives curvature, double[] theta, double[] diagonal, int rank) {
        this.curvature = curvature;
        this.theta = theta;
        this.d = diagonal.length;
        this.width = Math.min(d, rank + MORE);
        this.roots = new double[d];
        for (int i = 0; i < d; i++) {
            roots[i] = Math.sqrt(diagonal[i]);
        }
        find(Math.min(rank, d));
    }

    /** What finding them counts as. */
    int gradients() {
        return PASSES * (curvature.outputs() > 0 ? curvature.gradientsOfRows()
                : width * curvature.gradientsOfProduct());
    }

    /** The eigenvalues, largest first; one that is NaN where a number of the matrix is not finite. */
    double[] values() {
        return values;
    }

    /** Their vectors, {@code [d][k]}. */
    double[] vectors() {
        return vectors;
    }

    private void find(int rank) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] basis = new double[d * width];
        for (int at = 0; at < basis.length; at++) {
            basis[at] = random.nextGaussian();
        }
        basis = orthonormal(basis);
        for (int pass = 1; pass < PASSES; pass++) {
            double[] next = product(basis);
            basis = Finiteness.firstFault(next) >= 0 ? basis : orthonormal(next);
        }
        double[] turned = product(basis);
        if (Finiteness.firstFault(turned) >= 0) {
            values = new double[]{Double.NaN};
            return;
        }
        double[] small = new double[width * width];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < width; j++) {
                for (int k = 0; k < width; k++) {
                    small[j * width + k] += 0.5 * (basis[i * width + j] * turned[i * width + k]
                            + turned[i * width + j] * basis[i * width + k]);
                }
            }
        }
        double[] eigen = new double[width + width * width];
        int[] order = SymmetricEigen.ordered(small, width, eigen);
        values = new double[rank];
        vectors = new double[d * rank];
        for (int j = 0; j < rank; j++) {
            values[j] = eigen[order[j]];
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int k = 0; k < width; k++) {
                    sum += basis[i * width + k] * eigen[width + k * width + order[j]];
                }
                vectors[i * rank + j] = sum;
            }
        }
    }

    private double[] orthonormal(double[] columns) {
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(d, width);
        // It says false where columns depend on each other, and then adds others at right angles: what is wanted.
        qr.decompose(DMatrixRMaj.wrap(d, width, columns.clone()));
        return qr.getQ(null, true).data;
    }

    /** {@code D^-1/2 G D^-1/2} times a matrix {@code [d][width]}; one pass over the rows. */
    private double[] product(double[] matrix) {
        double[] scaled = matrix.clone();
        for (int at = 0; at < scaled.length; at++) {
            scaled[at] /= roots[at / width];
        }
        double[] product = curvature.outputs() > 0 ? Precisions.gaussNewtonProduct(curvature, theta, scaled, width)
                : Precisions.likelihoodProduct(curvature, theta, scaled, width);
        for (int at = 0; at < product.length; at++) {
            product[at] /= roots[at / width];
        }
        return product;
    }
}
