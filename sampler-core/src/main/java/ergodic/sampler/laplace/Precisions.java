package ergodic.sampler.laplace;

import ergodic.sampler.SecondDerivatives;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Curvatures at a point as matrices. Values that are not finite stay in them. */
final class Precisions {

    private static final double ROUNDING = 1e-12;

    private Precisions() {}

    /** The Gauss-Newton matrix of the rows' likelihoods, row-major; one pass over the rows. */
    static double[] gaussNewton(SecondDerivatives curvature, double[] theta) {
        int d = curvature.dimension();
        int outputs = curvature.outputs();
        int[] direct = curvature.direct();
        double[] matrix = new double[d * d];
        curvature.forEachRows(theta, (count, jacobians, hessians) -> { // cold: once a fit
            double[] bent = bent(count, outputs, outputs + direct.length, d, jacobians, hessians);
            for (int i = 0; i < d; i++) {
                for (int at = i; at < count * outputs * d; at += d) {
                    double slope = jacobians[at];
                    if (slope != 0) {
                        int to = i * d - (at - i);
                        for (int j = at; j < at - i + d; j++) {
                            matrix[to + j] += slope * bent[j];
                        }
                    }
                }
            }
            addDirect(count, outputs, direct, d, jacobians, hessians, matrix);
        });
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * d + j] = matrix[j * d + i];
            }
        }
        return matrix;
    }

    /** H J of each row: {@code [count][outputs][d]}. */
    private static double[] bent(int count, int outputs, int signals, int d, double[] jacobians, double[] hessians) {
        double[] bent = new double[count * outputs * d];
        for (int row = 0; row < count; row++) {
            for (int k = 0; k < outputs; k++) {
                int to = (row * outputs + k) * d;
                for (int l = 0; l < outputs; l++) {
                    double h = hessians[(row * signals + k) * signals + l];
                    int from = (row * outputs + l) * d;
                    for (int j = 0; j < d; j++) {
                        bent[to + j] += h * jacobians[from + j];
                    }
                }
            }
        }
        return bent;
    }

    /** What coordinates that reach the likelihood directly add to the upper triangle. */
    private static void addDirect(int count, int outputs, int[] direct, int d, double[] jacobians, double[] hessians,
            double[] matrix) {
        int signals = outputs + direct.length;
        for (int e = 0; e < direct.length; e++) {
            int c = direct[e];
            for (int row = 0; row < count && c >= 0; row++) {
                int h = (row * signals + outputs + e) * signals;
                for (int k = 0; k < outputs; k++) {
                    int from = (row * outputs + k) * d;
                    for (int i = 0; i < d; i++) {
                        // Both triangles meet on the diagonal, where the network's own part of a direct coordinate would stand twice.
                        double cross = hessians[h + k] * jacobians[from + i];
                        matrix[Math.min(i, c) * d + Math.max(i, c)] += i == c ? 2 * cross : cross;
                    }
                }
                for (int f = 0; f < direct.length; f++) {
                    if (direct[f] >= c) {
                        matrix[c * d + direct[f]] += hessians[h + outputs + f];
                    }
                }
            }
        }
    }

    /** The Gauss-Newton matrix times a matrix {@code [d][width]}; one pass over the rows, and memory for no more than both. */
    static double[] gaussNewtonProduct(SecondDerivatives curvature, double[] theta, double[] matrix, int width) {
        int d = curvature.dimension();
        int outputs = curvature.outputs();
        int[] direct = curvature.direct();
        int signals = outputs + direct.length;
        double[] product = new double[d * width];
        double[] along = new double[signals * width];
        double[] bent = new double[signals * width];
        curvature.forEachRows(theta, (count, jacobians, hessians) -> { // cold: once a pass
            for (int row = 0; row < count; row++) {
                signalsInto(row, outputs, direct, d, jacobians, matrix, width, along);
                for (int k = 0; k < signals; k++) {
                    for (int j = 0; j < width; j++) {
                        double sum = 0;
                        for (int l = 0; l < signals; l++) {
                            sum += hessians[(row * signals + k) * signals + l] * along[l * width + j];
                        }
                        bent[k * width + j] = sum;
                    }
                }
                for (int k = 0; k < outputs; k++) {
                    int from = (row * outputs + k) * d;
                    for (int i = 0; i < d; i++) {
                        double slope = jacobians[from + i];
                        if (slope != 0) {
                            addMultiple(slope, bent, k * width, product, i * width, width);
                        }
                    }
                }
                for (int e = 0; e < direct.length; e++) {
                    if (direct[e] >= 0) {
                        addMultiple(1, bent, (outputs + e) * width, product, direct[e] * width, width);
                    }
                }
            }
        });
        return product;
    }

    /** The Hessian of all but the rest, times a matrix {@code [d][width]}: a product for each column. */
    static double[] likelihoodProduct(SecondDerivatives curvature, double[] theta, double[] matrix, int width) {
        int d = curvature.dimension();
        double[] product = new double[d * width];
        double[] column = new double[d];
        double[] all = new double[d];
        double[] rest = new double[d];
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < d; i++) {
                column[i] = matrix[i * width + j];
            }
            curvature.hessianInto(theta, column, all);
            curvature.restInto(theta, column, rest);
            for (int i = 0; i < d; i++) {
                product[i * width + j] = all[i] - rest[i];
            }
        }
        return product;
    }

    /** Derivatives of a row's signals along the columns of a matrix: {@code [signals][width]}. */
    private static void signalsInto(int row, int outputs, int[] direct, int d, double[] jacobians, double[] matrix,
            int width, double[] along) {
        Arrays.fill(along, 0);
        for (int k = 0; k < outputs; k++) {
            int from = (row * outputs + k) * d;
            for (int i = 0; i < d; i++) {
                double slope = jacobians[from + i];
                if (slope != 0) {
                    addMultiple(slope, matrix, i * width, along, k * width, width);
                }
            }
        }
        for (int e = 0; e < direct.length; e++) {
            if (direct[e] >= 0) {
                addMultiple(1, matrix, direct[e] * width, along, (outputs + e) * width, width);
            }
        }
    }

    private static void addMultiple(double factor, double[] from, int at, double[] to, int start, int count) {
        for (int j = 0; j < count; j++) {
            to[start + j] += factor * from[at + j];
        }
    }

    /** The diagonal of the Gauss-Newton matrix; one pass over the rows. */
    static double[] gaussNewtonDiagonal(SecondDerivatives curvature, double[] theta) {
        int d = curvature.dimension();
        int outputs = curvature.outputs();
        int[] direct = curvature.direct();
        int signals = outputs + direct.length;
        double[] diagonal = new double[d];
        curvature.forEachRows(theta, (count, jacobians, hessians) -> { // cold: once a fit
            double[] bent = bent(count, outputs, signals, d, jacobians, hessians);
            for (int at = 0; at < bent.length; at++) {
                diagonal[at % d] += jacobians[at] * bent[at];
            }
            for (int row = 0; row < count; row++) {
                for (int e = 0; e < direct.length; e++) {
                    if (direct[e] >= 0) {
                        diagonal[direct[e]] += hessians[row * signals * signals + (outputs + e) * (signals + 1)];
                    }
                }
            }
        });
        return diagonal;
    }

    /** The Hessian of minus the log density, row-major: a product for each coordinate. */
    static double[] hessian(SecondDerivatives curvature, double[] theta) {
        return matrix(curvature.dimension(), (direction, product) -> // cold: once a fit
        curvature.hessianInto(theta, direction, product));
    }

    /** The Hessian of all but the rows' likelihoods. */
    static double[] rest(SecondDerivatives curvature, double[] theta) {
        return matrix(curvature.dimension(), (direction, product) -> // cold: once a fit
        curvature.restInto(theta, direction, product));
    }

    /** The diagonal of the Hessian of minus the log density. */
    static double[] hessianDiagonal(SecondDerivatives curvature, double[] theta) {
        return diagonal(curvature.dimension(), (direction, product) -> // cold: once a fit
        curvature.hessianInto(theta, direction, product));
    }

    /** The diagonal of the Hessian of all but the rows' likelihoods: of independent priors by two products, as one with a random vector tells. */
    static double[] restDiagonal(SecondDerivatives curvature, double[] theta) {
        int d = curvature.dimension();
        double[] direction = new double[d];
        double[] sums = new double[d];
        double[] product = new double[d];
        Arrays.fill(direction, 1);
        curvature.restInto(theta, direction, sums);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < d; i++) {
            direction[i] = random.nextDouble(1, 2);
        }
        curvature.restInto(theta, direction, product);
        boolean independent = true;
        for (int i = 0; i < d; i++) {
            double expected = sums[i] * direction[i];
            independent &= Math.abs(product[i] - expected) <= ROUNDING * Math.abs(expected);
        }
        return independent ? sums : diagonal(d, (along, result) -> // cold: once a fit
        curvature.restInto(theta, along, result));
    }

    /** A product of a matrix with a vector. */
    private interface Product {
        void into(double[] direction, double[] product);
    }

    private static double[] matrix(int d, Product product) {
        double[] matrix = new double[d * d];
        double[] unit = new double[d];
        double[] column = new double[d];
        for (int j = 0; j < d; j++) {
            unit[j] = 1;
            product.into(unit, column);
            unit[j] = 0;
            // Half of each of the two that rounding makes different.
            for (int i = 0; i < d; i++) {
                matrix[i * d + j] += 0.5 * column[i];
                matrix[j * d + i] += 0.5 * column[i];
            }
        }
        return matrix;
    }

    private static double[] diagonal(int d, Product product) {
        double[] diagonal = new double[d];
        double[] unit = new double[d];
        double[] column = new double[d];
        for (int j = 0; j < d; j++) {
            Arrays.fill(unit, 0);
            unit[j] = 1;
            product.into(unit, column);
            diagonal[j] = column[j];
        }
        return diagonal;
    }

    /** The prior's precision of each coordinate as far as it is positive, else 1. */
    static double[] units(double[] restDiagonal) {
        double[] units = new double[restDiagonal.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = restDiagonal[i] > 0 && restDiagonal[i] < Double.POSITIVE_INFINITY ? restDiagonal[i] : 1;
        }
        return units;
    }
}
