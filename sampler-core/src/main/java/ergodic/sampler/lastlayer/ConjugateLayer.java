package ergodic.sampler.lastlayer;

import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * The normal distribution of a last layer given the noise, for all noises at once: with {@code A = L L^T} and {@code L^-1 B L^-T = Q D Q^T} the precision is
 * {@code A + e B = L Q (I + e D) Q^T L^T}, so that with {@code T = L^-T Q} the mean is {@code w* + T (I + e D)^-1 T^T (a + e b)}, a and b being the slopes of
 * log prior and log likelihood at the mode.
 */
final class ConjugateLayer {

    private final int k;
    /** T, row-major; D; T^T a; T^T b; log |A|. */
    private final double[] numbers;

    /** Of its {@link #numbers}. */
    ConjugateLayer(int k, double[] numbers) {
        this.k = k;
        this.numbers = numbers;
    }

    /**
     * Of curvatures and slopes at the mode.
     *
     * @return null where the prior's is not positive definite, or a number not finite
     */
    static @Nullable ConjugateLayer of(double[] prior, double[] likelihood, double[] priorSlope,
            double[] likelihoodSlope) {
        int k = priorSlope.length;
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(k, true);
        if (!cholesky.decompose(DMatrixRMaj.wrap(k, k, prior.clone()))) {
            return null;
        }
        double[] lower = cholesky.getT(null).data;
        double[] white = likelihood.clone();
        // Both sides are divided by L: rows, then columns.
        for (int column = 0; column < k; column++) {
            for (int i = 0; i < k; i++) {
                double sum = white[i * k + column];
                for (int j = 0; j < i; j++) {
                    sum -= lower[i * k + j] * white[j * k + column];
                }
                white[i * k + column] = sum / lower[i * k + i];
            }
        }
        for (int row = 0; row < k; row++) {
            for (int i = 0; i < k; i++) {
                double sum = white[row * k + i];
                for (int j = 0; j < i; j++) {
                    sum -= lower[i * k + j] * white[row * k + j];
                }
                white[row * k + i] = sum / lower[i * k + i];
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (white[i * k + j] + white[j * k + i]);
                white[i * k + j] = mean;
                white[j * k + i] = mean;
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(k, true, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(k, k, white))) {
            return null;
        }
        double[] numbers = new double[k * k + 3 * k + 1];
        for (int c = 0; c < k; c++) {
            double[] vector = eigen.getEigenVector(c).data;
            // The curvature of a normal likelihood is not negative but for rounding.
            numbers[k * k + c] = Math.max(0, eigen.getEigenvalue(c).getReal());
            for (int i = k - 1; i >= 0; i--) {
                double sum = vector[i];
                for (int j = i + 1; j < k; j++) {
                    sum -= lower[j * k + i] * numbers[j * k + c];
                }
                numbers[i * k + c] = sum / lower[i * k + i];
            }
            for (int i = 0; i < k; i++) {
                numbers[k * k + k + c] += numbers[i * k + c] * priorSlope[i];
                numbers[k * k + 2 * k + c] += numbers[i * k + c] * likelihoodSlope[i];
            }
            numbers[numbers.length - 1] += 2 * Math.log(lower[c * k + c]);
        }
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return null;
            }
        }
        return new ConjugateLayer(k, numbers);
    }

    /** All that it is. */
    double[] numbers() {
        return numbers;
    }

    /** {@code log} of the integral over w of the density, less the log density at the mode: at a share e of the likelihood's curvature. */
    double gain(double share) {
        double sum = k * Math.log(2 * Math.PI) - numbers[numbers.length - 1];
        for (int i = 0; i < k; i++) {
            double curvature = 1 + share * numbers[k * k + i];
            double slope = slope(i, share);
            sum += slope * slope / curvature - Math.log(curvature);
        }
        return 0.5 * sum;
    }

    private double slope(int i, double share) {
        return numbers[k * k + k + i] + share * numbers[k * k + 2 * k + i];
    }

    /**
     * Draws the layer given the noise.
     *
     * @param offset
     *            filled with the draw less the mode, length k
     */
    void drawInto(double share, NormalizedGaussianSampler normal, double[] offset) {
        java.util.Arrays.fill(offset, 0);
        for (int c = 0; c < k; c++) {
            double curvature = 1 + share * numbers[k * k + c];
            double along = slope(c, share) / curvature + normal.sample() / Math.sqrt(curvature);
            for (int i = 0; i < k; i++) {
                offset[i] += numbers[i * k + c] * along;
            }
        }
    }
}
