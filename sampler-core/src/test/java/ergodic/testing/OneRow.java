package ergodic.testing;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StochasticLogDensity;

/** A density as one of a single row: estimates from rows are the density itself. */
public record OneRow(LogDensity density) implements StochasticLogDensity {

    @Override
    public int dimension() {
        return density.dimension();
    }

    @Override
    public int rowCount() {
        return 1;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return density.evaluate(theta, gradient);
    }

    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        return density.evaluate(theta, gradient);
    }
}
