package ergodic.sampler.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels in vectors: of the machine's width for products, of four doubles for sums, where the machine has them. Each sum
 * begins as a zero of its own: one that is shared by several becomes an object, allocated in every call.
 */
final class VectorArrayKernels implements ArrayKernels {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Four vectors of sums side by side hide the latency of an addition. */
    private static final int TILE = 4 * LANES;

    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

    private final ScalarArrayKernels scalar = new ScalarArrayKernels();

    /** Number of doubles in a vector of this machine. */
    static int lanes() {
        return LANES;
    }

    /**
     * Tiles of rows of the product as lanes, so that no sum is split. The last tile is moved back over the one before it
     * rather than cut: what is computed twice has the same bits.
     */
    @Override
    public void symmetricProductInto(double[] matrix, double[] x, double[] product) {
        int d = product.length;
        if (d >= TILE) {
            for (int begun = 0; begun < d; begun += TILE) {
                tileInto(matrix, x, product, Math.min(begun, d - TILE));
            }
        } else if (d >= LANES) {
            for (int begun = 0; begun < d; begun += LANES) {
                vectorInto(matrix, x, product, Math.min(begun, d - LANES));
            }
        } else {
            scalar.symmetricProductInto(matrix, x, product);
        }
    }

    private static void tileInto(double[] matrix, double[] x, double[] product, int begin) {
        int d = product.length;
        DoubleVector sum0 = DoubleVector.zero(SPECIES);
        DoubleVector sum1 = DoubleVector.zero(SPECIES);
        DoubleVector sum2 = DoubleVector.zero(SPECIES);
        DoubleVector sum3 = DoubleVector.zero(SPECIES);
        int at = begin;
        for (int j = 0; j < d; j++) {
            double xj = x[j];
            sum0 = sum0.add(DoubleVector.fromArray(SPECIES, matrix, at).mul(xj));
            sum1 = sum1.add(DoubleVector.fromArray(SPECIES, matrix, at + LANES).mul(xj));
            sum2 = sum2.add(DoubleVector.fromArray(SPECIES, matrix, at + 2 * LANES).mul(xj));
            sum3 = sum3.add(DoubleVector.fromArray(SPECIES, matrix, at + 3 * LANES).mul(xj));
            at += d;
        }
        sum0.intoArray(product, begin);
        sum1.intoArray(product, begin + LANES);
        sum2.intoArray(product, begin + 2 * LANES);
        sum3.intoArray(product, begin + 3 * LANES);
    }

    private static void vectorInto(double[] matrix, double[] x, double[] product, int begin) {
        int d = product.length;
        DoubleVector sum = DoubleVector.zero(SPECIES);
        int at = begin;
        for (int j = 0; j < d; j++) {
            sum = sum.add(DoubleVector.fromArray(SPECIES, matrix, at).mul(x[j]));
            at += d;
        }
        sum.intoArray(product, begin);
    }

    @Override
    public boolean bothAlong(double[] v, double[] w, double[] a, double[] b) {
        if (LANES < FOUR.length()) {
            return scalar.bothAlong(v, w, a, b);
        }
        int d = v.length;
        int whole = d - d % PARTIAL_SUMS;
        // The partial sums 0 to 3, and 4 to 7, of v and of w.
        DoubleVector lowV = DoubleVector.zero(FOUR);
        DoubleVector highV = DoubleVector.zero(FOUR);
        DoubleVector lowW = DoubleVector.zero(FOUR);
        DoubleVector highW = DoubleVector.zero(FOUR);
        for (int i = 0; i < whole; i += PARTIAL_SUMS) {
            int j = i + FOUR.length();
            DoubleVector low = DoubleVector.fromArray(FOUR, a, i).add(DoubleVector.fromArray(FOUR, b, i));
            DoubleVector high = DoubleVector.fromArray(FOUR, a, j).add(DoubleVector.fromArray(FOUR, b, j));
            lowV = lowV.add(DoubleVector.fromArray(FOUR, v, i).mul(low));
            highV = highV.add(DoubleVector.fromArray(FOUR, v, j).mul(high));
            lowW = lowW.add(DoubleVector.fromArray(FOUR, w, i).mul(low));
            highW = highW.add(DoubleVector.fromArray(FOUR, w, j).mul(high));
        }
        double alongV = sum(lowV.add(highV));
        double alongW = sum(lowW.add(highW));
        for (int i = whole; i < d; i++) {
            double both = a[i] + b[i];
            alongV += v[i] * both;
            alongW += w[i] * both;
        }
        return alongV > 0.0 && alongW > 0.0;
    }

    @Override
    public double dot(double[] v, int at, double[] w) {
        if (LANES < FOUR.length() || w.length < PARTIAL_SUMS) {
            return scalar.dot(v, at, w);
        }
        int whole = w.length - w.length % PARTIAL_SUMS;
        DoubleVector low = DoubleVector.zero(FOUR);
        DoubleVector high = DoubleVector.zero(FOUR);
        for (int i = 0; i < whole; i += PARTIAL_SUMS) {
            int j = i + FOUR.length();
            low = low.add(DoubleVector.fromArray(FOUR, v, at + i).mul(DoubleVector.fromArray(FOUR, w, i)));
            high = high.add(DoubleVector.fromArray(FOUR, v, at + j).mul(DoubleVector.fromArray(FOUR, w, j)));
        }
        double sum = sum(low.add(high));
        for (int i = whole; i < w.length; i++) {
            sum += v[at + i] * w[i];
        }
        return sum;
    }

    @Override
    public double sumOfSquares(double[] v) {
        return dot(v, 0, v);
    }

    @Override
    public double sumOfSquares(double[] v, double s, double[] w) {
        if (LANES < FOUR.length() || v.length < PARTIAL_SUMS) {
            return scalar.sumOfSquares(v, s, w);
        }
        int whole = v.length - v.length % PARTIAL_SUMS;
        DoubleVector low = DoubleVector.zero(FOUR);
        DoubleVector high = DoubleVector.zero(FOUR);
        for (int i = 0; i < whole; i += PARTIAL_SUMS) {
            int j = i + FOUR.length();
            DoubleVector first = DoubleVector.fromArray(FOUR, v, i).add(DoubleVector.fromArray(FOUR, w, i).mul(s));
            DoubleVector second = DoubleVector.fromArray(FOUR, v, j).add(DoubleVector.fromArray(FOUR, w, j).mul(s));
            low = low.add(first.mul(first));
            high = high.add(second.mul(second));
        }
        double sum = sum(low.add(high));
        for (int i = whole; i < v.length; i++) {
            double both = v[i] + s * w[i];
            sum += both * both;
        }
        return sum;
    }

    /** Not {@code reduceLanes}, whose order of additions is not defined. */
    private static double sum(DoubleVector four) {
        return (four.lane(0) + four.lane(2)) + (four.lane(1) + four.lane(3));
    }
}
