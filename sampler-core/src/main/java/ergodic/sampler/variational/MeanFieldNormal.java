package ergodic.sampler.variational;

import ergodic.sampler.StartCovariance;
import ergodic.sampler.Workspace;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/** Independent normals: d means, then the logarithms of d standard deviations. */
final class MeanFieldNormal implements Approximation {

    private final int dimension;
    @Workspace("made of the parameters")
    private final double[] widths;
    @Workspace("made of the parameters")
    private double logWidths;

    MeanFieldNormal(int dimension) {
        this.dimension = dimension;
        this.widths = new double[dimension];
    }

    @Override
    public int parameters() {
        return 2 * dimension;
    }

    @Override
    public int noise() {
        return dimension;
    }

    @Override
    public void begin(double[] parameters, double[] mean, @Nullable StartCovariance known, UniformRandomProvider rng) {
        begin(parameters, mean, known);
    }

    /** Means, then logarithms of widths: those given all other coordinates, where the start knows them. */
    static void begin(double[] parameters, double[] mean, @Nullable StartCovariance known) {
        int dimension = mean.length;
        System.arraycopy(mean, 0, parameters, 0, dimension);
        double[] first = known == null ? null : conditionalWidths(known);
        for (int i = 0; i < dimension; i++) {
            double width = first == null ? FIRST_WIDTH : first[i];
            parameters[dimension + i] = Math.log(width > 0 && width < Double.POSITIVE_INFINITY ? width : FIRST_WIDTH);
        }
    }

    /** Widths of each coordinate given the others, which the best of this family has: of {@code D^-1 (I + Q (C^-1 - I) Q^T) D^-1} the diagonal. */
    private static double @Nullable [] conditionalWidths(StartCovariance known) {
        double[][] directions = known.directions();
        double[] widths = known.scales();
        if (directions.length == 0) {
            return widths;
        }
        DMatrixRMaj inverse = new DMatrixRMaj(known.within());
        if (!CommonOps_DDRM.invert(inverse)) {
            return widths;
        }
        for (int i = 0; i < widths.length; i++) {
            double precision = 1;
            for (int j = 0; j < directions.length; j++) {
                for (int k = 0; k < directions.length; k++) {
                    precision += directions[j][i] * (inverse.get(j, k) - (j == k ? 1 : 0)) * directions[k][i];
                }
            }
            widths[i] /= Math.sqrt(precision);
        }
        return widths;
    }

    @Override
    public void prepare(double[] parameters) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += parameters[dimension + i];
            widths[i] = Math.exp(parameters[dimension + i]);
        }
        logWidths = sum;
    }

    @Override
    public double drawInto(double[] parameters, double[] noise, double[] theta) {
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            theta[i] = parameters[i] + widths[i] * noise[i];
            square += noise[i] * noise[i];
        }
        return -0.5 * (dimension * LOG_TWO_PI + square) - logWidths;
    }

    @Override
    public void addPath(double[] parameters, double[] noise, double[] slope, double weight, double[] moves) {
        for (int i = 0; i < dimension; i++) {
            double pull = widths[i] * slope[i] + weight * noise[i];
            moves[i] += pull;
            moves[dimension + i] += pull * noise[i];
        }
    }

    @Override
    public void move(double[] parameters, double[] moves) {
        for (int i = 0; i < dimension; i++) {
            parameters[i] += widths[i] * moves[i];
            parameters[dimension + i] += moves[dimension + i];
        }
    }

    @Override
    public void centreInto(double[] parameters, double[] theta) {
        System.arraycopy(parameters, 0, theta, 0, dimension);
    }

    @Override
    public void widen(double[] parameters, double factor) {
        for (int i = 0; i < dimension; i++) {
            parameters[dimension + i] += Math.log(factor);
        }
    }
}
