package ergodic.sampler.metric;

import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LowRankMetric} from draws and gradients (Seyboldt, Carlson and Carpenter 2026, arXiv 2603.18845): scales
 * {@code (Var x / Var g)^1/4}; in the span of the scaled draws and gradients, the geometric mean of the covariance of the ones and the
 * inverse of that of the others; of its directions, those whose variance is above 2 or below 1/2. Of a Gaussian with more draws than
 * coordinates it is exact but for directions that are left out: one draw with its gradient tells as much as many without.
 *
 * <p>It remembers the last draws: 1024 of them, and 100 in more than 200 dimensions, fewer where they would take more than 32 MiB. With
 * fewer than three it knows nothing, and the metric is the identity.
 */
public final class LowRankEstimator implements MetricEstimator {

    /** Variances nearer to 1, by this factor, are not worth a direction. */
    static final double CUTOFF = 2.0;
    /** Weight of the identity in the covariances of draws and gradients, in draws. */
    static final double REGULARISATION = 1e-5;

    private static final int LEAST = 3;
    private static final int MOST = 1024;
    /** Largest span whose eigenvectors are found in the blink of an eye. */
    private static final int SPAN = 200;
    private static final long NUMBERS = 1L << 22;
    /** Scales beyond it, or beyond its inverse, are no scales. */
    static final double SMALLEST_SCALE = 1e-10;

    private final int dimension;
    private final double cutoff;
    /** Places of the ring; made as they are needed. Each has position and gradient. */
    private final double[][] ring;
    private long count;

    /** An estimator without draws. */
    public LowRankEstimator(int dimension) {
        this(dimension, CUTOFF);
    }

    /** With another cutoff, at least 1: 1 keeps each direction. */
    LowRankEstimator(int dimension, double cutoff) {
        this.dimension = MetricReader.checkedDimension(dimension);
        this.cutoff = cutoff;
        this.ring = new double[capacity(dimension)][];
    }

    private static int capacity(int dimension) {
        return dimension <= SPAN ? MOST : (int) Math.clamp(NUMBERS / (2L * dimension), 16L, SPAN / 2L);
    }

    @Override
    public void add(double[] theta, double[] gradient) {
        int place = (int) (count % ring.length);
        if (ring[place] == null) {
            ring[place] = new double[2 * dimension];
        }
        System.arraycopy(theta, 0, ring[place], 0, dimension);
        System.arraycopy(gradient, 0, ring[place], dimension, dimension);
        count++;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public Metric estimate() {
        int n = (int) Math.min(count, ring.length);
        if (n < LEAST) {
            return new UnitMetric(dimension);
        }
        // A row a number: those of the draws, then those of the gradients; without their means.
        double[][] centred = new double[2 * dimension][n];
        for (int draw = 0; draw < n; draw++) {
            for (int i = 0; i < centred.length; i++) {
                centred[i][draw] = ring[draw][i];
            }
        }
        double[] scale = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            double squares = centre(centred[i]);
            scale[i] = scale(squares, centre(centred[dimension + i]));
            multiply(centred[i], 1.0 / scale[i]);
            multiply(centred[dimension + i], scale[i]);
        }
        DMatrixRMaj draws = new DMatrixRMaj(Arrays.copyOf(centred, dimension));
        DMatrixRMaj gradients = new DMatrixRMaj(Arrays.copyOfRange(centred, dimension, 2 * dimension));
        return metric(scale, basis(draws, gradients), draws, gradients);
    }

    /** Subtracts the mean. @return the sum of squares */
    private static double centre(double[] values) {
        double mean = 0.0;
        for (int i = 0; i < values.length; i++) {
            mean += (values[i] - mean) / (i + 1.0);
        }
        double squares = 0.0;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
            squares += values[i] * values[i];
        }
        return squares;
    }

    private static void multiply(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /** Of the sums of squares of draws and gradients; 1 where they tell nothing. */
    static double scale(double ofDraws, double ofGradients) {
        double scale = Math.sqrt(Math.sqrt(ofDraws / ofGradients));
        return scale > SMALLEST_SCALE && scale < 1.0 / SMALLEST_SCALE ? scale : 1.0;
    }

    /** An orthonormal basis, as columns, of what draws and gradients span; null stands for the identity. */
    private static @Nullable DMatrixRMaj basis(DMatrixRMaj draws, DMatrixRMaj gradients) {
        if (draws.numRows <= 2 * draws.numCols) {
            return null;
        }
        DMatrixRMaj both = CommonOps_DDRM.concatColumns(draws, gradients, null);
        QRDecomposition<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.qr(both.numRows, both.numCols);
        decomposition.decompose(both);
        return decomposition.getQ(null, true);
    }

    private Metric metric(double[] scale, @Nullable DMatrixRMaj basis, DMatrixRMaj draws, DMatrixRMaj gradients) {
        DMatrixRMaj mean = GeometricMean.of(covariance(basis, draws), covariance(basis, gradients));
        GeometricMean.Eigen eigen = mean == null ? null : GeometricMean.eigen(mean);
        if (eigen == null) {
            return new LowRankMetric(scale, new double[0], new double[0]);
        }
        double[] lambda = new double[eigen.values().length];
        double[] directions = new double[Math.multiplyExact(dimension, lambda.length)];
        int kept = 0;
        for (int j = 0; j < lambda.length; j++) {
            double value = eigen.values()[j];
            if (value > cutoff || value < 1.0 / cutoff) {
                lambda[kept] = value;
                columnInto(basis, eigen.vectors()[j], directions, kept * dimension);
                kept++;
            }
        }
        return new LowRankMetric(scale, Arrays.copyOf(directions, kept * dimension), Arrays.copyOf(lambda, kept));
    }

    /** {@code B^T X X^T B / gamma + I}: with so little of the identity that it only fills directions without draws. */
    private static DMatrixRMaj covariance(@Nullable DMatrixRMaj basis, DMatrixRMaj values) {
        DMatrixRMaj projected = values;
        if (basis != null) {
            projected = new DMatrixRMaj(basis.numCols, values.numCols);
            CommonOps_DDRM.multTransA(basis, values, projected);
        }
        DMatrixRMaj result = new DMatrixRMaj(projected.numRows, projected.numRows);
        CommonOps_DDRM.multOuter(projected, result);
        CommonOps_DDRM.divide(result, REGULARISATION);
        for (int i = 0; i < result.numRows; i++) {
            result.add(i, i, 1.0);
        }
        return result;
    }

    private static void columnInto(@Nullable DMatrixRMaj basis, double[] vector, double[] columns, int from) {
        if (basis == null) {
            System.arraycopy(vector, 0, columns, from, vector.length);
            return;
        }
        for (int i = 0; i < basis.numRows; i++) {
            double sum = 0.0;
            for (int j = 0; j < vector.length; j++) {
                sum += basis.get(i, j) * vector[j];
            }
            columns[from + i] = sum;
        }
    }

    @Override
    public void reset() {
        count = 0;
        Arrays.fill(ring, null);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        for (int i = 0; i < Math.min(count, ring.length); i++) {
            PlainVectors.writeAll(out, ring[i]);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        reset();
        count = in.readLong();
        for (int i = 0; i < Math.min(count, ring.length); i++) {
            ring[i] = new double[2 * dimension];
            PlainVectors.readInto(in, ring[i]);
        }
    }
}
