package ergodic.sampler.smile;

import ergodic.sampler.LogDensity;
import ergodic.sampler.batches.BatchGradient;

/**
 * The posterior as the batch that was taken last tells it: what an integrator sees during a step.
 *
 * @param batches
 *            of the chain
 */
record LastBatch(BatchGradient batches) implements LogDensity {

    @Override
    public int dimension() {
        return batches.dimension();
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return batches.again(theta, gradient);
    }
}
