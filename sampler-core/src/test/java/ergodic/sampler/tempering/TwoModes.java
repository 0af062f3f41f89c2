package ergodic.sampler.tempering;

import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.testing.StandardNormal;

/**
 * A posterior with two modes six of their widths apart: the likelihood of coordinate 0 is
 * {@code 0.3 N(-c, s^2) + 0.7 N(c, s^2)}, under a prior N(0, 1), with c = 3 s; the other coordinates have a likelihood N(0, 1).
 */
public final class TwoModes implements TemperedLogDensity {

    /** Weight of the upper component of the likelihood, and of the upper mode, as the two are mirrored. */
    public static final double UPPER = 0.7;

    private final int dimension;
    private final double width;
    private final PriorDensity prior;

    /** In so many dimensions, with modes so wide. */
    public TwoModes(int dimension, double width) {
        this.dimension = dimension;
        this.width = width;
        this.prior = new StandardNormal(dimension);
    }

    /** The exact log evidence. */
    public double logEvidence() {
        double variance = 1 + width * width;
        return -0.5 * Math.log(2 * Math.PI * variance) - 4.5 * width * width / variance
                - (dimension - 1) * 0.5 * Math.log(2 * Math.PI * 2);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public int rowCount() {
        return 1;
    }

    @Override
    public PriorDensity prior() {
        return prior;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        double sum = prior.evaluate(theta, gradient);
        double up = Math.log(UPPER) - 0.5 * square((theta[0] - 3 * width) / width);
        double down = Math.log(1 - UPPER) - 0.5 * square((theta[0] + 3 * width) / width);
        double most = Math.max(up, down);
        double share = 1 / (1 + Math.exp(down - up));
        gradient[0] -= (share * (theta[0] - 3 * width) + (1 - share) * (theta[0] + 3 * width)) / (width * width);
        sum += most + Math.log(Math.exp(up - most) + Math.exp(down - most)) - Math.log(width)
                - 0.5 * Math.log(2 * Math.PI);
        for (int i = 1; i < dimension; i++) {
            gradient[i] -= theta[i];
            sum -= 0.5 * theta[i] * theta[i] + 0.5 * Math.log(2 * Math.PI);
        }
        return sum;
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        return evaluate(theta, gradient);
    }

    private static double square(double x) {
        return x * x;
    }
}
