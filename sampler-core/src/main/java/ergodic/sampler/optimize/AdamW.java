package ergodic.sampler.optimize;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2): Adam with the decay of weights kept out of the adaptive step. Holds the
 * means of gradients of one optimisation; values are not looked at.
 */
public final class AdamW implements Optimizer {

    private final AdamWSettings settings;
    private final double[] mean;
    private final double[] square;
    private double decay1 = 1;
    private double decay2 = 1;

    /** An optimisation that begins. */
    public AdamW(int dimension, AdamWSettings settings) {
        this.settings = settings;
        this.mean = new double[dimension];
        this.square = new double[dimension];
    }

    /**
     * {@inheritDoc}
     *
     * @param schedule
     *            factor of the learning rate and of the weight decay at this step (eta in the paper)
     */
    @Override
    public void step(double[] theta, double value, double[] gradient, double schedule) {
        double b1 = settings.beta1();
        double b2 = settings.beta2();
        decay1 *= b1;
        decay2 *= b2;
        double rate = schedule * settings.learningRate();
        double shrink = 1 - rate * settings.weightDecay();
        double meanFactor = 1 / (1 - decay1);
        double squareFactor = 1 / (1 - decay2);
        for (int i = 0; i < theta.length; i++) {
            double g = gradient[i];
            mean[i] = b1 * mean[i] + (1 - b1) * g;
            square[i] = b2 * square[i] + (1 - b2) * g * g;
            double root = Math.sqrt(square[i] * squareFactor) + settings.epsilon();
            theta[i] = shrink * theta[i] - rate * mean[i] * meanFactor / root;
        }
    }

    @Override
    public void reset() {
        Arrays.fill(mean, 0);
        Arrays.fill(square, 0);
        decay1 = 1;
        decay2 = 1;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(decay1);
        out.writeDouble(decay2);
        for (int i = 0; i < mean.length; i++) {
            out.writeDouble(mean[i]);
            out.writeDouble(square[i]);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        decay1 = in.readDouble();
        decay2 = in.readDouble();
        for (int i = 0; i < mean.length; i++) {
            mean[i] = in.readDouble();
            square[i] = in.readDouble();
        }
    }
}
