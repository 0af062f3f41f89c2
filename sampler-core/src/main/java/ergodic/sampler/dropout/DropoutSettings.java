package ergodic.sampler.dropout;

/**
 * Settings of {@link DropoutFit}.
 *
 * @param steps
 *            steps of the fit, at least 1: the warm-up of {@link ergodic.sampler.run.RunSettings}
 * @param learningRate
 *            AdamW's at the first step; it falls to 0 along a cosine
 * @param rate
 *            probability that a number of a mask is 0, in (0, 1); where rates are learned, at first
 * @param form
 *            what one number of a mask multiplies
 * @param learned
 *            whether each layer's rate is learned, with relaxed masks
 * @param inputs
 *            whether the first layer's inputs, which are data, are masked too
 * @param masks
 *            masks of a step, each for its share of the batch, at least 1
 * @param batchSize
 *            rows of a step, at least as many as there are masks
 */
public record DropoutSettings(int steps, double learningRate, double rate, MaskForm form, boolean learned,
        boolean inputs, int masks, int batchSize) {

    /** Checks the numbers. */
    public DropoutSettings {
        if (steps < 1 || masks < 1 || batchSize < masks) {
            throw new IllegalArgumentException("dropout needs at least one step, one mask and a row for each mask, not "
                    + steps + ", " + masks + " and " + batchSize);
        }
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the learning rate must be a positive number, not " + learningRate);
        }
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("the rate must lie between 0 and 1, not " + rate);
        }
    }
}
