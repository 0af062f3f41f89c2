package ergodic.sampler.kernel;

/** Operations on arrays of equal length d; the order of additions is part of the contract. Thread-safe, without state. */
public sealed interface ArrayKernels permits ScalarArrayKernels, VectorArrayKernels {

    /** Number of partial sums of a sum in parts: term i goes into sum {@code i mod 8}. */
    int PARTIAL_SUMS = 8;

    /**
     * Fills {@code product} with {@code S x}, each element summed in order of the column: {@code ((0 + S_i0 x_0) + S_i1 x_1) +
     * ...}.
     *
     * @param matrix
     *            S, d x d, row-major, symmetric to the bit: rows may be read for columns
     * @param x
     *            length d
     * @param product
     *            length d, not {@code x}
     */
    void symmetricProductInto(double[] matrix, double[] x, double[] product);

    /**
     * Whether {@code v . (a + b) > 0} and {@code w . (a + b) > 0}; false if one of the sums is NaN. With n the largest
     * multiple of 8 up to d, terms below n go into 8 partial sums s_k, and the sum is
     * {@code (((s_0 + s_4) + (s_2 + s_6)) + ((s_1 + s_5) + (s_3 + s_7)))}, to which the terms from n on are added in their
     * order.
     */
    boolean bothAlong(double[] v, double[] w, double[] a, double[] b);

    /** {@code sum_i v_(at + i) w_i} over the elements of w, its terms added in partial sums as those of {@link #bothAlong}. */
    double dot(double[] v, int at, double[] w);

    /** {@code sum_i v_i^2}, its terms added in partial sums as those of {@link #bothAlong}. */
    double sumOfSquares(double[] v);

    /** {@code sum_i (v_i + s w_i)^2}, its terms added in partial sums as those of {@link #bothAlong}. */
    double sumOfSquares(double[] v, double s, double[] w);
}
