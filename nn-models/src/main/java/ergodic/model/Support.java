package ergodic.model;

import ergodic.autodiff.Tensor;
import ergodic.model.distribution.Value;
import java.util.List;

/**
 * The set in which a parameter lies, with a smooth one-to-one transform from free values. Transforms and log Jacobians are
 * those of the Stan Reference Manual, chapter Constraint Transforms (version 2.37). For free values of large magnitude a
 * value may be rounded to the border of the set, never beyond it.
 */
public interface Support {

    /**
     * Dimensions of the free value of a parameter with these dimensions.
     *
     * @throws IllegalArgumentException
     *             if no parameter with such a support has these dimensions
     */
    int[] freeDims(int... dims);

    /** The parameter with dimensions {@code dims} from its free value. */
    Constrained constrain(Tensor free, int... dims);

    /**
     * The inverse of {@link #constrain}.
     *
     * @param value
     *            the parameter's value, row-major
     * @param dims
     *            its dimensions
     * @param bounds
     *            values of {@link #bounds()}, each as long as {@code value}
     * @param free
     *            filled with the free value
     * @throws IllegalArgumentException
     *             if the value lies outside the support or on its border
     */
    void unconstrainInto(double[] value, int[] dims, double[][] bounds, double[] free);

    /** Bounds that may depend on other parameters. */
    default List<Value> bounds() {
        return List.of();
    }

    /** All real numbers. */
    static Support real() {
        return new RealSupport();
    }

    /** Numbers above 0. */
    static Support positive() {
        return lower(0);
    }

    /** Numbers above a bound. */
    static Support lower(double bound) {
        return new LowerBound(Value.of(bound));
    }

    /** Numbers above a bound, which broadcasts to the parameter. */
    static Support lower(Tensor bound) {
        return new LowerBound(Value.of(bound));
    }

    /** Numbers below a bound. */
    static Support upper(double bound) {
        return new UpperBound(Value.of(bound));
    }

    /** Numbers below a bound, which broadcasts to the parameter. */
    static Support upper(Tensor bound) {
        return new UpperBound(Value.of(bound));
    }

    /** Numbers between 0 and 1. */
    static Support unitInterval() {
        return interval(0, 1);
    }

    /** Numbers between two bounds. */
    static Support interval(double lower, double upper) {
        if (!(lower < upper)) {
            throw new IllegalArgumentException("an interval needs lower < upper, not " + lower + " and " + upper);
        }
        return new Interval(Value.of(lower), Value.of(upper));
    }

    /** Numbers between two bounds, which broadcast to the parameter. */
    static Support interval(Tensor lower, Tensor upper) {
        return new Interval(Value.of(lower), Value.of(upper));
    }

    /** Numbers between two bounds, which broadcast to the parameter. */
    static Support interval(double lower, Tensor upper) {
        return new Interval(Value.of(lower), Value.of(upper));
    }

    /** Numbers between two bounds, which broadcast to the parameter. */
    static Support interval(Tensor lower, double upper) {
        return new Interval(Value.of(lower), Value.of(upper));
    }

    /** Vectors, along the last axis, of at least two positive numbers that sum to 1. */
    static Support simplex() {
        return new Simplex();
    }

    /** Vectors, along the last axis, of increasing numbers. */
    static Support ordered() {
        return new Ordered(false);
    }

    /** Vectors, along the last axis, of increasing positive numbers. */
    static Support positiveOrdered() {
        return new Ordered(true);
    }

    /** Lower Cholesky factors of correlation matrices: rows of length 1, a positive diagonal. */
    static Support correlationCholesky() {
        return new CorrelationCholesky();
    }

    /** Correlation matrices: symmetric, positive definite, a diagonal of ones. Their {@code cholesky()} is not computed but known. */
    static Support correlationMatrix() {
        return new CorrelationMatrix();
    }

    /** Lower triangular matrices with a positive diagonal: Cholesky factors of covariance matrices. */
    static Support covarianceCholesky() {
        return new CovarianceCholesky();
    }

    /** Covariance matrices: symmetric, positive definite. Their {@code cholesky()} is not computed but known. */
    static Support covarianceMatrix() {
        return new CovarianceMatrix();
    }
}
