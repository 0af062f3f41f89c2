package ergodic.sampler.stochastic;

import ergodic.sampler.StochasticLogDensity;

/** A density whose estimates from batches are not numbers. */
record Cliff(Location right) implements StochasticLogDensity {

    @Override
    public int dimension() {
        return right.dimension();
    }

    @Override
    public int rowCount() {
        return right.rowCount();
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return right.evaluate(theta, gradient);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        gradient[0] = Double.NaN;
        return 0;
    }
}
