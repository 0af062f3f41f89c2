package ergodic.sampler.tempering;

/**
 * The log evidence by stepping stones both ways, and the swaps that the same draws imply, of one ensemble.
 *
 * @param forward
 *            {@code sum_k log mean exp((beta_k+1 - beta_k) l(x_k))}: too low in the mean
 * @param backward
 *            {@code -sum_k log mean exp(-(beta_k+1 - beta_k) l(x_k+1))}: too high in the mean
 * @param bridged
 *            the same from the draws of both neighbours at once (Bennett 1976), which stays good where powers lie so far apart that the
 *            way back has no variance
 * @param integrated
 *            the same by thermodynamic integration, {@code sum_k (beta_k+1 - beta_k) (E_k + E_k+1) / 2 - (beta_k+1 - beta_k)^2 (V_k+1 - V_k) / 12}
 *            with mean E and variance V of l at each rung; not finite where a draw of the prior has no likelihood
 * @param trapezium
 *            the first part of that sum alone: how far it is from the whole is an error sign of the integration
 * @param barrier
 *            sum of the mean rejections of neighbours, an estimate of Lambda
 * @param rate
 *            round trips a scan that these rejections allow, {@code 1 / (2 + 2 sum r / (1 - r))}
 * @param highest
 *            largest mean rejection of neighbours
 */
record SteppingStone(double forward, double backward, double bridged, double integrated, double trapezium,
        double barrier, double rate, double highest) {

    private static final int HALVINGS = 60;
    /** Nats that the correction of the trapezium may be. */
    private static final double LARGEST_CORRECTION = 100.0;

    /**
     * Computes them.
     *
     * @param betas
     *            powers of the likelihood
     * @param logLikelihoods
     *            [rung][draw], before the swaps
     */
    static SteppingStone of(double[] betas, double[][] logLikelihoods) {
        double forward = 0.0;
        double backward = 0.0;
        double bridged = 0.0;
        double integrated = 0.0;
        double trapezium = 0.0;
        double barrier = 0.0;
        double odds = 0.0;
        double highest = 0.0;
        for (int k = 0; k + 1 < betas.length; k++) {
            double higher = betas[k + 1] - betas[k];
            forward += logMeanExp(higher, logLikelihoods[k]);
            backward -= logMeanExp(-higher, logLikelihoods[k + 1]);
            bridged += bridge(higher, logLikelihoods[k], logLikelihoods[k + 1]);
            double lower = mean(logLikelihoods[k]);
            double upper = mean(logLikelihoods[k + 1]);
            trapezium += 0.5 * higher * (lower + upper);
            integrated += 0.5 * higher * (lower + upper) - higher * higher / 12.0
                    * (variance(logLikelihoods[k + 1], upper) - variance(logLikelihoods[k], lower));
            double sum = 0.0;
            int draws = logLikelihoods[k].length;
            for (int i = 0; i < draws; i++) {
                double ratio = higher * (logLikelihoods[k][i] - logLikelihoods[k + 1][i]);
                sum += ratio < 0.0 ? -Math.expm1(ratio) : 0.0;
            }
            double rejection = sum / draws;
            barrier += rejection;
            odds += rejection / (1.0 - rejection);
            highest = Math.max(highest, rejection);
        }
        return new SteppingStone(forward, backward, bridged, integrated, trapezium, barrier, 1.0 / (2.0 + 2.0 * odds),
                highest);
    }

    /**
     * Thermodynamic integration, or NaN where it says nothing: where its correction is above 100 nats, as when draws of the prior have noise so small
     * that their log likelihoods have no mean.
     */
    double integral() {
        return Math.abs(integrated - trapezium) <= LARGEST_CORRECTION ? integrated : Double.NaN;
    }

    private static double mean(double[] values) {
        double sum = 0.0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double sum = 0.0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }

    /** The c at which {@code sum sigmoid(factor l - c)} of the lower rung is {@code sum sigmoid(c - factor l)} of the higher. */
    static double bridge(double factor, double[] lower, double[] higher) {
        double left = -1.0;
        double right = 1.0;
        while (excess(factor, lower, higher, left) < 0.0 && left > -1e300) {
            left *= 2.0;
        }
        while (excess(factor, lower, higher, right) > 0.0 && right < 1e300) {
            right *= 2.0;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (left + right);
            if (excess(factor, lower, higher, middle) > 0.0) {
                left = middle;
            } else {
                right = middle;
            }
        }
        return 0.5 * (left + right);
    }

    private static double excess(double factor, double[] lower, double[] higher, double c) {
        double sum = 0.0;
        for (double value : lower) {
            sum += 1.0 / (1.0 + Math.exp(c - factor * value));
        }
        for (double value : higher) {
            sum -= 1.0 / (1.0 + Math.exp(factor * value - c));
        }
        return sum;
    }

    /** {@code log mean exp(factor values)}. */
    static double logMeanExp(double factor, double[] values) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            most = Math.max(most, factor * value);
        }
        double sum = 0.0;
        for (double value : values) {
            sum += Math.exp(factor * value - most);
        }
        return most + Math.log(sum / values.length);
    }
}
