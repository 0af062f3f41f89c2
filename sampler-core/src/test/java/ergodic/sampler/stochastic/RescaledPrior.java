package ergodic.sampler.stochastic;

import ergodic.sampler.ForwardingLogDensity;

/** A wrong density: the prior's part of a batch's gradient multiplied with the likelihood's. */
final class RescaledPrior extends ForwardingLogDensity {

    private final Location right;

    RescaledPrior(Location right) {
        super(right);
        this.right = right;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return right.evaluate(theta, gradient);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        double value = right.evaluateSubset(theta, rows, count, gradient);
        for (int j = 0; j < theta.length; j++) {
            gradient[j] -= ((double) right.rows / count - 1) * right.priorPrecision * theta[j];
        }
        return value;
    }
}
