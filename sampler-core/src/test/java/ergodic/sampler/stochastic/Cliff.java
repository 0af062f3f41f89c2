package ergodic.sampler.stochastic;

import ergodic.sampler.ForwardingLogDensity;
import ergodic.sampler.StochasticLogDensity;

/** A density whose estimates from batches are not numbers. */
final class Cliff extends ForwardingLogDensity {

    Cliff(StochasticLogDensity right) {
        super(right);
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return density.evaluate(theta, gradient);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        gradient[0] = Double.NaN;
        return 0;
    }
}
