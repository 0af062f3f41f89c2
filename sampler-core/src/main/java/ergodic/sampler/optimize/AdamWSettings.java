package ergodic.sampler.optimize;

/**
 * Settings of AdamW (Loshchilov and Hutter 2019, algorithm 2).
 *
 * @param learningRate
 *            step size alpha
 * @param beta1
 *            decay of the mean of gradients, in [0, 1)
 * @param beta2
 *            decay of the mean of squared gradients, in [0, 1)
 * @param epsilon
 *            added to the root of the mean square
 * @param weightDecay
 *            decay lambda of the weights themselves, times the learning rate; 0 where a prior shrinks them
 */
public record AdamWSettings(double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {

    /** Checks the numbers. */
    public AdamWSettings {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the learning rate must be a positive number, not " + learningRate);
        }
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
            throw new IllegalArgumentException(
                    "AdamW needs decays in [0, 1) and a positive epsilon, not " + beta1 + ", "
                            + beta2 + " and " + epsilon);
        }
        if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the weight decay must not be negative, but is " + weightDecay);
        }
    }

    /** The usual decays (0.9, 0.999) and epsilon (1e-8), without weight decay. */
    public static AdamWSettings of(double learningRate) {
        return new AdamWSettings(learningRate, 0.9, 0.999, 1e-8, 0);
    }
}
