package ergodic.sampler.metric;

/** The metrics that a warm-up can adapt. */
public enum MetricKind {

    /** The identity; nothing is adapted. */
    UNIT,
    /** Variances of the draws. */
    DIAGONAL,
    /** Covariance of the draws: d x d numbers, d^2 work a leapfrog step. */
    DENSE,
    /** Scales and a few directions, from draws and gradients: O(d) work a direction and leapfrog step. */
    LOW_RANK;

    /** A new estimator of this kind for draws in R^d. */
    public MetricEstimator newEstimator(int dimension) {
        return switch (this) {
            case UNIT -> new UnitMetricEstimator(dimension);
            case DIAGONAL -> new VarianceEstimator(dimension);
            case DENSE -> new CovarianceEstimator(dimension);
            case LOW_RANK -> new LowRankEstimator(dimension);
        };
    }

    /** The same from draws and gradients, where there is such a one: for windows that are too short for variances of draws. */
    public MetricEstimator newGradientEstimator(int dimension) {
        return this == DIAGONAL ? new ScaleEstimator(dimension) : newEstimator(dimension);
    }
}
