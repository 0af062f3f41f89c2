package ergodic.sampler.laplace;

import ergodic.sampler.Workspace;

/**
 * A diagonal precision D, the prior's, and a few directions: in units of D it is {@code I + V L V^T}, the columns of V orthonormal. Its numbers are how many directions were replaced,
 * the number of directions k, D, L and V, {@code [d][k]}. A draw costs {@code 2 d k} products (Woodbury).
 */
final class FewDirectionsNormal implements NormalShape {

    private static final int HEAD = 2;
    /** Share of the largest value below which a negative one is nothing but rounding. */
    private static final double ROUNDING = 1e-6;

    private final int dimension;
    private final int rank;
    private final double[] numbers;
    @Workspace
    private final double[] along;

    /** Of its {@link #numbers}. */
    FewDirectionsNormal(int dimension, double[] numbers) {
        this.dimension = dimension;
        this.rank = (int) numbers[1];
        this.numbers = numbers;
        this.along = new double[rank];
    }

    /**
     * Of its parts.
     *
     * @param diagonal
     *            D, positive
     * @param values
     *            L; a negative one counts as 0, and beyond rounding as replaced
     * @param vectors
     *            V, {@code [d][k]}
     * @param replaced
     *            entries of D that were not positive
     */
    static FewDirectionsNormal of(double[] diagonal, double[] values, double[] vectors, int replaced) {
        int d = diagonal.length;
        int k = values.length;
        double[] numbers = new double[HEAD + d + k + d * k];
        numbers[0] = replaced;
        numbers[1] = k;
        System.arraycopy(diagonal, 0, numbers, HEAD, d);
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        for (int j = 0; j < k; j++) {
            numbers[HEAD + d + j] = Math.max(0, values[j]);
            numbers[0] += values[j] < -ROUNDING * largest ? 1 : 0;
        }
        System.arraycopy(vectors, 0, numbers, HEAD + d + k, d * k);
        return new FewDirectionsNormal(d, numbers);
    }

    private double value(int j) {
        return numbers[HEAD + dimension + j];
    }

    private double vector(int i, int j) {
        return numbers[HEAD + dimension + rank + i * rank + j];
    }

    @Override
    public void offsetInto(double[] white, double[] offset) {
        for (int j = 0; j < rank; j++) {
            double sum = 0;
            for (int i = 0; i < dimension; i++) {
                sum += vector(i, j) * white[i];
            }
            along[j] = sum * (1 / Math.sqrt(1 + value(j)) - 1);
        }
        for (int i = 0; i < dimension; i++) {
            double sum = white[i];
            for (int j = 0; j < rank; j++) {
                sum += vector(i, j) * along[j];
            }
            offset[i] = sum / Math.sqrt(numbers[HEAD + i]);
        }
    }

    @Override
    public void variancesInto(double[] variances) {
        for (int i = 0; i < dimension; i++) {
            double share = 1;
            for (int j = 0; j < rank; j++) {
                share -= value(j) / (1 + value(j)) * vector(i, j) * vector(i, j);
            }
            variances[i] = share / numbers[HEAD + i];
        }
    }

    @Override
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += Math.log(numbers[HEAD + i]);
        }
        for (int j = 0; j < rank; j++) {
            sum += Math.log1p(value(j));
        }
        return sum;
    }

    @Override
    public int leftOut() {
        return dimension - rank;
    }

    @Override
    public double leastKept() {
        double least = leftOut() == 0 ? 0 : Double.POSITIVE_INFINITY;
        for (int j = 0; j < rank; j++) {
            least = Math.min(least, value(j));
        }
        return least;
    }

    @Override
    public int replaced() {
        return (int) numbers[0];
    }

    @Override
    public double[] numbers() {
        return numbers;
    }
}
