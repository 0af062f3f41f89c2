package ergodic.diagnostics.distance;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.UnitSphereSampler;

/**
 * How far a sample of vectors is from a normal distribution with mean 0: the energy distance, by slices. For each of some directions v, uniform on
 * the unit sphere, both are projected on v, where
 * {@code D^2 = 2 E|a - s Z| - E|a - a'| - 2 s / sqrt(pi)} with s the standard deviation of the normal and
 * {@code E|a - s Z| = a erf(a / (s sqrt 2)) + s sqrt(2 / pi) exp(-a^2 / (2 s^2))} exactly; nothing is drawn from the normal. The mean over
 * directions is a multiple of the energy distance of the vectors (Székely and Rizzo 2013; Baringhaus and Franz 2004), which is zero
 * between equal distributions alone: means, covariances and shapes enter.
 */
public final class NormalSlices {

    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    private final double[][] directions;
    private final double[] sds;

    /**
     * Slices of a normal distribution.
     *
     * @param covariance
     *            its covariance {@code [m][m]}, positive semidefinite
     * @param slices
     *            how many directions
     * @param rng
     *            draws them
     */
    public NormalSlices(double[][] covariance, int slices, UniformRandomProvider rng) {
        int m = covariance.length;
        directions = new double[slices][];
        sds = new double[slices];
        UnitSphereSampler sphere = UnitSphereSampler.of(rng, m);
        for (int k = 0; k < slices; k++) {
            double[] v = sphere.sample();
            double variance = 0;
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    variance += v[i] * covariance[i][j] * v[j];
                }
            }
            directions[k] = v;
            sds[k] = Math.sqrt(Math.max(0, variance));
        }
    }

    /** Mean distance of two independent draws of the normal along a direction. */
    public double width() {
        return 2 / Math.sqrt(Math.PI) * Arrays.stream(sds).average().orElse(Double.NaN);
    }

    /**
     * The squared distance of the distribution that a sample is of, without bias for these directions; below zero by chance where the
     * two are equal.
     *
     * @param sample
     *            at least two vectors {@code [draw][m]}
     */
    public double unbiasedSquare(double[][] sample) {
        return square(sample, sample.length * (sample.length - 1.0));
    }

    /** The distance of the sample itself, each vector a point of equal mass: never below zero, nor zero for a sample of the normal itself. */
    public double distance(double[][] sample) {
        return Math.sqrt(Math.max(0, square(sample, (double) sample.length * sample.length)));
    }

    private double square(double[][] sample, double pairs) {
        double[] a = new double[sample.length];
        double sum = 0;
        for (int k = 0; k < directions.length; k++) {
            double across = 0;
            for (int i = 0; i < a.length; i++) {
                double[] x = sample[i];
                double[] v = directions[k];
                double dot = 0;
                for (int j = 0; j < v.length; j++) {
                    dot += v[j] * x[j];
                }
                a[i] = dot;
                across += far(dot, sds[k]);
            }
            Arrays.sort(a);
            double within = 0;
            for (int i = 0; i < a.length; i++) {
                within += (2.0 * i - a.length + 1) * a[i];
            }
            sum += 2 * across / a.length - 2 * within / pairs - 2 * sds[k] / Math.sqrt(Math.PI);
        }
        return sum / directions.length;
    }

    /** The mean distance of a point from a normal variable with mean 0. */
    static double far(double a, double sd) {
        if (!(sd > 0)) {
            return Math.abs(a);
        }
        double z = a / sd;
        return a * Erf.value(z * ROOT_HALF) + sd * ROOT_TWO_OVER_PI * Math.exp(-0.5 * z * z);
    }
}
