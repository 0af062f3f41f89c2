package ergodic.sampler.optimize;

import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Gradient descent with momentum (Polyak 1964; in the form of PyTorch): {@code v = momentum v + gradient},
 * {@code theta -= rate v}. Holds the velocity of one optimisation; values are not looked at.
 */
public final class Sgd implements Optimizer {

    private final double learningRate;
    private final double momentum;
    private final double[] velocity;

    /**
     * An optimisation that begins.
     *
     * @param learningRate
     *            positive
     * @param momentum
     *            share of the velocity that a step keeps, in [0, 1): steps become 1 / (1 - momentum) times as long
     */
    public Sgd(int dimension, double learningRate, double momentum) {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY && momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                    "gradient descent needs a positive learning rate and a momentum in [0, 1),"
                            + " not " + learningRate + " and " + momentum);
        }
        this.learningRate = learningRate;
        this.momentum = momentum;
        this.velocity = new double[dimension];
    }

    @Override
    public void step(double[] theta, double value, double[] gradient, double schedule) {
        double rate = schedule * learningRate;
        for (int i = 0; i < theta.length; i++) {
            velocity[i] = momentum * velocity[i] + gradient[i];
            theta[i] -= rate * velocity[i];
        }
    }

    @Override
    public void reset() {
        Arrays.fill(velocity, 0);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        PlainVectors.writeAll(out, velocity);
    }

    @Override
    public void load(DataInput in) throws IOException {
        PlainVectors.readInto(in, velocity);
    }
}
