package ergodic.sampler.tempering;

/**
 * Mean and variance of the log likelihood at a power between two rungs, from the draws of both: each draw weighs what it has at that power over
 * what it has in the mixture of the rungs (Shirts and Chodera 2008, of two states). Nothing is interpolated: with enough draws the mean is exact wherever
 * the rungs lie.
 *
 * @param mean
 *            mean of the log likelihood
 * @param variance
 *            its variance
 * @param effective
 *            effective number of the weighted draws: one over the sum of their squared weights
 */
record PowerMean(double mean, double variance, double effective) {

    /**
     * At a power.
     *
     * @param power
     *            above 0, at most 1
     * @param betas
     *            powers of the rungs
     * @param logLikelihoods
     *            [rung][draw]
     */
    static PowerMean of(double power, double[] betas, double[][] logLikelihoods) {
        int lower = 0;
        while (lower + 2 < betas.length && betas[lower + 1] < power) {
            lower++;
        }
        double width = betas[lower + 1] - betas[lower];
        double[][] both = {logLikelihoods[lower], logLikelihoods[lower + 1]};
        double bridge = SteppingStone.bridge(width, both[0], both[1]);
        double most = Double.NEGATIVE_INFINITY;
        for (double[] rung : both) {
            for (double value : rung) {
                most = Math.max(most, logWeight(value, power - betas[lower], width, bridge));
            }
        }
        double sum = 0.0;
        double squares = 0.0;
        double first = 0.0;
        for (double[] rung : both) {
            for (double value : rung) {
                double weight = Math.exp(logWeight(value, power - betas[lower], width, bridge) - most);
                sum += weight;
                squares += weight * weight;
                first += weight > 0.0 ? weight * value : 0.0;
            }
        }
        double mean = first / sum;
        double second = 0.0;
        for (double[] rung : both) {
            for (double value : rung) {
                double weight = Math.exp(logWeight(value, power - betas[lower], width, bridge) - most);
                second += weight > 0.0 ? weight * (value - mean) * (value - mean) : 0.0;
            }
        }
        return new PowerMean(mean, second / sum, sum * sum / squares);
    }

    /** Log of {@code exp(rise l) / (1 + exp(width l - bridge))}: minus infinity for a draw without a likelihood. */
    private static double logWeight(double value, double rise, double width, double bridge) {
        if (!(value > Double.NEGATIVE_INFINITY)) {
            return Double.NEGATIVE_INFINITY;
        }
        double higher = width * value - bridge;
        return rise * value - (higher > 0.0 ? higher + Math.log1p(Math.exp(-higher)) : Math.log1p(Math.exp(higher)));
    }
}
