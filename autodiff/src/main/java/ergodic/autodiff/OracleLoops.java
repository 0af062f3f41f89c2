package ergodic.autodiff;

import java.util.Arrays;

/** Functions of one line of elements, or of one matrix, as the interpreter computes them. */
final class OracleLoops {

    /** A function of the elements along an axis; the result has as many elements, or one. */
    interface Line {
        double[] apply(double[] x);
    }

    /** A function of three numbers. */
    interface OfThree {
        double apply(double a, double b, double c);
    }

    private OracleLoops() {}

    static double[] sum(double[] x) {
        double sum = 0;
        for (double element : x) {
            sum += element;
        }
        return new double[]{sum};
    }

    /**
     * The largest element is taken out first. Without elements, or if all are minus infinity, minus infinity; with a plus
     * infinity that.
     */
    static double[] logSumExp(double[] x) {
        double max = max(x);
        if (Double.isInfinite(max)) {
            return new double[]{max};
        }
        double sum = 0;
        for (double element : x) {
            sum += Math.exp(element - max);
        }
        return new double[]{max + Math.log(sum)};
    }

    static double[] softmax(double[] x) {
        double max = max(x);
        double sum = 0;
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = Math.exp(x[i] - max);
            sum += result[i];
        }
        for (int i = 0; i < x.length; i++) {
            result[i] /= sum;
        }
        return result;
    }

    static double[] logSoftmax(double[] x) {
        double max = max(x);
        double sum = 0;
        for (double element : x) {
            sum += Math.exp(element - max);
        }
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i] - max - Math.log(sum);
        }
        return result;
    }

    private static double max(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double element : x) {
            max = Math.max(max, element);
        }
        return max;
    }

    static double[] cumulativeSum(double[] x) {
        double[] result = x.clone();
        for (int i = 1; i < x.length; i++) {
            result[i] += result[i - 1];
        }
        return result;
    }

    static double[] cumulativeSumFromEnd(double[] x) {
        double[] result = x.clone();
        for (int i = x.length - 2; i >= 0; i--) {
            result[i] += result[i + 1];
        }
        return result;
    }

    /** Lower Cholesky factor of the n by n matrix a; all NaN if a is not positive definite. */
    static double[] cholesky(double[] a, int n) {
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i * n + k] * lower[j * n + k];
                }
                if (i == j && !(rest > 0)) {
                    Arrays.fill(lower, Double.NaN);
                    return lower;
                }
                lower[i * n + j] = i == j ? Math.sqrt(rest) : rest / lower[j * n + j];
            }
        }
        return lower;
    }

    /** Solves {@code L x = b} (or {@code L^T x = b}) for the m columns of b. */
    static double[] triangularSolve(double[] lower, double[] b, int n, int m, boolean transposed) {
        double[] x = b.clone();
        for (int column = 0; column < m; column++) {
            for (int step = 0; step < n; step++) {
                int i = transposed ? n - 1 - step : step;
                double rest = x[i * m + column];
                for (int k = transposed ? i + 1 : 0; k < (transposed ? n : i); k++) {
                    rest -= (transposed ? lower[k * n + i] : lower[i * n + k]) * x[k * m + column];
                }
                x[i * m + column] = rest / lower[i * n + i];
            }
        }
        return x;
    }
}
