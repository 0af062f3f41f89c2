package ergodic.nn;

/**
 * AdamW (Loshchilov and Hutter 2019, algorithm 2): Adam with the decay of weights kept out of the adaptive step. Holds the
 * means of gradients of one optimisation.
 */
public final class AdamW {

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
     * Makes one step downhill.
     *
     * @param theta
     *            position; changed
     * @param gradient
     *            gradient of what is minimised
     * @param schedule
     *            factor of the learning rate and of the weight decay at this step (eta in the paper)
     */
    public void step(double[] theta, double[] gradient, double schedule) {
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
}
