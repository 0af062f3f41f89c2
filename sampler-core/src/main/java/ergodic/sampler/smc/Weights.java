package ergodic.sampler.smc;

/** The weights {@code exp(delta l)} of particles that had equal weights before: how far the power may rise, what they add to log Z. */
final class Weights {

    private static final int HALVINGS = 100;

    private Weights() {}

    /**
     * The largest rise of the power after which the effective sample size is still {@code share} of the particles that have a likelihood at
     * all; never more than what is left.
     *
     * @param logLikelihoods
     *            of all particles, minus infinity for one that cannot be used
     * @param left
     *            from the present power to 1
     * @param share
     *            between 0 and 1
     */
    static double rise(double[] logLikelihoods, double left, double share) {
        double least = share * effective(logLikelihoods, 0.0);
        if (effective(logLikelihoods, left) >= least) {
            return left;
        }
        double low = 0.0;
        double high = left;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (low + high);
            if (effective(logLikelihoods, middle) >= least) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Effective sample size {@code (sum w)^2 / sum w^2} of the weights. */
    static double effective(double[] logLikelihoods, double delta) {
        double most = highest(logLikelihoods);
        double sum = 0.0;
        double squares = 0.0;
        for (double value : logLikelihoods) {
            double weight = weight(value, most, delta);
            sum += weight;
            squares += weight * weight;
        }
        return sum * sum / squares;
    }

    /** Mean of the values and mean of their squared distances from it, under their weights: {@code [2]}. */
    static double[] moments(double[] logLikelihoods, double delta) {
        double most = highest(logLikelihoods);
        double sum = 0.0;
        double first = 0.0;
        for (double value : logLikelihoods) {
            double weight = weight(value, most, delta);
            sum += weight;
            first += weight > 0.0 ? weight * value : 0.0;
        }
        double mean = first / sum;
        double second = 0.0;
        for (double value : logLikelihoods) {
            double weight = weight(value, most, delta);
            second += weight > 0.0 ? weight * (value - mean) * (value - mean) : 0.0;
        }
        return new double[]{mean, second / sum};
    }

    /** Log of the mean weight: what a stage adds to log Z. */
    static double logMean(double[] logLikelihoods, double delta) {
        double most = highest(logLikelihoods);
        double sum = 0.0;
        for (double value : logLikelihoods) {
            sum += weight(value, most, delta);
        }
        return delta * most + Math.log(sum / logLikelihoods.length);
    }

    /**
     * Systematic resampling: fills {@code counts} with how often each particle is taken, {@code number} times in all, by one uniform number.
     */
    static void resample(double[] logLikelihoods, double delta, int number, double uniform, int[] counts) {
        double most = highest(logLikelihoods);
        double sum = 0.0;
        for (double value : logLikelihoods) {
            sum += weight(value, most, delta);
        }
        double before = 0.0;
        int taken = 0;
        for (int i = 0; i < logLikelihoods.length; i++) {
            before += weight(logLikelihoods[i], most, delta);
            // Points (u + k) / number for k = 0, 1, ...: those below the cumulated share, the last of which is 1 but for rounding.
            int end = i == logLikelihoods.length - 1 ? number
                    : Math.min(number, (int) Math.ceil(before / sum * number - uniform));
            counts[i] = Math.max(0, end - taken);
            taken = Math.max(taken, end);
        }
        giveToTheUsable(logLikelihoods, counts);
    }

    /** What rounding leaves to a last particle without a likelihood goes to the one before it that has one. */
    private static void giveToTheUsable(double[] logLikelihoods, int[] counts) {
        int last = counts.length - 1;
        int usable = last;
        while (usable > 0 && !(logLikelihoods[usable] > Double.NEGATIVE_INFINITY)) {
            usable--;
        }
        if (usable != last) {
            counts[usable] += counts[last];
            counts[last] = 0;
        }
    }

    private static double weight(double logLikelihood, double most, double delta) {
        return logLikelihood > Double.NEGATIVE_INFINITY ? Math.exp(delta * (logLikelihood - most)) : 0.0;
    }

    private static double highest(double[] values) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }
}
