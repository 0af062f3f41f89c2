package ergodic.sampler.weights;

/**
 * A generalised Pareto distribution of excesses over 0: density {@code (1 + k x / sigma)^(-1/k - 1) / sigma}. Moments of order
 * {@code 1/k} and above do not exist.
 *
 * @param shape
 *            k; positive for heavy tails, negative for bounded ones
 * @param scale
 *            sigma, positive
 */
public record GeneralizedPareto(double shape, double scale) {

    /** How many excesses at 0.5 the prior of the shape is worth. */
    private static final double PRIOR_EXCESSES = 10;
    private static final double PRIOR_SHAPE = 0.5;

    /**
     * The fit of Zhang and Stephens (2009): the posterior mean of one parameter by a profile likelihood on a grid, the shape
     * then shrunk towards 0.5 as if ten excesses more had said so (Vehtari et al. 2024, appendix C).
     *
     * @param excesses
     *            in ascending order, not negative, the largest positive; at least 5
     */
    public static GeneralizedPareto fit(double[] excesses) {
        int n = excesses.length;
        if (n < 5 || !(excesses[n - 1] > 0)) {
            throw new IllegalArgumentException("a tail is fitted to at least 5 excesses of which the largest is"
                    + " positive, not to " + n);
        }
        int grid = 30 + (int) Math.sqrt(n);
        double quartile = excesses[(int) (n / 4.0 + 0.5) - 1];
        double[] theta = new double[grid];
        double[] profile = new double[grid];
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < grid; j++) {
            theta[j] = 1 / excesses[n - 1] + (1 - Math.sqrt(grid / (j + 0.5))) / (3 * quartile);
            double k = meanLog(theta[j], excesses);
            profile[j] = n * (Math.log(-theta[j] / k) - k - 1);
            largest = Math.max(largest, profile[j]);
        }
        double sum = 0;
        double weighted = 0;
        for (int j = 0; j < grid; j++) {
            double weight = Math.exp(profile[j] - largest);
            sum += weight;
            weighted += weight * theta[j];
        }
        double mean = weighted / sum;
        double k = meanLog(mean, excesses);
        return new GeneralizedPareto((n * k + PRIOR_EXCESSES * PRIOR_SHAPE) / (n + PRIOR_EXCESSES), -k / mean);
    }

    private static double meanLog(double theta, double[] excesses) {
        double sum = 0;
        for (double x : excesses) {
            sum += Math.log1p(-theta * x);
        }
        return sum / excesses.length;
    }

    /** The excess below which a share {@code p} of them lies. */
    public double quantile(double p) {
        return shape == 0 ? -scale * Math.log1p(-p) : scale * Math.expm1(-shape * Math.log1p(-p)) / shape;
    }
}
