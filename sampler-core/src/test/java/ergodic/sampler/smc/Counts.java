package ergodic.sampler.smc;

import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.testing.StandardNormal;

/** A Poisson count under {@code exp(3 theta)}, theta ~ N(0, 1): a log likelihood that is skewed over the prior, and where none of it is finite for theta above 2. */
final class Counts implements TemperedLogDensity {

    private static final double SLOPE = 3;
    private static final int COUNT = 40;
    /** Above it nothing is finite. */
    private static final double EDGE = 2;

    private final PriorDensity prior = new StandardNormal(1);

    private static double logLikelihood(double theta) {
        double sum = COUNT * SLOPE * theta - Math.exp(SLOPE * theta);
        for (int k = 2; k <= COUNT; k++) {
            sum -= Math.log(k);
        }
        return sum;
    }

    /** Integral of {@code theta^power} times prior times likelihood, by 200 000 steps. */
    static double integral(int power) {
        double step = (EDGE + 10) / 200_000;
        double sum = 0;
        for (int i = 0; i < 200_000; i++) {
            double theta = -10 + (i + 0.5) * step;
            sum += Math.pow(theta, power)
                    * Math.exp(logLikelihood(theta) - 0.5 * theta * theta - 0.5 * Math.log(2 * Math.PI)) * step;
        }
        return sum;
    }

    @Override
    public PriorDensity prior() {
        return prior;
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public int rowCount() {
        return 1;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        double sum = prior.evaluate(theta, gradient);
        if (theta[0] > EDGE) {
            gradient[0] = Double.NaN;
            return Double.NaN;
        }
        gradient[0] += COUNT * SLOPE - SLOPE * Math.exp(SLOPE * theta[0]);
        return sum + logLikelihood(theta[0]);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        return evaluate(theta, gradient);
    }
}
